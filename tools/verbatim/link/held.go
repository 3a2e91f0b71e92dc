package link

import (
	"sync"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/text"
)

// reading is the reading of a source's evidence, which is put off until somebody asks:
// where the text is at hand it says more.
type reading struct {
	of      *content.Source
	options text.Options
	text    bool // is at hand

	once   sync.Once
	locked *evidence.Evidence // without its commitment; nil where it can't be believed
	unread []finding.Finding  // why
}

func (r *reading) read() {
	r.once.Do(func() {
		report := func(found finding.Finding) { r.unread = append(r.unread, found) }
		r.hold(evidence.Read(r.of.Evidence, r.of.ID, r.of.Page.File, r.options, r.text, report))
	})
}

// hold drops the commitment: half of the evidence, and believed by now.
func (r *reading) hold(locked *evidence.Evidence) {
	if locked != nil {
		locked.Commitment = evidence.Commitment{}
	}
	r.locked = locked
}

// locked returns the evidence of the source, without its commitment: nil where there
// is none, or none that can be believed.
func (s *Source) locked() *evidence.Evidence {
	if s.held == nil {
		return nil
	}
	s.held.read()
	return s.held.locked
}

// unread says why evidence can't be read, which the text writes anew where it is at hand.
func (s *Source) unread() []finding.Finding {
	if s.held == nil {
		return nil
	}
	s.held.read()
	return s.held.unread
}

// encode returns the bytes of evidence.json, or why they could not be read again. What
// the evidence that is held says already is not read for that: it would be this.
func (s *Source) encode(now evidence.Evidence) (data []byte, wrong *evidence.Fault) {
	if s.held != nil && now.SaidBy(s.Evidence.Data) {
		if wrong = now.Believe(s.ID, s.options); wrong == nil {
			s.held.once.Do(func() { s.held.hold(&now) })
		}
		return s.Evidence.Data, wrong
	}
	s.locked() // here, where there are others beside it: it will be compared
	data = now.Encode()
	again, _, wrong := evidence.Parse(data)
	if wrong == nil {
		wrong = again.Believe(s.ID, s.options)
	}
	return data, wrong
}
