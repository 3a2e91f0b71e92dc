package match

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

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
		if !permitted(a.Rule, ours, theirs, t.options.Apparatus) {
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
func permitted(rule Rule, ours, theirs string, apparatus []string) bool {
	only := func(s, set string) bool {
		for _, r := range s {
			if !strings.ContainsRune(set, r) && !isBlank(r) && !invisible(r) {
				return false
			}
		}
		return true
	}
	const dashes = "-\u2010\u2011\u2012–—―−－"
	switch rule {
	case RuleUnicode:
		return bare(norm.NFKC.String(ours)) == bare(norm.NFKC.String(theirs))
	case RuleSpace:
		return unblanked(bare(ours)) == unblanked(bare(theirs))
	case RuleInvisible:
		return bare(norm.NFC.String(ours)) == bare(norm.NFC.String(theirs)) || bare(ours) == bare(theirs)
	case RuleEmphasis:
		return strings.NewReplacer("*", "", "_", "", `\`, "").Replace(bare(ours)) == strings.NewReplacer("*", "", "_", "", `\`, "").Replace(bare(theirs))
	case RuleMarks:
		return quotes(ours) && quotes(theirs)
	case RuleDashes, RuleLineHyphen:
		return only(ours, dashes+`*_\`) && only(theirs, dashes)
	case RuleDots:
		return only(ours, ".…‥．[]()（）［］〔〕中略前後") && only(theirs, ".…‥．")
	case RuleCase:
		a, n := utf8.DecodeRuneInString(strings.TrimLeftFunc(bareEmphasis(ours), invisible))
		b, m := utf8.DecodeRuneInString(strings.TrimLeftFunc(theirs, invisible))
		a, b = fullwidth(a), fullwidth(b)
		return n > 0 && m > 0 && (unicode.ToLower(a) == unicode.ToLower(b) || unicode.ToUpper(a) == unicode.ToUpper(b))
	case RuleClosing:
		return only(ours, ".,。、．，*_") && only(theirs, ".,。、．，")
	case RuleCut:
		return quotes(bareEmphasis(ours)) && theirs == ""
	case RuleApparatus:
		return ours == "" && (isApparatus(theirs, apparatus))
	case RuleOmission:
		return strings.ContainsAny(ours, ".…．") || strings.Contains(ours, "略")
	case RuleBrackets, RuleLetters, RuleSic:
		return strings.ContainsAny(ours, "[]［］〔〕()（）")
	}
	return false
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

func bareEmphasis(s string) string { return strings.Trim(s, `*_\`) }

// quotes reports a string of quotation marks, with white space.
func quotes(s string) bool {
	for _, r := range s {
		if markOf(r) == 0 && !isBlank(r) && !invisible(r) && r != '*' && r != '_' && r != '\\' {
			return false
		}
	}
	return true
}

// isApparatus reports note marks and listed stage directions, one or several.
func isApparatus(s string, listed []string) bool {
	s = strings.TrimSpace(s)
	for s != "" {
		rest := strings.TrimLeft(bare(s), "0123456789０１２３４５６７８９[]［］¹²³⁰⁴⁵⁶⁷⁸⁹ ")
		for _, a := range listed {
			if a = strings.TrimSpace(a); a != "" && strings.HasPrefix(Fold(rest), Fold(a)) {
				rest = strings.TrimSpace(Fold(rest)[len(Fold(a)):])
			}
		}
		if len(rest) >= len(bare(s)) {
			return false
		}
		s = rest
	}
	return true
}
