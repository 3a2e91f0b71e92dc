package link

import "testing"

// Of a text only what could show other words than stand there is refused.
func TestUnseen(t *testing.T) {
	for _, line := range []string{"plain words", "soft\u00adhyphen", "zero\u200bwidth", "שלום\u200f, 3", "\u061cنعم", "\U0001f3f4\U000e0067\U000e0062\U000e007f waves", "می\u200cخواهم"} {
		if at, _ := unseen(line); at >= 0 {
			t.Errorf("%q is refused", line)
		}
	}
	for line, want := range map[string]int{
		"3\u200f–5": 1, "a \u202etxt": 2, "שלום \u2066x\u2069": 9, "ab\u3164c": 2, "a\U000e0067b": 1, "\U0001f3f4 \U000e0067": 5, "a\x1b[31m": 1, "\u061c": 0, "x\u200ey\u202e": 1,
	} {
		if at, _ := unseen(line); at != want {
			t.Errorf("%q: found at %d, and stands at %d", line, at, want)
		}
	}
}
