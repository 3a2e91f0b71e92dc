package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/host"
	"summit-explainer/tools/verbatim/public"
	"summit-explainer/tools/verbatim/style"
)

// Options say how a site is checked.
type Options struct {
	Texts    fs.FS                 // full texts, as ID/text.txt; nil where none are at hand
	Key      string                // with which the manifest must be signed; "" where anybody may have made it
	Progress func(done, total int) // is told of files; may be nil, and is called by one goroutine at a time
}

// A Claim is what is said of a site. Each says more than the one before it.
type Claim int

// The claims.
const (
	Unaltered  Claim = iota // since it was published
	Consistent              // with the committed roots
	True                    // to the texts
)

func (c Claim) String() string {
	return [...]string{"unaltered since it was published", "consistent with the committed root", "true to the text"}[c]
}

// A Problem is a reason for which a claim does not hold.
type Problem struct {
	Claim   Claim
	File    string // of the site
	Message string // a clause without a full stop
}

// A Report is what was found out about a site.
type Report struct {
	Manifest *Manifest
	Signer   string    // the key by which the manifest is signed; "" where it is not
	Vouched  bool      // that is the key that was given
	Unserved []string  // files that hosts read and do not send, which could not be compared
	Texts    []string  // IDs of the sources whose text was at hand
	Problems []Problem // by claim and file
}

// Holds reports whether nothing speaks against a claim. Of what was not looked at,
// as of texts that are not at hand, it says nothing.
func (r *Report) Holds(c Claim) bool {
	return !slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Claim == c })
}

// checker is one check.
type checker struct {
	site     *Site
	manifest *Manifest
	proofs   map[string]*evidence.Evidence // by source, those that can be believed
	passages map[string]*proven            // by ID#anchor
	uses     map[string]*Quotation         // by key
	mu       sync.Mutex                    // of what follows
	report   *Report
	shown    map[string]int  // how often a quotation is on its page
	evident  map[string]int  // and its evidence
	places   map[string]bool // passages that are on the page of their source
	verdicts []verdictAt
	alike    []alikeAt
	styled   style.Places
	css      map[string][]byte   // style sheets
	law      public.Outside      // of the site, whatever is proven
	whole    map[string][]string // paragraphs of texts that are published, by source
	heads    map[string]string   // what the pages of sources have as their title, by ID
}

// proven is a passage with the words that readers see of it.
type proven struct {
	whole, marked string
	pieces        []evidence.Piece
	first         string   // of the first piece
	said          []string // names of its speaker
}

func (c *checker) problem(claim Claim, file, format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Problems = append(c.report.Problems, Problem{claim, file, fmt.Sprintf(format, args...)})
}

// Check holds a site against its manifest. It fails where there is none that can
// be read, or where the site can't be reached; what is wrong with the site is in
// the report.
func Check(ctx context.Context, site *Site, o Options) (*Report, error) {
	c := &checker{site: site, report: &Report{}, proofs: map[string]*evidence.Evidence{}, passages: map[string]*proven{}, uses: map[string]*Quotation{},
		shown: map[string]int{}, evident: map[string]int{}, places: map[string]bool{}, styled: style.Places{}, css: map[string][]byte{}, whole: map[string][]string{}, heads: map[string]string{}}
	data, err := site.read(ctx, ManifestFile, nil)
	if err != nil {
		return nil, fmt.Errorf("%s has no manifest: %s: %w", site, ManifestFile, err)
	}
	if c.manifest, err = Parse(data); err != nil {
		return nil, fmt.Errorf("%s: %s: %w", site, ManifestFile, err)
	}
	c.report.Manifest = c.manifest
	if err := c.signature(ctx, data, o.Key); err != nil {
		return nil, err
	}
	c.law = public.Outside{BaseURL: c.manifest.Address, Language: "en", Hosts: c.manifest.Hosts, Files: map[string]bool{}, Titles: c.manifest.Titles}
	for name := range c.manifest.Files {
		c.law.Files[name] = true
	}
	c.nothingAdded()
	c.prepare()
	// What proves comes first, then what is proven by it.
	var first, rest []string
	for name := range c.manifest.Files {
		if slices.ContainsFunc(c.manifest.Sources, func(s Source) bool { return s.Evidence == name || name == textOf(s.ID) }) {
			first = append(first, name)
		} else {
			rest = append(rest, name)
		}
	}
	done := 0
	progress := func() {
		if done++; o.Progress != nil {
			o.Progress(done, len(c.manifest.Files))
		}
	}
	slices.Sort(first)
	slices.Sort(rest)
	if err := c.each(ctx, first, progress); err != nil {
		return nil, err
	}
	c.resolve()
	if err := c.each(ctx, rest, progress); err != nil {
		return nil, err
	}
	c.lost()
	c.untitled()
	c.sealed()
	c.unlike()
	c.sheets()
	c.texts(o.Texts)
	slices.SortStableFunc(c.report.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.File, b.File), cmp.Compare(a.Message, b.Message))
	})
	return c.report, nil
}

