package link

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
)

// TestEvidenceThatSaysThisIsNotRead: where evidence says what lock would write, what is
// known of it is what reading it would tell, and in every other case it is read.
func TestEvidenceThatSaysThisIsNotRead(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, s := range lockedTexts(t, random) {
		now := s.evidence()
		data := now.Encode()
		s.Page = &prose.Page{File: finding.NewFile("index.md", nil)}
		holds := func(held []byte) {
			s.Evidence = finding.NewFile("evidence.json", held)
			s.held = &reading{of: s.Source, options: s.options, text: true}
		}
		var compact, tabbed bytes.Buffer
		if json.Compact(&compact, data) != nil || json.Indent(&tabbed, data, "", "\t") != nil {
			t.Fatal("no JSON")
		}
		for _, held := range [][]byte{data, compact.Bytes(), tabbed.Bytes()} {
			holds(held)
			read := s.locked()
			holds(held)
			alone := *s // as for one page
			written, wrong := s.encode(now)
			if wrong != nil || !bytes.Equal(written, held) {
				t.Fatalf("%s: %v, and written is\n%s", s.ID, wrong, written)
			}
			if read == nil || len(s.unread()) > 0 {
				t.Fatalf("%s: %v", s.ID, s.unread())
			}
			for _, known := range []*evidence.Evidence{s.locked(), alone.locked()} {
				if diff := cmp.Diff(read, known); diff != "" {
					t.Errorf("%s: reading tells otherwise: %s", s.ID, diff)
				}
			}
		}
		for range 300 {
			other := bytes.Clone(data)
			if at := random.IntN(len(other)); random.IntN(2) == 0 {
				other[at] ^= 1 << random.IntN(7)
			} else {
				other = append(other[:at], other[at+1:]...)
			}
			if evidence.Same(other, data) {
				continue
			}
			holds(other)
			read := s.locked()
			holds(other)
			written, wrong := s.encode(now)
			if wrong != nil || !bytes.Equal(written, data) {
				t.Fatalf("%s: %v, and written is\n%s", s.ID, wrong, written)
			}
			if diff := cmp.Diff(read, s.locked()); diff != "" {
				t.Fatalf("%s: what is held is taken for what is written: %s", s.ID, diff)
			}
		}
		// What can't be believed is not, however it came to be written.
		forged := now
		forged.Words = 0
		holds(forged.Encode())
		if _, wrong := s.encode(forged); wrong == nil {
			t.Errorf("%s: a text without words is believed", s.ID)
		}
		if s.locked() != nil || len(s.unread()) == 0 {
			t.Errorf("%s: what was written and can't be believed is held", s.ID)
		}
	}
}
