package finding

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

	// Front matter.
	FrontMatterForm    Rule = "front-matter-form"
	FrontMatterSchema  Rule = "front-matter-schema"
	FrontMatterValue   Rule = "front-matter-value"
	FrontMatterOrder   Rule = "front-matter-order"
	FrontMatterLink    Rule = "front-matter-link"
	FrontMatterAddress Rule = "front-matter-address"
	FrontMatterWeight  Rule = "front-matter-weight"

	// Markdown.
	MarkdownHTML      Rule = "markdown-html"
	MarkdownShortcode Rule = "markdown-shortcode"
	MarkdownDepth     Rule = "markdown-depth"
	MarkdownEmphasis  Rule = "markdown-emphasis"
	HeadingLevel      Rule = "heading-level"
	ImageAlt          Rule = "image-alt"
	LinkBroken        Rule = "link-broken"
	LinkSource        Rule = "link-source"
	LinkExternal      Rule = "link-external"

	// Quotation marks.
	QuoteUnsourced   Rule = "quote-unsourced"
	QuoteUnpaired    Rule = "quote-unpaired"
	QuoteForm        Rule = "quote-form"
	QuoteAttribution Rule = "quote-attribution"
	QuoteSaying      Rule = "quote-saying"

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
	CitationUntitled  Rule = "citation-untitled"
	SourceUnknown     Rule = "source-unknown"
	SourceParagraph   Rule = "source-paragraph"
	SourceUnheld      Rule = "source-unheld"
	SourceUnused      Rule = "source-unused"
	SourceRights      Rule = "source-rights"
	SourceAttribution Rule = "source-attribution"
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
)

// Warnings are the rules whose findings do not stop publishing; all others do.
var warnings = map[Rule]bool{
	QuoteSaying:   true,
	QuoteEdge:     true,
	CitationEdge:  true,
	SourceUnused:  true,
	RenderWarning: true,
}

// Severity returns Warning for the rules that ask for a second look, Error for
// all others.
func (r Rule) Severity() Severity {
	if warnings[r] {
		return Warning
	}
	return Error
}
