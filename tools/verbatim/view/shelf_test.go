package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
)

// use is what a page of a test does with words of a text: kind, words, speaker. A bar
// in the words stands where some are left out.
type use struct {
	kind    prose.Kind
	words   string
	speaker string // Q: is a label
	page    string
}

// uses returns proofs of uses of a text of which each line is a paragraph, and each
// part of it, divided by |, a sentence.
func uses(t testing.TB, graph *link.Graph, text string, all ...use) (proofs []*link.Proof, source *link.Source) {
	t.Helper()
	source = graph.Sources[0]
	source.Passages, source.Words = nil, len(strings.Fields(strings.ReplaceAll(text, "|", " ")))
	for _, used := range all {
		passage := &link.Passage{Source: source}
		for part := range strings.SplitSeq(used.words, "|") {
			passage.Pieces = append(passage.Pieces, pieceIn(t, text, part, used.speaker))
		}
		passage.Anchor = fmt.Sprint("w-", passage.Pieces[0].Start, "-", passage.Pieces[len(passage.Pieces)-1].End, used.speaker)
		at := slices.IndexFunc(source.Passages, func(known *link.Passage) bool { return known.Anchor == passage.Anchor })
		if at >= 0 {
			passage = source.Passages[at]
		} else {
			source.Passages = append(source.Passages, passage)
		}
		page := &prose.Page{Path: "/topics/" + used.page, Section: "topics"}
		proof := &link.Proof{Use: &prose.Use{Kind: used.kind, Page: page, Words: used.words, Own: used.words, Source: source.ID}, Anchor: "u-" + fmt.Sprint(len(proofs)), Passage: passage}
		if !strings.HasSuffix(used.speaker, ":") {
			proof.Speaker = used.speaker
		}
		passage.Uses = append(passage.Uses, proof)
		proofs = append(proofs, proof)
	}
	return proofs, source
}

func pieceIn(t testing.TB, text, exact, speaker string) evidence.Piece {
	t.Helper()
	before := 0
	for i, line := range strings.Split(text, "\n") {
		for sentence := range strings.SplitSeq(line, "|") {
			if at := strings.Index(sentence, exact); at >= 0 {
				piece := evidence.Piece{Paragraph: i + 1, Prefix: sentence[:at], Exact: exact, Suffix: sentence[at+len(exact):]}
				piece.Start = before + len(strings.Fields(piece.Prefix))
				piece.End = piece.Start + len(strings.Fields(exact))
				if strings.HasSuffix(speaker, ":") {
					piece.Turn = speaker
				} else {
					piece.Speaker = speaker
				}
				return piece
			}
			before += len(strings.Fields(sentence))
		}
	}
	t.Fatalf("no %q", exact)
	return evidence.Piece{}
}

const spoken = "the ferry runs again when the ice allows it.|They agreed.\nIce decides, and we decide, too."

