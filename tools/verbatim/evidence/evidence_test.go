package evidence

import (
	"os"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/text"
)

// pierSHA256 is the digest of the text that the evidence in testdata was locked
// with. Package link holds that file against what it locks.
const pierSHA256 = "046ba4b25a040a793bbfc458ba9bcbfa9a232fa84a2307fde1851a75517708d5"

// pierOptions are what the record of that source says.
var pierOptions = text.Options{
	Language: "en",
	Speakers: map[string]string{"PREMIER MARSH": "ida-marsh", "GOVERNOR VELL": "tomas-vell", "Q": ""},
	Names:    map[string][]string{"ida-marsh": {"Ida Marsh"}, "tomas-vell": {"Tomas Vell"}},
}

// edits are what somebody may write into evidence by hand: the one old text for
// the new one, and what is said of it.
var edits = []struct{ old, new, said string }{
	// Words.
	{`"exact": "The ferry runs again from the first of May"`, `"exact": "The ferry never runs again from the first of May"`, "10 words"},
	{`"exact": "The ferry runs again from the first of May"`, `"exact": "The ferry runs again from the May of first"`, "do not lead"},
	{`"exact": "The ferry runs again from the first of May"`, `"exact": "IT IS FALSE THAT The ferry runs again from the first of May"`, "13 words"},
	{`"exact": "The ferry runs again from the first of May"`, `"exact": "The ferry runs again from the first of June"`, "do not lead"},
	{`"exact": "The ferry runs again from the first of May"`, `"exact": ""`, "0 words"},
	{`"exact": "Thank you."`, `"exact": "Thank you"`, "do not lead"},
	{`"words": "The ferry runs again from the first of May"`, `"words": "The ferry runs again from the first of June"`, "do not lead"},
	{`"words": "Who pays for the new lamps?"`, `"words": "Who pays for the new lamps"`, "do not lead"},
	{`"words": "Who pays for the new lamps?"`, `"words": "Who pays\nfor the new lamps?"`, "in one line"},
	{`"words": "Who pays for the new lamps?"`, `"words": "Who pays for \u202Ethe new lamps?"`, "as lock writes it"},
	{`"words": "[Ida Marsh] expects`, `"words": "[Tomas Vell] expects`, "do not lead"},
	{`"words": "[Ida Marsh] expects`, `"words": "[not Marsh] expects`, "turns"},
	{`"words": "They agreed.",`, `"words": "They disagreed.",`, "do not lead"},
	// Context.
	{`"prefix": "He expects ",
          "exact": "the crew`, `"prefix": "Nobody expects ",
          "exact": "the crew`, "the text has"},
	{`"prefix": "The ferry "`, `"prefix": "No ferry "`, "the text has"},
	{`"suffix": ", and it will never stop."`, `"suffix": ", and it will soon stop."`, "the text has"},
	{`"suffix": ", and it will never stop."`, `"suffix": ", as he said in a lie that everybody there could see was none: ` + strings.Repeat("word ", 45) + `"`, "words in a row"},
	{`"suffix": ", and it will never stop."`, `"suffix": "time, and it will never stop."`, "inside a word"},
	{`"suffix": ", and we share it gladly."`, `"suffix": ", and we share it gladly, with all the others on the lake and in the harbor."`, "longer than the text"},
	{`"suffix": ", and it will never stop."`, `"suffix": ", and it will never stop.",
          "after": true`, "need not be"},
	// Places.
	{`"paragraph": 2,
          "start": 25`, `"paragraph": 9999,
          "start": 25`, "no paragraph 9999"},
	{`"paragraph": 2,
          "start": 25`, `"paragraph": 0,
          "start": 25`, "order of the text"},
	{`"paragraph": 2,
          "start": 25`, `"paragraph": 1,
          "start": 25`, "not in paragraph p2"},
	{`"paragraph": 4,`, `"paragraph": 2,`, "order"},
	{`"fragment": "p2"`, `"fragment": "p1"`, "not in paragraph p1"},
	{`"start": 25`, `"start": -1`, "not in a text"},
	{`"start": 25`, `"start": 26`, "2 words"},
	{`"end": 27`, `"end": 9999`, "not in a text"},
	{`"end": 27`, `"end": 25`, "not in a text"},
	{`"start": 25,
          "end": 27`, `"start": 1,
          "end": 3`, "is not shown"},
	{`"start": 25,
          "end": 27`, `"start": 26,
          "end": 28`, "the text has"},
	{`"start": 51,
          "end": 54`, `"start": 44,
          "end": 47`, "in order"},
	{`"paragraph": 2,
          "start": 25,`, `"paragraph": 2,
          "label": "a",
          "start": 25,`, "not in paragraph p2"},
	{`"paragraph": 2,
          "start": 38,`, `"paragraph": 2,
          "label": "a",
          "start": 38,`, "the passage is in paragraph 2"},
	{`"paragraph": 2,
          "start": 38,`, `"paragraph": 3,
          "start": 38,`, "the passage is in paragraph 2"},
	// Speakers.
	{`"speaker": "tomas-vell",
      "class": "exact",
      "pieces": [
        {
          "paragraph": 2,
          "start": 25`, `"speaker": "ida-marsh",
      "class": "exact",
      "pieces": [
        {
          "paragraph": 2,
          "start": 25`, "claimed speaker"},
	{`"words": "Who pays for the new lamps?",
`, `"words": "Who pays for the new lamps?",
      "speaker": "ida-marsh",
`, "claimed speaker"},
	{`"speaker": "tomas-vell",
          "exact": "Thank you."`, `"speaker": "ida-marsh",
          "exact": "Thank you."`, "claimed speaker"},
	{`"speaker": "tomas-vell",
          "exact": "Thank you."`, `"speaker": "kim-jong-un",
          "exact": "Thank you."`, "claimed speaker"},
	{`"turn": "Q"`, `"turn": "PREMIER MARSH"`, "record gives the passage to"},
	{`"turn": "Q"`, `"turn": "REPORTER"`, "record gives the passage to"},
	{`"turn": "Q"`, `"speaker": "ida-marsh"`, "claimed speaker"},
	{`"turn": "Q"`, `"nobodys": true`, "unknown field"},
	{`"turn": "Q"`, `"turn": ""`, "as lock writes it"},
	{`"turn": "Q"`, `"speaker": "ida-marsh",
          "turn": "Q"`, "somebody’s and nobody’s"},
	// Classes and alterations.
	{`"class": "typographic"`, `"class": "exact"`, "are typographic"},
	{`"class": "marked"`, `"class": "exact"`, "are marked"},
	{`"class": "marked"`, `"class": "spoken"`, "are marked"},
	{`"first-letter 0-1 0-1"`, `"unicode 0-1 0-1"`, "does not permit"},
	{`"first-letter 0-1 0-1"`, `"whatever 0-1 0-1"`, "no rule"},
	{`"first-letter 0-1 0-1"`, `"first-letter 0-9 0-9"`, "does not permit"},
	{`"first-letter 0-1 0-1"`, `"first-letter 0-1  0-1"`, "no alteration"},
	{`"first-letter 0-1 0-1"`, `"first-letter 0-1 0-99"`, "not in the words"},
	{`"alterations": [
        "first-letter 0-1 0-1"
      ],
      `, ``, "do not lead"},
	{`"omission 43-48`, `"dots 43-48`, "0 omissions"},
	{`"brackets 0-12 0-3",
`, ``, "do not lead"},
	// The file.
	{`"kind": "citation"`, `"kind": "rumour"`, `"rumour"`},
	{`"source": "pier"`, `"source": "peer"`, "another source: peer"},
	{pierSHA256, strings.Repeat("0", 64), "not the digest"},
	{pierSHA256, pierSHA256[:63], "not the digest"},
	{pierSHA256, strings.ToUpper(pierSHA256), "not the digest"},
	{`"words": 72,`, `"words": 7,`, "not in a text of 7 words"},
	{`"words": 72,`, `"words": 0,`, "0 words"},
	{`"paragraphs": 4,`, `"paragraphs": 3,`, "no paragraph 4"},
	{`"record": "`, `"record": "0`, "the record has changed"},
	{`"record": "`, `"extent": "opening",
  "record": "`, "the record has changed"},
	{`"source": "pier",`, `"source": "pier", "checked": true,`, "unknown field"},
	{`"source": "pier",`, `"source": "pier", "source": "pier",`, "as lock writes it"},
	{`"source": "pier",`, `"Source": "pier",`, "as lock writes it"},
	{`"source": "pier",`, `"source": "pier", // checked`, "can't be read"},
	{`"turn": "Q",`, `"turn": "Q", "note": "checked",`, "unknown field"},
	{`"kind": "quotation",
      "words": "Thank you.",`, `"words": "Thank you.",
      "kind": "quotation",`, "as lock writes it"},
	{`"proven": [`, `"proven": [
<<<<<<< HEAD
=======
>>>>>>> other
`, "both sides of a merge"},
	{`    {
      "kind": "quotation",
      "words": "Thank you.",`, `<<<<<<< HEAD
    {
      "kind": "quotation",
      "words": "Thank you.",`, "both sides of a merge"},
	// A record more.
	{`"proven": [`, `"proven": [
    {
      "kind": "quotation",
      "words": "The moon is cheese",
      "speaker": "ida-marsh",
      "class": "exact",
      "pieces": [
        {
          "paragraph": 1,
          "start": 2,
          "end": 6,
          "speaker": "ida-marsh",
          "exact": "The moon is cheese"
        }
      ]
    },`, "the text has"},
}

