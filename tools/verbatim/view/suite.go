package view

import (
	"cmp"
	"slices"

	"summit-explainer/tools/verbatim/content"
)

// suiteData counts the cases of the conformance suite.
type suiteData struct {
	Cases     int            `json:"cases"`
	Verbatim  int            `json:"verbatim"`
	Languages []languageData `json:"languages"` // most cases first
	Rules     []ruleData     `json:"rules"`
}

// languageData counts the cases of a language.
type languageData struct {
	Language string `json:"language"`
	Cases    int    `json:"cases"`
}

// ruleData counts the cases of a rule.
type ruleData struct {
	Rule     string `json:"rule"`
	Cases    int    `json:"cases"`
	Verbatim int    `json:"verbatim"`
}

// published returns the suite where its page is published, and nothing elsewhere.
func published(site *content.Site) content.Suite {
	if page := site.Page(content.SuitePath); page == nil {
		return nil
	}
	return site.Suite
}

// suite counts the cases that are published; nil is none.
func suite(site *content.Site) *suiteData {
	data := &suiteData{}
	languages := map[string]int{}
	for _, cases := range published(site) {
		data.Cases += cases.Count
		data.Verbatim += cases.Verbatim
		data.Rules = append(data.Rules, ruleData{cases.Rule, cases.Count, cases.Verbatim})
		for language, count := range cases.Languages {
			languages[language] += count
		}
	}
	if data.Cases == 0 {
		return nil
	}
	for language, count := range languages {
		data.Languages = append(data.Languages, languageData{language, count})
	}
	slices.SortFunc(data.Languages, func(a, b languageData) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(a.Language, b.Language))
	})
	return data
}
