package report

import (
	"io"
	"net/url"

	"summit-explainer/tools/verbatim/finding"
)

// The part of SARIF 2.1.0 (OASIS, 2020) that findings need, by its own names.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Descriptor     sarifReference  `json:"descriptor"`
		AssociatedRule sarifReference  `json:"associatedRule"`
		Level          string          `json:"level"`
		Message        sarifMessage    `json:"message"`
		Locations      []sarifLocation `json:"locations"`
		Properties     sarifCount      `json:"properties"`
	}
	sarifReference struct {
		ID    string `json:"id"`
		Index int    `json:"index"`
	}
	sarifCount struct {
		Count int `json:"count"`
	}
	sarifDriver struct {
		Name           string        `json:"name"`
		InformationURI string        `json:"informationUri,omitempty"`
		Rules          []sarifRule   `json:"rules"`
		Notifications  []sarifNotice `json:"notifications,omitempty"`
	}
	sarifNotice struct {
		ID               string       `json:"id"`
		ShortDescription sarifMessage `json:"shortDescription"`
	}
	sarifRule struct {
		ID                   finding.Rule `json:"id"`
		ShortDescription     sarifMessage `json:"shortDescription"`
		Help                 sarifHelp    `json:"help"`
		HelpURI              string       `json:"helpUri,omitempty"`
		DefaultConfiguration struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifHelp struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown"`
	}
	sarifResult struct {
		RuleID              finding.Rule       `json:"ruleId"`
		RuleIndex           int                `json:"ruleIndex"`
		Level               string             `json:"level"`
		Message             sarifMessage       `json:"message"`
		Locations           []sarifLocation    `json:"locations"`
		RelatedLocations    []sarifLocation    `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string  `json:"partialFingerprints"`
		Fixes               []sarifFix         `json:"fixes,omitempty"`
		Suppressions        []sarifSuppression `json:"suppressions,omitempty"`
		Properties          *sarifWords        `json:"properties,omitempty"`
	}
	// The names of the bag of properties, whose form is ours, are those of the
	// JSON rendering.
	sarifWords struct {
		Kind       string     `json:"kind,omitempty"`
		Difference []jsonStep `json:"difference,omitempty"`
	}
	sarifLocation struct {
		ID               *int          `json:"id,omitempty"`
		PhysicalLocation sarifPlace    `json:"physicalLocation"`
		Message          *sarifMessage `json:"message,omitempty"`
	}
	sarifPlace struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
		ByteOffset  int `json:"byteOffset"`
		ByteLength  int `json:"byteLength"`
	}
	sarifFix struct {
		Description     sarifMessage  `json:"description"`
		ArtifactChanges []sarifChange `json:"artifactChanges"`
		Properties      sarifSafety   `json:"properties"`
	}
	sarifSafety struct {
		Safe bool `json:"safe"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifRegion  `json:"deletedRegion"`
		InsertedContent sarifMessage `json:"insertedContent"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
)

// sarifSchema is the address by which the standard names its schema.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// writeSARIF writes a SARIF 2.1.0 log. Columns count UTF-16 code units, which
// is what code-scanning pages expect.
func writeSARIF(to io.Writer, shown Result) error {
	run := sarifRun{ColumnKind: "utf16CodeUnits", Results: []sarifResult{},
		Invocations: []sarifInvocation{{ExecutionSuccessful: true}}}
	run.Tool.Driver = sarifDriver{Name: "verbatim", InformationURI: shown.BaseURL, Rules: []sarifRule{}}
	rules := map[finding.Rule]int{}
	indexOf := func(rule finding.Rule) int {
		if _, ok := rules[rule]; !ok {
			rules[rule] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, shown.sarifRule(rule))
		}
		return rules[rule]
	}
	for i, fingerprint := range fingerprints(shown.Findings) {
		found := shown.Findings[i]
		run.Results = append(run.Results, sarifFinding(found, indexOf(found.Rule), fingerprint))
	}
	var hidden []finding.Finding
	for _, suppressed := range shown.Suppressed {
		hidden = append(hidden, suppressed.Finding)
	}
	for i, fingerprint := range fingerprints(hidden) {
		result := sarifFinding(hidden[i], indexOf(hidden[i].Rule), fingerprint)
		result.Suppressions = []sarifSuppression{{"inSource", shown.Suppressed[i].Reason}}
		run.Results = append(run.Results, result)
	}
	for _, more := range shown.More {
		run.Tool.Driver.Notifications = []sarifNotice{leftOut}
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifMore(more, indexOf(more.Rule)))
	}
	return encode(to, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// leftOut describes the notifications about findings that are left out: the run
// found them, and says only how many they are.
var leftOut = sarifNotice{"left-out", sarifMessage{"Of many findings of one rule in one file the first are results; the others are counted."}}

func sarifMore(more More, rule int) sarifNotification {
	return sarifNotification{
		Descriptor:     sarifReference{ID: leftOut.ID},
		AssociatedRule: sarifReference{string(more.Rule), rule},
		Level:          "note",
		Message:        sarifMessage{"left out: " + Count(more.Count, "finding", "findings") + " of " + string(more.Rule)},
		Locations:      []sarifLocation{{PhysicalLocation: sarifPlace{ArtifactLocation: sarifURI(more.File)}}},
		Properties:     sarifCount{more.Count},
	}
}

func (r Result) sarifRule(rule finding.Rule) sarifRule {
	page, _ := finding.Explain(rule)
	one := sarifRule{ID: rule, ShortDescription: sarifMessage{page.Description},
		Help: sarifHelp{page.Body, page.Body}, HelpURI: rule.Address(r.BaseURL)}
	one.DefaultConfiguration.Level = rule.Severity().String()
	return one
}

func sarifFinding(found finding.Finding, rule int, fingerprint string) sarifResult {
	artifact := sarifURI(found.File)
	result := sarifResult{RuleID: found.Rule, RuleIndex: rule, Level: found.Severity.String(), Message: sarifMessage{explained(found)},
		Locations:           []sarifLocation{{PhysicalLocation: sarifPlace{artifact, sarifRegionOf(found.File, found.Span)}}},
		PartialFingerprints: map[string]string{"verbatim/v1": fingerprint}}
	for i, related := range found.Related {
		if related.File == nil {
			continue
		}
		result.RelatedLocations = append(result.RelatedLocations, sarifLocation{ID: &i,
			PhysicalLocation: sarifPlace{sarifURI(related.File), sarifRegionOf(related.File, related.Span)},
			Message:          &sarifMessage{related.Label}})
	}
	if found.Kind != "" || len(found.Difference) > 0 {
		result.Properties = &sarifWords{Kind: found.Kind, Difference: stepsOf(found)}
	}
	if len(found.Fix.Edits) > 0 {
		change := sarifChange{ArtifactLocation: artifact}
		for _, edit := range found.Fix.Edits {
			change.Replacements = append(change.Replacements, sarifReplacement{*sarifRegionOf(found.File, edit.Span), sarifMessage{edit.New}})
		}
		result.Fixes = []sarifFix{{sarifMessage{found.Help}, []sarifChange{change}, sarifSafety{found.Fix.Safe}}}
	}
	return result
}

// sarifURI names a file relative to the project's folder (RFC 3986).
func sarifURI(file *finding.File) sarifArtifact {
	return sarifArtifact{(&url.URL{Path: file.Name}).EscapedPath(), "%SRCROOT%"}
}

func sarifRegionOf(file *finding.File, span finding.Span) *sarifRegion {
	at := regionOf(file, span)
	return &sarifRegion{at.Start.Line, at.Start.UTF16, at.End.Line, at.End.UTF16, at.Start.Offset, at.End.Offset - at.Start.Offset}
}