func TestShelf(t *testing.T) {
	const quotes, cites = prose.Quotation, prose.Citation
	for _, test := range []struct {
		name string
		uses []use
		want string // of each slip: name, speaker, and what it shows: «quoted», ‹cited›
	}{
		{"one sentence has one slip", []use{{quotes, "ferry runs", "ida", ""}, {quotes, "They agreed", "ida", ""}, {quotes, "ice allows", "ida", ""}},
			"1a ida the «ferry runs» again when the «ice allows» it. / 1b ida «They agreed»."},
		{"quoted and cited words that overlap", []use{{cites, "ferry runs again", "ida", ""}, {quotes, "again when", "ida", ""}},
			"1a ida the ‹ferry runs ›«again when» the ice allows it."},
		{"only cited", []use{{cites, "ferry runs", "ida", ""}}, "1a  the ‹ferry runs› again when the ice allows it."},
		{"two speakers in one sentence", []use{{quotes, "Ice decides", "tomas", ""}, {quotes, "we decide", "ida", ""}},
			"1a tomas «Ice decides», and we decide, too. / 1b ida Ice decides, and «we decide», too."},
		{"a citation of another's words", []use{{quotes, "Ice decides", "tomas", ""}, {cites, "we decide", "ida", ""}},
			"1a tomas «Ice decides», and we decide, too. / 1b  Ice decides, and ‹we decide›, too."},
		{"the source's own words and a person's", []use{{quotes, "Ice decides", "tomas", ""}, {quotes, "we decide", "", ""}},
			"1a tomas «Ice decides», and we decide, too. / 1b  Ice decides, and «we decide», too."},
		{"a person's words and the source's own", []use{{quotes, "we decide", "", ""}, {quotes, "Ice decides", "tomas", ""}},
			"1a  Ice decides, and «we decide», too. / 1b tomas «Ice decides», and we decide, too."},
		{"the source's own words, cited", []use{{cites, "we decide", "", ""}, {quotes, "Ice decides", "tomas", ""}},
			"1a tomas «Ice decides», and ‹we decide›, too."},
		{"a label and a person", []use{{quotes, "we decide", "Q:", ""}, {quotes, "Ice decides", "tomas", ""}},
			"1a Q: Ice decides, and «we decide», too. / 1b tomas «Ice decides», and we decide, too."},
		{"words left out of one sentence", []use{{quotes, "the ferry|the ice", "ida", ""}, {cites, "runs again", "ida", ""}},
			"1a ida «the ferry» ‹runs again› when «the ice» allows it."},
		{"words of two sentences", []use{{quotes, "allows it.|They agreed", "ida", ""}, {quotes, "They", "ida", ""}},
			"1a ida the ferry runs again when the ice «allows it.» + «They agreed». / 1b ida «They» agreed."},
	} {
		t.Run(test.name, func(t *testing.T) {
			graph := quoting(t, [][]quotation{{{"the ferry runs again", false}}})
			proofs, _ := uses(t, graph, spoken, test.uses...)
			var got []string
			for _, source := range newShelf(graph, proofs).list() {
				for _, slip := range source.Slips {
					var texts []string
					for _, stretch := range slip.Texts {
						text := ""
						for _, part := range stretch.Parts {
							text += map[string]string{"quoted": "«", "cited": "‹"}[part.Mark] + part.Text + map[string]string{"quoted": "»", "cited": "›"}[part.Mark]
						}
						texts = append(texts, text)
					}
					got = append(got, slip.Name+" "+slip.Speaker+slip.Label+" "+strings.Join(texts, " + "))
				}
			}
			if got := strings.Join(got, " / "); got != test.want {
				t.Errorf("\n%s, want\n%s", got, test.want)
			}
		})
	}
}

// The seals of uses with the same words are told apart where they are heard.
func TestAgain(t *testing.T) {
	graph := quoting(t, [][]quotation{{{"the ferry runs again", false}}})
	proofs, _ := uses(t, graph, spoken, use{prose.Quotation, "ferry runs", "ida", ""}, use{prose.Citation, "ferry runs", "ida", ""}, use{prose.Quotation, "ferry runs", "ida", ""})
	shelf := newShelf(graph, proofs)
	var got []string
	for _, proof := range proofs {
		shown := shelf.use(proof)
		got = append(got, fmt.Sprintf("%s %v %d", shown.Name, shown.First, shown.Again))
	}
	if want := "1a true 0, 1a false 0, 1a false 2"; strings.Join(got, ", ") != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestRead(t *testing.T) {
	graph := quoting(t, [][]quotation{{{"the ferry runs again", false}}})
	_, source := uses(t, graph, spoken,
		use{prose.Citation, "ferry runs again", "ida", "a"}, use{prose.Quotation, "runs again when", "ida", "b"}, use{prose.Citation, "runs again when", "ida", "b"},
		use{prose.Quotation, "it.", "ida", "a"}, use{prose.Quotation, "agreed", "", "a"}, use{prose.Citation, "we decide", "", "a"})
	paragraphs, rest := read(source)
	var got []string
	for _, paragraph := range paragraphs {
		got = append(got, fmt.Sprintf("¶%d after %d:", paragraph.Paragraph, paragraph.Gap))
		for _, held := range paragraph.Ranges {
			got = append(got, fmt.Sprintf("%d%s", held.Gap, held.Letter))
			for _, part := range held.Parts {
				got = append(got, fmt.Sprintf("[%s %v %d %s]", part.Text, part.Quoted, part.Pages, strings.Join(part.Begins, ",")))
			}
		}
		for _, readers := range paragraph.Readers {
			for _, use := range readers.Uses {
				got = append(got, readers.Letter+use.Page+" "+use.Kind)
			}
		}
	}
	want := "¶1 after 1: 0a [ferry  false 1 w-1-4ida] [runs again true 2 w-2-5ida] [ when true 1 ] 3 [it. true 1 w-8-9ida] 1b [agreed true 1 w-10-11] " +
		"a/topics/a quotation a/topics/b quotation b/topics/a quotation ¶2 after 3: 0a [we decide false 1 w-14-16] a/topics/a citation"
	if got := strings.Join(got, " "); got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
	if rest != 1 {
		t.Errorf("%d words behind what is read, want 1", rest)
	}
}
