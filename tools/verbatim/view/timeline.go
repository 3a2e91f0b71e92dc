package view

import (
	"cmp"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/mark"
	"summit-explainer/tools/verbatim/prose"
)

// timelineData is drawn by the distance from the days that the site explains,
// each step ten times as far: days and decades find room on one line. Turning
// points are named, the other events are small ticks.
type timelineData struct {
	Events []eventData `json:"events"`
	Ticks  []tickData  `json:"ticks"`
	From   int         `json:"from"` // the days themselves: a band
	To     int         `json:"to"`
	Rows   int         `json:"rows"`   // of small ticks
	Levels int         `json:"levels"` // of names
	Named  int         `json:"named"`  // turning points
	Height int         `json:"height"` // of the upright drawing
}

// eventData is an item of the timeline that has a date.
type eventData struct {
	Date    string   `json:"date"` // as written
	Name    string   `json:"name,omitempty"`
	ISO     string   `json:"iso"`
	Far     *farData `json:"far,omitempty"` // none on the days themselves
	Heading string   `json:"heading"`
	Text    string   `json:"text"`
	Anchor  string   `json:"anchor,omitempty"`
	X       int      `json:"x"`
	Row     int      `json:"row"`            // from 0; ticks that would touch stand in rows
	Level   int      `json:"level"`          // of the name, from 0 upwards; names that would touch stand in levels
	Left    bool     `json:"left,omitempty"` // the name ends at its leader, where others begin
	Y       int      `json:"y"`              // in the upright drawing
	Label   int      `json:"label"`          // the height of the name there
	Near    int      `json:"near"`           // rank by distance from the days, within the heading

	distance float64 // in days: negative before, 0 on the days themselves
}

// farData is a distance in words: so many days, weeks, months or years, before
// the days where the count is negative.
type farData struct {
	Count int    `json:"count"`
	Unit  string `json:"unit"`
}

// tickData is a mark as far from the days as so many units of time.
type tickData struct {
	farData
	X int `json:"x"`
	Y int `json:"y"` // in the upright drawing
}

// Measures of the timeline, in units of its drawing.
const (
	timeWidth  = 1000
	timeEdge   = 24
	timeBand   = 26 // half of the days' band
	timeTick   = 4  // from one small tick to the next
	timeDot    = 14 // from one turning point to the next
	timeLetter = 7  // how wide a letter of a name is, at most on average
	timeSpace  = 10 // from one name to the next, and to a leader
)

