package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"

	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/matter"
)

// ShardFile is the file of a shard's result. static/schemas/shard.json describes it; a
// test holds the two together. Places are in bytes, so that a merge shows them as any
// check does.
type ShardFile struct {
	Name string `json:"-"` // as people name it

	Version      int                `json:"version"`
	Tool         string             `json:"tool"`
	Shard        int                `json:"shard"`
	Of           int                `json:"of"`
	Site         string             `json:"site"`
	Texts        string             `json:"texts,omitempty"`
	Date         string             `json:"date,omitempty"`
	Locked       bool               `json:"locked"`
	Explained    string             `json:"explained,omitempty"`
	Pages        int                `json:"pages"`
	Claims       shardClaims        `json:"claims"`
	Files        []shardName        `json:"files"`
	Found        []shardFinding     `json:"found"`
	Locks        []shardFinding     `json:"locks"`
	Due          []shardFinding     `json:"due"`
	Suppressions []shardSuppression `json:"suppressions"`
}

// shardVersion is that of the format.
const shardVersion = 1

type shardClaims struct {
	Quotations      int `json:"quotations"`
	Citations       int `json:"citations"`
	References      int `json:"references"`
	Sources         int `json:"sources"`
	AgainstText     int `json:"againstText"`
	AgainstEvidence int `json:"againstEvidence"`
}

// shardName is a file and what is in it; without a digest one that was not read.
type shardName struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256,omitempty"`
}

// shardFinding is a finding; files are named by their place in the list of files.
type shardFinding struct {
	Rule       finding.Rule   `json:"rule"`
	Note       bool           `json:"note,omitempty"`
	File       int            `json:"file"`
	Span       [2]int         `json:"span"`
	Message    string         `json:"message"`
	Help       string         `json:"help,omitempty"`
	Kind       string         `json:"kind,omitempty"`
	Difference []shardStep    `json:"difference,omitempty"`
	Related    []shardRelated `json:"related,omitempty"`
	Fix        *shardFix      `json:"fix,omitempty"`
}

type shardStep struct {
	Op    string `json:"op"`
	Words string `json:"words"`
}

type shardRelated struct {
	Label string  `json:"label"`
	Text  string  `json:"text,omitempty"`
	File  *int    `json:"file,omitempty"`
	Span  *[2]int `json:"span,omitempty"`
}

type shardFix struct {
	Safe  bool        `json:"safe"`
	Edits []shardEdit `json:"edits"`
}

type shardEdit struct {
	Span [2]int `json:"span"`
	New  string `json:"new"`
}

type shardSuppression struct {
	File   int          `json:"file"`
	Span   [2]int       `json:"span"`
	Line   int          `json:"line"`
	Rule   finding.Rule `json:"rule"`
	Reason string       `json:"reason"`
}

// Encode returns the bytes of the result's file. It returns an error where the file
// could not be read as it is, for a name in it is not UTF-8.
func (r *ShardResult) Encode() ([]byte, error) {
	under := r.Conditions
	file := &ShardFile{Version: shardVersion, Tool: under.Tool, Shard: r.Shard.Number, Of: r.Shard.Of,
		Site: under.Site, Texts: under.Texts, Date: under.Date, Locked: under.Locked, Explained: r.Explained, Pages: r.Pages,
		Claims: shardClaims{r.Totals.Quotations, r.Totals.Citations, r.Totals.References, r.Totals.Sources, r.Totals.AgainstText, r.Totals.AgainstEvidence},
		Files:  []shardName{}, Suppressions: []shardSuppression{}}
	w := shardWriter{file, map[*finding.File]int{}, map[shardName]int{}}
	file.Due = w.findings(r.due) // first, so that all shards number its files alike
	file.Found, file.Locks = w.findings(r.found), w.findings(r.locks)
	for _, one := range r.suppressions {
		file.Suppressions = append(file.Suppressions, shardSuppression{w.file(one.File), span(one.Span), one.Line, one.Rule, one.Reason})
	}
	data, err := matter.EncodeJSON(file, "")
	if err != nil {
		return nil, err
	}
	again, err := ReadShardFile("", data)
	if err == nil && !reflect.DeepEqual(file, again) {
		err = errors.New("a name or a text is not UTF-8")
	}
	if err != nil {
		return nil, fmt.Errorf("what shard %s found can't be written: %w; check the site in one run", r.Shard, err)
	}
	return data, nil
}

// shardWriter numbers the files of a result.
type shardWriter struct {
	to    *ShardFile
	known map[*finding.File]int
	named map[shardName]int
}

func (w shardWriter) file(file *finding.File) int {
	if number, ok := w.known[file]; ok {
		return number
	}
	name := shardName{Name: file.Name}
	if len(file.Data) > 0 {
		name.SHA256 = evidence.Digest(file.Data)
	}
	number, ok := w.named[name]
	if !ok {
		number = len(w.to.Files)
		w.to.Files = append(w.to.Files, name)
	}
	w.known[file], w.named[name] = number, number
	return number
}

func span(at finding.Span) [2]int { return [2]int{at.Start, at.End} }