// forgeries are consistent with themselves and with the source's record, but for
// the commitment to the text. Whoever writes them has to change the page, too.
var forgeries = []struct{ what, old, new string }{
	{"another text", pierSHA256, Digest([]byte("another"))},
	{"a longer text", `"words": 72,`, `"words": 720,`},
	{"more paragraphs", `"paragraphs": 4,`, `"paragraphs": 5,`},
	{"words that no other record holds, in words, passage and page", "Thank you.", "Never mind."},
	{"whose they are, in the claim and the passage", `"speaker": "ida-marsh",
      "class": "exact",
      "pieces": [
        {
          "paragraph": 4,
          "start": 60,
          "end": 67,
          "speaker": "ida-marsh",`, `"speaker": "tomas-vell",
      "class": "exact",
      "pieces": [
        {
          "paragraph": 4,
          "start": 60,
          "end": 67,
          "speaker": "tomas-vell",`},
	{"context that no other record holds", `"suffix": ", and we share it gladly."`, `"suffix": ", and we hate it deeply."`},
	{"less context", `,
          "suffix": ", and we share it gladly."`, ``},
	{"another paragraph that no other record or fragment contradicts", `"paragraph": 4,`, `"paragraph": 3,`},
	{"whose they are, of a citation", `"start": 23,
          "end": 25,
          "speaker": "ida-marsh",`, `"start": 23,
          "end": 25,
          "speaker": "tomas-vell",`},
}

