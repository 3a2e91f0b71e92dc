package desk

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/saying"
)

// A check can be shared among machines. Each reads all of the site and proves what
// the pages of its shard claim; what the shards found is then merged. What follows
// from the findings of several shards is left to that: what is an echo of another
// finding, and which suppressions suppress nothing.

// Shard is one of so many parts of a check. Each file is in one of them.
type Shard struct{ Number, Of int } // from 1

// ParseShard reads a shard as people write it: 2/4.
func ParseShard(text string) (Shard, error) {
	number, of, _ := strings.Cut(text, "/")
	var shard Shard
	var err error
	if shard.Number, err = strconv.Atoi(number); err == nil {
		shard.Of, err = strconv.Atoi(of)
	}
	if err != nil || shard.String() != text || !shard.valid() {
		return Shard{}, fmt.Errorf("%q is no shard: write which one of how many, 1/4 to 4/4", text)
	}
	return shard, nil
}

// String returns the shard as people write it.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Number, s.Of) }

func (s Shard) valid() bool { return 1 <= s.Number && s.Number <= s.Of }

// Holds reports whether a file is in the shard. Nothing counts but its name, so that
// machines agree, and a page stays in its shard while others come and go.
func (s Shard) Holds(file string) bool {
	sum := sha256.Sum256([]byte(file))
	return int(binary.BigEndian.Uint64(sum[:])%uint64(s.Of)) == s.Number-1
}

// Conditions are what shards must have in common to be merged.
type Conditions struct {
	Tool   string // its version
	Date   string // that was asked for; "" where each took the time by its clock
	Locked bool   // evidence has to be there by now
	Site   string // digest of the project's files
	Texts  string // digest of the texts that are not published; "" where they were not at hand
}

// NewConditions returns the conditions of a check of a project, with texts that may be
// nil.
func NewConditions(project, texts fs.FS, tool, date string, locked bool) (c Conditions, err error) {
	c = Conditions{Tool: tool, Date: date, Locked: locked}
	if c.Site, err = content.State(project); err == nil && texts != nil {
		c.Texts, err = stateOf(texts)
	}
	return c, err
}

// stateOf returns the digest of a folder of texts.
func stateOf(texts fs.FS) (string, error) {
	entries, err := fs.ReadDir(texts, ".")
	if err != nil {
		return "", fmt.Errorf("the folder of texts can't be read: %w", err)
	}
	state := sha256.New()
	for _, entry := range entries {
		name := path.Join(entry.Name(), "text.txt")
		info, err := fs.Stat(texts, name)
		if err != nil || !info.Mode().IsRegular() || info.Size() > content.MaxText {
			continue // no text, or one that stops each check
		}
		data, err := fs.ReadFile(texts, name)
		if err != nil {
			return "", fmt.Errorf("the text %s can't be read: %w", name, err)
		}
		fmt.Fprintf(state, "%q %s\n", name, evidence.Digest(data))
	}
	return hex.EncodeToString(state.Sum(nil)), nil
}

// ShardResult is what was found in a shard.
type ShardResult struct {
	Shard      Shard
	Conditions Conditions
	Explained  string      // as Site.Explained has it
	Pages      int         // of the site
	Totals     link.Totals // of the shard's pages; the sources are those of the site

	found, locks []finding.Finding // before and after what is locked was looked at
	due          []finding.Finding // what the moment is the reason for, of the whole site
	suppressions []*finding.Suppression
}

// CheckShard does a shard's part of what Check does.
func CheckShard(project, texts fs.FS, at prose.Moment, shard Shard, under Conditions, progress finding.Progress) (*ShardResult, error) {
	result := &ShardResult{Shard: shard, Conditions: under}
	site, err := content.Load(project, progress, into(&result.found, shard.Holds))
	if err != nil {
		return nil, err
	}
	own := *site
	own.Pages = nil
	for _, page := range site.Pages {
		if shard.Holds(page.File.Name) {
			own.Pages = append(own.Pages, page)
			result.suppressions = append(result.suppressions, page.Suppressions...)
		} else {
			page.Parts = nil // which are for saying, and nobody reads here
		}
	}
	saying.Check(&own, into(&result.found, nil))
	graph, err := link.ResolveOwn(site, texts, shard.Holds, into(&result.found, nil))
	if err != nil {
		return nil, err
	}
	graph.CheckLocks(under.Locked, into(&result.locks, nil))
	site.CheckDue(at, into(&result.due, nil))
	result.Explained, result.Pages, result.Totals = site.Explained(), len(site.Pages), graph.Totals()
	return result, nil
}

// into returns a report that appends to a list the findings of files for which holds
// is true, or where it is nil all.
func into(list *[]finding.Finding, holds func(file string) bool) finding.Report {
	var mu sync.Mutex
	return func(found finding.Finding) {
		if holds != nil && !holds(found.File.Name) {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		*list = append(*list, found)
	}
}

// Failed reports whether a finding of severity error is among those of the shard. What
// is one of all shards together, only their merge can say.
func (r *ShardResult) Failed(levels map[finding.Rule]finding.Severity) bool {
	var list finding.List
	list.SetLevels(levels)
	gather([]*ShardResult{r}, &list)
	return list.Failed()
}

// gather puts what was found in shards into a list, as Check puts it there.
func gather(results []*ShardResult, list *finding.List) {
	each := func(of func(*ShardResult) []finding.Finding) {
		for _, result := range results {
			for _, found := range of(result) {
				list.Report(found)
			}
		}
	}
	for _, result := range results {
		list.Suppress(result.suppressions...)
	}
	each(func(r *ShardResult) []finding.Finding { return r.found })
	list.Keep(withoutEchoes(list.Sorted()))
	each(func(r *ShardResult) []finding.Finding { return r.locks })
	list.Keep(withoutEchoes(list.Sorted()))
	for _, found := range results[0].due { // which all have found
		list.Report(found)
	}
}
