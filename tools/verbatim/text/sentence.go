package text

import (
	"slices"
	"strings"
	"unicode"

	"summit-explainer/tools/verbatim/fold"
)

// MaxHidden is how many bytes of one sentence a gap may hide: nobody leaves out
// more, and what is longer is not looked at.
const MaxHidden = 1 << 13

// PhraseReach is how many bytes round a gap are read with it: no phrase of the
// lists is longer.
const PhraseReach = 96

// Begins reports whether a sentence of the text surely begins at p: at the
// beginning of its unit, of a paragraph, or behind the end of another one.
func (t *Text) Begins(l *fold.Language, p int) bool {
	if t.opensBlock(p) {
		return true
	}
	return l.Ends(t.Chars, p, true) || t.behindAside(l, p)
}

// maxAside is the length, in bytes, of what stands in brackets between two
// sentences and belongs to neither: a stage direction.
const maxAside = 120

// behindAside reports whether what begins at p stands behind brackets that
// themselves stand where a sentence begins: We won. [Laughter] Trade is good.
func (t *Text) behindAside(l *fold.Language, p int) bool {
	s := t.Chars
	end := len(strings.TrimRight(s[:p], " "))
	next, _ := fold.After(s, p)
	if end == p || end == 0 || s[end-1] != ')' && s[end-1] != ']' || !unicode.IsUpper(next) && fold.Unspaced(next) == 0 {
		return false
	}
	open := strings.LastIndexAny(s[max(0, end-maxAside):end-1], "()[]") + max(0, end-maxAside)
	if open < 0 || open < max(0, end-maxAside) || s[open] != '(' && s[open] != '[' {
		return false
	}
	return t.opensBlock(open) || l.Ends(s, open, true)
}

// behindNote returns where a note mark ends that stands at p, or p itself.
func (t *Text) behindNote(p int) int {
	if i := t.SkipFrom(p); i < len(t.skips) && t.skips[i].Start == p && t.skips[i].Kind == SkipNote {
		return t.skips[i].End
	}
	return p
}

// MayBegin reports whether one may begin there: a small letter behind a full
// stop is no proof that none does.
func (t *Text) MayBegin(l *fold.Language, p int) bool {
	return t.opensBlock(p) || l.Ends(t.Chars, p, false) || t.behindAside(l, p)
}

// opensBlock reports whether a unit or paragraph begins at p, marks aside. What
// ends with a colon, a comma or a dash goes on in the next paragraph: agree to:
// (a) open the port.
func (t *Text) opensBlock(p int) bool {
	for {
		i := t.UnitAt(p)
		if i < 0 || t.units[i].Start == p {
			return true
		}
		if paragraph, ok := t.HeadAt(p); ok {
			r, _ := fold.Before(t.Chars, len(strings.TrimRight(t.Chars[:paragraph], ` "'`)))
			if first, _ := fold.After(t.Chars, p); r == ',' && unicode.IsUpper(first) && p == paragraph {
				return true // My dear wife, I hope
			}
			return !strings.ContainsRune(":,—-：、，", r)
		}
		r, n := fold.Before(t.Chars, p)
		if r != '"' && r != '\'' && !strings.ContainsRune("([「『", r) {
			return false
		}
		p -= n
	}
}

// Starts calls f for every place in s, both ends included, at which a sentence
// may begin, in order, as long as f returns true.
func (t *Text) Starts(l *fold.Language, s fold.Span, f func(at int) bool) {
	last, more := -1, true
	call := func(at int) {
		if more && at > last && at <= s.End {
			more = f(at)
			last = at
		}
	}
	call(s.Start)
	if r, n := fold.Before(t.Chars, len(strings.TrimRight(t.Chars[:s.Start], ` "')]」』〕`))); n > 0 && l.IsEnd(r) {
		for at := s.Start; more && at < s.End; {
			if i := t.behindNote(at); i > at {
				at = i
			} else if strings.IndexByte(` "'`, t.Chars[at]) >= 0 {
				at++
			} else {
				break
			}
			call(at)
		}
	}
	k, _ := slices.BinarySearchFunc(t.heads, int32(s.Start), func(h head, p int32) int { return int(h.at) - int(p) })
	for at := s.Start; more && at < s.End; {
		r, n := fold.After(t.Chars, at)
		at += n
		for ; k < len(t.heads) && int(t.heads[k].at) <= at; k++ {
			if int(t.heads[k].at) > s.Start {
				call(int(t.heads[k].at))
			}
		}
		if r == fold.Break || l.IsEnd(r) || r == ')' || r == ']' {
			to := at
			for more && to < s.End {
				c, w := fold.After(t.Chars, to)
				if i := t.behindNote(to); i > to {
					to = i
					call(to)
					continue
				}
				if c != ' ' && c != '"' && c != '\'' && !strings.ContainsRune(")]」』〕—", c) {
					break
				}
				to += w
				call(to)
			}
			call(to)
		}
	}
	call(s.End)
}

// Sentence returns the sentence that holds p, inside its unit; it is cut at
// maxHidden bytes to either side.
func (t *Text) Sentence(l *fold.Language, p int) fold.Span {
	u := t.units[max(0, t.UnitAt(p))]
	s := fold.Span{Start: max(u.Start, p-MaxHidden), End: min(max(u.End, p), p+MaxHidden)}
	for s.Start < p && !IsRuneStart(t.Chars, s.Start) {
		s.Start++
	}
	for s.End > p && !IsRuneStart(t.Chars, s.End) {
		s.End--
	}
	found := false
	for reach := firstReach; !found; reach *= 4 {
		from := t.insideWord(p-reach, p)
		whole := from <= s.Start
		if whole {
			from, found = s.Start, true // there is no more
		}
		t.Starts(l, fold.Span{Start: from, End: p}, func(at int) bool {
			if (whole || at > from) && t.Begins(l, at) {
				s.Start, found = at, true
			}
			return true
		})
	}
	t.Starts(l, fold.Span{Start: p, End: s.End}, func(at int) bool {
		if at > p && t.Begins(l, at) {
			s.End = at
			return false
		}
		return true
	})
	return s
}

// firstReach is how many bytes before a place are searched first for the beginning
// of its sentence: most are no longer.
const firstReach = 512

// insideWord returns a place from p on that stands between two ASCII letters, where
// no sentence begins and what is before changes nothing behind; or 0, if there is none
// before end.
func (t *Text) insideWord(p, end int) int {
	for p = max(p, 1); p < end; p++ {
		if isLetter(t.Chars[p-1]) && isLetter(t.Chars[p]) {
			return p
		}
	}
	return 0
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// IsRuneStart reports whether a character begins at i of folded characters.
func IsRuneStart(s string, i int) bool {
	return i >= len(s) || s[i] < 0x80 || s[i] >= 0xC0
}

// WordsIn returns the words of a span of the folded text, with what the language
// says of them where they stand: a phrase may begin before the span or end
// behind it.
func (t *Text) WordsIn(l *fold.Language, s fold.Span) []fold.Word {
	u := t.units[max(0, t.UnitAt(s.Start))]
	from := fold.TokenStart(t.Chars, max(u.Start, s.Start-PhraseReach))
	to := fold.TokenEnd(t.Chars, max(s.End, min(u.End, s.End+PhraseReach))-1)
	words := l.Words(t.Chars[from:max(from, to)])
	kept := words[:0]
	for _, w := range words {
		w.Start, w.End = w.Start+from, w.End+from
		if w.Start >= s.Start && w.End <= s.End {
			kept = append(kept, w)
		}
	}
	return kept
}
