package finding

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// A list may be told of findings from many goroutines.
func TestConcurrentReports(t *testing.T) {
	page := NewFile("content/topics/a.md", []byte("Words.\n"))
	var list List
	var group sync.WaitGroup
	for one := range 8 {
		group.Go(func() {
			for other := range 100 {
				list.Report(Finding{Rule: QuoteEdge, File: page, Message: fmt.Sprint(one, other)})
			}
			_ = list.Failed()
		})
	}
	group.Wait()
	if got := len(list.Sorted()); got != 800 {
		t.Errorf("%d findings of 800", got)
	}
}

// TestProof shows that rules of proof can be neither switched off, nor
// lowered, nor suppressed, and that others can.
func TestProof(t *testing.T) {
	page := NewFile("content/topics/a.md", []byte("Words.\n"))
	levels := map[Rule]Severity{}
	for _, rule := range Rules() {
		levels[rule] = Off
	}
	for _, rule := range Rules() {
		for _, change := range []func(*List){
			func(l *List) { l.SetLevels(levels) },
			func(l *List) { l.Suppress(&Suppression{File: page, Line: 1, Rule: rule, Reason: "because"}) },
		} {
			l := &List{}
			change(l)
			l.Report(Finding{Rule: rule, File: page, Message: "it is so"})
			if shown := len(l.Sorted()) == 1; shown != rule.Proof() {
				t.Errorf("%s: proof is %v, shown in spite of the change is %v", rule, rule.Proof(), shown)
			}
		}
	}
	for rule, want := range map[Rule]bool{QuoteAltered: true, CitationMissing: true, QuoteSpeaker: true, EvidenceStale: true, ReadBackMark: true,
		SourceRights: true, FileKind: true, RuleSuppression: true, QuoteEdge: false, LinkBroken: false, SourceUnused: false, HTMLID: false} {
		if rule.Proof() != want {
			t.Errorf("%s: proof is %v", rule, !want)
		}
	}
}

func TestApply(t *testing.T) {
	for _, test := range []struct {
		edits []Edit
		want  string
	}{
		{nil, "abcdef"},
		{[]Edit{{Span{4, 6}, "X"}, {Span{0, 1}, ""}}, "bcdX"},
		{[]Edit{{Span{2, 2}, "-"}, {Span{6, 6}, "!"}}, "ab-cdef!"},
		{[]Edit{{Span{0, 3}, "1"}, {Span{2, 4}, "2"}}, "1def"},
		{[]Edit{{Span{5, 9}, "1"}, {Span{3, 2}, "2"}}, "abcdef"},
	} {
		if got := string(Apply([]byte("abcdef"), test.edits)); got != test.want {
			t.Errorf("%v gives %s, want %s", test.edits, got, test.want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"weight", "title", "reviewed"}
	for word, want := range map[string]string{"wieght": "weight", "titel": "title", "review": "reviewed", "colour": "", "": ""} {
		if got := Nearest(word, names); got != want {
			t.Errorf("Nearest(%q) is %q, want %q", word, got, want)
		}
	}
}

func TestMisspelt(t *testing.T) {
	names := []string{"gazette", "courier", "pier", "peer", "jt-2018-05-03", "kyodo-2017-02-08"}
	for word, want := range map[string]string{
		"jt-2018-05-04": "", "jt-2018-05-30": "", "jt-2018-05-0": "", "jt-2018-0503": "jt-2018-05-03", "kyod-2017-02-08": "kyodo-2017-02-08", // a figure is no letter
		"gazete": "gazette", "coureir": "courier", "per": "", "gaz": "", "courierrr": "", "x": ""} {
		if got := Misspelt(word, names); got != want {
			t.Errorf("Misspelt(%q) is %q, want %q", word, got, want)
		}
	}
}

func TestParseSuppression(t *testing.T) {
	for text, want := range map[string]string{
		"<!-- verbatim: quote-edge because it is meant -->":       "line 1: it is meant",
		"<!--verbatim: quote-edge because it is meant-->":         "line 1: it is meant",
		"<!-- verbatim: quote-edge -->":                           "does not name one rule and a reason",
		"<!-- verbatim: quote-edge because -->":                   "does not name one rule and a reason",
		"<!-- verbatim: quote-egde because it is meant -->":       "there is no rule quote-egde",
		"<!-- verbatim: quote-altered because it is meant -->":    "rule of proof",
		"<!-- verbatim: quote-edge because it is meant --> words": "does not name one rule and a reason",
		"<!-- a note -->": "no suppression",
	} {
		var l List
		got := "no suppression"
		f := NewFile("a.md", []byte(text))
		if s, ok := ParseSuppression(f, Span{0, len(text)}, false, l.Report); s != nil {
			got = "line 1: " + s.Reason
		} else if ok {
			got = l.Sorted()[0].Message
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
