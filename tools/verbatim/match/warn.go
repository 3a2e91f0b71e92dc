package match

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// invisibles warns of characters in the quotation that show nothing.
func invisibles(q Quote) (w []Warning) {
	for i, r := range q.Words {
		if r >= ' ' && r < 0x7F || !fold.IsInvisible(r) {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(q.Words[:i]); (r == 0x200C || r == 0x200D) && i > 0 && fold.IsJoining(before) {
			continue // it spells
		}
		w = append(w, Warning{"invisible", "the quotation holds " + fold.InvisibleName(r) + ", which shows nothing", fold.Span{Start: i, End: i + utf8.RuneLen(r)}})
	}
	return w
}

// A warner collects warnings of one fit.
type warner struct {
	t    *text.Text
	list []Warning
}

func (w *warner) add(code, message string, s fold.Span) {
	w.list = append(w.list, Warning{code, message, w.t.RawSpan(s)})
}

// warnings lists what an editor should look at where a quotation fits.
func (x *search) warnings(f fit) []Warning {
	t, hull := x.t.Bare(), x.t.BareSpan(f.hull())
	w := warner{t: t}
	u := t.Units()[f.unit]
	s := t.Chars[:max(u.End, hull.End)]
	if l := t.Language(); l != nil {
		w.edge(l, fold.Span{Start: max(u.Start, hull.Start-text.PhraseReach), End: hull.Start}, "before")
		w.edge(l, fold.Span{Start: hull.End, End: min(len(s), hull.End+text.PhraseReach)}, "after")
	}
	if mark := grammar.CutQuestion(t, hull); mark.End > 0 {
		w.add("edge-question", "the words are a question, and the quotation does not show it", mark)
	}
	for _, at := range []int{hull.Start, hull.End} {
		a, an := fold.Before(s, at)
		b, bn := fold.After(s, at)
		if k := fold.Unspaced(a); k != 0 && k == fold.Unspaced(b) && at > u.Start && at < u.End {
			w.add("cut-run", "the quotation cuts a run of characters that may be one word", fold.Span{Start: at - an, End: at + bn})
		}
	}
	if x.looksWhole(f) {
		if _, warn := grammar.Whole(t, hull); warn {
			w.add("looks-whole", "a part of a sentence is made to look whole", hull)
		}
	}
	for i := 1; i < len(f.pieces); i++ {
		w.gap(x.t.BareSpan(fold.Span{Start: f.pieces[i-1].End, End: f.pieces[i].Start}))
	}
	return w.list
}

// looksWhole reports whether a capital or stop was put that the text lacks.
func (x *search) looksWhole(f fit) bool {
	for i := 1; i < len(f.nodes); i++ {
		n, m := x.nodes[f.nodes[i]], x.nodes[f.nodes[i-1]]
		if n.rule == stepStop && n.q > m.q {
			return true
		}
	}
	return false
}

// edge looks at the word just before or after the quotation, with no more than
// a comma or dash between.
func (w *warner) edge(l *fold.Language, s fold.Span, side string) {
	if s.Start >= s.End {
		return
	}
	chars := w.t.Chars[s.Start:s.End]
	words := l.Words(chars)
	if len(words) == 0 {
		return
	}
	from, to := 0, len(words)
	if side == "before" {
		last := words[len(words)-1]
		if strings.Trim(chars[last.End:], " \"',—(") != "" {
			return
		}
		for from = len(words) - 1; from > 0 && words[from-1].Class&last.Class&fold.Turns != 0; {
			from--
		}
	} else {
		if strings.Trim(chars[:words[0].Start], " \"',—(") != "" {
			return
		}
		for to = 1; to < len(words) && words[to].Class&words[0].Class&fold.Turns != 0; {
			to++
		}
	}
	class := words[from].Class
	at := fold.Span{Start: words[from].Start, End: words[to-1].End}
	said := fmt.Sprintf("%q stands just %s the quoted words", fold.Readable(chars[at.Start:at.End]), side)
	at.Start, at.End = at.Start+s.Start, at.End+s.Start
	switch {
	case class&fold.Negator != 0:
		w.add("edge-negator", said, at)
	case class&fold.Restrictor != 0:
		w.add("edge-condition", said, at)
	}
}

// gap looks at one omission.
func (w *warner) gap(gap fold.Span) {
	hidden := w.t.Chars[gap.Start:gap.End]
	if n := fold.CountWords(hidden); n > w.t.Options().MaxOmission {
		w.add("long-omission", fmt.Sprintf("the omission leaves out %d words", n), gap)
	}
	l := w.t.Language()
	if l == nil {
		return
	}
	for _, word := range l.Words(hidden) {
		at := fold.Span{Start: gap.Start + word.Start, End: gap.Start + word.End}
		switch {
		case word.Class&fold.Turns != 0:
			w.add("gap-negator", fmt.Sprintf("the omission leaves out %q", hidden[word.Start:word.End]), at)
		case word.Class&fold.Caution != 0:
			w.add("gap-caution", fmt.Sprintf("the omission leaves out %q", hidden[word.Start:word.End]), at)
		}
	}
}
