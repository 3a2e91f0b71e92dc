package content

import (
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// saying says, by language, what a verb of saying looks like beside the words
// that were said: before them, or after them.
var saying = []struct {
	language      string
	before, after *regexp.Regexp
}{
	{
		language: "en",
		before: regexp.MustCompile(`(?i)\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)(?: \S+){1,3}|stat(?:ed|ing)|declar(?:e|es|ed|ing)|announc(?:es|ed|ing)|` +
			`insist(?:s|ed|ing)|warn(?:s|ed|ing)|add(?:ed|ing)|ask(?:s|ed|ing)|answer(?:ed|ing)|repl(?:ies|ied|ying)|remark(?:ed|ing)|` +
			`claim(?:ed|ing)|argu(?:es|ed|ing)|vow(?:s|ed|ing)|pledg(?:ed|ing)|assert(?:s|ed|ing)|exclaim(?:s|ed|ing)|` +
			`wr(?:ites|ote|iting)|tweet(?:ed|ing)|promis(?:ed|ing)|quip(?:s|ped)|conclud(?:ed|ing)|reiterat(?:es|ed|ing))(?: that)?[ ,:]*$`),
	},
	{
		language: "ja",
		after:    regexp.MustCompile(`^[」』]?(?:と|って)[、は]?\s*(?:述べ|語[りっら]|言[いっうわ]|いう|いっ|話[しす]|発言|表明|強調|主張|答え|説明|指摘|訴え|宣言|警告|明言|断言|約束|書[いき]|呼びかけ|応じ|批判|叫)`),
	},
}

// checkSaying warns of emphasis beside a verb of saying: that is where a
// quotation hides.
func (r *reader) checkSaying(run *run) {
	for _, emphasised := range run.emphasised {
		if emphasised[0] >= emphasised[1] || run.inSource(emphasised) {
			continue
		}
		// A few words are enough, and keep long paragraphs cheap. Bytes do: half a
		// character at the far end is no part of a verb.
		before, after := string(run.text[max(0, emphasised[0]-80):emphasised[0]]), string(run.text[emphasised[1]:min(len(run.text), emphasised[1]+80)])
		for _, way := range saying {
			verb := ""
			if way.before != nil {
				verb = way.before.FindString(before)
			}
			if verb == "" && way.after != nil {
				verb = way.after.FindString(after)
			}
			if verb = strings.Trim(verb, " ,:\n"); verb != "" {
				r.find(finding.QuoteSaying, run.span(emphasised[0], emphasised[1]), "emphasis beside a verb of saying: "+verb,
					"quote the words and link them to their source, or say it without emphasis")
				break
			}
		}
	}
}

// inSource reports whether a part of the text lies in a link to a source.
func (r *run) inSource(part [2]int) bool {
	for _, link := range r.links {
		if link.from <= part[0] && part[1] <= link.to && strings.HasPrefix(string(link.node.Destination), scheme) {
			return true
		}
	}
	return false
}
