package match

import (
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/fold"
)

// copies adds the places at which the text has the quotation byte for byte, in
// whole tokens of one unit, and no fit is: an exact copy always passes, though
// dots, brackets or dashes at its ends be folded otherwise than in the text.
func (x *search) copies(fits []fit) []fit {
	words := strings.TrimFunc(x.bytes, fold.IsBlank)
	first, _ := fold.After(words, 0)
	last, _ := fold.Before(words, len(words))
	if words == "" || len(fits) > 0 && fold.IsWord(first) && fold.IsWord(last) && !strings.ContainsAny(words, "_*") {
		return fits // between words folding asks for nothing that is not in the quotation itself
	}
	raw := x.t.Raw()
	for from := 0; !x.cut; {
		i := index(raw[from:], words)
		if i < 0 {
			break
		}
		i += from
		from = i + 1
		f, whole := x.copyAt(i, i+len(words))
		if f == (fold.Span{}) {
			continue
		}
		at := fold.Span{Start: i, End: i + len(words)}
		if len(words) != len(x.bytes) {
			at = fold.Span{} // with white space round it, which the text need not have
		}
		if k := slices.IndexFunc(fits, func(known fit) bool { return len(known.pieces) == 1 && known.pieces[0] == f }); k >= 0 {
			fits[k].copy = at
			continue
		}
		if at.End == 0 && raw[whole.Start:whole.End] != words {
			continue
		}
		if x.cut = len(fits) >= maxFits; x.cut {
			break
		}
		lead := len(x.bytes) - len(strings.TrimLeftFunc(x.bytes, fold.IsBlank))
		begin := x.push(node{q: int32(x.p.At(lead)), t: int32(f.Start), from: int32(f.Start), prev: -1})
		end := x.push(node{q: int32(len(x.p.Chars)), t: int32(f.End), from: int32(f.Start), prev: begin, rule: stepEqual})
		fits = append(fits, fit{nodes: []int32{begin, end}, pieces: []fold.Span{f}, unit: x.t.UnitAt(f.Start), copy: at})
	}
	return fits
}

// copyAt returns what the bytes of the text from start to end are when folded,
// and the bytes of that; nothing, unless they are whole tokens of one unit.
func (x *search) copyAt(start, end int) (f, whole fold.Span) {
	raw, s := x.t.Raw(), x.t.Chars
	f = fold.Span{Start: x.t.At(start), End: x.t.At(end)}
	for f.Start > 0 && x.t.End(f.Start) > start { // a sign that has taken the space before it
		_, n := fold.Before(s, f.Start)
		f.Start -= n
	}
	if f.Start >= f.End {
		return fold.Span{}, whole
	}
	if s[f.Start] == ' ' {
		f.Start++
	}
	f.End = len(strings.TrimRight(s[:f.End], " "))
	if f.Start >= f.End || !x.t.Edge(f.Start) || !x.t.Edge(f.End) {
		return fold.Span{}, whole
	}
	u := x.t.UnitAt(f.Start)
	if u < 0 || u != x.t.UnitAt(f.End-1) || strings.IndexByte(s[f.Start:f.End], fold.Break) >= 0 {
		return fold.Span{}, whole
	}
	whole = x.t.RawSpan(f)
	if !blankBetween(raw, whole.Start, start) || !blankBetween(raw, end, whole.End) || lettered(raw[start:max(start, whole.Start)]) || lettered(raw[min(end, whole.End):end]) {
		return fold.Span{}, whole // a label is not quotable, nor half a character
	}
	return f, whole
}

// blankBetween reports whether what a sign has taken with it from one place to
// another is only white space; nothing is between places in the other order.
func blankBetween(raw string, from, to int) bool {
	return from >= to || strings.TrimFunc(raw[from:to], fold.IsBlank) == ""
}

// lettered reports whether raw bytes outside a copy's folded characters spell
// anything; the signs of emphasis of a plain text do not.
func lettered(raw string) bool { return fold.HasWord(strings.Trim(fold.Fold(raw), "_*")) }
