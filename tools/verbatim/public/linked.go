package public

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/matter"
)

// vocabulary is what names in linked data are taken from. One's own context
// could give any name any meaning.
var vocabulary = set("https://schema.org https://schema.org/")

var (
	keywords  = set("@context @graph @id @type")                                                         // of linked data, those that it needs
	kinds     = set("@type type additionalType kind")                                                    // names that say what an object is
	quoteKeys = set("@type @id url text citation spokenByCharacter inLanguage isPartOf kind by on lang") // of a quotation
	word      = regexp.MustCompile(`^[A-Za-z]+$`)
)

// claims checks what an object says of a quotation: that it is one, and whose.
func (r *jsonReader) claims(object *matter.Value, proof *link.Proof) {
	quoted, linked := isQuoted(object)
	for _, f := range object.Fields() {
		r.term(f, linked)
		switch {
		case proof == nil:
		case quoted && !quoteKeys[f.Key]:
			r.refuse(f.KeyAt, "a quotation has "+f.Key+", which is not compared with its proof", "leave it out: a quotation has its text, its url and its speaker")
		case f.Key == "text" && f.Value.Scalar() == nil:
			r.refuse(f.KeyAt, "the text of a quotation is no string", "write it as one string")
		case f.Key == "by" && f.Value.Text() != proof.Said(r.graph), f.Key == "spokenByCharacter" && !r.spoken(f.Value, proof):
			r.report(finding.Finding{Rule: finding.ReadBackSpeaker, File: r.file, Span: f.Value.Span,
				Message: "the file gives a quotation to another than its speaker, " + proof.Said(r.graph), Help: "mend the layout"})
		}
	}
	switch {
	case quoted && proof == nil:
		r.refuse(object.Span, "a quotation that nothing proves", "give it the permalink of the quotation that it is, as its url")
	case quoted && object.Get("text") == nil:
		r.refuse(object.Span, "a quotation without its text", "write its words as its text")
	}
}

// isQuoted reports whether an object says that it is a quotation, and whether it
// is linked data.
func isQuoted(object *matter.Value) (quoted, linked bool) {
	for _, f := range object.Fields() {
		linked = linked || strings.HasPrefix(f.Key, "@")
		quoted = quoted || f.Key == "spokenByCharacter" || kinds[f.Key] && slices.ContainsFunc(stringsOf(f.Value), isQuotation)
	}
	return quoted, linked
}

func (r *jsonReader) refuse(at finding.Span, message, help string) {
	r.report(finding.Finding{Rule: finding.ReadBackMark, File: r.file, Span: at, Message: message, Help: help})
}

// term checks the names of linked data, which are to mean what they say.
func (r *jsonReader) term(f matter.Field, linked bool) {
	named := stringsOf(f.Value)
	switch {
	case strings.HasPrefix(f.Key, "@") && !keywords[f.Key], linked && strings.ContainsAny(f.Key, ":/#"):
		r.refuse(f.KeyAt, f.Key+" in linked data, which can mean anything", "use plain names of schema.org")
	case f.Key == "@context" && !vocabulary[f.Value.Text()]:
		r.refuse(f.Value.Span, "linked data with a context of its own", "write https://schema.org, alone")
	case f.Key == "@type" && (len(named) == 0 || slices.ContainsFunc(named, func(kind string) bool { return !word.MatchString(kind) })):
		r.refuse(f.Value.Span, fmt.Sprintf("a type that is no plain name of schema.org: %s", excerpt(strings.Join(named, " "))), "write it without prefix and address")
	}
}

// spoken reports whether an object is the speaker of a quotation.
func (r *jsonReader) spoken(person *matter.Value, proof *link.Proof) bool {
	for _, f := range person.Fields() {
		address := f.Value.Text()
		switch f.Key {
		case "@type":
		case "name":
			if address != proof.Said(r.graph) {
				return false
			}
		case "@id", "url":
			to, ok := r.internal(strings.TrimPrefix(r.file.Name, "public/"), address)
			if !ok || logical(unescaped(to.file)) != "/people/"+proof.Speaker {
				return false
			}
		default:
			return false
		}
	}
	return person.Get("name") != nil
}

// isQuotation reports whether a type is that of a quotation, whatever names it.
func isQuotation(kind string) bool {
	if at := strings.LastIndexAny(kind, ":/#"); at >= 0 {
		kind = kind[at+1:]
	}
	return strings.EqualFold(strings.TrimSpace(kind), "quotation")
}

// stringsOf returns the strings of a value that is one, or a list.
func stringsOf(v *matter.Value) (list []string) {
	for _, item := range append([]*matter.Value{v}, v.Items()...) {
		if text, ok := item.Scalar().(string); ok {
			list = append(list, text)
		}
	}
	return list
}

// annotations are the attributes by which words of a page say for machines what
// they are (Microdata, RDFa): the site says that in linked data only.
var annotations = set("itemscope itemtype itemprop itemid itemref typeof vocab prefix about resource datatype inlist")

// graphed are the properties that a page may have in its head (Open Graph).
var graphed = regexp.MustCompile(`^(?:og|article|profile):[a-z_:]+$`)

// annotates reports whether an attribute says what words are.
func annotates(name, key, value string) bool {
	return annotations[key] || key == "property" && (name != "meta" || !graphed.MatchString(value))
}