// Measures of the upright drawing.
const (
	uprightTop   = 20
	uprightLong  = 700
	uprightLabel = 36 // from one name to the next
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
	drawn.Rows = spread(drawn.Events, line)
	drawn.Levels, drawn.Named = name(drawn.Events)
	drawn.Height = stand(drawn.Events)
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

// far returns the distance of an event in words, nil on the days themselves. No unit
// is finer than the date: what happened in a month has no day, and may be none of
// them away.
func (p period) far(at time.Time, iso string) *farData {
	sign, from := 1, p.to
	if at.Before(p.from) {
		sign, from = -1, p.from
	}
	years := at.Year() - from.Year()
	months := 12*years + int(at.Month()) - int(from.Month())
	const month, year = 365.25 / 12, 365.25 // days
	days := math.Abs(p.distance(at))
	far := farData{}
	switch {
	case days == 0:
		return nil
	case len(iso) == len("2006"):
		far = farData{years, "year"}
	case len(iso) == len("2006-01") && max(months, -months) < 24:
		far = farData{months, "month"}
	case days < 14 && days != 7:
		far = farData{sign * int(days), "day"}
	case days < 60:
		far = farData{sign * int(math.Round(days/7)), "week"}
	case days < 2*year:
		far = farData{sign * int(math.Round(days/month)), "month"}
	default:
		far = farData{sign * int(math.Round(days/year)), "year"}
	}
	return &far
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
		date, name := content.EventLabel(item.Label)
		at, iso, ok := content.EventDate(date)
		if !ok || len(mark.Find(name)) > 0 || len(mark.Find(item.Text)) > 0 {
			continue
		}
		events = append(events, eventData{Date: date, Name: name, ISO: iso, Far: days.far(at, iso), Heading: item.Heading, Text: item.Text,
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
			ticks = append(ticks, tickData{farData{-mark.count, mark.unit}, l.place(-mark.days), upright(l.place(-mark.days))})
		}
		if logarithm(mark.days) <= l.after {
			ticks = append(ticks, tickData{farData{mark.count, mark.unit}, l.place(mark.days), upright(l.place(mark.days))})
		}
	}
	slices.SortFunc(ticks, func(a, b tickData) int { return a.X - b.X })
	return ticks
}

// spread gives each event its place, and small ticks the lowest row in which they
// touch none; it returns how many rows there are. Those of the days themselves
// share out the band.
func spread(events []eventData, line timeLine) (rows int) {
	const within, outside = 0, 1
	var during [2][]*eventData // small ticks and turning points of the days
	taken := map[int][]int{}   // by row, where ticks stand
	last := math.MinInt        // the turning point before
	for i := range events {
		event := &events[i]
		event.X = line.place(event.distance)
		switch named := event.Name != ""; {
		case event.distance == 0 && named:
			during[outside] = append(during[outside], event)
		case event.distance == 0:
			during[within] = append(during[within], event)
		case named && event.distance > 0:
			event.X = max(event.X, last+timeDot)
			last = event.X
		case !named:
			touches := func(other int) bool { return other-event.X < timeTick && event.X-other < timeTick }
			for slices.ContainsFunc(taken[event.Row], touches) {
				event.Row++
			}
			taken[event.Row] = append(taken[event.Row], event.X)
			rows = max(rows, event.Row+1)
		}
	}
	// Turning points before the days give way to those nearer to them.
	next := math.MaxInt
	for i := len(events) - 1; i >= 0; i-- {
		if event := &events[i]; event.Name != "" && event.distance < 0 {
			event.X = min(event.X, next-timeDot)
			next = event.X
		}
	}
	for _, same := range during {
		for i, event := range same {
			event.X += (2*i + 1 - len(same)) * timeBand / max(len(same), 2)
			rows = max(rows, 1)
		}
	}
	return rows
}

// nameplate is the place of a name on the line: from where to where, and how high.
type nameplate struct{ from, to, leader, level int }

// touches reports whether two names, or a name and the leader of the other one,
// lie on each other.
func (n nameplate) touches(other nameplate) bool {
	apart := n.to+timeSpace <= other.from || other.to+timeSpace <= n.from
	crosses := func(name, leader nameplate) bool {
		return leader.level > name.level && leader.leader > name.from-timeSpace && leader.leader < name.to+timeSpace
	}
	return n.level == other.level && !apart || crosses(n, other) || crosses(other, n)
}

// name gives each turning point the lowest level on which its name touches no
// other one and no leader, and returns how many levels and names there are. A name
// begins at its leader. Where it would run over the edge, or over the leader of one
// that does, it ends there.
func name(events []eventData) (levels, names int) {
	var starting, ending []*eventData // from the right
	edge := timeWidth
	for i := len(events) - 1; i >= 0; i-- {
		event := &events[i]
		switch {
		case event.Name == "":
		case event.X+width(event) > edge:
			event.Left, edge = true, event.X-timeSpace
			ending = append(ending, event)
		default:
			starting = append(starting, event)
		}
	}
	// Those on the outside are higher: their names run over those within.
	slices.Reverse(ending)
	var placed []nameplate
	for _, event := range append(starting, ending...) {
		plate := nameplate{from: event.X, to: event.X + width(event), leader: event.X}
		if event.Left {
			plate.from, plate.to = event.X-width(event), event.X
		}
		for plate.level < len(events) && slices.ContainsFunc(placed, plate.touches) {
			plate.level++
		}
		event.Level = plate.level
		placed = append(placed, plate)
		levels = max(levels, plate.level+1)
	}
	return levels, len(placed)
}

// width is how long the name of an event is on the line, with its date below.
func width(event *eventData) int {
	return timeLetter * max(utf8.RuneCountInString(event.Name), utf8.RuneCountInString(event.Date))
}

// upright returns where a place of the line is when it stands.
func upright(x int) int { return uprightTop + x*uprightLong/timeWidth }

// stand places the events on the upright line and their names beside it, each as
// near to its event as the others let it; it returns the height of the drawing.
func stand(events []eventData) (height int) {
	var named []*eventData
	for i := range events {
		event := &events[i]
		event.Y = upright(event.X)
		if event.Name != "" {
			event.Label = event.Y
			named = append(named, event)
		}
	}
	height = max(uprightLong+2*uprightTop, len(named)*uprightLabel+uprightTop)
	slices.SortStableFunc(named, func(a, b *eventData) int { return cmp.Compare(a.Y, b.Y) })
	lowest := height - uprightTop
	for i := len(named) - 1; i >= 0; i-- { // upwards, from the foot
		named[i].Label = min(named[i].Label, lowest)
		lowest = named[i].Label - uprightLabel
	}
	highest := uprightTop
	for _, event := range named { // and down again, from the head
		event.Label = max(event.Label, highest)
		highest = event.Label + uprightLabel
	}
	return height
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
