package content

import (
	"bytes"
	"path"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/matter"
)

// SuitePath is the page beside which the conformance suite lies: files of cases,
// one for each rule, that tell any other program what is verbatim.
const SuitePath = "/guide/conformance"

// ExemptCase is the reason for which the quotation marks of the suite prove
// nothing: its texts are invented, and half of its quotations are wrong.
const ExemptCase = "case of the conformance suite"

// Cases is a file of the suite: the cases of one rule, a line each.
type Cases struct {
	Rule      string
	File      *finding.File
	Languages map[string]int // cases by language, without its region
	Count     int
	Verbatim  int // cases whose quotation is
	Marks     int // pairs of quotation marks
}

// A Suite is some of the files of the suite or all of them, in the order of
// their names.
type Suite []*Cases

// Published returns the files whose bytes are published under a name: one, or in
// suite.jsonl all. Under another name it returns none.
func (s Suite) Published(name string) Suite {
	dir, base := path.Split("/" + name)
	if dir != SuitePath+"/" {
		return nil
	}
	if base == "suite.jsonl" {
		return s
	}
	for i, cases := range s {
		if cases.Rule+".jsonl" == base {
			return s[i : i+1]
		}
	}
	return nil
}

// Data returns the bytes of the files, one after the other.
func (s Suite) Data() []byte {
	var all [][]byte
	for _, cases := range s {
		all = append(all, cases.File.Data)
	}
	return bytes.Join(all, nil)
}

// readCases reads a file of the suite, whose lines its schema describes.
func (s *Site) readCases(file *finding.File, report finding.Report) {
	lines, fault := matter.JSONLines(file)
	if fault != nil {
		report(finding.Finding{Rule: finding.FileEncoding, File: file, Span: fault.At,
			Message: "the line can't be read as JSON", Help: "write one object on each line (JSON Lines)"})
		return
	}
	cases := &Cases{Rule: strings.TrimSuffix(path.Base(file.Name), ".jsonl"), File: file, Languages: map[string]int{}, Count: len(lines)}
	for _, line := range lines {
		s.schemas[caseSchema].Check(file, line, func(found finding.Finding) {
			found.Rule = finding.FileKind
			if found.Span.Start < line.Span.Start { // it is about the line as a whole
				found.Span = line.Span
			}
			report(found)
		})
		language := line.Get("language").Text()
		primary, _, _ := strings.Cut(language, "-")
		cases.Languages[primary]++
		if line.Get("verdict").Text() == "verbatim" {
			cases.Verbatim++
		}
		line.Strings(func(text string, _ finding.Span) { cases.Marks += mark.Pairs(mark.FindIn(text, language)) })
	}
	s.Suite = append(s.Suite, cases)
}
