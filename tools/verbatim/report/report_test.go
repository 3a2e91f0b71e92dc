package report

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"summit-explainer/tools/verbatim/finding"
)

// page is a file with characters of one, two, three and four bytes, of one and
// two columns, and of one and two UTF-16 code units.
var page = finding.NewFile("content/topics/a b,c:d%.md", []byte("Zwei Länder: 「日本」 und 𝒳.\r\nMore.\n"))

func at(words string) finding.Span {
	i := bytes.Index(page.Data, []byte(words))
	return finding.Span{Start: i, End: i + len(words)}
}

// sample is a list with everything that a finding may have.
func sample() *finding.List {
	l := &finding.List{}
	l.Report(finding.Finding{Rule: finding.LinkBroken, File: page, Span: at("More"), Message: "100% wrong:\nreally, yes", Help: "did you mean 𝒳?",
		Related: []finding.Related{{Label: "paragraph 2", Text: "as it is"}, {Label: "published in", File: page, Span: at("日本")}},
		Fix:     finding.Fix{Safe: true, Edits: []finding.Edit{{Span: at("More"), New: "Less"}, {Span: at(".")}}}})
	l.Report(finding.Finding{Rule: finding.QuoteUnsourced, File: page, Span: at("「日本」"), Message: "words in quotation marks without a source"})
	l.Report(finding.Finding{Rule: finding.QuoteEdge, File: page, Span: at("𝒳"), Message: "one"})
	l.Report(finding.Finding{Rule: finding.SourceUnused, File: finding.NewFile("b.md", nil), Message: "nobody uses it"})
	l.Suppress(&finding.Suppression{File: page, Line: 1, Rule: finding.QuoteEdge, Reason: "it is meant"},
		&finding.Suppression{File: page, Line: 1, Rule: finding.QuoteUnsourced, Reason: "a rule of proof"})
	return l
}

