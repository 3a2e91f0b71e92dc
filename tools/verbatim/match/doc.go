// Package match decides whether words stand verbatim in a text, and where.
//
// A quotation passes by grammar only: no threshold, nothing to tune, the same
// answer for ever. Similarity explains a failure; it never turns one into a
// pass.
//
// The way of the data: raw bytes → folded characters, each with the bytes it
// came from ([Fold]) → tokens with boundaries → units (a speaker's turn; the
// paragraphs of a section) → fits → one verdict. A match is made on folded
// characters inside one unit and reported in raw bytes. Texts and quotations
// are folded by the same code.
//
// # Rules
//
// Each rule is a [Rule] of the alterations where it leaves a trace, and a table
// of the tests under the same name.
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
//     the first and the last excepted. What is left out does not begin or end
//     with a negator. A full stop may stand before the mark, and the next piece
//     may begin with a capital.
//   - dots: omission marks at the very start or end say nothing.
//   - brackets: read literally first, each by itself. Otherwise for none to three
//     tokens; they hide or add no negator, and give no number for another.
//   - letters: letters in brackets joined to a word stand for letters of that
//     word; a single one at its start for the same letter in the other case.
//   - sic: [sic], （ママ）, [emphasis added] stand for nothing.
//   - first-letter: its case may change; in brackets only, where [Options.Strict].
//   - closing-mark: a comma or full stop at the end may be added or dropped. No
//     other mark is, and none replaces ? ! ; or a colon.
//   - apparatus: note marks ([4], superscript figures) and the stage directions of
//     [Options.Apparatus] may be left out. Nothing else is.
//   - emphasis: with [Quote.Markdown], emphasis is formatting.
//   - words: no other word, number, tense, spelling or contraction.
//   - speaker: the speaker of the turn, whole. A label is not quotable.
//   - edges: a negator or condition beside the quoted words is warned of.
//
// Of several ways to read a quotation the most literal one counts: what is read
// without brackets and omissions comes before what needs them, and what needs no
// silent alteration before what needs one. Places that are equal in this are
// [Ambiguous].
package match