// each reads and checks files, several at once. A site that fails in one way
// again and again is given up.
func (c *checker) each(ctx context.Context, names []string, progress func()) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan string)
	var workers sync.WaitGroup
	var failed sync.Map // error → how often
	for range max(c.site.parallel, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for name := range next {
				if err := c.file(ctx, name); err != nil {
					count, _ := failed.LoadOrStore(err.Error(), new(int))
					c.mu.Lock()
					if *count.(*int)++; *count.(*int) == most {
						stop(fmt.Errorf("%s: given up after %d files: %w", c.site, most, err))
					}
					c.mu.Unlock()
				}
				c.mu.Lock()
				progress()
				c.mu.Unlock()
			}
		})
	}
	for _, name := range names {
		if ctx.Err() != nil {
			break
		}
		next <- name
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// most is how many files may fail for one reason that is not theirs.
const most = 8

// file checks one file of the manifest. The error is the network's, and is among
// the problems, too.
func (c *checker) file(ctx context.Context, name string) error {
	want := c.manifest.Files[name]
	of, packed := host.Packed(name)
	if packed = packed && c.site.remote; packed {
		want = c.manifest.Files[of] // it comes unpacked
	}
	data, err := c.site.read(ctx, name, &want)
	var unreachable *networkError
	switch {
	case err == nil:
	case errors.As(err, &unreachable):
		if ctx.Err() == nil {
			c.problem(Unaltered, name, "%v", err)
			return unreachable.cause
		}
		return nil
	case errors.Is(err, errUnserved):
		c.mu.Lock()
		c.report.Unserved = append(c.report.Unserved, name)
		c.mu.Unlock()
		return nil
	case errors.Is(err, fs.ErrNotExist):
		c.problem(Unaltered, name, "it is missing")
		return nil
	default:
		c.problem(Unaltered, name, "it can't be read: %v", err)
		return nil
	}
	changed := FileOf(data) != want
	if changed {
		c.problem(Unaltered, name, "%s", c.site.altered(name, data, want))
	}
	if !packed {
		c.content(name, data, changed)
	}
	return nil
}

// nothingAdded reports the files that the manifest does not list. Only a folder can
// be listed; at an address the links of pages are followed.
func (c *checker) nothingAdded() {
	if c.site.list == nil {
		return
	}
	err := c.site.list(func(name string, regular bool) {
		_, listed := c.manifest.Files[name]
		switch {
		case listed && regular || name == ManifestFile || name == SignatureFile:
		case listed:
			c.problem(Unaltered, name, "it is no file, but leads elsewhere")
		default:
			c.problem(Unaltered, name, "it was added: the manifest does not list it")
		}
	})
	if err != nil {
		c.problem(Unaltered, ".", "not all of the folder can be listed: %v", err)
	}
}

// prepare notes what the manifest says that pages show.
func (c *checker) prepare() {
	for i := range c.manifest.Quotations {
		q := &c.manifest.Quotations[i]
		if c.uses[q.key()] != nil {
			c.problem(Consistent, q.Page, "the manifest has the %s %s twice", q.Kind, q.Anchor)
		}
		c.uses[q.key()] = q
		if _, ok := c.manifest.Files[q.Page]; !ok {
			c.problem(Consistent, q.Page, "the manifest has a %s on it, and no such file", q.Kind)
		}
	}
}

// untitled reports titles that the manifest gives to a source, and that the page of the
// source does not have as its own: marks in them are taken for the title's.
func (c *checker) untitled() {
	for id, title := range c.manifest.Titles {
		if c.heads[id] != title {
			c.problem(Consistent, ManifestFile, "it gives the source %s a title that its page does not have: %s", id, excerpt(title))
		}
	}
}

// lost reports what is not on its page, or more than once.
func (c *checker) lost() {
	for key, q := range c.uses {
		if _, ok := c.manifest.Files[q.Page]; !ok {
			continue // reported
		}
		if n := c.shown[key]; n != 1 {
			c.problem(Consistent, q.Page, "the %s #%s is on the page %d times, not once: %s", q.Kind, q.Anchor, n, excerpt(q.Shown))
		}
		if n := c.evident[key]; n != 1 {
			c.problem(Consistent, q.Page, "the evidence of the %s #%s is on the page %d times, not once", q.Kind, q.Anchor, n)
		}
		place := q.Source + "#" + q.Passage
		if c.passages[place] != nil && !c.places[place] {
			c.problem(Consistent, fileOf("/sources/"+q.Source), "the passage #%s, on which %s rests, is not on the page", q.Passage, q.key())
		}
	}
}
