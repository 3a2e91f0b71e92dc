package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"summit-explainer/tools/verbatim/finding"
)

// A large site: so many pages, and so many defects.
const (
	sitePages   = 10_000
	siteDefects = 500
	heldSources = 100 // with text and evidence
	bareSources = 200 // which can only be referred to
	sitePeople  = 60
)

// here marks the place in a defect where its finding must be.
const here = "‸"

// defect spoils one file, which it finds whole. It returns the file with the
// place of the finding marked. What it adds is new: what was proven stays.
type defect struct {
	rule  finding.Rule
	spoil func(s *largeSite, n int) (name, data string)
}

// body returns a defect that adds a paragraph to a topic.
func body(rule finding.Rule, paragraph string) defect {
	return defect{rule, func(s *largeSite, n int) (string, string) {
		name := s.topic(n)
		return name, s.files[name] + "\n" + fmt.Sprintf(strings.ReplaceAll(paragraph, "SOURCE", "source:held-%[1]d"), n%heldSources) + "\n"
	}}
}

// inMatter returns a defect that replaces a part of a topic's front matter.
func inMatter(rule finding.Rule, old, with string) defect {
	return replaced(rule, (*largeSite).yamlTopic, old, with)
}

// record returns a defect of the record of a source that is only referred to.
func record(rule finding.Rule, old, with string) defect {
	return replaced(rule, (*largeSite).bare, old, with)
}

func replaced(rule finding.Rule, pick func(*largeSite, int) string, old, with string) defect {
	return defect{rule, func(s *largeSite, n int) (string, string) {
		name := pick(s, n)
		data := s.files[name]
		if strings.Count(data, old) != 1 {
			panic(fmt.Sprintf("%q is not once in %s", old, name))
		}
		return name, strings.Replace(data, old, with, 1)
	}}
}

// added returns a defect that is a file of its own.
func added(rule finding.Rule, name, data string) defect {
	return defect{rule, func(s *largeSite, n int) (string, string) {
		return fmt.Sprintf(name, n), here + strings.ReplaceAll(data, "NUMBER", fmt.Sprint(100_000+n))
	}}
}

