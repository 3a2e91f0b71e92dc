package verify

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/style"
)

// passage holds an element against the passages that it says it shows.
func (r *reader) passage(n *html.Node, keys string, hidden bool) {
	var pieces []evidence.Piece
	var said []string
	for key := range strings.FieldsSeq(keys) {
		id, _, _ := strings.Cut(key, "#")
		want := r.passages[key]
		if want == nil {
			if r.proofs[id] != nil || r.path == "" || !slices.ContainsFunc(r.manifest.Sources, func(s Source) bool { return s.ID == id }) {
				r.problem(Consistent, r.name, "it shows the passage %s, which proves nothing", key)
			}
			return // else reported with the evidence
		}
		pieces, said = append(pieces, want.pieces...), append(said, want.said...)
	}
	var whole, exact, marked strings.Builder
	for _, stretch := range evidence.Stretches(pieces) {
		whole.WriteString(stretch.Text + " ")
	}
	for _, held := range evidence.Ranges(pieces) {
		exact.WriteString(held.Text)
	}
	for _, elem := range within(n, func(n *html.Node) bool { return n.DataAtom == atom.Mark }) {
		marked.WriteString(shownIn(elem, nil))
	}
	if words := shownIn(n, nil); spaceless(words) != spaceless(whole.String()) || spaceless(marked.String()) != spaceless(exact.String()) {
		r.problem(Consistent, r.name, "it shows other words than the passage %s: %s", keys, excerpt(words))
	}
	if hidden || !plainly(n) {
		r.problem(Consistent, r.name, "the passage %s is hidden from readers, or shown to some of them otherwise", keys)
	}
	if !slices.ContainsFunc(slices.Collect(n.Ancestors()), func(n *html.Node) bool { _, slip := attr(n, "data-evidence"); return slip || n.DataAtom == atom.Li }) {
		r.problem(Consistent, r.name, "the passage %s stands in no evidence and no list, beside words that nobody has compared", keys)
	}
	placed := false
	for holder := n.Parent; holder != nil && holder.Type == html.ElementNode; holder = holder.Parent {
		if got, ok := attr(holder, "id"); ok && !placed {
			placed = true
			if id, anchor, _ := strings.Cut(keys, "#"); got == anchor && r.path == "/sources/"+id {
				r.placed(keys)
			}
		}
		if _, slip := attr(holder, "data-evidence"); slip {
			return // whose speaker is that of its quotation
		}
		if holder.DataAtom == atom.Li {
			r.times(holder)
			for _, speaker := range within(holder, func(n *html.Node) bool { return class(n, "speaker") }) {
				if name := strings.TrimSpace(shownIn(speaker, nil)); !slices.Contains(said, name) {
					r.problem(Consistent, r.name, "the passage %s is shown as the words of %s, and is not: %s", keys, excerpt(name), strings.Join(said, ", "))
				}
			}
			return
		}
	}
}

// times reports times beside a passage that say more than a date.
func (r *reader) times(n *html.Node) {
	for _, time := range within(n, func(n *html.Node) bool { return n.DataAtom == atom.Time }) {
		if said := shownIn(time, nil); !public.Dated(said) {
			r.problem(Consistent, r.name, "beside a passage a time says more than a date: %s", excerpt(said))
		}
	}
}