func (w shardWriter) findings(list []finding.Finding) []shardFinding {
	all := []shardFinding{}
	for _, found := range list {
		one := shardFinding{Rule: found.Rule, Note: found.Note, File: w.file(found.File), Span: span(found.Span),
			Message: found.Message, Help: found.Help, Kind: found.Kind}
		for _, step := range found.Difference {
			one.Difference = append(one.Difference, shardStep(step))
		}
		for _, related := range found.Related {
			other := shardRelated{Label: related.Label, Text: related.Text}
			if related.File != nil {
				number, at := w.file(related.File), span(related.Span)
				other.File, other.Span = &number, &at
			}
			one.Related = append(one.Related, other)
		}
		if len(found.Fix.Edits) > 0 {
			one.Fix = &shardFix{Safe: found.Fix.Safe}
			for _, edit := range found.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, shardEdit{span(edit.Span), edit.New})
			}
		}
		all = append(all, one)
	}
	return all
}

// ReadShardFile reads the file of a shard's result. It returns an error where that is
// not, byte for byte but for white space, what a shard would write.
func ReadShardFile(name string, data []byte) (*ShardFile, error) {
	wrong := func(format string, args ...any) (*ShardFile, error) {
		return nil, fmt.Errorf("%s is not the whole result of a shard: %s; write it anew: verbatim check --shard I/N > FILE", name, fmt.Sprintf(format, args...))
	}
	var head struct {
		Version int `json:"version"`
	}
	if json.Unmarshal(data, &head) == nil && head.Version > shardVersion {
		return nil, fmt.Errorf("%s is of version %d of the format, and this verbatim reads version %d: check and merge with one version", name, head.Version, shardVersion)
	}
	file := &ShardFile{}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	switch err := decoder.Decode(file); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return wrong("it is cut off")
	case err != nil:
		return wrong("%v", err)
	}
	again, err := matter.EncodeJSON(file, "")
	var given bytes.Buffer
	if err != nil || json.Compact(&given, data) != nil || !bytes.Equal(given.Bytes(), bytes.TrimSpace(again)) {
		return wrong("no shard wrote it so")
	}
	file.Name = name
	switch {
	case file.Version != shardVersion:
		return wrong("it has no version of the format")
	case !file.shard().valid():
		return wrong("there is no shard %s", file.shard())
	case file.Files == nil || file.Found == nil || file.Locks == nil || file.Due == nil || file.Suppressions == nil:
		return wrong("a list is missing")
	}
	for _, one := range slices.Concat(file.Found, file.Locks, file.Due) {
		if !one.Rule.Known() || !file.has(one.File) || slices.ContainsFunc(one.Related, func(r shardRelated) bool {
			return (r.File == nil) != (r.Span == nil) || r.File != nil && !file.has(*r.File)
		}) {
			return wrong("a finding is of no rule, or of no file")
		}
	}
	for _, one := range file.Suppressions {
		if !one.Rule.Known() || !file.has(one.File) {
			return wrong("a suppression is of no rule, or of no file")
		}
	}
	return file, nil
}

func (f *ShardFile) shard() Shard { return Shard{f.Shard, f.Of} }

func (f *ShardFile) conditions() Conditions {
	return Conditions{Tool: f.Tool, Date: f.Date, Locked: f.Locked, Site: f.Site, Texts: f.Texts}
}

// has reports whether there is a file of that number.
func (f *ShardFile) has(number int) bool { return 0 <= number && number < len(f.Files) }

// due returns the findings of what is due, with their files, as it can be compared.
func (f *ShardFile) due() string {
	files := 0
	for _, one := range f.Due {
		files = max(files, one.File+1)
	}
	data, err := matter.EncodeJSON([]any{f.Due, f.Files[:files]}, "")
	if err != nil {
		panic(err) // plain strings and numbers always encode
	}
	return string(data)
}

// result returns what the file holds.
func (f *ShardFile) result(opened *opener) (*ShardResult, error) {
	var files []*finding.File
	for _, name := range f.Files {
		file, err := opened.open(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		files = append(files, file)
	}
	at := func(span [2]int) finding.Span { return finding.Span{Start: span[0], End: span[1]} }
	findings := func(list []shardFinding) (all []finding.Finding) {
		for _, one := range list {
			found := finding.Finding{Rule: one.Rule, Note: one.Note, File: files[one.File], Span: at(one.Span),
				Message: one.Message, Help: one.Help, Kind: one.Kind}
			for _, step := range one.Difference {
				found.Difference = append(found.Difference, finding.Difference(step))
			}
			for _, related := range one.Related {
				other := finding.Related{Label: related.Label, Text: related.Text}
				if related.File != nil {
					other.File, other.Span = files[*related.File], at(*related.Span)
				}
				found.Related = append(found.Related, other)
			}
			if one.Fix != nil {
				found.Fix.Safe = one.Fix.Safe
				for _, edit := range one.Fix.Edits {
					found.Fix.Edits = append(found.Fix.Edits, finding.Edit{Span: at(edit.Span), New: edit.New})
				}
			}
			all = append(all, found)
		}
		return all
	}
	result := &ShardResult{Shard: f.shard(), Conditions: f.conditions(), Explained: f.Explained, Pages: f.Pages,
		found: findings(f.Found), locks: findings(f.Locks), due: findings(f.Due)}
	for _, one := range f.Suppressions {
		result.suppressions = append(result.suppressions, &finding.Suppression{File: files[one.File], Span: at(one.Span), Line: one.Line, Rule: one.Rule, Reason: one.Reason})
	}
	return result, nil
}
