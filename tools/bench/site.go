package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"summit-explainer/tools/verbatim/archetype"
)

// Measures of a generated site, which a newsroom's would have: what the figures of
// the bench are about.
const (
	topicsPerSource = 10   // that quote one source
	textWords       = 5000 // of a source, at least
	topicWords      = 600  // of a topic, its quotations included, about
	quotations      = 10   // of a topic
	links           = 5    // of a topic, to others
	omissions       = 10   // each so many quotations one has an omission
	sentenceWords   = 14   // in the mean
)

// shape is how large a generated site is, and how many of its quotations are not in
// their sources.
type shape struct {
	topics  int
	defects int
}

// vocabulary is what texts are made of: nouns, verbs and adjectives that turn no
// sentence round, for the site is about speed. Some are not ASCII, as in any newsroom.
var vocabulary = strings.Fields(`harbor ferry bridge council budget engineer winter market island railway station
	teacher library garden museum border treaty cabinet minister delegation factory cotton copper timber vessel
	captain sailor lighthouse village mountain valley river meadow orchard vineyard kitchen journal archive letter
	envelope signature ledger invoice carriage engine platform ticket passenger luggage corridor window balcony
	staircase courtyard fountain statue orchestra violin concert rehearsal theater curtain lantern candle
	mirror portrait notebook pencil ribbon basket blanket saddle stable shepherd farmer harvest barley wheat honey
	butter cheese bakery pastry coffee façade café fiancée crème jalapeño
	opened visited painted repaired delivered measured counted welcomed escorted
	carried crossed planted gathered sorted printed polished borrowed returned signed folded lifted
	quiet narrow crowded ancient modern northern southern eastern western silver golden wooden painted heavy
	slender bright distant nearby famous careful patient generous cheerful elegant`)

// people are those of the site: their IDs, and their names.
var people = [][2]string{{"greta-lindqvist", "Greta Lindqvist"}, {"tomas-vell", "Tomas Vell"}}

// generate writes a site into an empty folder: the project's layouts, static files
// and settings, and content that is the same for the same shape on any machine.
func generate(project fs.FS, dir string, of shape) error {
	w := &writer{dir: dir}
	for _, name := range []string{"layouts", "static"} {
		part, err := fs.Sub(project, name)
		if err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(dir, name), part); err != nil {
			return err
		}
	}
	config, err := fs.ReadFile(project, "config.toml")
	if err != nil {
		return err
	}
	settings, err := archetype.Settings(config, "The bench, explained", "https://bench.example/", "2021-03-02")
	if err != nil {
		return err
	}
	w.put("config.toml", string(settings))
	w.page("content/_index.md", "", "title: The bench\ndescription: A site that nobody wrote, as large as a newsroom’s, to see how long its proof takes.")
	for section, title := range map[string]string{"topics": "Topics", "people": "People", "sources": "Sources"} {
		w.page("content/"+section+"/_index.md", "", fmt.Sprintf("title: %s\ndescription: All the %s of a site that nobody wrote, in one list.", title, section))
	}
	for i, person := range people {
		w.page("content/people/"+person[0]+".md", "A person of whom nobody has heard.",
			fmt.Sprintf("title: %s\nrole: Speaker\ncountry: Arden\ndescription: A person whose words the generated sources hold, and the topics quote.\nweight: %d", person[1], i+1))
	}
	var held source
	for i := range of.topics {
		if i%topicsPerSource == 0 {
			held = newSource(i/topicsPerSource, i/topicsPerSource%2 == 1)
			w.page("content/sources/"+held.id+"/index.md", "Generated.", held.record())
			w.put("content/sources/"+held.id+"/text.txt", held.text())
		}
		w.topic(i, of, held)
	}
	return w.err
}

// writer writes files, and keeps the first error.
type writer struct {
	dir string
	err error
}

func (w *writer) put(name, text string) {
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err == nil {
		w.err = os.MkdirAll(filepath.Dir(name), 0o755)
	}
	if w.err == nil {
		w.err = os.WriteFile(name, []byte(text), 0o644)
	}
}

func (w *writer) page(name, body, frontMatter string) {
	w.put(name, "---\n"+frontMatter+"\n---\n\n"+body+"\n")
}

// source is a generated source: an article, or a transcript of two speakers.
type source struct {
	id         string
	transcript bool
	sentences  [][]string // words
}

