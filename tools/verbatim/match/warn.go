package match

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// invisibles warns of characters in the quotation that show nothing.
func invisibles(q Quote) (w []Warning) {
	for i, r := range q.Words {
		if fold.IsInvisible(r) && !((r == 0x200C || r == 0x200D) && i > 0 && fold.IsJoining(lastRune(q.Words[:i]))) {
			w = append(w, Warning{"invisible", "the quotation holds " + fold.RuneName(r) + ", which shows nothing", fold.Span{Start: i, End: i + utf8.RuneLen(r)}})
		}
	}
	return w
}

// warnings lists what an editor should look at where a quotation fits.
func (x *search) warnings(f fit) (w []Warning) {
	t, lang := x.t, x.p.language
	add := func(code, message string, s fold.Span) {
		w = append(w, Warning{code, message, t.RawSpan(s)})
	}
	u := t.units[f.unit]
	s := t.Chars[:max(u.End, f.hull().End)]
	first, last := f.hull().Start, f.hull().End

	// what stands before, in the same sentence
	p := first
	for p > u.Start && strings.ContainsRune(" \"',—(", rune(s[p-1])) {
		p--
	}
	if k := lang.NegatorBefore(s, p); k >= u.Start && k < p {
		add("edge-negator", fmt.Sprintf("%q stands just before the quoted words", s[k:p]), fold.Span{Start: k, End: p})
	} else if c := lang.ConditionAt(s, p, true); c != "" {
		add("edge-condition", fmt.Sprintf("%q stands just before the quoted words", c), fold.Span{Start: p - len(c), End: p})
	}
	// and after
	p = last
	for p < len(s) && strings.ContainsRune(" \"',—(", rune(s[p])) {
		p++
	}
	if p > last || p < len(s) && fold.Unspaced(first0(s[p:])) != 0 {
		if end := lang.NegatorAt(s, p); end > p {
			add("edge-negator", fmt.Sprintf("%q stands just after the quoted words", s[p:end]), fold.Span{Start: p, End: end})
		} else if c := lang.ConditionAt(s, p, false); c != "" {
			add("edge-condition", fmt.Sprintf("%q stands just after the quoted words", c), fold.Span{Start: p, End: p + len(c)})
		}
	}
	if r, _ := fold.After(s, last); (r == '?' || r == '？') && !strings.ContainsAny(s[first:last], "?？") {
		add("edge-question", "the words are a question, and the quotation does not show it", fold.Span{Start: last, End: last + utf8.RuneLen(r)})
	}
	for _, e := range []int{first, last} {
		a, an := fold.Before(s, e)
		b, bn := fold.After(s, e)
		if k := fold.Unspaced(a); k != 0 && k == fold.Unspaced(b) {
			add("cut-run", "the quotation cuts a run of characters that may be one word", fold.Span{Start: e - an, End: e + bn})
		}
	}
	for i := 1; i < len(f.pieces); i++ {
		gap := fold.Span{Start: f.pieces[i-1].End, End: f.pieces[i].Start}
		x.gapWarnings(gap, add)
	}
	return w
}

func first0(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// gapWarnings looks at one omission.
func (x *search) gapWarnings(gap fold.Span, add func(code, message string, s fold.Span)) {
	t := x.t
	left := t.Chars[gap.Start:gap.End]
	n := fold.CountWords(left)
	if n == 0 {
		add("empty-omission", "the omission leaves out nothing", gap)
	}
	if c := x.p.language.ConditionAt(t.Chars[:gap.End], gap.Start+firstWord(left), false); c != "" {
		add("gap-condition", fmt.Sprintf("the omission leaves out %q", c), gap)
	}
	if n > t.options.MaxOmission {
		add("long-omission", fmt.Sprintf("the omission leaves out %d words", n), gap)
	}
	if !strings.ContainsAny(strings.TrimRight(left, " "), ".!?。！？\n") {
		skip := 0
		fold.Tokens(left, func(start, _ int) bool {
			if start < skip {
				return true
			}
			if end := x.p.language.NegatorAt(left, start); end > start {
				add("gap-negator", fmt.Sprintf("the omission leaves out %q", left[start:end]), fold.Span{Start: gap.Start + start, End: gap.Start + end})
				skip = end
			}
			return true
		})
	}
}
