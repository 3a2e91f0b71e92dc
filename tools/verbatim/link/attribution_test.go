package link

import "testing"

// Who quotes somebody is another than who is quoted: only there words may be given
// to two people.
func TestQuotedIn(t *testing.T) {
	for _, test := range []struct {
		words, others string
		want          bool
	}{
		{"It will be great", "He told me: ‘It will be great,’ and I agreed", true},
		{"will be great", "He told me: “It will be great” and I agreed", true},
		{"and I agreed", "He told me: ‘It will be great,’ and I agreed", false},
		{"historic", "historic moment", false},
		{"be great, and I", "He told me: ‘It will be great,’ and I agreed", false},
	} {
		if got := quotedIn(test.words, test.others); got != test.want {
			t.Errorf("%s in %s: %v", test.words, test.others, got)
		}
	}
}
