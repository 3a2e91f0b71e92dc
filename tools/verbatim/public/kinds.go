package public

import (
	"bytes"
	"fmt"
	"path"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/picture"
	"summit-explainer/tools/verbatim/style"
)

// file reads one file by its kind. The kinds are a closed list: what nobody
// reads back is not published.
func (c *checker) file(file *finding.File, name string) {
	c.nameOf(file, name)
	if !c.encoded(file, name) {
		return
	}
	switch content.FormatOf(name) {
	case content.FormatHTML:
		c.coverage.Pages++
		c.html(file, name)
	case content.FormatXML, content.FormatSVG:
		c.xml(file)
	case content.FormatJSON:
		if id, ok := sourceOf(name, "evidence.json"); ok {
			c.evidence(file, id)
			return
		}
		c.json(file)
	case content.FormatCSV:
		c.csv(file)
	case content.FormatCSS:
		c.css(file)
	case content.FormatScript:
		c.script(file)
	case content.FormatLines:
		c.lines(file)
	case content.FormatPicture:
		c.picture(file, name)
	case content.FormatText:
		c.fullText(file, name)
	case content.FormatCases:
		c.cases(file, name)
	default:
		c.report(finding.Finding{Rule: finding.FileKind, File: file,
			Message: name + " is of a kind that is not published, for nothing here reads it", Help: content.UnpublishedHelp})
	}
}

// picture checks that a file of pixels is one, and nothing beside.
func (c *checker) picture(file *finding.File, name string) {
	if !picture.Whole(path.Ext(name), file.Data) {
		c.report(finding.Finding{Rule: finding.FileKind, File: file,
			Message: fmt.Sprintf("%s is no picture of the kind that its name says, or more than that", name), Help: "save it again as what it is"})
	}
}

// fullText checks that a published text is the one that was checked, and may be published.
func (c *checker) fullText(file *finding.File, name string) {
	id, _ := sourceOf(name, "text.txt")
	source := c.graph.Source(id)
	if source == nil || source.Text == nil || !bytes.Equal(source.Text.Data, file.Data) {
		c.report(finding.Finding{Rule: finding.ReadBackEvidence, File: file,
			Message: "the published text is not the text that was checked", Help: "publish text.txt as it is"})
	}
}

// cases checks that published cases are those of the conformance suite that were
// checked. Their marks are counted, and prove nothing.
func (c *checker) cases(file *finding.File, name string) {
	suite := c.graph.Site.Suite.Published(name)
	if len(suite) == 0 || !bytes.Equal(suite.Data(), file.Data) {
		c.report(finding.Finding{Rule: finding.FileKind, File: file,
			Message: name + " is no file of the conformance suite as it was checked", Help: "publish the suite as it is, beside its page, and no other .jsonl"})
		return
	}
	for _, cases := range suite {
		c.coverage.Seen += cases.Marks
		c.coverage.Exempt[content.ExemptCase] += cases.Marks
	}
}

// css checks a style sheet, and what it loads: pictures of this site, or of a
// host that the configuration allows.
func (c *checker) css(file *finding.File) {
	style.Check(file, c.site.styled, func(at finding.Span, address string) {
		c.address(file, at, address)
		c.host(file, at, address)
	}, c.report)
}
