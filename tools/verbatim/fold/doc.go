// Package fold turns words into characters that can be compared, and knows the
// way back.
//
// Raw bytes become folded characters ([Fold]): typography that two honest
// typists may set differently is made alike, and nothing else is. Each folded
// character carries the bytes it came from ([Copy]). Folded characters form
// tokens with boundaries ([Tokens], [Boundary]); which characters may be
// quotation marks is said here ([Shape]), and so is what each language calls a
// negator or a condition ([Languages]). Texts and quotations, pages and
// published files all go through this one package, so that they can't disagree
// about what a character is.
//
// It decides nothing: which marks of a paragraph are pairs is the business of
// package mark, whether a quotation holds that of package match.
package fold
