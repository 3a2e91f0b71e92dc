package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/grammar"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/match"
	"summit-explainer/tools/verbatim/render"
	"summit-explainer/tools/verbatim/view"
)

// generated is a site of invented texts and of quotations cut out of them at
// random.
type generated struct {
	dir    string
	random *rand.Rand
	kinds  map[string]int // quotations by class and number of pieces
	pages  [][]string     // the uses of each topic
}

// invented are the texts: four that people wrote, and four that are put together
// at random, so that words are repeated everywhere.
var invented = []struct{ id, language, kind, file, record string }{
	{"conference", "en", "transcript", "conference.txt", "apparatus: ['(Applause.)', '(Laughter.)']\nspeakers:\n  PRESIDENT HARROW: ann-harrow\n  PRIME MINISTER ODA: ken-oda\n  Q: null\n"},
	{"communique", "en", "statement", "communique.txt", ""},
	{"article", "en", "article", "article.txt", "attributions:\n  - speaker: ann-harrow\n    words: a turning point for the lakes\n  - speaker: ann-harrow\n    words: We will never close it,\n    by: she said\n  - speaker: ken-oda\n    words: The plan is good… but it is a plan\n"},
	{"minutes", "ja", "statement", "japanese.txt", ""},
	{"session", "en", "transcript", "", "spoken: true\napparatus: ['(Applause.)', '(Laughter.)']\nspeakers:\n  PRESIDENT HARROW: ann-harrow\n  PRIME MINISTER ODA: ken-oda\n  Q: null\n"},
	{"accord", "en", "statement", "", ""},
	{"report", "en", "article", "", ""},
	{"declaration", "ja", "statement", "", ""},
}

func TestEvidenceProvesWhatTheTextDoes(t *testing.T) {
	t.Parallel()
	uses := 1040
	if testing.Short() {
		uses = 160
	}
	g := generate(t, 1, uses)
	project, texts := os.DirFS(g.dir), os.DirFS(filepath.Join(g.dir, "texts"))
	with, list := resolved(t, project, texts)
	for id, data := range with.Lock(list.Report) {
		g.put(t, "content/sources/"+id+"/evidence.json", data)
	}
	noErrors(t, "locking", list)
	with, list = resolved(t, project, texts)
	with.CheckLocks(true, list.Report)
	noErrors(t, "with the texts", list)
	without, list := resolved(t, project, nil)
	noErrors(t, "without the texts", list)
	if proven := same(t, with, without); proven < uses {
		t.Errorf("only %d uses were proven", proven)
	}
	if one, other := view.Data(with), view.Data(without); !bytes.Equal(one, other) {
		t.Error("templates are told other things with the texts than without")
	}
	t.Log(uses, g.kinds)
	for kind, share := range map[string]int{"exact 1": 6, "typographic 1": 6, "marked 1": 6, "marked 2": 6, "marked 3": 40} {
		if g.kinds[kind] < uses/share {
			t.Errorf("only %d quotations are %s", g.kinds[kind], kind)
		}
	}
}

