package public

import (
	"fmt"
	"regexp"
	"strings"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
)

// The number of a source on the page, and with the letter of a sentence the name of a
// slip.
var (
	sourceNumber = regexp.MustCompile(`^[0-9]{1,4}$`)
	slipName     = regexp.MustCompile(`^[0-9]{1,4}([a-z]{1,2})$`)
)

// SlipName reports whether text is what a slip may be called.
func SlipName(text string) bool { return slipName.MatchString(strings.TrimSpace(text)) }

// numbered checks what a seal holds, which is the name of a slip, once for each of its
// links, or nothing; and a number, which is that of a source.
func (r *htmlReader) numbered(elem *element) {
	said := spaceless(r.shown(elem))
	if half := len(said) / 2; said[:half] == said[half:] && !elem.class("ref") {
		said = said[:half]
	}
	name := slipName.FindStringSubmatch(said)
	switch {
	case elem.class("ref") && sourceNumber.MatchString(said):
	case elem.class("ref"), name == nil && said != "":
		r.form(elem.at, "a seal holds more than the name of its slip, or a number more than that of a source: "+excerpt(r.shown(elem)))
	case name != nil:
		r.seals = append(r.seals, sealed{elem.at, name[1]})
	}
	label, ok := elem.attrs.find("aria-label")
	if !ok || !elem.class("ref") {
		return
	}
	label = strings.Replace(label, said, "#", 1)
	site, file, at := r.site, r.file, elem.at
	r.later = append(r.later, func(report finding.Report) {
		if site.called == nil {
			site.called = &label
		}
		if *site.called != label {
			report(misshapen(file, at, fmt.Sprintf("the number of a source is called one thing here, and elsewhere another: %s, %s", excerpt(label), excerpt(*site.called))))
		}
	})
}

// sealed is a seal, with the letter of its slip.
type sealed struct {
	at     finding.Span
	letter string
}

// lettered reports seals with a letter that none of the page's slips can have: the
// letters of a source's slips follow one another.
func (r *htmlReader) lettered() {
	known := map[string]bool{}
	for i := range len(r.slips) {
		known[evidence.Letters(i)] = true
	}
	for _, seal := range r.seals {
		if !known[seal.letter] {
			r.form(seal.at, "a seal has the letter "+seal.letter+", and so many slips the page has not")
		}
	}
}

// numbers reports whether an element beside words says by a number what they rest
// on, and is none of them.
func (e *element) numbers() bool { return e.class("seal") || e.class("ref") }
