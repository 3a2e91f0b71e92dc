package fold

import (
	"strings"
	"unicode"
)

// Heard returns a folded copy as it is heard: without the commas, full stops,
// semicolons, colons and dashes that stand between words, in small letters. It
// leads back to the same bytes. Points are offsets of the copy, in order; their
// places in what is heard are returned with it.
func (f *Copy) Heard(points []int) (Copy, []int) {
	return f.again(points, func(h *Folder, r rune, at, n int) {
		from, to := f.Start(at), f.End(at+n)
		switch {
		case r == '—' || r == '-' && Boundary(f.Chars, at) && Boundary(f.Chars, at+n):
			if last := h.last(); last != ' ' && last != Break && last != 0 {
				h.same(" ", from, to)
			}
		case strings.ContainsRune(",.;:、。，", r) && (Boundary(f.Chars, at) || Boundary(f.Chars, at+n)):
			h.drop(h.done(), to)
		case r == ' ' && (h.last() == ' ' || h.last() == Break || h.last() == 0):
			h.drop(h.done(), to)
		default:
			h.same(string(unicode.ToLower(r)), from, to)
			if r == LineHyphen || r == BadQuote || r == badText {
				h.buf[len(h.buf)-1] = byte(r)
			}
		}
	})
}

// Without returns a folded copy without some spans, in order, that leads back to the
// same bytes, and the places of points as [Copy.Heard] does.
func (f *Copy) Without(spans []Span, points []int) (Copy, []int) {
	return f.again(points, func(h *Folder, _ rune, at, n int) {
		for len(spans) > 0 && spans[0].End <= at {
			spans = spans[1:]
		}
		if from, to := f.Start(at), f.End(at+n); len(spans) > 0 && spans[0].Start <= at {
			h.drop(h.done(), to)
		} else {
			h.same(f.Chars[at:at+n], from, to)
		}
	})
}

// again folds the characters of a copy once more, each by put, which takes a character
// with its place and its length in bytes. The places of points are returned with it.
func (f *Copy) again(points []int, put func(h *Folder, r rune, at, n int)) (Copy, []int) {
	h := Folder{raw: f.Raw, buf: make([]byte, 0, len(f.Chars))}
	places := make([]int, 0, len(points))
	for at := 0; ; {
		for len(places) < len(points) && points[len(places)] <= at {
			places = append(places, len(h.buf))
		}
		if at >= len(f.Chars) {
			break
		}
		r, n := After(f.Chars, at)
		put(&h, r, at, n)
		at += n
	}
	for len(places) < len(points) {
		places = append(places, len(h.buf))
	}
	return Copy{Chars: string(h.buf), corners: h.corners, Raw: f.Raw}, places
}

// same emits s for raw[from:to], and notes the place only where bytes do not
// correspond one to one with those before.
func (f *Folder) same(s string, from, to int) {
	if done := f.done(); done != from {
		f.turn(done)
		f.turn(from)
	} else if len(s) != to-from {
		f.turn(from)
	}
	f.buf = append(f.buf, s...)
	if len(s) != to-from {
		f.turn(to)
	}
}
