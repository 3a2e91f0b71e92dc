package match

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// runeName names a character as Unicode does: "U+0430 CYRILLIC SMALL LETTER A".
func runeName(r rune) string { return fmt.Sprintf("U+%04X %s", r, runenames.Name(r)) }

// invisibles warns of characters in the quotation that show nothing.
func invisibles(q Quote) (w []Warning) {
	for i, r := range q.Words {
		if invisible(r) && !((r == 0x200C || r == 0x200D) && i > 0 && joining(lastRune(q.Words[:i]))) {
			w = append(w, Warning{"invisible", "the quotation holds " + runeName(r) + ", which shows nothing", Span{i, i + utf8.RuneLen(r)}})
		}
	}
	return w
}

// warnings lists what an editor should look at where a quotation fits.
func (x *search) warnings(f fit) (w []Warning) {
	t, lang := x.t, x.p.language
	add := func(code, message string, s Span) {
		w = append(w, Warning{code, message, t.rawSpan(s)})
	}
	u := t.units[f.unit]
	s := t.s[:max(u.fold.End, f.hull().End)]
	first, last := f.hull().Start, f.hull().End

	// what stands before, in the same sentence
	p := first
	for p > u.fold.Start && strings.ContainsRune(" \"',—(", rune(s[p-1])) {
		p--
	}
	if k := lang.negatorBefore(s, p); k >= u.fold.Start && k < p {
		add("edge-negator", fmt.Sprintf("%q stands just before the quoted words", s[k:p]), Span{k, p})
	} else if c := lang.conditionAt(s, p, true); c != "" {
		add("edge-condition", fmt.Sprintf("%q stands just before the quoted words", c), Span{p - len(c), p})
	}
	// and after
	p = last
	for p < len(s) && strings.ContainsRune(" \"',—(", rune(s[p])) {
		p++
	}
	if p > last || p < len(s) && script(first0(s[p:])) != 0 {
		if end := lang.negatorAt(s, p); end > p {
			add("edge-negator", fmt.Sprintf("%q stands just after the quoted words", s[p:end]), Span{p, end})
		} else if c := lang.conditionAt(s, p, false); c != "" {
			add("edge-condition", fmt.Sprintf("%q stands just after the quoted words", c), Span{p, p + len(c)})
		}
	}
	if r, _ := after(s, last); (r == '?' || r == '？') && !strings.ContainsAny(s[first:last], "?？") {
		add("edge-question", "the words are a question, and the quotation does not show it", Span{last, last + utf8.RuneLen(r)})
	}
	for _, e := range []int{first, last} {
		a, an := before(s, e)
		b, bn := after(s, e)
		if k := script(a); k != 0 && k == script(b) {
			add("cut-run", "the quotation cuts a run of characters that may be one word", Span{e - an, e + bn})
		}
	}
	for i := 1; i < len(f.pieces); i++ {
		gap := Span{f.pieces[i-1].End, f.pieces[i].Start}
		x.gapWarnings(gap, add)
	}
	return w
}

func first0(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// gapWarnings looks at one omission.
func (x *search) gapWarnings(gap Span, add func(code, message string, s Span)) {
	t := x.t
	left := t.s[gap.Start:gap.End]
	n := countWords(left)
	if n == 0 {
		add("empty-omission", "the omission leaves out nothing", gap)
	}
	if c := x.p.language.conditionAt(t.s[:gap.End], gap.Start+firstWord(left), false); c != "" {
		add("gap-condition", fmt.Sprintf("the omission leaves out %q", c), gap)
	}
	if n > t.options.MaxOmission {
		add("long-omission", fmt.Sprintf("the omission leaves out %d words", n), gap)
	}
	if !strings.ContainsAny(strings.TrimRight(left, " "), ".!?。！？\n") {
		skip := 0
		tokens(left, func(start, _ int) bool {
			if start < skip {
				return true
			}
			if end := x.p.language.negatorAt(left, start); end > start {
				add("gap-negator", fmt.Sprintf("the omission leaves out %q", left[start:end]), Span{gap.Start + start, gap.Start + end})
				skip = end
			}
			return true
		})
	}
}
