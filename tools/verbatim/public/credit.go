package public

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// credit is what an element holds: passages, and what it says beside them.
type credit struct {
	passages []*link.Passage
	speakers []string
	part     string          // of a slip: the class of the paragraph that came last
	loose    strings.Builder // outside passages, links, speakers, times and titles
	times    []string        // that are more than dates
	links    []string        // texts of links that name people, and not the page that they lead to
}

// holds reports whether an element is one that holds a passage with what is
// said of it: an item of a list, as a slip is.
func (e *element) holds() bool { return e.name == "li" || e.slip != nil }

// apart reports whether what an element shows is read by itself.
func (e *element) apart() bool {
	return e.passed != nil || e.text != nil || e.proof != nil || e.titled != nil || e.name == "a" || e.name == "time" || e.class("speaker")
}

// holder returns the innermost open element that holds passages, or nil.
func (r *htmlReader) holder() *element {
	for _, open := range slices.Backward(r.stack) {
		if open.holds() {
			return open
		}
	}
	return nil
}

// misattributed reports what gives words to another than the one who said them.
func (r *htmlReader) misattributed(elem *element, format string, values ...any) {
	r.report(finding.Finding{Rule: finding.ReadBackSpeaker, File: r.file, Span: elem.at,
		Message: fmt.Sprintf(format, values...), Help: "mend the layout: beside proven words stands who said them, and nobody else"})
}

// attributed reads what an element that ends says of whose words are shown.
func (r *htmlReader) attributed(elem *element) {
	switch {
	case elem.passed != nil:
		r.placed(elem)
	case elem.class("speaker"):
		r.speaker(elem)
	case elem.name == "a":
		r.naming(elem)
	case elem.name == "time":
		if holder, said := r.holder(), r.shown(elem); holder != nil && !Dated(said) {
			holder.credit.times = append(holder.credit.times, said)
		}
	case elem.holds():
		r.credited(elem)
	}
}

// speaker takes an element that says whose words others are: it stands with
// them, and if it is a link leads to nobody else.
func (r *htmlReader) speaker(elem *element) {
	said := strings.TrimSpace(r.shown(elem))
	if href, ok := elem.attrs.find("href"); ok && r.titleAt(href) != said {
		r.misattributed(elem, "the speaker %s is a link to %s", excerpt(said), excerpt(href))
	}
	if slices.ContainsFunc(r.stack, func(open *element) bool { return open.proof != nil }) {
		return // whose caption is compared
	}
	if holder := r.holder(); holder != nil {
		holder.credit.speakers = append(holder.credit.speakers, said)
		return
	}
	r.misattributed(elem, "a speaker of words that nothing proves: %s", excerpt(said))
}

// Dated reports whether text can be a date: numbers, with one word for a month and
// short ones for what joins them. A month may be called as a person is.
func Dated(text string) bool {
	words, numbers := 0, 0
	for _, word := range wordsOf(text) {
		switch {
		case strings.ContainsFunc(word, unicode.IsDigit):
			numbers++
		case utf8.RuneCountInString(word) > 2:
			words++
		}
	}
	return numbers > 0 && words <= 1
}

// titleAt returns the title of the page of this site at an address, or "".
func (r *htmlReader) titleAt(href string) string {
	if to, ok := r.internal(r.name, href); ok {
		if page := r.graph.Site.Page(logical(unescaped(to.file))); page != nil {
			return strings.Join(strings.Fields(page.Title()), " ")
		}
	}
	return ""
}

// naming keeps the text of a link that names a person, and is not the title of
// the page that it leads to.
func (r *htmlReader) naming(elem *element) {
	said := strings.Join(strings.Fields(r.shown(elem)), " ")
	if holder := r.holder(); holder != nil && r.titleAt(elem.attrs.get("href")) != said && r.named(said) != "" &&
		!r.parent().in.apart {
		holder.credit.links = append(holder.credit.links, said)
	}
}

// credited checks what is said beside a passage: its speaker, and no other person.
func (r *htmlReader) credited(elem *element) {
	said := elem.credit.speakers
	if len(elem.credit.passages) == 0 {
		if len(said) > 0 {
			r.misattributed(elem, "a speaker of words that nothing proves: %s", excerpt(said[0]))
		}
		return
	}
	passage, known, two := elem.credit.passages[0], false, false
	for _, other := range elem.credit.passages {
		if other.Speaker() != "" || other.Label() != "" {
			two = two || known && r.voice(other) != r.voice(passage)
			passage, known = other, true
		}
	}
	who := r.voice(passage)
	loose := elem.credit.loose.String()
	for _, ours := range particulars(passage.Source) {
		loose = strings.ReplaceAll(loose, ours, " ")
	}
	switch name := r.named(loose); {
	case two, len(elem.credit.passages) > 1 && elem.slip == nil:
		r.misattributed(elem, "two passages stand in one item of a list, and nobody can tell who said which")
	case known && len(said) == 0 && elem.slip == nil:
		r.misattributed(elem, "the passage is shown without its speaker, %s", who)
	case slices.ContainsFunc(said, func(said string) bool { return said != who }):
		r.misattributed(elem, "the passage is shown as the words of %s, and they are of %s", excerpt(strings.Join(said, ", ")), who)
	case name != "":
		r.misattributed(elem, "beside a passage of %s stands the name %s: %s", who, name, excerpt(loose))
	case len(elem.credit.times) > 0:
		r.misattributed(elem, "beside a passage of %s a time says more than a date: %s", who, excerpt(elem.credit.times[0]))
	case len(elem.credit.links) > 0:
		r.misattributed(elem, "beside a passage of %s a link says more than what it leads to: %s", who, excerpt(elem.credit.links[0]))
	}
}

