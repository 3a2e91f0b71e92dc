package match

import (
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

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
	stepStart: grammar.RuleDots, stepEqual: "", stepMark: grammar.RuleMarks, stepSides: grammar.RuleSides, stepCase: grammar.RuleCase, stepHyphen: grammar.RuleLineHyphen,
	stepVerse: grammar.RuleVerse, stepNote: grammar.RuleApparatus, stepPass: grammar.RuleDirection, stepTitle: grammar.RuleTitles, stepStop: grammar.RuleClosing, stepShut: grammar.RuleCut, stepBracket: grammar.RuleBrackets,
	stepLetters: grammar.RuleLetters, stepSic: grammar.RuleSic, stepGap: grammar.RuleOmission, stepDots: grammar.RuleDots, stepLead: grammar.RuleDots,
}

// skipStep is the step that leaves out a skip of a kind.
var skipStep = [...]step{text.SkipNote: stepNote, text.SkipApparatus: stepPass, text.SkipHyphen: stepHyphen, text.SkipStop: stepTitle}

// bracketStep is the step of brackets of a kind.
var bracketStep = [...]step{grammar.NoteBracket: stepSic, grammar.CaseBracket: stepLetters, grammar.EndingBracket: stepLetters, grammar.GlossBracket: stepBracket, grammar.NameBracket: stepBracket}
