package fold

// A Span is a range of bytes, half open: of raw text unless its user says that
// it counts bytes of folded characters.
type Span struct{ Start, End int }
