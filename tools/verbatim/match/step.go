package match

// step says what leads from one node of the search to the next.
type step uint8

const (
	stepStart   step = iota
	stepEqual        // folded characters are equal
	stepMark         // a mark of a pair for another
	stepSides        // a comma or full stop on the other side of a closing mark
	stepCase         // the first letter's case
	stepHyphen       // a hyphen at a line's end
	stepVerse        // a slash for a line's end
	stepNote         // a note mark of the text, left out
	stepPass         // apparatus that the record names, left out
	stepTitle        // the full stop of a title, added or left out
	stepStop         // a comma or full stop added or changed at the end
	stepShut         // a closing mark added where the quotation is cut
	stepBracket      // brackets for what a word points at
	stepLetters      // letters in brackets
	stepSic          // [sic]
	stepGap          // an omission
	stepDots         // dots at the start or end that say nothing
	stepLead         // like it, at the start
)

// ruleOfStep names the rule that a step needs.
var ruleOfStep = [...]string{
	stepStart: ruleDots, stepEqual: "", stepMark: ruleMarks, stepSides: ruleSides, stepCase: ruleCase, stepHyphen: ruleLineHyphen,
	stepVerse: ruleVerse, stepNote: ruleApparatus, stepPass: ruleDirection, stepTitle: ruleTitles, stepStop: ruleClosing, stepShut: ruleCut, stepBracket: ruleBrackets,
	stepLetters: ruleLetters, stepSic: ruleSic, stepGap: ruleOmission, stepDots: ruleDots, stepLead: ruleDots,
}

// skipStep is the step that leaves out a skip of a kind.
var skipStep = [...]step{skipNote: stepNote, skipApparatus: stepPass, skipHyphen: stepHyphen, skipStop: stepTitle}

// bracketStep is the step of brackets of a kind.
var bracketStep = [...]step{noteBracket: stepSic, caseBracket: stepLetters, endingBracket: stepLetters, glossBracket: stepBracket, nameBracket: stepBracket}