// newSource returns the source with an index.
func newSource(index int, transcript bool) source {
	random := rand.New(rand.NewPCG(1, uint64(index)))
	s := source{id: fmt.Sprintf("source-%05d", index), transcript: transcript}
	for words := 0; words < textWords; words += len(s.sentences[len(s.sentences)-1]) {
		s.sentences = append(s.sentences, sentence(random))
	}
	return s
}

// sentence returns words: each a noun, a verb or an adjective, every other one behind
// an article or a preposition, as English has them.
func sentence(random *rand.Rand) []string {
	words := []string{"The", vocabulary[random.IntN(len(vocabulary))]}
	for range sentenceWords/4 + random.IntN(sentenceWords/2) {
		words = append(words, joints[random.IntN(len(joints))], vocabulary[random.IntN(len(vocabulary))])
	}
	return append(words, "in", places[random.IntN(len(places))])
}

// What stands between the words of the vocabulary, and where sentences end.
var (
	joints = strings.Fields("the the a of in and with on at for")
	places = strings.Fields("Zürich København Kraków Łódź Coimbra Málaga Velmar Arden")
)

// speaker returns the name of who says a sentence of a transcript.
func (s source) speaker(sentence int) string { return people[sentence/5%len(people)][1] }

func (s source) record() string {
	if s.transcript {
		return fmt.Sprintf("title: Transcript %s\npublisher: Office of the Bench\nissued: '2021-03-02'\nsource_url: https://source.example/%s\nlanguage: en\nrights: public-domain\nkind: transcript\noccasion: at the bench\ndescription: A transcript that was generated, of two people who never spoke.\nspeakers:\n  LINDQVIST: greta-lindqvist\n  VELL: tomas-vell", s.id, s.id)
	}
	return fmt.Sprintf("title: Article %s\npublisher: The Bench\nissued: '2021-03-02'\nsource_url: https://source.example/%s\nlanguage: en\nrights: public-domain\nkind: article\ndescription: An article that was generated, of what never happened.", s.id, s.id)
}

// text returns the text: five sentences a paragraph.
func (s source) text() string {
	var out strings.Builder
	for i, words := range s.sentences {
		switch {
		case i%5 != 0:
			out.WriteByte(' ')
		case i > 0:
			out.WriteString("\n\n")
			fallthrough
		default:
			if s.transcript {
				name := s.speaker(i)
				out.WriteString(strings.ToUpper(name[strings.LastIndexByte(name, ' ')+1:]) + ": ")
			}
		}
		out.WriteString(strings.Join(words, " ") + ".")
	}
	return out.String() + "\n"
}

// topic writes the topic with an index. The first ones have the defects.
func (w *writer) topic(index int, of shape, held source) {
	random := rand.New(rand.NewPCG(2, uint64(index)))
	var body strings.Builder
	own := func(words int) string {
		said := make([]string, words)
		for i := range said {
			said[i] = vocabulary[random.IntN(len(vocabulary))]
		}
		return strings.Join(said, " ")
	}
	rest := (topicWords - quotations*sentenceWords/2) / quotations // own words for each quotation
	for i := range quotations {
		if i == quotations/2 {
			body.WriteString("## What followed\n\n")
		}
		at := (index%topicsPerSource*quotations + i) * len(held.sentences) / (topicsPerSource * quotations)
		words := held.sentences[at]
		quoted := strings.Join(words[1:min(len(words), 1+sentenceWords/2)], " ")
		if i%omissions == omissions-1 {
			quoted = strings.Join(words[:4], " ") + " … " + strings.Join(words[6:], " ")
		}
		if i == 0 && index < of.defects {
			quoted = strings.Replace(quoted, words[2], "altered", 1)
		}
		title := ""
		if held.transcript {
			title = fmt.Sprintf(" %q", held.speaker(at))
		}
		fmt.Fprintf(&body, "The bench tells of %s. It says [“%s”](source:%s%s) of that.", own(rest-8), quoted, held.id, title)
		if i%(quotations/links) == 0 {
			fmt.Fprintf(&body, " See [another topic](topic-%05d.md).", random.IntN(of.topics))
		}
		body.WriteString("\n\n")
	}
	w.page(fmt.Sprintf("content/topics/topic-%05d.md", index), strings.TrimSpace(body.String()),
		fmt.Sprintf("title: Topic %d, %s\ndescription: What was said of %s on a day that never was.\nsubject: Subject %d\nweight: %d\nreviewed: 2021-04-01\npeople: [greta-lindqvist, tomas-vell]",
			index, own(3), own(4), index%12, index+1))
}
