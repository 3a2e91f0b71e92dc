package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/evidence"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/link"
)

// Merged is what a check found that was shared among shards.
type Merged struct {
	Explained string
	Pages     int
	Totals    link.Totals
}

// Merge puts into the list what Check would find of the project in one run, and says
// what is merged. It proves nothing: it returns an error where the files are not the
// results of all shards of one check of this very project by this tool. The texts may
// be nil, where no finding is about one.
func Merge(project, texts fs.FS, files []*ShardFile, tool string, list *finding.List) (Merged, error) {
	if err := complete(files); err != nil {
		return Merged{}, err
	}
	here, err := NewConditions(project, texts, tool, "", false)
	if err != nil {
		return Merged{}, err
	}
	first := files[0]
	switch under := first.conditions(); {
	case under.Tool != tool:
		return Merged{}, fmt.Errorf("%s was written by verbatim %s, and this is %s: check and merge with one version", first.Name, under.Tool, tool)
	case under.Site != here.Site:
		return Merged{}, fmt.Errorf("%s is of another state of the site than is here: check out the commit that the shards were of", first.Name)
	case under.Texts != here.Texts && under.Texts != "" && texts != nil:
		return Merged{}, fmt.Errorf("%s was checked against other texts than are here: name the folder that the shards had with --texts, or none", first.Name)
	}
	config, err := content.ReadConfig(project)
	if err != nil {
		return Merged{}, err
	}
	list.SetLevels(config.Levels)
	merged := Merged{Explained: first.Explained, Pages: first.Pages, Totals: link.Totals{Sources: first.Claims.Sources}}
	opened := &opener{project, texts, map[shardName]*finding.File{}}
	var results []*ShardResult
	for _, file := range files {
		result, err := file.result(opened)
		if err != nil {
			return Merged{}, err
		}
		results = append(results, result)
		merged.Totals.Quotations += file.Claims.Quotations
		merged.Totals.Citations += file.Claims.Citations
		merged.Totals.References += file.Claims.References
		merged.Totals.AgainstText += file.Claims.AgainstText
		merged.Totals.AgainstEvidence += file.Claims.AgainstEvidence
	}
	gather(results, list)
	list.CheckSuppressions(decided(merged.Totals, false))
	return merged, nil
}

// complete sorts the results of shards, and says where they are not all those of one
// check.
func complete(files []*ShardFile) error {
	if len(files) == 0 {
		return errors.New("no results of shards are named")
	}
	slices.SortStableFunc(files, func(a, b *ShardFile) int { return a.Shard - b.Shard })
	first := files[0]
	for i, file := range files[1:] {
		differ := func(in, help string) error {
			return fmt.Errorf("%s and %s differ in %s: %s", first.Name, file.Name, in, help)
		}
		switch one, other := first.conditions(), file.conditions(); {
		case file.Of != first.Of:
			return differ(fmt.Sprintf("how many shards there are, %d and %d", first.Of, file.Of), "merge those of one check")
		case file.Shard == files[i].Shard:
			return fmt.Errorf("%s and %s are both shard %d/%d: name each once", files[i].Name, file.Name, file.Shard, file.Of)
		case other.Tool != one.Tool:
			return differ(fmt.Sprintf("the version of verbatim, %s and %s", one.Tool, other.Tool), "check all shards with one")
		case other.Site != one.Site:
			return differ("the state of the site", "check all shards of one commit")
		case (other.Texts == "") != (one.Texts == ""):
			return differ("whether the texts were at hand", "check all shards with --texts, or none")
		case other.Texts != one.Texts:
			return differ("the texts that they were held against", "check all shards with the same")
		case other.Locked != one.Locked:
			return differ("whether all has to be locked", "check all shards with --locked, or none")
		case other.Date != one.Date:
			return differ("the date", "check all shards with the same --date")
		case file.due() != first.due():
			return differ("what is due, for time has passed between them", "check all shards with the same --date")
		case file.Pages != first.Pages || file.Claims.Sources != first.Claims.Sources || file.Explained != first.Explained:
			return differ("what the site holds", "one of them was altered: check again")
		}
	}
	var missing []string
	for number := range first.Of {
		if !slices.ContainsFunc(files, func(file *ShardFile) bool { return file.Shard == number+1 }) {
			missing = append(missing, Shard{number + 1, first.Of}.String())
		}
		if len(missing) > maxMissing {
			missing[maxMissing] = "…"
			break
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("shards are missing: %s; name their results, too", strings.Join(missing, ", "))
	}
	return nil
}

// maxMissing is how many missing shards are named.
const maxMissing = 10

// opener opens the files that findings are about: each once.
type opener struct {
	project, texts fs.FS
	files          map[shardName]*finding.File
}

// open returns a file that has just the contents that a shard found in it.
func (o *opener) open(named shardName) (*finding.File, error) {
	if file := o.files[named]; file != nil {
		return file, nil
	}
	var data []byte
	if named.SHA256 != "" {
		var ok bool
		if data, ok = o.read(named); !ok {
			return nil, fmt.Errorf("there is a finding about %s, and the file is not here as the shard had it: where it is a text, name its folder with --texts", named.Name)
		}
	}
	file := finding.NewFile(named.Name, data)
	o.files[named] = file
	return file, nil
}

func (o *opener) read(named shardName) (data []byte, ok bool) {
	for _, in := range []fs.FS{o.project, o.texts} {
		if in == nil || !fs.ValidPath(named.Name) {
			continue
		}
		if data, err := fs.ReadFile(in, named.Name); err == nil && evidence.Digest(data) == named.SHA256 {
			return data, true
		}
	}
	return nil, false
}
