package match

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/text"
)

// suiteTexts are the texts of the conformance suite, each once.
func suiteTexts(t testing.TB) (texts []*Text) {
	t.Helper()
	files, err := filepath.Glob("testdata/conformance/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(data))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var c struct {
				Language, Text string
				Speakers       map[string]*string
				Apparatus      []string
			}
			if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
				t.Fatal(err)
			}
			if seen[c.Text] {
				continue
			}
			seen[c.Text] = true
			for _, spoken := range []bool{false, true} {
				held, _ := NewText(c.Text, text.Options{Language: c.Language, Turns: c.Speakers != nil, Apparatus: c.Apparatus, Spoken: spoken})
				texts = append(texts, held)
			}
		}
	}
	return texts
}

// An editing makes of words what an editor might, honest or not.
type editing struct {
	rng   *rand.Rand
	words []string // of the text, to put in brackets
}

func (e *editing) one(list ...string) string { return list[e.rng.IntN(len(list))] }

// edit changes words in one to three ways.
func (e *editing) edit(words string) string {
	for range 1 + e.rng.IntN(3) {
		var tokens []fold.Span
		fold.Tokens(words, func(start, end int) bool { tokens = append(tokens, fold.Span{Start: start, End: end}); return true })
		if len(tokens) < 3 {
			return words
		}
		at := tokens[e.rng.IntN(len(tokens))]
		to := tokens[min(len(tokens)-1, e.rng.IntN(len(tokens)))]
		put := ""
		switch e.rng.IntN(7) {
		case 0, 1: // left out
			if to.End < at.Start {
				at, to = to, at
			}
			put = e.one(" … ", "… ", " …", "...", ". … ", " …. ", " [...] ", "……", "。……", " (…) ", " … . ")
		case 2: // in brackets instead
			to, put = at, "["+e.one(e.words...)+"]"
		case 3: // behind
			at.Start, to, put = at.End, fold.Span{End: at.End}, " ["+e.one(append(e.words, "sic", "emphasis added")...)+"]"
		case 4: // letters
			to = at
			r := []rune(words[at.Start:at.End])
			if e.rng.IntN(2) == 0 {
				put = "[" + string(fold.OtherCase(r[0])) + "]" + string(r[1:])
			} else {
				put = string(r) + "[" + e.one("s", "ed", "d", "ing", "es", "") + "]"
			}
		case 5: // marks
			at.Start, to, put = at.End, fold.Span{End: min(len(words), at.End+e.rng.IntN(2))}, e.one(",", ".", ";", " —", "", "、", "。", "!", "”", " »")
		default: // case
			to = at
			r := []rune(words[at.Start:at.End])
			put = string(fold.OtherCase(r[0])) + string(r[1:])
		}
		if to.End < at.Start {
			continue
		}
		words = strings.ToValidUTF8(words[:at.Start]+put+words[max(at.Start, to.End):], "")
	}
	return words
}

// edited makes a quotation from a text, changed as an editor might; ok is false where
// the text has too few words.
func (e *editing) edited(held *Text) (q Quote, ok bool) {
	if len(held.Units()) == 0 {
		return q, false
	}
	tokens := unitTokens(held, held.Units()[e.rng.IntN(len(held.Units()))])
	if len(tokens) < 3 {
		return q, false
	}
	e.words = []string{"he", "they", "was"}
	for _, s := range tokens {
		e.words = append(e.words, fold.Readable(held.Chars[s.Start:s.End]))
	}
	cut := []int{e.rng.IntN(len(tokens)), e.rng.IntN(len(tokens))}
	slices.Sort(cut)
	s := held.RawSpan(fold.Span{Start: tokens[cut[0]].Start, End: tokens[cut[1]].End})
	return Quote{Words: e.edit(held.Raw()[s.Start:s.End]), AnySpeaker: true}, true
}

// agree reports whether the search finds a quotation, and holds what it finds
// against replay and against what evidence can retrace.
func agree(t *testing.T, held *Text, q Quote) bool {
	r := held.match(q)
	if r.Verdict != Verbatim {
		return false
	}
	if err := held.Replay(q, r); err != nil {
		t.Errorf("%q in %q (spoken %v): %v", q.Words, held.Raw(), held.Options().Spoken, err)
		return true
	}
	if r.Class == grammar.Exact {
		return true
	}
	parts, alterations := asEvidence(held, r)
	if class, err := Retrace(q.Words, parts, alterations, held.Options()); err != nil || class != r.Class {
		t.Errorf("%q in %q (spoken %v): retraced as %v: %v", q.Words, held.Raw(), held.Options().Spoken, class, err)
	}
	return true
}

// What the search finds, replay permits, and evidence retraces: whatever an editor
// did to words of whatever language, written or spoken.
func TestSearchAndReplayAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("some ten thousand quotations")
	}
	e := editing{rng: rand.New(rand.NewPCG(31, 32))}
	found := 0
	for _, held := range suiteTexts(t) {
		for range 24 {
			if q, ok := e.edited(held); ok && agree(t, held, q) {
				found++
			}
		}
	}
	if found < 5000 {
		t.Errorf("%d were found: too few to say anything", found)
	}
}

// FuzzAgreement does the same without an end.
func FuzzAgreement(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed)
	}
	texts := suiteTexts(f)
	f.Fuzz(func(t *testing.T, seed uint64) {
		e := editing{rng: rand.New(rand.NewPCG(seed, 33))}
		held := texts[e.rng.IntN(len(texts))]
		for range 16 {
			if q, ok := e.edited(held); ok {
				agree(t, held, q)
			}
		}
	})
}

// asEvidence gives what evidence keeps of a result: the pieces with their sentences,
// and alterations that count the bytes of the pieces.
func asEvidence(held *Text, r Result) (parts []Part, alterations []Alteration) {
	for _, p := range r.Passages {
		round := held.Around(p.Span, 60)
		parts = append(parts, Part{held.Raw()[round.Before.Start:p.Start], held.Raw()[p.Start:p.End], held.Raw()[p.End:round.After.End]})
	}
	at := func(raw int) int {
		n := 0
		for _, p := range r.Passages {
			if raw <= p.End {
				return n + max(0, raw-p.Start)
			}
			n += p.End - p.Start
		}
		return n
	}
	for _, a := range r.Alterations {
		a.Text = fold.Span{Start: at(a.Text.Start), End: at(a.Text.End)}
		alterations = append(alterations, a)
	}
	return parts, alterations
}
