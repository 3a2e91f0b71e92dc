// Package grammar is what may stand in a quotation and what it may stand for in
// a text: one table, which the search proposes by, replay judges by and the
// guide shows.
//
// It reads a quotation into elements ([Compile]), and judges one [Change] where
// it stands: brackets, an omission, a first letter, the punctuation of speech,
// the edges of the whole. It finds nothing: that is package match's.
//
// # Rules
//
// Each is a row of [Rules] where it leaves a trace in the alterations, and has
// its rows, accepted and refused, in the tests.
//
//   - unicode: Unicode Normalization Form C, Latin ligatures, full- and
//     half-width forms. Superscripts, fractions, circled figures and diacritics
//     stay what they are.
//   - white-space: a run is one space; a line break between two CJK characters
//     is none. A space inside a word is never added or dropped.
//   - invisible: soft hyphens, zero-width characters, word joiners and byte order
//     marks are skipped, and warned of in a quotation. Joiners are kept in scripts
//     that spell with them. A bidirectional control in a quotation is refused.
//   - look-alikes: never folded; a failure names them.
//   - marks: an apostrophe is straight or curly; a pair of quotation marks may be
//     any other pair in the same place, and white space just inside belongs to it.
//   - cut-marks: a quotation that is cut inside an inner one may close it.
//   - dashes: em dash, spaced en dash and double hyphen are one, with spaces or
//     without; a minus is a hyphen before a figure, an en dash one between figures.
//   - line-hyphen: a hyphen at a line's end is read with and without.
//   - tokens: a quotation begins and ends at whole tokens. They keep inner
//     apostrophes, hyphens, decimal points, thousands separators, the points of
//     initials, and the signs of a number. In scripts without spaces there is no
//     such rule; a cut run is warned of.
//   - omission: read literally first. Otherwise the pieces stand in order, do not
//     overlap, lie in one unit, and have two words (four CJK characters) or more,
//     the first and the last excepted; and nothing that the rest of a sentence
//     depends on is left out of it (gap.go).
//   - dots: omission marks at the very start or end say nothing.
//   - brackets: read literally first, each by itself. Otherwise they give what a
//     pointing word means, instead of it or behind it, or an auxiliary's past
//     (brackets.go).
//   - letters: a first letter in the other case, or another ending of the word.
//   - sic: [sic], （ママ）, [emphasis added] stand for nothing.
//   - first-letter: its case may change; in brackets only, where [text.Options].
//   - closing-mark: a comma or full stop at the end may be added or dropped. No
//     other mark is, and none replaces ? ! ; or a colon.
//   - apparatus: note marks ([4], superscript figures) and the stage directions of
//     [text.Options] may be left out. Nothing else is.
//   - emphasis: with Markdown, emphasis is formatting.
//   - words: no other word, number, tense, spelling or contraction.
//   - speaker: the speaker of the turn, whole. A label is not quotable.
//   - edges: a negator or condition beside the quoted words is warned of.
package grammar
