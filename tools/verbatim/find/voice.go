package find

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/text"
)

// voice is who is asked for, by all that a name may mean; nil is anybody.
type voice struct {
	people map[string]bool // IDs
	name   string          // of who wrote a document, or a label of nobody
}

// voices returns whom a name, an ID or a label may mean.
func voices(graph *link.Graph, name string) (*voice, error) {
	if name == "" {
		return nil, nil
	}
	who := &voice{people: map[string]bool{}, name: name}
	var known []string
	written := false
	for _, id := range slices.Sorted(maps.Keys(graph.Site.People)) {
		page := graph.Site.People[id]
		known = append(append(known, id), page.Names()...)
		if strings.EqualFold(id, name) || page.Bears(name) || slices.ContainsFunc(page.Names(), func(full string) bool { return isPart(name, full) }) {
			who.people[id] = true
		}
	}
	for _, source := range graph.Sources {
		known = append(known, source.Voice())
		written = written || strings.EqualFold(source.Voice(), name)
		for _, label := range source.Labels {
			if known = append(known, label.Text); strings.EqualFold(label.Text, name) {
				written = true
				who.people[label.Person] = label.Person != ""
			}
		}
	}
	if len(who.people) == 0 && !written {
		return nil, fmt.Errorf("nobody here is called %s: %s", name,
			finding.DidYouMean(name, known, "name a person by name or ID, a label of a text, or who wrote a document"))
	}
	return who, nil
}

// isPart reports whether a name is a full one, or a word of it.
func isPart(name, full string) bool {
	return strings.EqualFold(name, full) || slices.ContainsFunc(strings.Fields(full), func(word string) bool { return strings.EqualFold(word, name) })
}

// is reports whether a passage of a source is in the voice.
func (v *voice) is(source *link.Source, passage text.Passage) bool {
	switch {
	case v == nil:
		return true
	case passage.Nobodys:
		return false
	case passage.Speaker != "":
		return v.people[passage.Speaker]
	case passage.Turn != "":
		return strings.EqualFold(passage.Turn, v.name)
	}
	return strings.EqualFold(source.Voice(), v.name)
}

// chosen returns the sources to look through.
func chosen(graph *link.Graph, id string) ([]*link.Source, error) {
	if id == "" {
		return graph.Sources, nil
	}
	if source := graph.Source(id); source != nil {
		return []*link.Source{source}, nil
	}
	var known []string
	for _, source := range graph.Sources {
		known = append(known, source.ID)
	}
	return nil, fmt.Errorf("there is no source %s: %s", id, finding.DidYouMean(id, known, "its ID is the name of its folder in content/sources"))
}