// defects are the kinds that check can find.
var defects = []defect{
	// Prose.
	body(finding.QuoteUnsourced, "They were ‸“never seen before” then."),
	body(finding.QuoteUnsourced, "It was ‸« un beau jour » there."),
	body(finding.QuoteUnsourced, "それは‸「平和な湖」です。"),
	body(finding.QuoteUnsourced, "So it was ‸&ldquo;said&rdquo; then."),
	body(finding.QuoteUnsourced, "It was ‸“crossing %[1]d” that they meant."),
	body(finding.QuoteUnpaired, "They ‸“left it open."),
	body(finding.QuoteForm, "They said ‸“[the lake](SOURCE)” there."),
	body(finding.QuoteForm, "They said [that ‸“the lake” froze](SOURCE)."),
	body(finding.QuoteAttribution, "‸> Words without a speaker."),
	body(finding.QuoteSaying, "Then he said that *‸winter came* to them."),
	body(finding.QuoteAltered, "He said [“We will ‸close crossing %[1]d in the morning of the second day”](SOURCE \"Person 0\")."),
	body(finding.QuoteMissing, "He said [“‸zebras never dance on silver violins tonight”](SOURCE \"Person 0\")."),
	body(finding.QuoteAmbiguous, "He said [“‸We thank you all”](SOURCE \"Person 0\")."),
	body(finding.QuoteSpeaker, "He said [“We will open crossing %[1]d in the morning”](SOURCE \"‸Person 1\")."),
	body(finding.QuoteSpeaker, "He said [“We will open crossing %[1]d in the morning”](SOURCE \"‸Persn 0\")."),
	body(finding.CitationAltered, "They [agreed](SOURCE \"The boats of harbor %[1]d ‸want new wood and lamps\")."),
	body(finding.CitationMissing, "They [agreed](SOURCE \"‸zebras dance on silver violins tonight\")."),
	body(finding.CitationAmbiguous, "They [agreed](SOURCE \"‸We thank you all\")."),
	body(finding.CitationUntitled, "They ‸[agreed](SOURCE)."),
	body(finding.SourceUnknown, "They [agreed](‸source:hold-%[1]d)."),
	body(finding.SourceParagraph, "They [agreed](‸SOURCE#p99 \"The boats of harbor %[1]d need new wood\")."),
	body(finding.SourceUnheld, "They said ‸[“yes to this”](source:bare-%[1]d)."),
	body(finding.LinkBroken, "See [there](‸../people/person-1000%[1]d.md)."),
	body(finding.LinkBroken, "See [there](‸../people/person-1.md#no-such-place-%[1]d)."),
	body(finding.LinkBroken, "See [there](‸javascript:alert%[1]d)."),
	body(finding.LinkSource, "See [there](‸http://www.held-%[1]d.example/record/)."),
	body(finding.LinkSource, "See ‸<https://bare-%[1]d.example/record>."),
	body(finding.MarkdownHTML, "See ‸<b id=x%[1]d>there."),
	body(finding.MarkdownHTML, "‸<div>\nThere %[1]d.\n</div>"),
	body(finding.MarkdownShortcode, "See ‸{{< figure%[1]d >}}."),
	body(finding.MarkdownDepth, strings.Repeat("> ", 64)+"‸> deep %[1]d"),
	body(finding.MarkdownEmphasis, "**重要。**‸これは**強調**です%[1]d"),
	body(finding.HeadingLevel, "‸#### Deep %[1]d"),
	body(finding.HeadingLevel, "‸# Title %[1]d"),
	body(finding.ImageAlt, "See ‸![](picture.png) there %[1]d."),
	body(finding.QuoteUnsourced, "See ‸![a “boat”](picture.png) there %[1]d."),
	body(finding.QuoteUnsourced, "See [there](https://lake.example/ \"‸the “lake” %[1]d\")."),

	// Front matter.
	inMatter(finding.FrontMatterSchema, "---\ntitle: Topic", "‸---\n# Topic"),
	inMatter(finding.FrontMatterSchema, "subject: Lakes", "‸subjcet: Lakes\nsubject: Lakes"),
	inMatter(finding.FrontMatterSchema, "subject: Lakes", "subject: ‸2018"),
	inMatter(finding.FrontMatterSchema, "reviewed: 2021-04-01", "reviewed: ‸2021-02-30"),
	inMatter(finding.FrontMatterSchema, "reviewed: 2021-04-01", "reviewed: 2021-04-01\ndraft: ‸\"maybe\""),
	inMatter(finding.FrontMatterSchema, "reviewed: 2021-04-01", "reviewed: 2021-04-01\n‸publish_date: 2030-01-01"),
	inMatter(finding.FrontMatterForm, "subject: Lakes", "subject: Lakes\n‸subject: Bays"),
	inMatter(finding.FrontMatterForm, "subject: Lakes", "subject: ‸&lakes Lakes"),
	inMatter(finding.FrontMatterForm, "subject: Lakes", "subject:\n‸\t- Lakes"),
	inMatter(finding.FrontMatterLink, "people: [person-0", "people: [‸person-1000, person-0"),
	inMatter(finding.FrontMatterAddress, "reviewed: 2021-04-01", "reviewed: 2021-04-01\naliases: [‸/people/person-7/]"),
	inMatter(finding.FrontMatterValue, "reviewed: 2021-04-01", "reviewed: 2021-04-01\npublishDate: ‸2030-02-30"),
	inMatter(finding.QuoteUnsourced, "subject: Lakes", "subject: ‸the “Lakes”"),
	replaced(finding.FrontMatterSchema, (*largeSite).tomlTopic, "weight = ", "‸wieght = 7\nweight = "),
	replaced(finding.FrontMatterForm, (*largeSite).tomlTopic, "'2021-04-01'", "‸2021-04-01"),
	replaced(finding.FrontMatterForm, (*largeSite).tomlTopic, "subject = 'Lakes'", "subject = ‸= 'Lakes'"),
	replaced(finding.FrontMatterSchema, (*largeSite).jsonTopic, "\"Lakes\"", "‸[\"Lakes\"]"),
	replaced(finding.FrontMatterForm, (*largeSite).jsonTopic, "\"subject\": \"Lakes\"", "\"subject\": \"Lakes\",\n‸\"subject\": \"Bays\""),
	replaced(finding.FrontMatterWeight, (*largeSite).person, "weight: ", "weight: ‸1\n# "),
	record(finding.FrontMatterValue, "language: en", "language: ‸jp"),
	record(finding.FrontMatterOrder, "accessed: 2021-04-01", "accessed: ‸2020-04-01"),
	record(finding.FrontMatterSchema, "rights: copyright", "rights: ‸copyrihgt"),
	record(finding.FrontMatterSchema, "issued: '2021-03'", "issued: ‸2018"),
	replaced(finding.SourceRights, (*largeSite).held, "rights: public-domain", "rights: ‸copyright"),
	replaced(finding.SourceAttribution, (*largeSite).held, "rights: public-domain", "rights: public-domain\nattributions:\n  - speaker: person-0\n    words: ‸no such words"),

	// Files.
	added(finding.FileEmpty, "content/topics/empty-%d.md", ""),
	added(finding.FileEncoding, "content/topics/encoding-%d.md", "\x80"),
	added(finding.FileKind, "content/topics/kind-%d.html", "<p>x</p>"),
	added(finding.FileName, "content/topics/Name_%d.md", "x"),
	added(finding.FileSize, "content/topics/size-%d.md", strings.Repeat("a", 200<<10)),
	added(finding.FrontMatterForm, "content/topics/form-%d.md", "Words."),
	added(finding.FrontMatterForm, "content/topics/end-%d.md", "---\ntitle: Endless\n"),
	added(finding.SourceUnused, "content/sources/unused-%d/index.md", "---\ntitle: Unused NUMBER\npublisher: Lake Press\nissued: '2021-03'\naccessed: 2021-04-01\nsource_url: https://unused-NUMBER.example/record\nlanguage: en\nrights: copyright\nkind: article\ndescription: A record of a document that no page of this site uses at all.\n---\n"),
}

