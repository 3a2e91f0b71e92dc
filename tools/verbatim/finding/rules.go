package finding

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// Rule names what a finding is about. Names are stable: scripts, editors and
// pages refer to them.
type Rule string

// The rules, by the step that can first know.
const (
	// Files.
	FileLink     Rule = "file-link"
	FileKind     Rule = "file-kind"
	FileName     Rule = "file-name"
	FileSize     Rule = "file-size"
	FileEncoding Rule = "file-encoding"
	FileEmpty    Rule = "file-empty"
	DataFormula  Rule = "data-formula"

	// Front matter.
	FrontMatterForm    Rule = "front-matter-form"
	FrontMatterSchema  Rule = "front-matter-schema"
	FrontMatterValue   Rule = "front-matter-value"
	FrontMatterOrder   Rule = "front-matter-order"
	FrontMatterLink    Rule = "front-matter-link"
	FrontMatterAddress Rule = "front-matter-address"
	FrontMatterWeight  Rule = "front-matter-weight"
	PersonName         Rule = "person-name"

	// Markdown.
	MarkdownHTML      Rule = "markdown-html"
	MarkdownShortcode Rule = "markdown-shortcode"
	MarkdownDepth     Rule = "markdown-depth"
	MarkdownEmphasis  Rule = "markdown-emphasis"
	MarkdownDialect   Rule = "markdown-dialect"
	HeadingLevel      Rule = "heading-level"
	ImageAlt          Rule = "image-alt"
	LinkBroken        Rule = "link-broken"
	LinkSource        Rule = "link-source"

	// Quotation marks.
	QuoteUnsourced   Rule = "quote-unsourced"
	QuoteUnpaired    Rule = "quote-unpaired"
	QuoteForm        Rule = "quote-form"
	QuoteAttribution Rule = "quote-attribution"
	QuoteSaying      Rule = "quote-saying"
	QuoteLabel       Rule = "quote-label"
	QuoteEmphasis    Rule = "quote-emphasis"

	// What prose says of speakers.
	QuoteProseSpeaker Rule = "quote-prose-speaker"

	// Forms of what is read out of pages.
	CitationSaysNothing Rule = "citation-says-nothing"
	TimelineEntry       Rule = "timeline-entry"
	CommitmentForm      Rule = "commitment-form"
	FigureData          Rule = "figure-data"

	// Proof.
	QuoteAltered      Rule = "quote-altered"
	QuoteMissing      Rule = "quote-missing"
	QuoteAmbiguous    Rule = "quote-ambiguous"
	QuoteSpeaker      Rule = "quote-speaker"
	QuoteNotLocked    Rule = "quote-not-locked"
	QuoteEdge         Rule = "quote-edge"
	CitationAltered   Rule = "citation-altered"
	CitationMissing   Rule = "citation-missing"
	CitationAmbiguous Rule = "citation-ambiguous"
	CitationNotLocked Rule = "citation-not-locked"
	CitationEdge      Rule = "citation-edge"
	CitationSpeaker   Rule = "citation-speaker"
	CitationUntitled  Rule = "citation-untitled"
	SourceUnknown     Rule = "source-unknown"
	SourceParagraph   Rule = "source-paragraph"
	SourceUnheld      Rule = "source-unheld"
	SourceUnused      Rule = "source-unused"
	SourceRights      Rule = "source-rights"
	SourceAttribution Rule = "source-attribution"
	SourceLabel       Rule = "source-label"
	SourceLanguage    Rule = "source-language"
	EvidenceForm      Rule = "evidence-form"
	EvidenceStale     Rule = "evidence-stale"

	// Rendering and reading back.
	Render           Rule = "render"
	RenderWarning    Rule = "render-warning"
	ReadBackMark     Rule = "read-back-mark"
	ReadBackWords    Rule = "read-back-words"
	ReadBackSpeaker  Rule = "read-back-speaker"
	ReadBackLost     Rule = "read-back-lost"
	ReadBackEvidence Rule = "read-back-evidence"
	HTMLForm         Rule = "html-form"
	HTMLID           Rule = "html-id"
	HTMLLink         Rule = "html-link"
	HTMLHost         Rule = "html-host"

	// What the site says about rules.
	RuleSetting     Rule = "rule-setting"
	RuleSuppression Rule = "rule-suppression"

	// What the proof takes for granted of Hugo.
	ConfigSetting Rule = "config-setting"

	// Who answers for the site.
	PublisherMissing Rule = "publisher-missing"
)

