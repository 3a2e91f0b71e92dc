package fold

import (
	"sort"
	"unicode/utf8"
)

// A corner is a place where folding changes the distance between folded and
// raw bytes. Between two corners as far apart in both, bytes correspond one to
// one; otherwise the two stretches correspond as wholes.
type corner struct{ fold, raw uint32 }

// A Copy is a folded copy with its way back to the bytes it came from.
type Copy struct {
	Chars   string
	corners []corner
	Raw     string
}

// Start returns the raw offset at which the folded character at p begins,
// after anything invisible.
func (f *Copy) Start(p int) int {
	i := sort.Search(len(f.corners), func(i int) bool { return int(f.corners[i].fold) > p }) - 1
	var c corner // both begin together
	if i >= 0 {
		c = f.corners[i]
	}
	if i+1 < len(f.corners) {
		if n := f.corners[i+1]; n.raw-c.raw != n.fold-c.fold {
			return int(c.raw)
		}
	}
	r := int(c.raw) + p - int(c.fold)
	for r > 0 && r < len(f.Raw) && inRune(f.Raw, r) {
		r--
	}
	return r
}

// End returns the raw offset at which the folded character before p ends.
func (f *Copy) End(p int) int {
	i := sort.Search(len(f.corners), func(i int) bool { return int(f.corners[i].fold) >= p })
	if i < len(f.corners) && int(f.corners[i].fold) == p {
		return int(f.corners[i].raw)
	}
	var c corner
	if i > 0 {
		c = f.corners[i-1]
	}
	if i < len(f.corners) {
		if n := f.corners[i]; n.raw-c.raw != n.fold-c.fold {
			return int(n.raw)
		}
	}
	r := int(c.raw) + p - int(c.fold)
	for r < len(f.Raw) && inRune(f.Raw, r) {
		r++
	}
	return r
}

// At returns the folded offset of the first folded character that begins at or
// after the raw offset r.
func (f *Copy) At(r int) int {
	i := sort.Search(len(f.corners), func(i int) bool { return int(f.corners[i].raw) >= r })
	if i < len(f.corners) && int(f.corners[i].raw) == r {
		return int(f.corners[i].fold)
	}
	var c corner
	if i > 0 {
		c = f.corners[i-1]
	}
	if i < len(f.corners) {
		if n := f.corners[i]; n.raw-c.raw != n.fold-c.fold && r > int(c.raw) {
			return int(n.fold)
		}
	}
	return min(int(c.fold)+r-int(c.raw), len(f.Chars))
}

// inRune reports whether r is inside a character of several bytes.
func inRune(s string, r int) bool {
	if utf8.RuneStart(s[r]) {
		return false
	}
	for b := r - 1; b >= 0 && b > r-utf8.UTFMax; b-- {
		if utf8.RuneStart(s[b]) {
			_, n := utf8.DecodeRuneInString(s[b:])
			return b+n > r
		}
	}
	return false
}
