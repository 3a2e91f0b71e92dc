package fold

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// samples are texts of the kinds that are folded: a transcript, a treaty, a
// Japanese report.
var samples = [3]string{
	"MAYOR VELL: Good morning.  We’ll sign the “harbour plan” -- all of it -- by 9–10 May [4].\r\n\r\nQ: Why‑not  now … ?",
	"5. The parties (a) re-\naffirm the ‘common\u00a0aim’; (b) agree on 3.75\u202f%, −5\u00ad° and ½ of U.S.–led trade.",
	"知事は「自由で開かれた\n航路」を 『約束』した。\u3000ｶﾞｰﾄﾞ２０１８年……（拍手）",
}

func TestFoldIsIdempotent(t *testing.T) {
	for _, s := range []string{samples[0], samples[1], samples[2], "a -\u00AD- b", "e\u00AD\u0301", "« x » y", "x . . . . y", "ｶﾞ ﾊﾟ", "1\u00AD–2", "－5", "ﬃ", "–", "a –5", "’’ x", "\u2060’ x ’"} {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("%q:\n%q\n%q", s, once, twice)
		}
	}
}

// TestFoldOfOtherWays holds that a character folds as the one that Unicode has for
// the same (its canonical form): in a text either may stand.
func TestFoldOfOtherWays(t *testing.T) {
	seen := 0
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		same := norm.NFC.String(string(r))
		if same == string(r) {
			continue
		}
		seen++
		for _, around := range []string{"a%b", "1%2", " %x", "x% ", "x%%y", "%", "x %, y", "ա%ա", "か%か"} {
			if got, want := Fold(strings.ReplaceAll(around, "%", string(r))), Fold(strings.ReplaceAll(around, "%", same)); got != want {
				t.Errorf("%U in %q folds to %q, not to %q", r, around, got, want)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d characters were seen", seen)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{samples[0], samples[1], samples[2], "a\u00AD-\u00AD-b", "e\u00AD\u0301", "« x »", ". . . .", "ｶﾞ", "\xff\xfe", "1–\u200B2", "=\u0338", "ﬁ\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("not idempotent:\n%q\n%q\n%q", s, once, twice)
		}
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("%q folds to %q", s, once)
		}
		d := Quotation(s)
		last := 0
		for i := 0; i < len(d.Chars); {
			_, n := After(d.Chars, i)
			from, to := d.Start(i), d.End(i+n)
			if from < last || to < from || to > len(s) {
				t.Fatalf("%q: folded %d–%d is raw %d–%d", s, i, i+n, from, to)
			}
			last = from
			i += n
		}
		Anchor(s)
	})
}
