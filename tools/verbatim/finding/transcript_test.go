package finding

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTranscript(t *testing.T) {
	tests := []struct {
		name, paragraph string
		want            []Token
	}{
		{"label", "PREMIER MARSH: Good morning.", []Token{{"label", "PREMIER MARSH:"}, {"", " Good morning."}}},
		{"question", "Q: Who pays?", []Token{{"label", "Q:"}, {"", " Who pays?"}}},
		{"no label", "The ferry: it runs.", []Token{{"", "The ferry: it runs."}}},
		{"direction", "We share. (Applause.) Thank you.", []Token{{"", "We share. "}, {"direction", "(Applause.)"}, {"", " Thank you."}}},
		{"other parentheses", "We share (in part) [sic].", []Token{{"", "We share (in part) [sic]."}}},
		{"label on a second line", "Yes.\nQ: And now?", []Token{{"", "Yes.\n"}, {"label", "Q:"}, {"", " And now?"}}},
		{"a name inside", "He met PREMIER MARSH: twice.", []Token{{"", "He met PREMIER MARSH: twice."}}},
		{"empty", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Transcript(test.paragraph)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzTranscript: the tokens together are the paragraph, whatever it is.
func FuzzTranscript(f *testing.F) {
	f.Add("MR. O’NEIL: (Laughter.) [Crosstalk] No.\r\nQ: \xff")
	f.Fuzz(func(t *testing.T, paragraph string) {
		var b strings.Builder
		for _, token := range Transcript(paragraph) {
			b.WriteString(token.Text)
		}
		if b.String() != paragraph {
			t.Errorf("%q became %q", paragraph, b.String())
		}
	})
}
