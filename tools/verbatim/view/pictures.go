package view

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/link"
)

// picturesData are the site's pictures as numbers: templates draw them, and
// print the tables behind them. Lengths are in units of the drawing.
type picturesData struct {
	Timeline timelineData `json:"timeline"`
	Who      whoData      `json:"who"`
	Map      mapData      `json:"map"`
}

// timelineData is drawn by the distance from the days that the site explains,
// each step ten times as far: days and decades find room on one line.
type timelineData struct {
	Events []eventData `json:"events"`
	Ticks  []tickData  `json:"ticks"`
	From   int         `json:"from"` // the days themselves: a band
	To     int         `json:"to"`
	Rows   int         `json:"rows"`
}

type eventData struct {
	Date    string `json:"date"` // as written
	ISO     string `json:"iso"`
	Heading string `json:"heading"`
	Text    string `json:"text"`
	Anchor  string `json:"anchor,omitempty"`
	X       int    `json:"x"`
	Row     int    `json:"row"`  // from 0; events that would touch stand in rows
	Near    int    `json:"near"` // rank by distance from the days, within the heading
}

// tickData is a mark as far from the days as so many units of time.
type tickData struct {
	X     int    `json:"x"`
	Count int    `json:"count"`
	Unit  string `json:"unit"` // week, month, year
}

// Measures of the timeline, in units of its drawing.
const (
	timeWidth = 1000
	timeEdge  = 24
	timeBand  = 26 // half of the days' band
	timeDot   = 12 // from one dot to the next
)

// timelinePage lists the site's events.
const timelinePage = "/timeline"

// date reads a label as a date, as precise as it is.
func date(label string) (day time.Time, iso string, ok bool) {
	for _, form := range []struct{ label, iso string }{{"2 January 2006", time.DateOnly}, {"January 2006", "2006-01"}, {"2006", "2006"}} {
		if day, err := time.Parse(form.label, label); err == nil {
			return day, day.Format(form.iso), true
		}
	}
	return time.Time{}, "", false
}

func timeline(g *link.Graph) timelineData {
	d := timelineData{Events: []eventData{}, Ticks: []tickData{}}
	days := g.Site.Config.Params.Verbatim.Days
	page := g.Site.Page(timelinePage)
	if len(days) != 2 || page == nil {
		return d
	}
	from, err1 := time.Parse(time.DateOnly, days[0])
	to, err2 := time.Parse(time.DateOnly, days[1])
	if err1 != nil || err2 != nil {
		return d
	}
	const day = 24 * time.Hour
	var distances []float64 // in days; negative before, 0 on the days themselves
	for _, item := range page.Items {
		at, iso, ok := date(item.Label)
		if !ok || len(fold.Marks(item.Text)) > 0 {
			continue
		}
		distance := 0.0
		switch {
		case at.Before(from):
			distance = -float64(from.Sub(at) / day)
		case at.After(to):
			distance = float64(at.Sub(to) / day)
		}
		e := eventData{Date: item.Label, ISO: iso, Heading: item.Heading, Text: item.Text}
		for _, p := range g.Proofs(page.Path) {
			if p.Use == item.Use {
				e.Anchor = p.Anchor
			}
		}
		d.Events = append(d.Events, e)
		distances = append(distances, distance)
	}
	if len(distances) == 0 {
		return d
	}
	scale := func(days float64) float64 { return math.Copysign(math.Log10(1+math.Abs(days)), days) }
	before, after := -scale(min(slices.Min(distances), -1)), scale(max(slices.Max(distances), 1))
	unit := (timeWidth - 2*timeEdge - 2*timeBand) / (before + after)
	centre := timeEdge + before*unit + timeBand
	place := func(days float64) int {
		x := centre + scale(days)*unit
		switch {
		case days < 0:
			x -= timeBand
		case days > 0:
			x += timeBand
		}
		return int(math.Round(x))
	}
	d.From, d.To = int(math.Round(centre))-timeBand, int(math.Round(centre))+timeBand
	taken := map[int][]int{} // by row, where dots stand
	for i := range d.Events {
		e := &d.Events[i]
		e.X = place(distances[i])
		if distances[i] == 0 {
			// The days stand side by side.
			e.X += timeDot/2 + 1
			if e.ISO == days[0] {
				e.X -= timeDot + 2
			}
		}
		touches := func(x int) bool { return x-e.X < timeDot && e.X-x < timeDot }
		for slices.ContainsFunc(taken[e.Row], touches) {
			e.Row++
		}
		taken[e.Row] = append(taken[e.Row], e.X)
		d.Rows = max(d.Rows, e.Row+1)
	}
	rank(d.Events, distances)
	for _, t := range []struct {
		days  float64
		count int
		unit  string
	}{{7, 1, "week"}, {30, 1, "month"}, {365, 1, "year"}, {3652, 10, "year"}, {18262, 50, "year"}} {
		if scale(t.days) <= before {
			d.Ticks = append(d.Ticks, tickData{place(-t.days), t.count, t.unit})
		}
		if scale(t.days) <= after {
			d.Ticks = append(d.Ticks, tickData{place(t.days), t.count, t.unit})
		}
	}
	slices.SortFunc(d.Ticks, func(a, b tickData) int { return a.X - b.X })
	return d
}

// rank numbers the events of each heading by their distance from the days.
func rank(events []eventData, distances []float64) {
	for i := range events {
		for j := range events {
			nearer := math.Abs(distances[j]) < math.Abs(distances[i]) || distances[j] == distances[i] && (j < i) == (distances[i] >= 0) && j != i
			if events[i].Heading == events[j].Heading && nearer {
				events[i].Near++
			}
		}
	}
}

