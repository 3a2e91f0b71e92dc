package matter

import (
	"fmt"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// foreign are keys that other sites have in their front matter: what they are called
// here, the first that a page may have, or why there is none.
var foreign = map[string]struct {
	here []string
	why  string
}{
	"date":        {[]string{"reviewed", "issued"}, "when a page is published says publishDate"},
	"lastmod":     {[]string{"reviewed"}, "when a page was last read against its sources says reviewed"},
	"updated":     {[]string{"reviewed"}, "when a page was last read against its sources says reviewed"},
	"url":         {[]string{"source_url"}, "a page’s address is the name of its file"},
	"link":        {[]string{"source_url"}, "links are written in the body"},
	"slug":        {nil, "a page’s address is the name of its file"},
	"permalink":   {nil, "a page’s address is the name of its file"},
	"tags":        {nil, "a page has no tags: subject says to which group a topic belongs"},
	"categories":  {nil, "a page has no categories: subject says to which group a topic belongs"},
	"keywords":    {nil, "description says what the page tells"},
	"summary":     {[]string{"description"}, "description says what the page tells"},
	"author":      {nil, "whose words a page quotes is said where it quotes them"},
	"order":       {[]string{"weight"}, "weight says which place a page has in its section"},
	"type":        {[]string{"kind"}, "where its file lies says what a page is"},
	"layout":      {nil, "where its file lies says what a page is"},
	"$schema":     {nil, "where its file lies says which schema holds; for an editor write it as a comment"},
	"publishdate": {[]string{"publishDate"}, ""},
	"expirydate":  {[]string{"expiryDate"}, ""},
}

// unknown returns the findings on keys that the schema does not know. A key that stands
// for one that is missing is one mistake with it: then the missing one is named here.
func (v *violation) unknown(keys, missing []string) (all []finding.Finding, named []string) {
	known := v.schema.outline.at(v.path).keys()
	for _, key := range keys {
		at := v.span
		for _, field := range v.value.Fields() {
			if field.Key == key {
				at = field.KeyAt
			}
		}
		found := finding.Finding{Span: at, Message: fmt.Sprintf("the key %s is unknown", key)}
		meant := meantBy(key, known, missing)
		other, isForeign := foreign[strings.ToLower(key)]
		switch {
		case meant != "":
			found.Help = "did you mean " + meant + "?"
			found.Fix = finding.Respelling(v.file, at, key, meant)
			// Safe is only what is surely a misspelling.
			found.Fix.Safe = found.Fix.Safe && finding.Misspelt(key, known) == meant
			named = append(named, meant)
		case isForeign && other.why != "":
			found.Help = "remove it: " + other.why
		default:
			found.Help = "remove it; " + v.see()
		}
		all = append(all, found)
	}
	return all, named
}

// meantBy returns the key that an unknown one stands for, or "": what it is called here
// where that is missing, or what it is a misspelling of.
func meantBy(key string, known, missing []string) string {
	for _, here := range foreign[strings.ToLower(key)].here {
		if slices.Contains(missing, here) {
			return here
		}
	}
	if near := finding.Nearest(key, missing); near != "" {
		return near
	}
	return finding.Nearest(key, known)
}
