// Package text reads a source's full text: its paragraphs, its turns with the
// labels that begin them, its sentences, what in it is no text, and whose words
// a passage is. It knows nothing of quotations but where they may begin and end.
//
// Offsets are in bytes: those called raw in the text as it was given, all others
// in its folded characters (package fold).
package text
