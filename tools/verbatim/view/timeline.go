package view

import (
	"cmp"
	"math"
	"slices"
	"time"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
)

// timelineData is drawn by the distance from the days that the site explains,
// each step ten times as far: days and decades find room on one line.
type timelineData struct {
	Events []eventData `json:"events"`
	Ticks  []tickData  `json:"ticks"`
	From   int         `json:"from"` // the days themselves: a band
	To     int         `json:"to"`
	Rows   int         `json:"rows"`
}

// eventData is an item of the timeline that has a date.
type eventData struct {
	Date    string `json:"date"` // as written
	ISO     string `json:"iso"`
	Heading string `json:"heading"`
	Text    string `json:"text"`
	Anchor  string `json:"anchor,omitempty"`
	X       int    `json:"x"`
	Row     int    `json:"row"`  // from 0; events that would touch stand in rows
	Near    int    `json:"near"` // rank by distance from the days, within the heading

	distance float64 // in days: negative before, 0 on the days themselves
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

// timeline returns the drawing of the events; an empty one where the site has no
// days, no page of events, or no event with a date.
func timeline(graph *link.Graph) timelineData {
	drawn := timelineData{Events: []eventData{}, Ticks: []tickData{}}
	page := graph.Site.Page(timelinePage)
	days, ok := daysOf(graph.Site)
	if !ok || page == nil {
		return drawn
	}
	drawn.Events = append(drawn.Events, eventsOf(graph, page, days)...)
	if len(drawn.Events) == 0 {
		return drawn
	}
	line := newTimeLine(drawn.Events)
	drawn.From, drawn.To = line.band()
	drawn.Rows = spread(drawn.Events, line, days)
	rank(drawn.Events)
	drawn.Ticks = append(drawn.Ticks, line.ticks()...)
	return drawn
}

// period is the first and the last of the days that the site explains.
type period struct{ from, to time.Time }

// daysOf returns the days that the configuration names, if they are two dates.
func daysOf(site *content.Site) (days period, ok bool) {
	written := site.Config.Params.Verbatim.Days
	if len(written) != 2 {
		return period{}, false
	}
	from, err := time.Parse(time.DateOnly, written[0])
	if err != nil {
		return period{}, false
	}
	to, err := time.Parse(time.DateOnly, written[1])
	return period{from, to}, err == nil
}

// distance returns how many days lie between a day and the period: fewer than
// none where it is before.
func (p period) distance(at time.Time) float64 {
	const day = 24 * time.Hour
	switch {
	case at.Before(p.from):
		return -float64(p.from.Sub(at) / day)
	case at.After(p.to):
		return float64(at.Sub(p.to) / day)
	}
	return 0
}

// eventsOf returns the dated items of the page. Items with quotation marks are
// none: a drawing has no way to show their proof.
func eventsOf(graph *link.Graph, page *prose.Page, days period) []eventData {
	anchors := map[*prose.Use]string{}
	for _, proof := range graph.Proofs(page.Path) {
		anchors[proof.Use] = proof.Anchor
	}
	var events []eventData
	for _, item := range page.Items {
		at, iso, ok := content.EventDate(item.Label)
		if !ok || len(mark.Find(item.Text)) > 0 {
			continue
		}
		events = append(events, eventData{Date: item.Label, ISO: iso, Heading: item.Heading, Text: item.Text,
			Anchor: anchors[item.Use], distance: days.distance(at)})
	}
	return events
}

// timeLine is the scale of a drawing: so many units for ten times as many days.
type timeLine struct {
	unit          float64
	centre        float64 // of the days' band
	before, after float64 // logarithms of the farthest distances
}

// newTimeLine fits the scale to the events. A day on either side has room even
// where no event is.
func newTimeLine(events []eventData) timeLine {
	earliest, latest := -1.0, 1.0
	for _, event := range events {
		earliest, latest = min(earliest, event.distance), max(latest, event.distance)
	}
	line := timeLine{before: -logarithm(earliest), after: logarithm(latest)}
	line.unit = (timeWidth - 2*timeEdge - 2*timeBand) / (line.before + line.after)
	line.centre = timeEdge + line.before*line.unit + timeBand
	return line
}

// logarithm returns how far a distance is on the scale, 0 for none.
func logarithm(days float64) float64 { return math.Copysign(math.Log10(1+math.Abs(days)), days) }

// place returns where a distance is drawn: outside the band of the days, however
// short it is.
func (l timeLine) place(days float64) int {
	x := l.centre + logarithm(days)*l.unit
	switch {
	case days < 0:
		x -= timeBand
	case days > 0:
		x += timeBand
	}
	return int(math.Round(x))
}

// band returns the edges of the days themselves.
func (l timeLine) band() (from, to int) {
	centre := int(math.Round(l.centre))
	return centre - timeBand, centre + timeBand
}

// ticks returns the marks that lie between the farthest events, from left to
// right.
func (l timeLine) ticks() []tickData {
	var ticks []tickData
	for _, mark := range []struct {
		days  float64
		count int
		unit  string
	}{{7, 1, "week"}, {30, 1, "month"}, {365, 1, "year"}, {3652, 10, "year"}, {18262, 50, "year"}} {
		if logarithm(mark.days) <= l.before {
			ticks = append(ticks, tickData{l.place(-mark.days), mark.count, mark.unit})
		}
		if logarithm(mark.days) <= l.after {
			ticks = append(ticks, tickData{l.place(mark.days), mark.count, mark.unit})
		}
	}
	slices.SortFunc(ticks, func(a, b tickData) int { return a.X - b.X })
	return ticks
}

// spread gives each event its place and the lowest row in which no dot touches
// it, and returns how many rows there are.
func spread(events []eventData, line timeLine, days period) (rows int) {
	taken := map[int][]int{} // by row, where dots stand
	for i := range events {
		event := &events[i]
		event.X = line.place(event.distance)
		if event.distance == 0 {
			// The days stand side by side, the first one to the left of the middle.
			event.X += timeDot/2 + 1
			if event.ISO == days.from.Format(time.DateOnly) {
				event.X -= timeDot + 2
			}
		}
		touches := func(other int) bool { return other-event.X < timeDot && event.X-other < timeDot }
		for slices.ContainsFunc(taken[event.Row], touches) {
			event.Row++
		}
		taken[event.Row] = append(taken[event.Row], event.X)
		rows = max(rows, event.Row+1)
	}
	return rows
}

// rank numbers the events of each heading by their distance from the days. Of
// those that are equally far the one that stands nearer to the days in the list
// comes first; one before and one after the days share a number.
func rank(events []eventData) {
	far := func(i int) float64 { return math.Abs(events[i].distance) }
	order := make([]int, len(events))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		along := cmp.Compare(a, b)
		if events[a].distance < 0 {
			along = -along // before the days the list leads towards them
		}
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(events[a].distance, events[b].distance), along)
	})
	type side struct {
		heading string
		before  bool
	}
	nearer := map[string]int{} // events of a heading that are not as far
	for from := 0; from < len(order); {
		to := from
		same := map[side]int{}
		for ; to < len(order) && far(order[to]) == far(order[from]); to++ {
			event := &events[order[to]]
			key := side{event.Heading, event.distance < 0}
			event.Near = nearer[event.Heading] + same[key]
			same[key]++
		}
		for key, count := range same {
			nearer[key.heading] += count
		}
		from = to
	}
}