// The folder that is published is the same with the texts and without.
func TestEvidenceBuildsWhatTheTextDoes(t *testing.T) {
	t.Parallel()
	g := generate(t, 8, 240)
	project, texts := os.DirFS(g.dir), os.DirFS(filepath.Join(g.dir, "texts"))
	graph, list := resolved(t, project, texts)
	for id, data := range graph.Lock(list.Report) {
		g.put(t, "content/sources/"+id+"/evidence.json", data)
	}
	var built []map[string][]byte
	for _, texts := range []fs.FS{texts, nil} {
		graph, list := resolved(t, project, texts)
		html, err := render.HTML(project, withPictures(graph), list.Report)
		if err != nil {
			t.Fatal(err)
		}
		noErrors(t, "building", list)
		files := map[string][]byte{}
		err = fs.WalkDir(html, ".", func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				files[name], err = fs.ReadFile(html, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		built = append(built, files)
	}
	for name, data := range built[0] {
		if !bytes.Equal(data, built[1][name]) {
			t.Errorf("%s is another file without the texts", name)
		}
	}
	if len(built[0]) != len(built[1]) || len(built[0]) < 20 {
		t.Errorf("%d files with the texts, %d without", len(built[0]), len(built[1]))
	}
}

func resolved(t *testing.T, project, texts fs.FS) (*link.Graph, *finding.List) {
	t.Helper()
	list := &finding.List{}
	graph, err := desk.Resolve(project, texts, nil, list)
	if err != nil {
		t.Fatal(err)
	}
	return graph, list
}

func noErrors(t *testing.T, doing string, list *finding.List) {
	t.Helper()
	shown := 0
	for _, found := range list.Sorted() {
		if found.Severity == finding.Error {
			if shown++; shown > 10 {
				t.Fatalf("%s: and more", doing)
			}
			at := found.File.Position(found.Span.Start)
			t.Errorf("%s: %s:%d: %s [%s]\n%s", doing, found.File.Name, at.Line, found.Message, found.Rule, found.File.Line(at.Line))
		}
	}
	if shown > 0 {
		t.FailNow()
	}
}

// same compares what was proven with the texts and without.
func same(t *testing.T, with, without *link.Graph) (proven int) {
	t.Helper()
	for _, page := range with.Site.Pages {
		one, other := with.Proofs(page.Path), without.Proofs(page.Path)
		if len(one) != len(other) {
			t.Fatalf("%s: %d proofs with the texts, %d without", page.Path, len(one), len(other))
		}
		for i := range one {
			a, b := one[i], other[i]
			if a.Class() != b.Class() || a.Speaker != b.Speaker || !slices.Equal(a.Passage.Pieces, b.Passage.Pieces) || a.Anchor != b.Anchor {
				t.Errorf("%s: %q: with the text %s %+v, without %s %+v", page.Path, a.Use.Words, a.Class(), a.Passage.Pieces, b.Class(), b.Passage.Pieces)
			}
			proven++
			if err := b.Holds(b.Use.Words); b.Use.Kind == 0 && err != nil {
				t.Errorf("%q: %v", a.Use.Words, err)
			}
		}
	}
	return proven
}

// sentence describes any page.
const sentence = "A sentence of more than forty characters that says what this page is about.\n"

// topics writes the pages with the uses.
func (g *generated) topics(t *testing.T) {
	for i, uses := range g.pages {
		g.put(t, fmt.Sprintf("content/topics/topic-%d.md", i), fmt.Appendf(nil, "---\ntitle: Topic %[1]d\nsubject: Lakes\nweight: %[1]d\nreviewed: 2021-04-01\ndescription: %[2]s---\n\n%[3]s\n",
			i+1, sentence, strings.Join(uses, "\n\n")))
	}
}

// drop takes out the uses that are refused for another reason than their words.
func (g *generated) drop(list *finding.List) {
	refused := map[[2]int]bool{}
	for _, found := range list.Sorted() {
		var page int
		if _, err := fmt.Sscanf(found.File.Name, "content/topics/topic-%d.md", &page); err != nil || found.Severity != finding.Error {
			continue
		}
		before := string(found.File.Data[:found.Span.Start])
		_, before, _ = strings.Cut(before, "---\n\n")
		refused[[2]int{page, strings.Count(before, "\n\n")}] = true
	}
	for i, uses := range g.pages {
		g.pages[i] = nil
		for k, use := range uses {
			if !refused[[2]int{i, k}] {
				g.pages[i] = append(g.pages[i], use)
			}
		}
	}
}

// generate makes a site with so many quotations and citations.
func generate(t *testing.T, seed uint64, uses int) *generated {
	t.Helper()
	g := &generated{dir: t.TempDir(), random: rand.New(rand.NewPCG(seed, uint64(uses))), kinds: map[string]int{}}
	if err := layOut(g.dir); err != nil {
		t.Fatal(err)
	}
	page := func(name, matter, body string) { g.put(t, "content/"+name, []byte("---\n"+matter+"---\n\n"+body)) }
	page("_index.md", "title: Front\ndescription: "+sentence, "Words.\n")
	for _, section := range []string{"topics", "sources", "people", "figures"} {
		page(section+"/_index.md", "title: The "+section+"\ndescription: "+sentence, "Words.\n")
	}
	page("people/ann-harrow.md", "title: Ann Harrow\nrole: President of Alder\ncountry: Alder\nweight: 1\ndescription: "+sentence, "A president.\n")
	page("people/ken-oda.md", "title: Ken Oda\nrole: Prime Minister of Birch\ncountry: Birch\nweight: 2\ndescription: "+sentence, "A minister.\n")
	for _, text := range invented {
		raw := g.text(t, text.id, text.language, text.file)
		g.put(t, "texts/"+text.id+"/text.txt", []byte(raw))
		page("sources/"+text.id+"/index.md", fmt.Sprintf("title: The %[1]s\npublisher: Lake Press\nauthor: Lake Press\nissued: '2021-03-02'\nsource_url: https://%[1]s.example/record\nlanguage: %[2]s\nrights: copyright\nkind: %[3]s\n%[4]sdescription: %[5]s",
			text.id, text.language, text.kind, g.known(text.record), sentence), "A record.\n")
	}
	graph, list := resolved(t, os.DirFS(g.dir), os.DirFS(filepath.Join(g.dir, "texts")))
	noErrors(t, "reading the texts", list)
	quoted := make([]*generated, len(invented))
	var texts sync.WaitGroup
	for i, text := range invented {
		quoted[i] = &generated{random: rand.New(rand.NewPCG(seed, uint64(i))), kinds: map[string]int{}}
		texts.Go(func() { quoted[i].quote(t, graph.Source(text.id), text.language, uses*5/4/len(invented)) })
	}
	texts.Wait()
	for _, one := range quoted {
		g.pages = append(g.pages, one.pages...)
		for kind, n := range one.kinds {
			g.kinds[kind] += n
		}
	}
	g.topics(t)
	_, list = resolved(t, os.DirFS(g.dir), os.DirFS(filepath.Join(g.dir, "texts")))
	g.drop(list)
	g.topics(t)
	return g
}

// known leaves out of a record what its schema does not know.
func (g *generated) known(record string) string {
	schema, _ := os.ReadFile("../../static/schemas/source.json")
	var lines []string
	for line := range strings.Lines(record) {
		key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		if (key == "spoken" || key == "by") && !bytes.Contains(schema, []byte(`"`+key+`"`)) || strings.HasSuffix(line, "null\n") && !bytes.Contains(schema, []byte(`"spoken"`)) {
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "")
}

func (g *generated) put(t *testing.T, name string, data []byte) {
	t.Helper()
	at := filepath.Join(g.dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// text returns a text that people wrote, or one put together at random.
func (g *generated) text(t *testing.T, id, language, file string) string {
	t.Helper()
	if file != "" {
		data, err := os.ReadFile(filepath.Join("match/testdata/texts", file))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	var out strings.Builder
	label := []string{"PRESIDENT HARROW: ", "PRIME MINISTER ODA: ", "Q: ", ""}
	fmt.Fprintf(&out, "The Lakes in Words\n\n")
	for i := range 40 {
		switch id {
		case "session":
			out.WriteString(label[g.random.IntN(len(label)-map[bool]int{true: 1}[i == 0])])
		case "accord":
			fmt.Fprintf(&out, "%d. ", i+1)
		}
		for k := range 1 + g.random.IntN(5) {
			if k > 0 && language != "ja" {
				out.WriteString([]string{" ", " ", "\n"}[g.random.IntN(3)])
			}
			out.WriteString(g.sentence(language, id))
		}
		out.WriteString("\n\n")
	}
	return out.String()
}

// of picks one.
func (g *generated) of(list ...string) string { return list[g.random.IntN(len(list))] }

// sentence puts a sentence together.
func (g *generated) sentence(language, id string) string {
	if language == "ja" {
		who, what := g.of("両首脳", "大統領", "総理", "両国", "政府"), g.of("航路を維持すること", "関税を引き下げること", "協力を進めること", "港を開くこと", "会談を続けること")
		where := g.of("", "湖水地方で、", "東京で", "来年までに、", "２０２５年までに")
		return who + "は、" + where + what + g.of("を確認した。", "を求めた。", "に合意した。", "、そして"+g.of("平和", "安定", "友好")+"を称賛した。")
	}
	noun := func() string {
		return g.of("the northern route", "the ferry", "a free and open lake", "the leaders’ plan", "the pilots' union", "their two countries", "trade of 3.75 percent", "10 000 berths", "the U.S. side", "Mr. Oda's report", "the “ferry tax”", "the agreement, an old one,", "the pre- and post-war treaties", "the expert group[12]", "recog-\nnition of licenses")
	}
	verb := func() string {
		return g.of("opened", "agreed on", "welcomed", "expects", "supports", "will not close", "may open", "discussed", "has kept", "re-signed", "said that they want")
	}
	s := g.of("The ministers", "They", "He", "She", "Both leaders", "We", "President Harrow", "The two governments", "Asked about it, officials") + " " + verb() + " " + noun()
	if g.random.IntN(2) == 0 {
		s += g.of(", and ", "; ", " — ", "—", " - ", ", which ", ", in the end, ", " until ") + g.of("they", "he", "it", "the crew") + " " + verb() + " " + noun()
	}
	if id == "session" && g.random.IntN(6) == 0 {
		return s + ". (Applause.)"
	}
	if id == "report" && g.random.IntN(6) == 0 {
		return "“" + s + ",” " + g.of("he", "she", "the crew") + " said."
	}
	return strings.TrimSuffix(s, ",") + g.of(".", ".", ".", "!", "?", "...")
}

// quote cuts quotations out of a text until there are enough. Each text has a
// generator of its own: to be the same in each run, and asked at the same time.
func (g *generated) quote(t *testing.T, source *link.Source, language string, enough int) {
	t.Helper()
	text := source.FullText()
	seen := map[string]bool{}
	var uses []string
	for tries := 0; len(uses) < enough; tries++ {
		if tries > 400*enough {
			t.Errorf("only %d quotations of %s", len(uses), source.ID)
			return
		}
		words := lines.ReplaceAllString(g.cut(text, language), "\n")
		read := words // as pages are read, where a line's end is no part of the words
		if language == "en" {
			read = strings.ReplaceAll(words, "\n", " ")
		}
		if words == "" || seen[words] {
			continue
		}
		result := text.Match(match.Quote{Words: read, AnySpeaker: true})
		if result.Verdict != match.Verbatim {
			continue
		}
		kind := fmt.Sprintf("%s %d", result.Class, len(result.Passages))
		if result.Class == grammar.Exact && g.random.IntN(3) > 0 || g.kinds[kind] > enough/4 {
			continue // they are the many, and no kind is to be more than a quarter
		}
		line := g.line(source.ID, words, text, result.Passages[0].Speaker)
		if line == "" {
			continue
		}
		seen[words] = true
		g.kinds[kind]++
		uses = append(uses, line)
	}
	g.pages = slices.AppendSeq(g.pages, slices.Chunk(uses, 40))
}

// special are the signs that Markdown may take for its own.
var special = regexp.MustCompile("[!-/:-@\\[-`{-~]")

// lines are ends of lines, of which a paragraph may have but one at a time.
var lines = regexp.MustCompile(`[ \t]*(\n[ \t]*)+`)

// line is a use of the words in Markdown: a quotation where they can stand
// between marks, or else a citation.
func (g *generated) line(id, words string, text *match.Text, speaker string) string {
	escaped := special.ReplaceAllStringFunc(words, func(sign string) string { return `\` + sign })
	claim := match.Quote{Words: words, Speaker: speaker}
	if g.random.IntN(2) == 0 && len(mark.Find(words)) == 0 && !strings.ContainsAny(words, "'’‘\"“”") && text.Match(claim).Verdict == match.Verbatim {
		title := map[string]string{"ann-harrow": ` "Ann Harrow"`, "ken-oda": ` "Ken Oda"`}[speaker]
		return "So [“" + escaped + "”](source:" + id + title + ")."
	}
	if n := utf8.RuneCountInString(words); n < 8 || language(words) == "en" && len(strings.Fields(words)) < 4 {
		return ""
	}
	return "It is [so](source:" + id + ` "` + escaped + `").`
}

func language(words string) string {
	if strings.ContainsFunc(words, func(r rune) bool { return fold.Unspaced(r) != 0 }) {
		return "ja"
	}
	return "en"
}

// cut cuts one to four pieces out of a unit of a text, some of them close
// together, and spells them as editors may.
func (g *generated) cut(text *match.Text, language string) string {
	unit := text.Units()[g.random.IntN(len(text.Units()))]
	var spans []fold.Span
	fold.Tokens(text.Chars[unit.Start:unit.End], func(start, end int) bool {
		spans = append(spans, text.RawSpan(fold.Span{Start: unit.Start + start, End: unit.Start + end}))
		return true
	})
	if len(spans) < 3 {
		return ""
	}
	at, out := g.random.IntN(len(spans)-2), ""
	for piece := range 1 + g.random.IntN(4) {
		if piece > 0 {
			at += 1 + g.random.IntN(8)
			for whole := g.random.IntN(2) == 0; whole && at < len(spans) && !text.Begins(text.Language(), text.At(spans[at].Start)); {
				at++ // to where a sentence begins: past others gaps may pass
			}
			if at >= len(spans) {
				break
			}
			if language == "ja" {
				out += g.of("……", "…", "（中略）", "[…]")
			} else {
				out += g.of(" … ", " ... ", " […] ", "... ", "…", ". . . ", ". … ")
			}
		}
		to := min(len(spans)-1, at+g.random.IntN(map[bool]int{true: 20, false: 9}[language == "ja"]))
		end := spans[to].End
		if g.random.IntN(3) == 0 && to+1 < len(spans) {
			end = spans[to+1].Start // with the marks that follow
		}
		out += g.respell(strings.TrimSpace(text.Raw()[spans[at].Start:end]), language)
		at = to
	}
	return out
}

var ending = regexp.MustCompile(`\b([a-z]{4,})(s|ed)\b`)
var pointing = regexp.MustCompile(`\b([Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e)\b`)

// respell spells a piece in another way, mostly one that the rules permit.
func (g *generated) respell(s, language string) string {
	first, width := utf8.DecodeRuneInString(s)
	other := string(fold.OtherCase(first))
	switch g.random.IntN(15) {
	case 0:
		return "[" + other + "]" + s[width:]
	case 1:
		return other + s[width:]
	case 2:
		return ending.ReplaceAllString(s, g.of("$1[ed]", "$1[s]", "$1[ing]"))
	case 3:
		return pointing.ReplaceAllString(s, g.of("[Ann Harrow]", "$1 [Ken Oda]", "[the ministers]", "$1 [the crew]"))
	case 4:
		return strings.NewReplacer("’", "'", "'", "’", "“", "‘", "”", "’", "—", "–").Replace(s)
	case 5:
		return strings.NewReplacer(" — ", "—", "—", " – ", " ", "  ").Replace(s)
	case 6:
		return strings.Replace(s, " ", "\n", 1)
	case 7:
		return strings.TrimRight(s, ".,。、") + g.of(".", ",", "")
	case 8, 14:
		return strings.NewReplacer(", ", " ", "; ", ", ").Replace(s)
	case 9:
		return strings.Replace(s, " ", " [sic] ", 1)
	case 10:
		return strings.NewReplacer("[12]", "", "¹", "", "[3] ", "", " (Applause.)", "", " (Laughter.)", "").Replace(s)
	case 11:
		return strings.NewReplacer("recog-\nnition", "recognition", "２", "2", "航路", "航\u200b路").Replace(s)
	}
	if language == "ja" && g.random.IntN(3) == 0 {
		return s + "[ママ]"
	}
	return s
}