// largeSite is a site without fault, file by file, and what was spoilt.
type largeSite struct {
	files  map[string]string
	spoilt map[string]bool
	topics int
}

func newLargeSite(size int) *largeSite {
	s := &largeSite{files: map[string]string{}, spoilt: map[string]bool{}}
	pages := 0
	page := func(name, data string) {
		s.files["content/"+name] = data
		pages++
	}
	const sentence = "A plain sentence that says what this page tells its many readers."
	for _, dir := range []string{"", "topics/", "people/", "sources/"} {
		page(dir+"_index.md", "---\ntitle: Front page\ndescription: "+sentence+"\n---\n\nWords.\n")
	}
	for i := range sitePeople {
		names := ""
		if i < 2 {
			names = fmt.Sprintf("names: [%s]\n", [...]string{"Alpha", "Beta"}[i])
		}
		page(fmt.Sprintf("people/person-%d.md", i), fmt.Sprintf("---\ntitle: Person %d\n"+names+"role: Mayor\ncountry: Arden\ndescription: %s\nweight: %d\n---\n\nA mayor.\n", i, sentence, i+1))
	}
	const record = "---\ntitle: %[1]s\npublisher: Lake Press\nissued: '2021-03'\naccessed: 2021-04-01\nsource_url: https://%[1]s.example/record\nlanguage: en\nrights: %[2]s\nkind: %[3]s\ndescription: " + sentence + "\n%[4]s---\n\nA record.\n"
	for i := range heldSources {
		id := fmt.Sprintf("held-%d", i)
		page("sources/"+id+"/index.md", fmt.Sprintf(record, id, "public-domain", "transcript", "speakers:\n  MAYOR ALPHA: person-0\n  MAYOR BETA: person-1\n"))
		s.files["content/sources/"+id+"/text.txt"] = fmt.Sprintf("Record of meeting %[1]d\n\nMAYOR ALPHA: We will open crossing %[1]d in the morning of the second day. We thank you all.\n\n"+
			"MAYOR BETA: The boats of harbor %[1]d need new wood and lamps for the long summer.\n\nMAYOR ALPHA: The price of fish went up in the bay. We thank you all.\n", i)
	}
	for i := range bareSources {
		id := fmt.Sprintf("bare-%d", i)
		page("sources/"+id+"/index.md", fmt.Sprintf(record, id, "copyright", "article", ""))
	}
	s.files["content/topics/picture.png"] = "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
	for ; pages < size; s.topics++ {
		i := s.topics
		var matter string
		switch i % 3 {
		case 0:
			matter = "---\ntitle: Topic %[1]d\ndescription: " + sentence + "\nsubject: Lakes\nweight: %[2]d\nreviewed: 2021-04-01\npeople: [person-0, person-1]\n---\n"
		case 1:
			matter = "+++\ntitle = 'Topic %[1]d'\ndescription = '" + sentence + "'\nsubject = 'Lakes'\nweight = %[2]d\nreviewed = '2021-04-01'\npeople = ['person-0']\n+++\n"
		case 2:
			matter = "{\n\"title\": \"Topic %[1]d\",\n\"description\": \"" + sentence + "\",\n\"subject\": \"Lakes\",\n\"weight\": %[2]d,\n\"reviewed\": \"2021-04-01\"\n}\n"
		}
		page(fmt.Sprintf("topics/topic-%d.md", i), fmt.Sprintf(matter+"\nThe towns met.\n\n## What was said\n\nOne said [“We will open crossing %[3]d in the morning”](source:held-%[3]d \"Person 0\"), and they\n"+
			"spoke [of harbors](source:held-%[3]d \"The boats of harbor %[3]d need new wood\"). One paper [wrote of it](source:bare-%[4]d).\n\n"+
			"> The price of fish went up in the bay.\n>\n> — [Person 0](source:held-%[3]d)\n\nSee [another](topic-%[5]d.md#what-was-said) and [a mayor](../people/person-%[6]d.md).\n",
			i, i+1, i%heldSources, i%bareSources, i/2, i%sitePeople))
	}
	return s
}