func pierEvidence(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/pier.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// believed reads evidence as it is read without the text.
func believed(data string) *Fault {
	evidence, _, wrong := Parse([]byte(data))
	if wrong != nil {
		return wrong
	}
	return evidence.Believe("pier", pierOptions)
}

func TestHandEditsAreRefused(t *testing.T) {
	locked := pierEvidence(t)
	if wrong := believed(locked); wrong != nil {
		t.Fatalf("%s\n%s", wrong.Reason, locked)
	}
	for _, edit := range edits {
		if strings.Count(locked, edit.old) < 1 {
			t.Errorf("nothing is %s", edit.old)
			continue
		}
		wrong := believed(strings.Replace(locked, edit.old, edit.new, 1))
		switch {
		case wrong == nil:
			t.Errorf("%s for %s is believed", edit.new, edit.old)
		case !strings.Contains(wrong.Reason, edit.said):
			t.Errorf("%s for %s: %s, want %s", edit.new, edit.old, wrong.Reason, edit.said)
		}
	}
}

// A whole record may be left out where the commitment shows no word for it alone;
// none may be there twice or elsewhere.
func TestRecordsAreInOrder(t *testing.T) {
	evidence, _, wrong := Parse([]byte(pierEvidence(t)))
	if wrong != nil {
		t.Fatal(wrong.Reason)
	}
	for i := range evidence.Proven {
		edited := *evidence
		edited.Proven = slices.Delete(slices.Clone(evidence.Proven), i, i+1)
		if wrong := believed(string(edited.Encode())); wrong != nil && wrong.Reason != "words of the text are shown that nothing needs" {
			t.Errorf("without record %d: %s", i, wrong.Reason)
		}
		edited.Proven = slices.Insert(slices.Clone(evidence.Proven), i, evidence.Proven[i])
		if believed(string(edited.Encode())) == nil {
			t.Errorf("record %d is there twice", i)
		}
		if i > 0 {
			edited.Proven = slices.Clone(evidence.Proven)
			edited.Proven[i-1], edited.Proven[i] = edited.Proven[i], edited.Proven[i-1]
			if believed(string(edited.Encode())) == nil {
				t.Errorf("record %d stands before the one before it", i)
			}
		}
	}
}

// What no record contradicts the commitment does.
func TestForgeriesAreNotOfTheText(t *testing.T) {
	locked := pierEvidence(t)
	for _, forgery := range forgeries {
		if !strings.Contains(locked, forgery.old) {
			t.Errorf("%s: nothing is %s", forgery.what, forgery.old)
		} else if believed(strings.ReplaceAll(locked, forgery.old, forgery.new)) == nil {
			t.Errorf("%s is believed", forgery.what)
		}
	}
}

// What evidence can't tell is that its text is the source's: one that was forged
// as a whole is believed, and has another root.
func TestForgedTextHasAnotherRoot(t *testing.T) {
	evidence, _, wrong := Parse([]byte(pierEvidence(t)))
	if wrong != nil {
		t.Fatal(wrong.Reason)
	}
	forged := text.New("PREMIER MARSH: The moon is cheese.", pierOptions)
	other := Evidence{Source: "pier", SHA256: Digest([]byte(forged.Raw())), Words: forged.Words(), Paragraphs: 1, Record: evidence.Record, Proven: []Locked{{
		Kind: "quotation", Words: "moon is cheese", Speaker: "ida-marsh", Class: "exact",
		Pieces: []Piece{{Paragraph: 1, Start: 1, End: 4, Speaker: "ida-marsh", Prefix: "The ", Exact: "moon is cheese", Suffix: "."}},
	}}}
	other.Commit(forged)
	if wrong := believed(string(other.Encode())); wrong != nil {
		t.Error(wrong.Reason)
	}
	if other.Commitment.Root == evidence.Commitment.Root {
		t.Error("two texts have one root")
	}
}

// A text without words has nothing to commit to, and no evidence of it is believed.
func TestTextWithoutWords(t *testing.T) {
	for _, raw := range []string{"", "—", "***\n\n…\n"} {
		evidence := Evidence{Source: "pier", SHA256: Digest([]byte(raw)), Paragraphs: 1, Record: RecordDigest(pierOptions), Proven: []Locked{}}
		evidence.Commit(text.New(raw, pierOptions))
		if believed(string(evidence.Encode())) == nil {
			t.Errorf("evidence of %q is believed", raw)
		}
	}
}

// White space says nothing: programs may set it otherwise.
func TestEvidenceMayBeSetOtherwise(t *testing.T) {
	locked := pierEvidence(t)
	for _, set := range []string{strings.ReplaceAll(locked, "\n", "\r\n"), strings.ReplaceAll(locked, "  ", "\t"), locked + "\n\n"} {
		if wrong := believed(set); wrong != nil {
			t.Error(wrong.Reason)
		}
	}
}

// TestSaidBy: only what reading would give again is said by a file. What is no UTF-8 is
// written as another character.
func TestSaidBy(t *testing.T) {
	said, _, wrong := Parse([]byte(pierEvidence(t)))
	if wrong != nil {
		t.Fatal(wrong.Reason)
	}
	if !said.SaidBy(said.Encode()) {
		t.Error("what is written does not say what it was written of")
	}
	if said.SaidBy(append(said.Encode(), '}')) || said.SaidBy(said.Encode()[1:]) || said.SaidBy(nil) {
		t.Error("another file says the same")
	}
	said.Proven[0].Words = "the ferry\xff"
	if said.SaidBy(said.Encode()) {
		t.Error("what is no UTF-8 is said")
	}
}

// A fault is shown where it stands.
func TestFaultsHaveAPlace(t *testing.T) {
	locked := pierEvidence(t)
	edited := strings.Replace(locked, `"exact": "Who pays`, `"exact": "Who paid`, 1)
	file := finding.NewFile("evidence.json", []byte(edited))
	var found []finding.Finding
	Read(file, "pier", nil, pierOptions, true, func(f finding.Finding) { found = append(found, f) })
	if len(found) != 1 || !strings.Contains(file.Line(file.Position(found[0].Span.Start).Line), `"words": "Who pays`) || found[0].Help != "write it anew: verbatim lock" {
		t.Errorf("%+v", found)
	}
}
