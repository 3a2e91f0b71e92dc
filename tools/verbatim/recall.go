package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/kept"
	"summit-explainer/tools/verbatim/report"
)

// workFlags adds the flags of commands that take their time: they find what an earlier run
// made or found out.
func (s *session) workFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.timings, "timings", false, "say at the end where the time went")
	cmd.Flags().BoolVar(&s.noCache, "no-cache", false, "use nothing that an earlier run kept, and keep nothing")
}

// openStore opens what is kept. Tests keep it elsewhere.
var openStore = kept.Open

// store returns what is kept between runs, or nil where nothing is to be used of it:
// what is committed is proven anew by whoever takes it.
func (s *session) store() *kept.Store {
	if s.noCache || s.lockedByNow() {
		return nil
	}
	return openStore()
}

// outcome is what a run found out, as long as it is asked the same of the same files.
type outcome struct {
	From, Until    time.Time   // when it would have found out the same
	Project, Texts *kept.Trace // what it asked of them; Texts is nil where there were none
	List           *finding.List
	BaseURL        string
	Coverage       *report.Coverage
	Did, Added     string // what it said at its end, without the time that it took
	Public         string // of a build: the digest of what it published
}

// recalled is a run of which may be known what it finds out.
type recalled struct {
	store *kept.Store
	key   string
	now   outcome // of which a run has taken From, Project and Texts
}

// recall returns the run of a command at a moment, with all that decides what it finds
// out but the files; and the file systems through which it has to read these. Without a
// store nothing is known, and nothing is kept.
func (s *session) recall(store *kept.Store, command string, project, texts fs.FS, about ...any) (run *recalled, through, textsThrough fs.FS, err error) {
	if store == nil || s.page != nil {
		return &recalled{}, project, texts, nil
	}
	run = &recalled{store: store}
	at, err := s.edition.moment()
	if err != nil {
		return nil, nil, nil, err
	}
	given, err := s.edition.given()
	if err != nil {
		return nil, nil, nil, err
	}
	here, err := os.Getwd()
	if err != nil {
		return nil, nil, nil, err
	}
	run.key = fmt.Sprintf("%s %q %q %q %v %v %q %s %q", command, here, s.texts, s.scope, s.edition.preview, s.edition.drafts, s.edition.baseURL, given.Format(time.RFC3339Nano), fmt.Sprint(about...))
	run.now = outcome{From: at.At, Project: kept.NewTrace(project)}
	if texts != nil {
		run.now.Texts = kept.NewTrace(texts)
		return run, run.now.Project, run.now.Texts, nil
	}
	return run, run.now.Project, nil, nil
}

// known returns what the run finds out, where that is known already.
func (r *recalled) known() *outcome {
	data, ok := r.store.Get("runs", r.key)
	if !ok {
		return nil
	}
	var then outcome
	if gob.NewDecoder(bytes.NewReader(data)).Decode(&then) != nil || then.Project == nil || then.List == nil {
		return nil
	}
	at := r.now.From
	if at.Before(then.From) || !at.Before(then.Until) && !at.Equal(then.From) {
		return nil
	}
	if !then.Project.Same(r.now.Project.FS) || (then.Texts == nil) != (r.now.Texts == nil) ||
		then.Texts != nil && !then.Texts.Same(r.now.Texts.FS) {
		return nil
	}
	return &then
}

// keep keeps what the run found out. Where the files changed meanwhile, it is not kept.
func (r *recalled) keep(list *finding.List, found outcome) {
	if r.store == nil {
		return
	}
	found.From, found.Project, found.Texts, found.List = r.now.From, r.now.Project, r.now.Texts, list
	var data bytes.Buffer
	if gob.NewEncoder(&data).Encode(found) == nil {
		r.store.Put("runs", r.key, data.Bytes())
	}
}