// whoData says who said what about what: uses of passages by topic and by whose
// words they are.
type whoData struct {
	Voices []voiceData `json:"voices"`
	Rows   []whoRow    `json:"rows"`
}

type voiceData struct {
	Person string `json:"person,omitempty"` // ID
	Name   string `json:"name"`
}

type whoRow struct {
	Page  string    `json:"page"`
	Cells []whoCell `json:"cells"`
}

type whoCell struct {
	Quotations int `json:"quotations"`
	Citations  int `json:"citations"`
}

func who(g *link.Graph) whoData {
	d := whoData{Voices: []voiceData{}, Rows: []whoRow{}}
	voice := func(p *link.Proof) voiceData {
		if id := p.Passage.Speaker(); id != "" {
			return voiceData{Person: id, Name: g.Name(id)}
		}
		source := p.Passage.Source
		return voiceData{Name: cmp.Or(source.Author, source.Publisher)}
	}
	topics := topicsOf(g)
	for _, topic := range topics {
		for _, p := range g.Proofs(topic.Path) {
			if p.Passage != nil && !slices.Contains(d.Voices, voice(p)) {
				d.Voices = append(d.Voices, voice(p))
			}
		}
	}
	// People first, then documents, by name.
	slices.SortFunc(d.Voices, func(a, b voiceData) int {
		if (a.Person == "") != (b.Person == "") {
			return strings.Compare(b.Person, a.Person)
		}
		return strings.Compare(a.Name, b.Name)
	})
	for _, topic := range topics {
		row := whoRow{Page: topic.Path, Cells: make([]whoCell, len(d.Voices))}
		for _, p := range g.Proofs(topic.Path) {
			if p.Passage == nil {
				continue
			}
			cell := &row.Cells[slices.Index(d.Voices, voice(p))]
			if p.Use.Kind == content.Quotation {
				cell.Quotations++
			} else {
				cell.Citations++
			}
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// mapData joins topics with the sources that they use.
type mapData struct {
	Topics  []placeData `json:"topics"`
	Sources []placeData `json:"sources"` // by date
	Years   []yearData  `json:"years"`
	Edges   []edgeData  `json:"edges"` // unproven ones first, so that proven ones lie on top
	Height  int         `json:"height"`
}

type placeData struct {
	Page string `json:"page"`
	Y    int    `json:"y"`
	Held bool   `json:"held,omitempty"`
}

// yearData is a label beside the first of the sources that were issued in a year.
type yearData struct {
	Y    int    `json:"y"`
	Year string `json:"year"`
}

type edgeData struct {
	Topic      string `json:"topic"`
	Source     string `json:"source"`
	From       int    `json:"from"` // heights
	To         int    `json:"to"`
	Quotations int    `json:"quotations"`
	Citations  int    `json:"citations"`
	References int    `json:"references"`
}

// Measures of the map, in units of its drawing.
const (
	mapEdge   = 16
	mapSource = 6 // from one source to the next
)

func quotationMap(g *link.Graph) mapData {
	d := mapData{Topics: []placeData{}, Sources: []placeData{}, Years: []yearData{}, Edges: []edgeData{}}
	topics := topicsOf(g)
	edges := map[[2]string]*edgeData{}
	used := map[string]bool{}
	for _, topic := range topics {
		for _, p := range g.Proofs(topic.Path) {
			key := [2]string{topic.Path, p.Use.Source}
			e := edges[key]
			if e == nil {
				e = &edgeData{Topic: topic.Path, Source: p.Use.Source}
				edges[key] = e
			}
			used[p.Use.Source] = true
			switch p.Use.Kind {
			case content.Quotation:
				e.Quotations++
			case content.Citation:
				e.Citations++
			case content.Reference:
				e.References++
			}
		}
	}
	var sources []*link.Source
	for _, s := range g.Sources {
		if used[s.ID] {
			sources = append(sources, s)
		}
	}
	issued := func(s *link.Source) string { return s.Page.FrontMatter.Get("issued").Text() }
	slices.SortStableFunc(sources, func(a, b *link.Source) int { return strings.Compare(issued(a), issued(b)) })
	d.Height = max(2*mapEdge+mapSource*max(len(sources)-1, 0), 2*mapEdge+28*max(len(topics)-1, 0))
	spread := func(i, n int) int {
		if n < 2 {
			return d.Height / 2
		}
		return mapEdge + i*(d.Height-2*mapEdge)/(n-1)
	}
	at := map[string]int{}
	year, last := "", -mapEdge
	for i, s := range sources {
		at[s.ID] = spread(i, len(sources))
		d.Sources = append(d.Sources, placeData{Page: s.Page.Path, Y: at[s.ID], Held: s.Held()})
		const line = 14 // between two labels
		if y := issued(s); len(y) >= 4 && y[:4] != year && at[s.ID]-last >= line {
			year, last = y[:4], at[s.ID]
			d.Years = append(d.Years, yearData{at[s.ID], year})
		}
	}
	for i, topic := range topics {
		y := spread(i, len(topics))
		d.Topics = append(d.Topics, placeData{Page: topic.Path, Y: y})
		for _, s := range sources {
			if e := edges[[2]string{topic.Path, s.ID}]; e != nil {
				e.From, e.To = y, at[s.ID]
				d.Edges = append(d.Edges, *e)
			}
		}
	}
	slices.SortStableFunc(d.Edges, func(a, b edgeData) int {
		return cmp.Compare(min(a.Quotations+a.Citations, 1), min(b.Quotations+b.Citations, 1))
	})
	return d
}

func pictures(g *link.Graph) picturesData {
	return picturesData{Timeline: timeline(g), Who: who(g), Map: quotationMap(g)}
}
