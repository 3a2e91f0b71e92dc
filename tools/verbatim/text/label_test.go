package text

import (
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
)

func TestLabels(t *testing.T) {
	speakers := map[string]string{"安倍総理": "安倍晋三", "Mrs. Oda": "Kim Oda"}
	for s, want := range map[string]string{
		"PRESIDENT HARROW: Hello": "PRESIDENT HARROW?", "Q: Why?": "Q?", "MR. O’NEIL: No": "MR. O’NEIL?", "SEN. McKAY: Yes": "SEN. McKAY?",
		"REPORTER 2: Why?": "REPORTER 2?", "安倍総理：では": "安倍総理", "Mrs. Oda: Well": "Mrs. Oda", "**Mrs. Oda:** Well": "Mrs. Oda", "Note: this": "Note?",
		"He said: go": "", "3:30 PM": "", "HTTP://x": "", "AT 3:30 we": "", "no label": "", ": x": "", "ABE (THROUGH INTERPRETER): Yes": "ABE (THROUGH INTERPRETER)?",
		"ABE (through interpreter): Yes": "ABE (through interpreter)?", ">> TRUMP: No": "TRUMP?", "00:12 TRUMP: No": "TRUMP?", "[1:00:12] TRUMP: No": "TRUMP?",
		"TRUMP:100% of it": "TRUMP?", "Q  Mr. President": "Q?", "Q. And you?": "Q?", "A. Yes.": "A?", "A plan": "", "A list: x": "", "(UNKNOWN): What?": "(UNKNOWN)?",
		"記者：会談は": "記者?", "习近平：中方": "习近平?", "문재인 대통령: 우리는": "문재인 대통령?", "○安倍総理　私は": "安倍総理", "○国務大臣　私は": "国務大臣?", "【記者】会談は": "記者?",
		"Mr. SMITH. I yield.": "Mr. SMITH?", "The PRESIDENT. Thank you.": "The PRESIDENT?", "The U.S. lent us grain.": "", "The NATO. It met.": "",
		"The PRESIDENT: x": "The PRESIDENT?", "EINIGE ÜBER: ja": "EINIGE ÜBER?", "Let me say this: we go": "", "私は昨日の会談でこう述べたと思う：行く": "",
	} {
		text := &Text{options: Options{Speakers: speakers}}
		label, _, is := text.newLabels("").at(s)
		if is == strangeLabel {
			label += "?"
		}
		if label != want {
			t.Errorf("%q: %q, want %q", s, label, want)
		}
	}
}

func TestMayFold(t *testing.T) {
	for _, s := range []string{"(Applause.)", " Page 3\n", "Page\u00a03", "e\u0301tude", "e\u200b\u0301t", "\ufeffa b", "Ａ b", "ﬁ a", "a\u00adb", "_a_ b", "a", "", "\n", "…", "... ", "ｶﾞ"} {
		if part := strings.TrimSpace(fold.Fold(s)); !mayFold(s, part) {
			t.Errorf("%q is %q", s, part)
		}
	}
	if mayFold("Page 3", "(Applause.)") {
		t.Error("the first letter tells nothing")
	}
}

// Labels in brackets or marks are guessed where two paragraphs have one; a
// stage direction is none.
func TestGuessedInBrackets(t *testing.T) {
	for _, c := range []struct{ one, two string }{
		{"[TRUMP] We met.", "[ABE] We did."}, {"<TRUMP> We met.", "<ABE> We did."}, {`"TRUMP": We met.`, `"ABE": We did.`}, {"“MR. TRUMP”: We met.", "“PRIME MINISTER ABE”: We did."},
		{"【記者】会ったか。", "【総理】会った。"}, {"（記者）会ったか。", "（総理）会った。"}, {"■記者　会ったか。", "■総理　会った。"},
	} {
		for raw, want := range map[string]int{c.one + "\n\n" + c.two: 2, c.one + "\n\nThey left.": 0} {
			text := New(raw, Options{Turns: true})
			speakers := map[string]bool{}
			for _, p := range text.Paragraphs() {
				last := fold.Span{Start: p.End - 4, End: p.End}
				if v := text.VoiceOf(last, text.UnitAt(text.At(last.Start))); v.Speaker != "" {
					speakers[v.Speaker] = true
				}
			}
			if len(speakers) != want {
				t.Errorf("%q: %v", raw, speakers)
			}
		}
	}
	if text := New("Kim: Yes\nAbe: No", Options{Turns: true}); len(text.Units()) != 2 {
		t.Errorf("two lines with labels are %d units", len(text.Units()))
	}
	text := New("[LAUGHTER] So we met.\n\n[APPLAUSE] And we did.", Options{Turns: true})
	if len(text.Units()) != 1 {
		t.Errorf("stage directions begin %d units", len(text.Units()))
	}
}