// Warnings are the rules whose findings do not stop publishing; all others do.
var warnings = map[Rule]bool{
	MarkdownDialect: true,
	QuoteSaying:     true,

	QuoteEmphasis:     true,
	QuoteProseSpeaker: true,

	QuoteEdge:      true,
	CitationEdge:   true,
	SourceUnused:   true,
	SourceLanguage: true,
	RenderWarning:  true,

	PublisherMissing: true,
}

// proofFamilies begin the names of the rules that hold the promise, and of
// those without which a page would not have been read.
var proofFamilies = []string{"quote-", "citation-", "source-", "evidence-", "read-back-", "file-", "rule-", "person-"}

var proof = map[Rule]bool{
	FrontMatterForm:   true,
	MarkdownHTML:      true,
	MarkdownShortcode: true,
	MarkdownDepth:     true,
	Render:            true,
	HTMLForm:          true,
	ConfigSetting:     true,
}

// Severity returns Warning for the rules that ask for a second look, Error for
// all others.
func (r Rule) Severity() Severity {
	if warnings[r] {
		return Warning
	}
	return Error
}

// Proof reports whether r is a rule of proof. Those can be neither switched
// off, nor lowered, nor suppressed.
func (r Rule) Proof() bool {
	if warnings[r] {
		return false
	}
	return proof[r] || slices.ContainsFunc(proofFamilies, func(family string) bool { return strings.HasPrefix(string(r), family) })
}

// Address returns the address of a rule's page on a site at an address, or "" where
// that is not known.
func (r Rule) Address(site string) string {
	if site == "" {
		return ""
	}
	return strings.TrimSuffix(site, "/") + "/guide/rules/" + string(r) + "/"
}

// pages holds a page for each rule: front matter with its name and what it
// means in one sentence, then the explanation, a wrong and a right example.
//
//go:embed rules
var pages embed.FS

// printed is what is printed of the wrong example of each rule; a test writes it, and
// holds it against what is found.
//
//go:embed found
var printed embed.FS

// Rules returns the names of all rules, in alphabetical order.
func Rules() []Rule {
	entries, _ := pages.ReadDir("rules") // embedded: it can't fail
	var rules []Rule
	for _, entry := range entries {
		rules = append(rules, Rule(strings.TrimSuffix(entry.Name(), ".md")))
	}
	slices.Sort(rules)
	return rules
}

// Known reports whether there is a rule of that name.
func (r Rule) Known() bool {
	_, err := fs.Stat(pages, r.file())
	return err == nil
}

func (r Rule) file() string { return "rules/" + string(r) + ".md" }

// Explanation is what is written about a rule.
type Explanation struct {
	Description string // one sentence
	Body        string // Markdown
	Found       string // the findings of its wrong example, as a terminal shows them
}

// Explain returns what is written about a rule, or false where there is no such rule.
func Explain(rule Rule) (Explanation, bool) {
	data, err := pages.ReadFile(rule.file())
	if err != nil {
		return Explanation{}, false
	}
	matter, body, _ := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "\n---\n")
	found, _ := printed.ReadFile("found/" + string(rule) + ".txt")
	page := Explanation{Body: strings.TrimLeft(body, "\n"), Found: string(found)}
	for line := range strings.Lines(matter) {
		if description, ok := strings.CutPrefix(line, "description: "); ok {
			page.Description = strings.TrimSpace(description)
		}
	}
	return page, true
}