// placed notes where a passage stands. The page of a person shows nobody else's
// words, the page of a source no other's, but for the evidence.
func (r *htmlReader) placed(elem *element) {
	holder := r.holder()
	if holder == nil {
		r.misattributed(elem, "a passage that stands in no item of a list")
		return
	}
	holder.credit.passages = append(holder.credit.passages, elem.passed...)
	person, ofPerson := strings.CutPrefix(r.path, "/people/")
	source, ofSource := strings.CutPrefix(r.path, "/sources/")
	for _, passage := range elem.passed {
		if holder.slip == nil && (ofPerson && passage.Speaker() != person || ofSource && passage.Source.ID != source) {
			r.misattributed(elem, "%s shows a passage of %s, of the words of %s", r.path, passage.Source.ID, r.voice(passage))
		}
		if r.path == passage.Source.Page.Path && holder.attrs.get("id") == passage.Anchor {
			r.checker.found[passage] = true
		}
	}
}

// slipParts are the paragraphs of evidence, by class: head holds the verdict, own
// stands before the passage, and says that the words there are the source's.
var slipParts = []string{"head", "own", "place", "ways"}

// inSlip checks a part of the evidence of a use: it holds the passage, and
// paragraphs that say nothing else but of it.
func (r *htmlReader) inSlip(elem, slip *element) {
	part := ""
	if i := slices.IndexFunc(slipParts, elem.class); i >= 0 && elem.name == "p" {
		part = slipParts[i]
	}
	if part == "" && elem.passed == nil || slip.credit.part == "own" && elem.passed == nil {
		r.report(finding.Finding{Rule: finding.ReadBackWords, File: r.file, Span: elem.at,
			Message: fmt.Sprintf("in the evidence of the %s stands a <%s> that is no part of it", slip.slip[0].Use.Kind, elem.name), Help: "mend the layout: head, own, the passage, place, ways"})
	}
	slip.credit.part = part
}

// head checks the head of evidence: the name of the slip, what was shown, and what
// closes it, which is called one thing on the whole site.
func (r *htmlReader) head(elem *element) {
	words := r.shown(elem)
	before, after, ok := strings.Cut(words, r.verdictOf(elem))
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	site, file, at := r.site, r.file, elem.at
	r.later = append(r.later, func(report finding.Report) {
		if site.closes == nil {
			site.closes = &after
		}
		if !ok || before != "" && !slipName.MatchString(before) || after != *site.closes {
			report(finding.Finding{Rule: finding.ReadBackWords, File: file, Span: at,
				Message: "the head of the evidence says more than what was shown: " + excerpt(words), Help: "mend the layout: the name of the slip, the verdict, a button"})
		}
	})
}

// voice returns whose the words of a passage are, as readers call them.
func (s *site) voice(passage *link.Passage) string {
	switch {
	case passage.Speaker() != "":
		return s.graph.Name(passage.Speaker())
	case passage.Label() != "":
		return passage.Label()
	}
	return passage.Source.Voice()
}

// particulars are what the record of a source says, in which people may be
// named; the longest first, for one may stand in another.
func particulars(source *link.Source) []string {
	list := []string{source.Title, source.Author, source.Publisher, source.Occasion}
	for _, attribution := range source.Attributions {
		list = append(list, attribution.Occasion, attribution.By)
	}
	list = slices.DeleteFunc(list, func(text string) bool { return text == "" })
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	return list
}

// person is a person of the site, as a text may name them.
type person struct {
	title string
	names []string // of these, those that have words
	whole []string // each name's words, with a blank before and behind, in lower case
	parts []string // words of the title that name them by themselves
	loud  []string // and these in capitals
}

// peopleOf returns the people of a site, by ID.
func peopleOf(site *content.Site) (people []person) {
	for _, id := range slices.Sorted(maps.Keys(site.People)) {
		known := site.People[id]
		one := person{title: known.Title()}
		for _, name := range known.Names() {
			if words := wordsOf(name); len(words) > 0 {
				one.names = append(one.names, name)
				one.whole = append(one.whole, " "+strings.ToLower(strings.Join(words, " "))+" ")
			}
		}
		for _, part := range wordsOf(one.title) {
			first, size := utf8.DecodeRuneInString(part)
			if len(part) > size+1 && !unicode.IsLower(first) {
				one.parts, one.loud = append(one.parts, part), append(one.loud, strings.ToUpper(part))
			}
		}
		people = append(people, one)
	}
	return people
}

// named returns a name of a person of the site that a text holds, or whose page
// has a word of it as its title, or "".
func (s *site) named(text string) string {
	words := wordsOf(text)
	if len(words) == 0 {
		return ""
	}
	whole := " " + strings.ToLower(strings.Join(words, " ")) + " "
	for _, person := range s.people() {
		for i, name := range person.names {
			if strings.Contains(whole, person.whole[i]) {
				return name
			}
		}
		for i, part := range person.parts {
			if slices.Contains(words, part) || slices.Contains(words, person.loud[i]) {
				return person.title
			}
		}
	}
	return ""
}

// wordsOf returns the words of a text, folded.
func wordsOf(text string) (list []string) {
	text = fold.Fold(text)
	fold.EachWord(text, func(start, end int) { list = append(list, text[start:end]) })
	return list
}
