package main

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/dirhash"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/prose"
	"summit-explainer/tools/verbatim/report"
)

// digest writes a site of that shape, and returns its folder and a digest of it.
func digest(t *testing.T, of shape) (dir, sum string) {
	t.Helper()
	dir = t.TempDir()
	if err := generate(os.DirFS("../.."), dir, of); err != nil {
		t.Fatal(err)
	}
	sum, err := dirhash.HashDir(dir, "", dirhash.Hash1)
	if err != nil {
		t.Fatal(err)
	}
	return dir, sum
}

// TestGenerate: the same shape gives the same bytes, and what is found are the planted
// defects, each once, and nothing else.
func TestGenerate(t *testing.T) {
	of := shape{topics: 60, defects: 7}
	dir, sum := digest(t, of)
	if _, again := digest(t, of); again != sum {
		t.Error("the same shape gives two sites")
	}
	if _, other := digest(t, shape{topics: 60, defects: 8}); other == sum {
		t.Error("another shape gives the same site")
	}
	moment := func() (prose.Moment, error) {
		return prose.Moment{At: time.Date(2021, 4, 2, 0, 0, 0, 0, time.UTC)}, nil
	}
	checked, err := desk.New(os.DirFS(dir), nil, moment).Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var altered int
	for _, name := range slices.Sorted(maps.Keys(checked.Findings)) {
		for _, found := range checked.Findings[name] {
			switch {
			case found.Rule == finding.QuoteAltered && name <= fmt.Sprintf("content/topics/topic-%05d.md", of.defects-1):
				altered++
			case found.Severity > finding.Note:
				t.Errorf("%s: %s", name, found.Message)
			}
		}
	}
	if altered != of.defects {
		t.Errorf("%d defects are found, of %d", altered, of.defects)
	}
}

// TestShards holds that a generated site with defects, and evidence that is not locked
// yet, is found to be the same in shards as in one run, in each form.
func TestShards(t *testing.T) {
	dir, _ := digest(t, shape{topics: 60, defects: 7})
	project := os.DirFS(dir)
	at := prose.Moment{At: time.Date(2021, 4, 2, 0, 0, 0, 0, time.UTC)}
	written := func(list *finding.List) string {
		var out strings.Builder
		result := report.Select(list, report.Filter{})
		err := report.WriteText(&out, result, report.Screen{})
		for _, format := range report.Formats[1:] {
			if err == nil {
				err = report.Write(&out, format, result)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	var whole finding.List
	graph, err := desk.Check(project, nil, at, true, nil, &whole)
	if err != nil {
		t.Fatal(err)
	}
	want := written(&whole)
	if !strings.Contains(want, string(finding.EvidenceStale)) || !strings.Contains(want, string(finding.QuoteAltered)) {
		t.Fatalf("little is found: %.2000s", want)
	}
	under, err := desk.NewConditions(project, nil, "1", "", true)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []int{1, 2, 3, 7} {
		var files []*desk.ShardFile
		for i := range of {
			result, err := desk.CheckShard(project, nil, at, desk.Shard{Number: i + 1, Of: of}, under, nil)
			if err != nil {
				t.Fatal(err)
			}
			data, err := result.Encode()
			if err != nil {
				t.Fatal(err)
			}
			file, err := desk.ReadShardFile("", data)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		var list finding.List
		merged, err := desk.Merge(project, nil, files, "1", &list)
		if err != nil {
			t.Fatal(err)
		}
		if got := written(&list); got != want {
			t.Errorf("%d shards say something else than one run", of)
		}
		if totals := graph.Totals(); merged.Totals.Quotations != totals.Quotations || merged.Totals.AgainstText != totals.AgainstText || merged.Pages != len(graph.Site.Pages) {
			t.Errorf("%d shards count %+v, one run %+v", of, merged, totals)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 2}, 2}} {
		if got := median(test.values); got != test.want {
			t.Errorf("%v: %v, want %v", test.values, got, test.want)
		}
	}
}

// TestExponents: what doubles with the topics grows by the power 1.
func TestExponents(t *testing.T) {
	run := func(seconds float64) []cost {
		return []cost{{cpu: time.Duration(seconds * float64(time.Second))}}
	}
	var out strings.Builder
	exponents(&out, []series{
		{1000, map[string][]cost{checkCold: run(1), buildCold: run(5), hugoCold: run(3)}},
		{2000, map[string][]cost{checkCold: run(2), buildCold: run(3 + 2*math.Sqrt2), hugoCold: run(3)}},
	})
	for _, want := range []string{"1.00 for `check`", "0.50 for what `build` adds", "0.00 for `hugo`"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s has no %s", out.String(), want)
		}
	}
}
