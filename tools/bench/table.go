package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
)

// series is what was measured on a site of so many topics.
type series struct {
	topics   int
	measured map[string][]cost
}

func commas(numbers []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(numbers), "[]"), " ", ",")
}

// machine says on what the bench ran.
func machine() string {
	system := runtime.GOOS + "/" + runtime.GOARCH
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(data)) {
			if name, ok := strings.CutPrefix(line, "model name"); ok {
				system += ", " + strings.Trim(name, " \t:\n")
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s.", system, runtime.GOMAXPROCS(0), runtime.Version())
}

// median returns the middle of values, and of an even number the lower one.
func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[(len(values)-1)/2]
}

// each returns a measure of all runs.
func each(runs []cost, of func(cost) float64) []float64 {
	values := make([]float64, len(runs))
	for i, run := range runs {
		values[i] = of(run)
	}
	return values
}

func wall(run cost) float64 { return run.wall.Seconds() }
func cpu(run cost) float64  { return run.cpu.Seconds() }
func high(run cost) float64 { return run.peak }

// ratios returns what a command took of what another one did, round by round.
func ratios(a, b []cost, of func(cost) float64) []float64 {
	values := make([]float64, len(a))
	for i := range a {
		values[i] = of(a[i]) / of(b[i])
	}
	return values
}

// table prints what a site took, and the ratios.
func table(out io.Writer, topics int, measured map[string][]cost) {
	fmt.Fprintf(out, "\n%d topics, medians of %d rounds:\n\n", topics, len(measured[checkCold]))
	rows := tabwriter.NewWriter(out, 0, 0, 1, ' ', tabwriter.Debug)
	fmt.Fprint(rows, "| command\t wall s\t CPU s\t peak MB\t\n| ---\t ---:\t ---:\t ---:\t\n")
	for _, name := range []string{checkCold, checkSame, checkOne, linked, hugoBare, hugoSame, hugoCold, buildCold, buildKept, buildSame, buildOne} {
		runs := measured[name]
		fmt.Fprintf(rows, "| %s\t %.2f\t %.2f\t %.0f\t\n", name, median(each(runs, wall)), median(each(runs, cpu)), median(each(runs, high)))
	}
	rows.Flush()
	fmt.Fprintln(out)
	fmt.Fprint(rows, "| ratio\t wall\t wanted\t from\t to\t CPU\t peak\t\n| ---\t ---:\t ---:\t ---:\t ---:\t ---:\t ---:\t\n")
	for _, r := range compared {
		a, b := measured[r.of], measured[r.to]
		walls := ratios(a, b, wall)
		wanted := ""
		if r.wanted > 0 {
			wanted = fmt.Sprint(r.wanted)
		}
		fmt.Fprintf(rows, "| %s : %s\t %.2f\t %s\t %.2f\t %.2f\t %.2f\t %.2f\t\n", r.of, r.to, median(walls), wanted, slices.Min(walls), slices.Max(walls), median(ratios(a, b, cpu)), median(ratios(a, b, high)))
	}
	rows.Flush()
}

// startTable prints how long the commands take that authors wait for, and the ratios to
// a program that does nothing.
func startTable(out io.Writer, measured map[string][]cost) {
	fmt.Fprintf(out, "\nOn this site, medians of %d rounds:\n\n", len(measured[hugoVersion]))
	rows := tabwriter.NewWriter(out, 0, 0, 1, ' ', tabwriter.Debug)
	fmt.Fprintf(rows, "| command\t wall ms\t : %s\t wanted\t\n| ---\t ---:\t ---:\t ---:\t\n", hugoVersion)
	nothing := measured[hugoVersion]
	for _, name := range slices.Sorted(maps.Keys(starts)) {
		fmt.Fprintf(rows, "| %s\t %.0f\t %.2f\t 1.2\t\n", name, 1000*median(each(measured[name], wall)), median(ratios(measured[name], nothing, wall)))
	}
	fmt.Fprintf(rows, "| %s\t %.0f\t 1\t\t\n", hugoVersion, 1000*median(each(nothing, wall)))
	rows.Flush()
}

// exponents prints by which power of the number of topics CPU time grows from each
// size to the next: of checks, and of what a build adds to Hugo.
func exponents(out io.Writer, all []series) {
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		grown := func(of func(series) float64) float64 {
			return math.Log(of(b)/of(a)) / math.Log(float64(b.topics)/float64(a.topics))
		}
		took := func(name string) func(series) float64 {
			return func(s series) float64 { return median(each(s.measured[name], cpu)) }
		}
		added := func(s series) float64 { return took(buildCold)(s) - took(hugoCold)(s) }
		fmt.Fprintf(out, "\nFrom %d to %d topics CPU grows by the power %.2f for `check`, %.2f for what `build` adds to `hugo`, %.2f for `hugo`.\n",
			a.topics, b.topics, grown(took(checkCold)), grown(added), grown(took(hugoCold)))
	}
}
