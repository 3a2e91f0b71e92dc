package match

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"

	"golang.org/x/text/unicode/norm"
)

// Replay applies the alterations of r to the words of q and compares the
// outcome with the text's bytes, from the first piece's start to the last
// one's end. It also holds each alteration against its rule. It shares nothing
// with the search but the tables of characters: an error is a fault of the
// search, and the quotation must not be taken for verbatim.
func (t *Text) Replay(q Quote, r Result) error {
	if r.Verdict != Verbatim || len(r.Passages) == 0 {
		return fmt.Errorf("replay: the verdict is %v", r.Verdict)
	}
	raw := t.Raw()
	at, words := r.Passages[0].Start, 0
	end := r.Passages[len(r.Passages)-1].End
	if at < 0 || end > len(raw) || at > end {
		return fmt.Errorf("replay: passage %d–%d is not in the text", at, end)
	}
	equal := func(to, textTo int) error {
		if to < words || textTo < at || to > len(q.Words) || textTo > end || q.Words[words:to] != raw[at:textTo] {
			return fmt.Errorf("replay: quotation %d–%d is not text %d–%d", words, to, at, textTo)
		}
		return nil
	}
	class := Exact
	gaps := 0
	for _, a := range r.Alterations {
		if err := equal(a.Quote.Start, a.Text.Start); err != nil {
			return err
		}
		if a.Quote.End < a.Quote.Start || a.Text.End < a.Text.Start || a.Quote.End > len(q.Words) || a.Text.End > end {
			return fmt.Errorf("replay: alteration %v is not in order", a)
		}
		ours, theirs := q.Words[a.Quote.Start:a.Quote.End], raw[a.Text.Start:a.Text.End]
		if !permitted(a.Rule, ours, theirs, t.options.Apparatus, q.Markdown) {
			return fmt.Errorf("replay: rule %s does not permit %q for %q", a.Rule, ours, theirs)
		}
		if a.Rule == RuleOmission {
			gaps++
		}
		if a.Rule == RuleOmission || a.Rule == RuleBrackets || a.Rule == RuleLetters || a.Rule == RuleSic {
			class = Marked
		} else if class == Exact {
			class = Typographic
		}
		words, at = a.Quote.End, a.Text.End
	}
	if err := equal(len(q.Words), end); err != nil {
		return err
	}
	if class != r.Class {
		return fmt.Errorf("replay: class is %v, not %v", class, r.Class)
	}
	if gaps != len(r.Passages)-1 {
		return fmt.Errorf("replay: %d omissions between %d pieces", gaps, len(r.Passages))
	}
	return nil
}

// permitted holds one alteration against its rule.
func permitted(rule Rule, ours, theirs string, apparatus []string, markdown bool) bool {
	if markdown {
		ours, theirs = unstarred.Replace(ours), unstarred.Replace(theirs)
	}
	only := func(s, set string) bool {
		for _, r := range s {
			if !strings.ContainsRune(set, r) && !fold.IsBlank(r) && !fold.IsInvisible(r) {
				return false
			}
		}
		return true
	}
	ours, theirs = bare(ours), bare(theirs)
	switch rule {
	case RuleUnicode:
		return narrow(ours) == narrow(theirs)
	case RuleSpace:
		return unblanked(ours) == unblanked(theirs)
	case RuleInvisible:
		return norm.NFC.String(ours) == norm.NFC.String(theirs)
	case RuleEmphasis:
		return markdown && unblanked(ours) == unblanked(theirs)
	case RuleMarks:
		return marksIn(ours) == marksIn(theirs) && marksIn(ours) > 0
	case RuleDashes:
		return only(ours, dashes) && only(theirs, dashes) && unblanked(ours) != "" && unblanked(theirs) != ""
	case RuleLineHyphen:
		return only(ours, dashes) && only(theirs, dashes)
	case RuleDots:
		return only(ours, ".…‥．[]［］()（）〔〕中略前後") && only(theirs, ".…‥．")
	case RuleCase:
		return strings.EqualFold(narrow(ours), narrow(theirs)) && utf8.RuneCountInString(narrow(ours)) <= 4
	case RuleClosing:
		return only(ours, ".,。、．，…‥") && only(theirs, ".,。、．，")
	case RuleCut:
		return marksIn(ours) > 0 && theirs == ""
	case RuleApparatus:
		return ours == "" && isApparatus(theirs, apparatus)
	case RuleOmission:
		return only(ours, ".…‥．[]［］()（）〔〕中略前後") && unblanked(ours) != ""
	case RuleBrackets:
		return bracketed(ours) && fold.CountWords(fold.Fold(theirs)) <= bracketRunes
	case RuleLetters:
		return bracketed(ours) && utf8.RuneCountInString(narrow(theirs)) <= bracketLetters && unblanked(theirs) == theirs
	case RuleSic:
		return bracketed(ours) && unblanked(theirs) == ""
	}
	return false
}

const dashes = "-\u2010\u2011\u2012–—―−－"

func bracketed(s string) bool {
	return strings.ContainsAny(s, "[［〔(（") && strings.ContainsAny(s, "]］〕)）")
}

// marksIn counts the quotation marks of s; it is -1 where s holds anything but
// marks and white space.
func marksIn(s string) (n int) {
	for _, r := range s {
		if fold.MarkOf(r) != 0 {
			n++
		} else if !fold.IsBlank(r) {
			return -1
		}
	}
	return n
}

// narrow folds width and Latin ligatures by Unicode's compatibility mappings,
// and nothing else; the result is in NFC.
func narrow(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0xFF00 && r <= 0xFFEF || r >= 0xFB00 && r <= 0xFB06 {
			b.WriteString(norm.NFKC.String(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if fold.IsInvisible(r) {
			return -1
		}
		return r
	}, s)
}

// unstarred drops what Markdown's emphasis and escapes are made of.
var unstarred = strings.NewReplacer("*", "", "_", "", `\`, "")

// isApparatus reports note marks and listed stage directions, one or several.
func isApparatus(s string, listed []string) bool {
	s = strings.TrimSpace(s)
	for s != "" {
		rest := strings.TrimLeft(bare(s), "0123456789０１２３４５６７８９[]［］¹²³⁰⁴⁵⁶⁷⁸⁹ ")
		for _, a := range listed {
			if a = strings.TrimSpace(a); a != "" && strings.HasPrefix(fold.Fold(rest), fold.Fold(a)) {
				rest = strings.TrimSpace(fold.Fold(rest)[len(fold.Fold(a)):])
			}
		}
		if len(rest) >= len(bare(s)) {
			return false
		}
		s = rest
	}
	return true
}