// placed notes that a passage has its place on the page of its source.
func (r *reader) placed(key string) {
	r.mu.Lock()
	r.places[key] = true
	r.mu.Unlock()
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// readPart holds a paragraph of which a page shows what pages use against the evidence:
// it shows these words and no others, and each passage where its words begin.
// Whether the quotation marks in it are proven it reports back.
func (r *reader) readPart(n *html.Node, key string, hidden bool) bool {
	id, number, _ := strings.Cut(key, "#")
	e := r.proofs[id]
	if e == nil || r.path != "/sources/"+id {
		r.problem(Consistent, r.name, "it shows the paragraph %s, which proves nothing there", key)
		return false
	}
	var pieces, quoted []evidence.Piece
	for _, locked := range e.Proven {
		pieces = append(pieces, locked.Pieces...)
		if locked.Kind == prose.Quotation.String() {
			quoted = append(quoted, locked.Pieces...)
		}
	}
	count, _ := strconv.Atoi(number)
	want, inQuotations := evidence.Readings(pieces)[count], evidence.Readings(quoted)[count]
	if want == nil || count <= r.paragraph {
		r.problem(Consistent, r.name, "it shows the paragraph %s, of which nothing is proven, or which another should precede", key)
		return false
	}
	r.paragraph = count
	words, beside, asQuoted := "", "", ""
	said := map[string]int{}
	places := map[string]int{}
	var walk func(n *html.Node, marked, cited, gap bool)
	walk = func(n *html.Node, marked, cited, gap bool) {
		if n.Type == html.TextNode {
			switch {
			case marked:
				words += spaceless(n.Data)
				if !cited {
					asQuoted += spaceless(n.Data)
				}
			case !gap:
				beside += n.Data
			}
		}
		if anchor, ok := attr(n, "id"); ok {
			places[anchor] = len(words)
		}
		if class(n, "gap") || n.DataAtom == atom.Sup {
			between := shownIn(n, nil)
			place := n.Data + strconv.Itoa(len(words))
			if said[place]++; said[place] > 1 || !public.Between(n.Data, between) || !public.Left(want, between, len(words)) {
				r.problem(Consistent, r.name, "paragraph %s says more between its words than that some are left out: %s", number, excerpt(between))
			}
			gap = true
		}
		marked, cited = marked || n.DataAtom == atom.Mark, cited || n.DataAtom == atom.Mark && class(n, "cited")
		for child := range n.ChildNodes() {
			walk(child, marked, cited, gap)
		}
	}
	walk(n, false, false, false)
	if words != want.Words || strings.TrimSpace(beside) != "" {
		r.problem(Consistent, r.name, "paragraph %s is shown with other words than are proven: %s", number, excerpt(shownIn(n, nil)))
		return false
	}
	if inQuotations == nil && asQuoted != "" || inQuotations != nil && asQuoted != inQuotations.Words {
		r.problem(Consistent, r.name, "paragraph %s marks other words as quoted than are: %s", number, excerpt(asQuoted))
	}
	if hidden || !plainly(n) {
		r.problem(Consistent, r.name, "paragraph %s is hidden from readers, or shown to some of them otherwise", number)
	}
	for anchor, at := range places {
		passage := r.passages[id+"#"+anchor]
		if passage == nil {
			continue
		}
		if i := slices.Index(pieces, passage.pieces[0]); want.Begins[i] != at {
			r.problem(Consistent, r.name, "other words stand where the passage #%s begins: %s", anchor, excerpt(passage.first))
		}
		r.placed(id + "#" + anchor)
	}
	return true
}

// wholeText holds a paragraph of a text that is published whole against the file of
// the text, and reports whether it is the same; there each passage that begins in it
// has a place, and its words follow that.
func (r *reader) wholeText(n *html.Node, key string) bool {
	id, number, _ := strings.Cut(key, "#")
	count, _ := strconv.Atoi(number)
	words, places := "", map[string]int{}
	for below := range n.Descendants() {
		if below.Type == html.TextNode {
			words += below.Data
		} else if anchor, ok := attr(below, "id"); ok {
			places[anchor] = len(words)
		}
	}
	if whole := r.whole[id]; r.path != "/sources/"+id || count < 1 || count > len(whole) || words != whole[count-1] {
		r.problem(Consistent, r.name, "it shows other words than paragraph %s of the text of %s: %s", number, id, excerpt(words))
		return false
	}
	for anchor, at := range places {
		passage := r.passages[id+"#"+anchor]
		if passage == nil {
			continue
		}
		if first := passage.pieces[0]; first.Paragraph != count || !strings.HasSuffix(words[:at], first.Prefix) || !strings.HasPrefix(words[at:], first.Exact+first.Suffix) {
			r.problem(Consistent, r.name, "the text shows other words than the passage #%s: %s", anchor, excerpt(passage.first))
		}
		r.placed(id + "#" + anchor)
	}
	return true
}

// slip holds the evidence of quotations, as their page shows it, against them.
func (r *reader) slip(n *html.Node, keys string) {
	var all []*Quotation
	for key := range strings.FieldsSeq(keys) {
		q := r.uses[key]
		if q == nil {
			r.problem(Consistent, r.name, "it shows the evidence of %s, which the manifest does not have", key)
			return
		}
		all = append(all, q)
	}
	if len(all) == 0 {
		r.problem(Consistent, r.name, "it shows the evidence of nothing: %s", excerpt(shownIn(n, nil)))
		return
	}
	wrong := func(q *Quotation, what string) {
		r.problem(Consistent, r.name, "the evidence of the %s %s %s", q.Kind, q.key(), what)
	}
	var shown, want []string
	passages := within(n, passed)
	for _, passage := range passages {
		got, _ := attr(passage, "data-passage")
		shown = append(shown, strings.Fields(got)...)
	}
	leads := false
	var names []string // whose words are quoted, where the text says it
	speakers := within(n, func(n *html.Node) bool { return class(n, "speaker") })
	for _, q := range all {
		want = append(want, q.Source+"#"+q.Passage)
		leads = leads || r.leadsTo(n, q)
		if passage := r.passages[q.Source+"#"+q.Passage]; passage != nil && q.Kind == prose.Quotation.String() {
			if first := passage.pieces[0]; first.Speaker != "" || first.Turn != "" {
				names = append(names, q.Speaker)
			}
			if len(speakers) > 0 && !saidBy(n, q) {
				wrong(q, "names another speaker than "+q.Speaker)
			}
		}
		if r.path == pagePath(q.Page) {
			r.mu.Lock()
			r.evident[q.key()]++
			r.mu.Unlock()
		}
	}
	switch quoted := slices.ContainsFunc(all, func(q *Quotation) bool { return q.Kind == prose.Quotation.String() }); {
	case len(names) > 0 && len(speakers) == 0:
		wrong(all[0], "does not name the speaker, "+names[0])
	case !quoted && len(speakers) > 0 && !slices.ContainsFunc(all, func(q *Quotation) bool {
		passage := r.passages[q.Source+"#"+q.Passage]
		return passage == nil || slices.Contains(passage.said, strings.TrimSpace(shownIn(speakers[0], nil)))
	}):
		wrong(all[0], "names a speaker who did not say it: "+excerpt(shownIn(speakers[0], nil)))
	}
	slices.Sort(shown)
	slices.Sort(want)
	switch shown, want = slices.Compact(shown), slices.Compact(want); {
	case len(passages) != 1:
		wrong(all[0], "does not show its passage")
	case !slices.Equal(shown, want):
		wrong(all[0], "shows another passage: "+strings.Join(shown, " "))
	default:
		r.markedIn(n, all, func(what string) { wrong(all[0], what) })
	}
	if !leads {
		wrong(all[0], "does not lead to its passage")
	}
	for child := range n.ChildNodes() {
		part := child.Type == html.ElementNode && (passed(child) || child.DataAtom == atom.P && slices.ContainsFunc(slipParts, func(part string) bool { return class(child, part) }))
		if !part && strings.TrimSpace(shownIn(child, nil)) != "" {
			wrong(all[0], "says more than it should: "+excerpt(shownIn(child, nil)))
		}
	}
	for _, elem := range within(n, func(n *html.Node) bool { return class(n, "verdict") || class(n, "speaker") }) {
		r.mu.Lock()
		r.styled.Keep(chainOf(elem), style.ShowsWords)
		r.mu.Unlock()
	}
	r.times(n)
	verdicts := within(n, func(n *html.Node) bool { return class(n, "verdict") && class(n.Parent, "head") })
	if len(verdicts) != 1 {
		wrong(all[0], "does not say what was shown, in its head")
	}
	for _, verdict := range verdicts {
		if before, _, _ := strings.Cut(shownIn(verdict.Parent, nil), shownIn(verdict, nil)); strings.TrimSpace(before) != "" && !public.SlipName(before) {
			wrong(all[0], "says more in its head than what was shown: "+excerpt(shownIn(verdict.Parent, nil)))
		}
		_, after, _ := strings.Cut(shownIn(verdict.Parent, nil), shownIn(verdict, nil))
		r.says("what stands in the head of evidence behind what was shown", after)
		r.mu.Lock()
		r.verdicts = append(r.verdicts, verdictAt{r.name, all, strings.Join(strings.Fields(shownIn(verdict, nil)), " ")})
		r.mu.Unlock()
	}
}

// markedIn holds what a slip marks as quoted against the quotations among its uses.
func (r *reader) markedIn(n *html.Node, all []*Quotation, wrong func(string)) {
	var pieces []evidence.Piece
	for _, q := range all {
		passage := r.passages[q.Source+"#"+q.Passage]
		if passage == nil {
			return // reported with the record
		}
		if q.Kind == prose.Quotation.String() {
			pieces = append(pieces, passage.pieces...)
		}
	}
	var want, got strings.Builder
	for _, held := range evidence.Ranges(pieces) {
		want.WriteString(held.Text)
	}
	for _, elem := range within(n, func(n *html.Node) bool { return n.DataAtom == atom.Mark && !class(n, "cited") }) {
		got.WriteString(shownIn(elem, nil))
	}
	if spaceless(got.String()) != spaceless(want.String()) {
		wrong("marks other words as quoted than are: " + excerpt(got.String()))
	}
}

// slipParts are the paragraphs of evidence, by class.
var slipParts = []string{"head", "own", "place", "ways"}

// passed reports whether an element shows a passage.
func passed(n *html.Node) bool { _, ok := attr(n, "data-passage"); return ok }

// verdictAt is what the evidence of a quotation says was shown.
type verdictAt struct {
	file string
	of   []*Quotation
	said string
}

// sealed reports evidence that says of a quotation what is said elsewhere of
// another kind. The words are the layouts'; what most say is right.
func (c *checker) sealed() {
	state := func(of []*Quotation) string {
		var kinds []string
		for _, q := range of {
			kind := q.Kind
			switch {
			case q.Kind != prose.Quotation.String():
			case q.Class == "marked":
				kind = "a quotation with marked changes"
			default:
				kind = "a quotation word for word"
			}
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
		slices.Sort(kinds)
		return strings.Join(kinds, ", ")
	}
	counts := map[string]map[string]int{} // state → said → how often
	for _, v := range c.verdicts {
		s := state(v.of)
		if counts[s] == nil {
			counts[s] = map[string]int{}
		}
		counts[s][v.said]++
	}
	usual := map[string]string{}
	for s, said := range counts {
		for words, n := range said {
			if best := usual[s]; n > said[best] || n == said[best] && words < best {
				usual[s] = words
			}
		}
	}
	for _, v := range c.verdicts {
		s := state(v.of)
		if v.said != usual[s] {
			c.problem(Consistent, v.file, "the evidence of %s says %s, and elsewhere, of %s: %s", v.of[0].key(), excerpt(v.said), s, excerpt(usual[s]))
			continue
		}
		for other, words := range usual {
			if other != s && words == v.said {
				c.problem(Consistent, v.file, "the evidence of %s says %s, which is said of %s, and it is %s", v.of[0].key(), excerpt(v.said), other, s)
			}
		}
	}
}