// unproven is a list of words that are not proven: three in one file, of which
// the first is everything that such a finding may say.
func unproven() *finding.List {
	l, text := &finding.List{}, finding.NewFile("content/sources/x/text.txt", []byte("Zwei Länder: Japan und X."))
	l.Report(finding.Finding{Rule: finding.QuoteAltered, File: page, Span: at("日"), Message: "the quotation differs from x", Kind: "words",
		Difference: []finding.Difference{
			{Op: "equal", Words: "one two three four five six seven eight"}, {Op: "delete", Words: "Japan"}, {Op: "insert", Words: "日本"},
			{Op: "equal", Words: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"}, {Op: "insert", Words: "too"},
			{Op: "equal", Words: "and"}},
		Related: []finding.Related{{Label: "paragraph 1 has", Text: "Japan", File: text, Span: finding.Span{Start: 14, End: 19}}}})
	for range 2 {
		l.Report(finding.Finding{Rule: finding.QuoteMissing, File: page, Span: at("Zwei"), Message: "the words are not in x", Kind: "invented"})
		l.Report(finding.Finding{Rule: finding.QuoteMissing, File: page, Span: at("und"), Message: "the words are not in x", Kind: "source"})
		l.Report(finding.Finding{Rule: finding.QuoteMissing, File: page, Span: at("More"), Message: "the words are not in x", Kind: "drifted"})
	}
	return l
}

func written(t *testing.T, l *finding.List, format string, filter Filter) string {
	t.Helper()
	var b bytes.Buffer
	r := Select(l, filter)
	r.BaseURL = "https://summit.example/"
	var err error
	if format == "text" {
		err = WriteText(&b, r, Screen{})
	} else {
		err = Write(&b, format, r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSchemas holds what is written against the published schema, and against
// what SARIF requires.
func TestSchemas(t *testing.T) {
	for format, name := range map[string]string{"json": "../../../static/schemas/findings.json", "sarif": "testdata/sarif.json"} {
		for what, list := range map[string]*finding.List{"everything": sample(), "nothing": {}, "unproven words": unproven()} {
			document, err := jsonschema.UnmarshalJSON(strings.NewReader(written(t, list, format, Filter{Each: 2})))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema(t, name).Validate(document); err != nil {
				t.Errorf("%s of %s: %v", format, what, err)
			}
		}
	}
}

// TestSARIF shows what a schema can't: indices, columns, bytes.
func TestSARIF(t *testing.T) {
	var log sarifLog
	if err := json.Unmarshal([]byte(written(t, sample(), "sarif", Filter{})), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != 4 {
		t.Fatalf("%d results, want 4: suppressed ones are results, too", len(run.Results))
	}
	for _, r := range run.Results {
		rule := run.Tool.Driver.Rules[r.RuleIndex]
		if rule.ID != r.RuleID || rule.Help.Text == "" || rule.HelpURI != "https://summit.example/guide/rules/"+string(r.RuleID)+"/" {
			t.Errorf("%s has the rule %+v", r.RuleID, rule)
		}
		if suppressed := len(r.Suppressions) > 0; suppressed != (r.RuleID == finding.QuoteEdge) {
			t.Errorf("%s: suppressed is %v", r.RuleID, suppressed)
		}
	}
	quotation := run.Results[1].Locations[0].PhysicalLocation
	if quotation.ArtifactLocation.URI != "content/topics/a%20b,c:d%25.md" {
		t.Errorf("the URI is %s", quotation.ArtifactLocation.URI)
	}
	if want := (sarifRegion{1, 14, 1, 18, 14, 12}); *quotation.Region != want {
		t.Errorf("the region is %+v, want %+v", quotation.Region, want)
	}
	link := run.Results[2]
	if len(link.RelatedLocations) != 1 || link.RelatedLocations[0].Message.Text != "published in" {
		t.Errorf("related places are %+v", link.RelatedLocations)
	}
	if change := link.Fixes[0].ArtifactChanges[0]; len(change.Replacements) != 2 || change.Replacements[0].InsertedContent.Text != "Less" || !link.Fixes[0].Properties.Safe {
		t.Errorf("the fix is %+v", change)
	}
}

// TestUnproven shows that what JSON says of words that are not proven, SARIF and
// annotations say, too: what is the matter, the difference, how many are left out.
func TestUnproven(t *testing.T) {
	filter := Filter{Each: 2}
	var log sarifLog
	if err := json.Unmarshal([]byte(written(t, unproven(), "sarif", filter)), &log); err != nil {
		t.Fatal(err)
	}
	var plain jsonResult
	if err := json.Unmarshal([]byte(written(t, unproven(), "json", filter)), &plain); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != 3 || len(plain.Findings) != 3 {
		t.Fatalf("%d results, %d findings", len(run.Results), len(plain.Findings))
	}
	for i, result := range run.Results {
		found := plain.Findings[i]
		if diff := cmp.Diff(&sarifWords{found.Kind, found.Difference}, result.Properties); diff != "" {
			t.Error(diff)
		}
		if result.PartialFingerprints["verbatim/v1"] != found.Fingerprint {
			t.Errorf("the fingerprints are %v and %s", result.PartialFingerprints, found.Fingerprint)
		}
	}
	altered := run.Results[1]
	place := altered.RelatedLocations[0].PhysicalLocation
	if place.ArtifactLocation.URI != "content/sources/x/text.txt" || place.Region.StartColumn != 14 {
		t.Errorf("the text is at %+v", place)
	}
	if len(run.Invocations[0].Notifications) != 1 || len(plain.More) != 1 {
		t.Fatalf("left out: %+v, %+v", run.Invocations[0].Notifications, plain.More)
	}
	more := run.Invocations[0].Notifications[0]
	if rule := run.Tool.Driver.Rules[more.AssociatedRule.Index].ID; rule != finding.QuoteMissing || more.AssociatedRule.ID != string(rule) {
		t.Errorf("left out is %+v, of %s", more, rule)
	}
	if run.Tool.Driver.Notifications[more.Descriptor.Index].ID != more.Descriptor.ID {
		t.Errorf("%+v is not described", more.Descriptor)
	}
	if more.Properties.Count != plain.More[0].Count || more.Message.Text != "left out: 1 finding of quote-missing" || more.Level != "note" ||
		more.Locations[0].PhysicalLocation.ArtifactLocation != run.Results[0].Locations[0].PhysicalLocation.ArtifactLocation {
		t.Errorf("left out is %+v", more)
	}
	const want = "::error file=content/topics/a b%2Cc%3Ad%25.md,line=1,endLine=1,col=15,endColumn=16,title=quote-altered (words)::the quotation differs from x" +
		"%0Adifference: … three four five six seven eight [-Japan-] {+日本+} one two three four five six … nine ten eleven twelve thirteen fourteen {+too+} and" +
		"%0Aparagraph 1 has: Japan (content/sources/x/text.txt:1:14)\n"
	if got := written(t, unproven(), "github", filter); !strings.Contains(got, want) {
		t.Errorf("%s", got)
	}
}

// TestSARIFPlain: where nothing is left out and no words are in question, there
// is nothing of it.
func TestSARIFPlain(t *testing.T) {
	for _, name := range []string{`"kind": ""`, `"difference"`, "otifications", `"descriptor"`} {
		if got := written(t, sample(), "sarif", Filter{}); strings.Contains(got, name) {
			t.Errorf("%s stands in %s", name, got)
		}
	}
}

// TestPositions counts in each of the units.
func TestPositions(t *testing.T) {
	region := regionOf(page, at("𝒳"))
	want := jsonRegion{jsonPosition{1, 23, 23, 31}, jsonPosition{1, 24, 25, 35}}
	if region != want {
		t.Errorf("𝒳 is at %+v, want %+v", region, want)
	}
	if got := regionOf(page, finding.Span{Start: 5, End: 1 << 40}); got.End.Offset != len(page.Data) {
		t.Errorf("a span beyond the end ends at %+v", got.End)
	}
}

func TestGitHub(t *testing.T) {
	const want = `::warning file=b.md,line=1,endLine=1,col=1,endColumn=2,title=source-unused::nobody uses it
::error file=content/topics/a b%2Cc%3Ad%25.md,line=1,endLine=1,col=14,endColumn=18,title=quote-unsourced::words in quotation marks without a source
::error file=content/topics/a b%2Cc%3Ad%25.md,line=2,endLine=2,col=1,endColumn=5,title=link-broken::100%25 wrong:%0Areally, yes%0Aparagraph 2: as it is%0Apublished in: content/topics/a b,c:d%25.md:1:15%0Ahelp: did you mean 𝒳?
2 errors, 1 warning, 1 suppressed
`
	if diff := cmp.Diff(want, written(t, sample(), "github", Filter{})); diff != "" {
		t.Error(diff)
	}
}

// TestFilter shows that what is not shown still counts.
func TestFilter(t *testing.T) {
	for _, test := range []struct {
		filter Filter
		rules  []finding.Rule
	}{
		{Filter{}, []finding.Rule{finding.SourceUnused, finding.QuoteUnsourced, finding.LinkBroken}},
		{Filter{Severity: finding.Error}, []finding.Rule{finding.QuoteUnsourced, finding.LinkBroken}},
		{Filter{Rules: []finding.Rule{finding.LinkBroken, finding.SourceUnused}}, []finding.Rule{finding.SourceUnused, finding.LinkBroken}},
		{Filter{Max: 1}, []finding.Rule{finding.SourceUnused}},
		{Filter{Max: 1, Severity: finding.Error}, []finding.Rule{finding.QuoteUnsourced}},
	} {
		r := Select(sample(), test.filter)
		var rules []finding.Rule
		for _, f := range r.Findings {
			rules = append(rules, f.Rule)
		}
		if diff := cmp.Diff(test.rules, rules); diff != "" || r.Errors != 2 || r.Warnings != 1 {
			t.Errorf("%+v: %d errors, %d warnings, %s", test.filter, r.Errors, r.Warnings, diff)
		}
	}
}

// TestFingerprints shows that they survive changes elsewhere, and differ
// where two findings are alike.
func TestFingerprints(t *testing.T) {
	of := func(text string) []string {
		f := finding.NewFile("a.md", []byte(text))
		var list []finding.Finding
		for i := range text {
			if text[i] == '"' {
				list = append(list, finding.Finding{Rule: finding.QuoteUnpaired, File: f, Span: finding.Span{Start: i, End: i + 1}, Message: "alone"})
			}
		}
		return fingerprints(list)
	}
	before, after := of("a\" b\" c\n\nd\"\n"), of("new\n\na\" b\" c\nd\"\n")
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	if before[0] == before[1] || before[1] == before[2] {
		t.Errorf("findings share a fingerprint: %v", before)
	}
}

// TestWidth shows that no line is wider than the screen, whatever the script,
// and that the underline stands below its words.
func TestWidth(t *testing.T) {
	line := strings.Repeat("日本とアメリカ、", 12) + "“words that nobody proves”" + strings.Repeat(" and more", 20)
	f := finding.NewFile("content/topics/a.md", []byte(line))
	start := strings.Index(line, "“")
	wide := finding.Finding{Rule: finding.QuoteUnsourced, File: f, Span: finding.Span{Start: start, End: start + len("“words that nobody proves”")}, Severity: finding.Error,
		Message: "words in quotation marks without a source", Help: strings.Repeat("長い説明", 30),
		Related: []finding.Related{{Label: "paragraph 2 has", Text: strings.Repeat("combining e\u0301 and wide 文 ", 12)}}}
	for _, columns := range []int{40, 60, 80, 120} {
		var b strings.Builder
		if err := WriteText(&b, Result{Findings: []finding.Finding{wide}, Errors: 1}, Screen{Width: columns}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(b.String(), "\n")
		for i, line := range lines {
			if width(line) > columns {
				t.Errorf("%d columns: %d in the line %q", columns, width(line), line)
			}
			if under := strings.TrimLeft(line, " "); strings.HasPrefix(under, "^") {
				if before, _, _ := strings.Cut(lines[i-1], "“"); width(before) != len(line)-len(under) {
					t.Errorf("%d columns: the underline is at %d, the words at %d", columns, len(line)-len(under), width(before))
				}
			}
		}
	}
}

// TestColour shows that colours change nothing but colours, and that no text
// of a file can set any.
func TestColour(t *testing.T) {
	f := finding.NewFile("content/topics/a.md", []byte("# A *title* \x1b[31m\u202e“x”\n"))
	r := Result{Findings: []finding.Finding{{Rule: finding.QuoteUnsourced, File: f, Span: finding.Span{Start: 0, End: 3}, Severity: finding.Error, Message: "m\x1b]0;evil\a", Help: "h\x9b1m"}}, Errors: 1}
	var plainText, coloured strings.Builder
	if err := WriteText(&plainText, r, Screen{}); err != nil {
		t.Fatal(err)
	}
	if err := WriteText(&coloured, r, Screen{Colour: true}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(plainText.String(), "\x1b\a\u202e\u009b") {
		t.Errorf("control characters are shown: %q", plainText.String())
	}
	stripped := regexpSGR.ReplaceAllString(coloured.String(), "")
	if coloured.String() == plainText.String() || stripped != plainText.String() {
		t.Errorf("coloured:\n%q\nplain:\n%q", stripped, plainText.String())
	}
}

var regexpSGR = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestNewScreen(t *testing.T) {
	t.Setenv("COLUMNS", "52")
	t.Setenv("NO_COLOR", "")
	for colour, want := range map[string]bool{"auto": false, "always": true, "never": false} {
		if got := NewScreen(&bytes.Buffer{}, colour); got.Colour != want || got.Width != 52 {
			t.Errorf("%s: %+v", colour, got)
		}
	}
}

// TestTranscriptColour: in a terminal a line of a transcript shows its label.
func TestTranscriptColour(t *testing.T) {
	const line = "PREMIER MARSH: Good morning."
	if got := (&textWriter{Screen: Screen{Colour: true}}).highlight("texts/pier/text.txt", line); !strings.Contains(got, "PREMIER MARSH:\x1b[") || !strings.HasPrefix(got, "\x1b[") {
		t.Errorf("the label has no colour of its own: %q", got)
	}
	if got := (&textWriter{}).highlight("texts/pier/text.txt", line); got != line {
		t.Errorf("without colours the line became %q", got)
	}
}

// Of many findings of one rule in one file the first are shown, the others
// counted: for people, and for programs.
func TestEach(t *testing.T) {
	page, other := finding.NewFile("content/a.md", bytes.Repeat([]byte("“\n"), 300)), finding.NewFile("content/b.md", []byte("x"))
	var list finding.List
	for i := range 300 {
		list.Report(finding.Finding{Rule: finding.QuoteUnpaired, File: page, Span: finding.Span{Start: 4 * i, End: 4*i + 3}, Message: "a quotation mark without its partner"})
	}
	list.Report(finding.Finding{Rule: finding.QuoteForm, File: page, Message: "m"})
	list.Report(finding.Finding{Rule: finding.QuoteUnpaired, File: other, Message: "m"})
	result := Select(&list, Filter{Each: 100})
	if len(result.Findings) != 102 || result.Errors != 302 {
		t.Fatalf("%d shown of %d", len(result.Findings), result.Errors)
	}
	var text, data bytes.Buffer
	if err := WriteText(&text, result, Screen{}); err != nil {
		t.Fatal(err)
	}
	if want := "\ncontent/a.md: and 200 more of quote-unpaired\n\n302 errors, 0 warnings (102 shown)\n"; !strings.HasSuffix(text.String(), want) {
		t.Errorf("…%s, want …%s", text.String()[text.Len()-200:], want)
	}
	if err := Write(&data, "json", result); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(data.String(), `"count": 200`) {
		t.Error("JSON does not tell how many are left out")
	}
	if all := Select(&list, Filter{}); len(all.Findings) != 302 || all.More != nil {
		t.Errorf("%d shown where all are asked for", len(all.Findings))
	}
}

// What a message names may be long, and lines of help stand below it.
func TestLongMessages(t *testing.T) {
	page := finding.NewFile("content/a.md", []byte("x"))
	var list finding.List
	list.Report(finding.Finding{Rule: finding.LinkBroken, File: page, Message: strings.Repeat("長", 50_000), Help: "add to it:\n- speaker: a\n  words: b\x1b"})
	var text bytes.Buffer
	if err := WriteText(&text, Select(&list, Filter{}), Screen{}); err != nil {
		t.Fatal(err)
	}
	if text.Len() > 5000 {
		t.Errorf("%d bytes", text.Len())
	}
	if want := "  help: add to it:\n    - speaker: a\n      words: b�\n"; !strings.Contains(text.String(), want) {
		t.Errorf("%s", text.String())
	}
}
