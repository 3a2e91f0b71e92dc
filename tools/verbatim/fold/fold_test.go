package fold

import (
	"testing"
	"unicode/utf8"
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
