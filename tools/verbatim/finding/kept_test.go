package finding

import (
	"bytes"
	"encoding/gob"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestListKept writes a list and reads it: what it says is the same, and of one file
// there is one.
func TestListKept(t *testing.T) {
	page, source, none := NewFile("a.md", []byte("one\ntwo\n")), NewFile("b.md", []byte("x\ny")), NewFile("content", nil)
	var list List
	list.SetLevels(map[Rule]Severity{SourceUnused: Off, LinkBroken: Warning})
	list.Suppress(&Suppression{File: page, Line: 2, Rule: LinkBroken, Reason: "known"})
	for _, found := range []Finding{
		{Rule: QuoteUnsourced, File: page, Span: Span{0, 3}, Message: "one", Help: "help", Fix: Fix{Safe: true, Edits: []Edit{{Span{0, 1}, "O"}}}},
		{Rule: QuoteUnsourced, File: page, Span: Span{4, 5}, Message: "two", Kind: "words", Difference: []Difference{{"equal", "a"}, {"insert", "b"}},
			Related: []Related{{Label: "the text has", Text: "y", File: source, Span: Span{2, 3}}, {Label: "found in", Text: "z"}}},
		{Rule: LinkBroken, File: page, Span: Span{4, 6}, Message: "suppressed"},
		{Rule: LinkBroken, File: source, Message: "not suppressed", Note: true},
		{Rule: SourceUnused, File: source, Message: "off"},
		{Rule: FrontMatterForm, File: none, Message: "nowhere"},
	} {
		list.Report(found)
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(&list); err != nil {
		t.Fatal(err)
	}
	var again List
	if err := gob.NewDecoder(bytes.NewReader(data.Bytes())).Decode(&again); err != nil {
		t.Fatal(err)
	}
	options := cmp.Options{cmpopts.IgnoreUnexported(File{}), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(list.Sorted(), again.Sorted(), options); diff != "" {
		t.Errorf("findings: %s", diff)
	}
	if diff := cmp.Diff(list.Suppressed(), again.Suppressed(), options); diff != "" || len(again.Suppressed()) != 1 {
		t.Errorf("suppressed: %s", diff)
	}
	if sorted := again.Sorted(); sorted[0].File != sorted[1].File {
		t.Error("one file became two")
	}
	for length := range data.Len() { // whatever is cut off, nothing panics
		var cut List
		_ = gob.NewDecoder(bytes.NewReader(data.Bytes()[:length])).Decode(&cut)
	}
}