// pick returns the n-th of the files that a pattern names, or the next of them
// that is still whole.
func (s *largeSite) pick(pattern string, n, step, first, size int) string {
	for range size {
		name := fmt.Sprintf(pattern, first+(n*step)%size)
		if !s.spoilt[name] && s.files[name] != "" {
			return name
		}
		n++
	}
	panic("no file is left like " + pattern)
}

// Topics are spread over the site by a step that has no divisor in common with
// their number.
func (s *largeSite) topic(n int) string {
	return s.pick("content/topics/topic-%d.md", n, 17, 0, s.topics)
}

func (s *largeSite) format(n, rest int) string {
	for {
		name := s.topic(n)
		var i int
		if _, err := fmt.Sscanf(name, "content/topics/topic-%d.md", &i); err != nil {
			panic(err)
		}
		if i%3 == rest {
			return name
		}
		n++
	}
}
func (s *largeSite) yamlTopic(n int) string { return s.format(n, 0) }
func (s *largeSite) tomlTopic(n int) string { return s.format(n, 1) }
func (s *largeSite) jsonTopic(n int) string { return s.format(n, 2) }
func (s *largeSite) person(n int) string {
	return s.pick("content/people/person-%d.md", n, 1, 2, sitePeople-2)
}
func (s *largeSite) held(n int) string {
	return s.pick("content/sources/held-%d/index.md", n, 1, 0, heldSources)
}
func (s *largeSite) bare(n int) string {
	return s.pick("content/sources/bare-%d/index.md", n, 1, 0, bareSources)
}

// spoil puts the defects into the site and returns the findings that must be
// reported, in no order.
func (s *largeSite) spoil() []string {
	var want []string
	for n := range siteDefects {
		d := defects[n%len(defects)]
		name, marked := d.spoil(s, n)
		at := strings.Index(marked, here)
		if at < 0 || strings.Count(marked, here) != 1 {
			panic(fmt.Sprintf("no one place is marked in %s", name))
		}
		data := strings.Replace(marked, here, "", 1)
		s.files[name], s.spoilt[name] = data, true
		p := finding.NewFile(name, []byte(data)).Position(at)
		want = append(want, fmt.Sprintf("%s:%d:%d %s", name, p.Line, p.Column, d.rule))
	}
	return want
}

func (s *largeSite) write(t testing.TB, dir string) {
	for name, data := range s.files {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var findingLine = regexp.MustCompile(`(?m)^(content/\S+:\d+:\d+): (?:error|warning): .* \[([a-z-]+)\]$`)

// TestDefects spreads 500 defects of all kinds over a site of 10,000 pages.
// Check names these and no others, in one run, in the same order each time.
func TestDefects(t *testing.T) {
	dir := t.TempDir()
	if err := layOut(dir); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VERBATIM_TEXTS", "")
	t.Chdir(dir)
	verbatim := func(want int, args ...string) string {
		var out bytes.Buffer
		if got := run(args, &out, &out); got != want {
			t.Fatalf("verbatim %s: status %d, want %d\n%.4000s", strings.Join(args, " "), got, want, out.String())
		}
		return out.String()
	}
	site := newLargeSite(sitePages)
	site.write(t, dir)
	verbatim(clean, "lock")
	if out := verbatim(clean, "check"); findingLine.MatchString(out) || !strings.HasPrefix(out, fmt.Sprintf("checked: %d pages", sitePages)) {
		t.Fatalf("the site without fault: %.4000s", out)
	} else {
		t.Log(strings.TrimSpace(out))
	}
	want := site.spoil()
	site.write(t, dir)
	out := verbatim(found, "check")
	var got []string
	for _, m := range findingLine.FindAllStringSubmatch(out, -1) {
		got = append(got, m[1]+" "+m[2])
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) != siteDefects {
		t.Errorf("%d defects", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("check names other defects (+) than there are (-): %s", diff)
	}
	if again := verbatim(found, "check"); again != out {
		t.Error("a second run says something else")
	}
}
