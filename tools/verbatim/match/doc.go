// Package match decides whether words stand verbatim in a text, and where.
//
// A quotation passes by grammar only: no threshold, nothing to tune, the same
// answer for ever. Similarity explains a failure; it never turns one into a
// pass.
//
// The way of the data: raw bytes → folded characters, each with the bytes it
// came from (package fold) → units, a speaker's turn or the paragraphs of a
// section (package text) → fits, as the table permits (package grammar) → one
// verdict. A match is made on folded characters inside one unit and reported in
// raw bytes. Texts and quotations are folded by the same code.
//
// Of several ways to read a quotation the most literal one counts: what is read
// without brackets and omissions comes before what needs them, and what needs no
// silent alteration before what needs one. Places that are equal in this are
// [Ambiguous].
package match
