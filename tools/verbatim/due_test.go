package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// waiting are pages of every kind that lead to each other. All of their names
// and words have xylo in them, and what only they quote is quoted.
var waiting = map[string]string{
	"topics/xylo-topic.md": "title: Xylotopic\ndescription: A xylodescription that says what the xylotopic tells its readers.\nsubject: Xylosubject\nweight: 7\n" +
		"reviewed: 2021-04-01\npeople: [xylo-person]\nrelated: [ferry]\naliases: [/xylo-old/]\n---\n\n" +
		"The [xyloterm](../glossary/xylo-term.md) and its [figure](../figures/xylo-figure/index.md) in a [guide](../xylo-guide.md). " +
		"Quoted is [“was more careful”](source:courier), and [“Xylophones are wooden”](source:xylo-source \"Xylo Person\").\n\n" +
		"## What was agreed\n\n- **Xylo, promised:** a [xylotune](source:xylo-source \"wooden and loud\").\n",
	"sources/xylo-source/index.md": "title: Xylosource\npublisher: Xylopublisher\nissued: '2021-03'\nsource_url: https://xylo.example/x\nlanguage: en\n" +
		"rights: public-domain\nkind: statement\ndescription: A xylodescription of a document that is kept here for readers.\n" +
		"attributions:\n  - speaker: xylo-person\n    words: Xylophones are wooden and loud.\n---\n\nA xylonote.\n",
	"sources/xylo-source/text.txt": "Xylotext\n\nXylo Person said in it, “Xylophones are wooden and loud.”\n",
	"people/xylo-person.md":        "title: Xylo Person\nrole: Xylorole\ncountry: Xylonia\ndescription: A xyloperson of whom readers are to hear only on the day.\nweight: 9\n---\n\nA xylolife.\n",
	"glossary/xylo-term.md":        "title: Xyloterm\ndescription: A xyloterm that nobody has used on this site before the day.\n---\n\nA xyloexplanation.\n",
	"figures/xylo-figure/index.md": "title: Xylofigure\ndescription: How many xylophones there were in each of two years, by xylocount.\nunit: xylophones\n---\n\nFrom [one comment](source:gazette).\n",
	"figures/xylo-figure/data.csv": "year,xylophones\n2020,1\n2021,2\n",
	"xylo-guide.md":                "title: Xyloguide\ndescription: A xyloguide that says how the xylophones of the lake are built.\n---\n\nA xylotext of [the ferry](topics/ferry.md).\n",
}

// withWaiting makes the working directory a copy of the small site with pages that
// wait.
func withWaiting(t *testing.T, when string) {
	t.Helper()
	dir := t.TempDir()
	if err := layOut(dir); err != nil {
		t.Fatal(err)
	}
	if err := copyAll(filepath.Join("testdata", "site"), dir); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	t.Setenv("VERBATIM_TEXTS", "")
	t.Setenv("SOURCE_DATE_EPOCH", "")
	write(t, "glossary/_index.md", "---\ntitle: Glossary\ndescription: The terms of the lake, of which there are none at first.\n---\n")
	for name, page := range waiting {
		if strings.HasSuffix(name, ".md") {
			page = "---\n" + when + "\n" + page
		}
		write(t, name, page)
	}
	if out, status := verbatim("lock", "--texts", "texts"); status != clean {
		t.Fatal(out)
	}
}

func write(t *testing.T, name, data string) {
	t.Helper()
	name = filepath.Join("content", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// verbatim runs a command, and returns all that it prints.
func verbatim(args ...string) (string, int) {
	var out bytes.Buffer
	status := run(args, &out, &out)
	return out.String(), status
}

// secrets returns the files of the published folder that hold something of the
// pages that wait, in their names or their bytes.
func secrets(t *testing.T) (found []string) {
	t.Helper()
	err := filepath.WalkDir("public", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if tells(name) || tells(string(data)) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// tells reports whether a text holds something of the pages that wait.
func tells(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "xylo") || strings.Contains(text, "was more careful")
}

// A page is published on its day and not before, until it expires, and of what is
// not due nothing is published or said.
func TestDue(t *testing.T) {
	for _, test := range []struct {
		when    string
		args    []string
		visible bool
	}{
		{"publishDate: 2030-06-01", []string{"--date", "2030-05-31"}, false},
		{"publishDate: 2030-06-01", []string{"--date", "2030-06-01"}, true},
		{"publishDate: 2030-06-01T12:00:00+02:00", []string{"--date", "2030-06-01T09:59:59Z"}, false},
		{"publishDate: 2030-06-01T12:00:00+02:00", []string{"--date", "2030-06-01T10:00:00Z"}, true},
		{"expiryDate: 2030-06-01", []string{"--date", "2030-05-31T23:59:59Z"}, true},
		{"expiryDate: 2030-06-01", []string{"--date", "2030-06-01"}, false},
		{"draft: true", nil, false},
		{"draft: true", []string{"--drafts"}, true},
		{"draft: true\npublishDate: 2030-06-01", []string{"--drafts", "--date", "2030-05-31"}, false},
	} {
		t.Run(test.when+" "+strings.Join(test.args, " "), func(t *testing.T) {
			withWaiting(t, test.when)
			out, status := verbatim(append([]string{"build"}, test.args...)...)
			if status != clean {
				t.Fatal(out)
			}
			found := secrets(t)
			if test.visible && len(found) < 20 || !test.visible && len(found) > 0 || tells(out) {
				t.Errorf("%d files: %q\n%s", len(found), found, out)
			}
			withTexts, status := verbatim(append([]string{"build", "--texts", "texts"}, test.args...)...)
			if again := secrets(t); status != clean || len(again) != len(found) || tells(withTexts) {
				t.Errorf("with texts: %d files: %q\n%s", len(again), again, withTexts)
			}
		})
	}
}

// replaceIn replaces the one old in a file of content/.
func replaceIn(t *testing.T, name, old, with string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("content", name))
	if err != nil || strings.Count(string(data), old) != 1 {
		t.Fatalf("%s: %q: %v", name, old, err)
	}
	write(t, name, strings.Replace(string(data), old, with, 1))
}

// What is wrong in a page that is not due stops a build as it stops a check, and is
// not shown.
func TestDueUnnamed(t *testing.T) {
	const day = "publishDate: 2030-06-01"
	for _, test := range []struct{ name, file, old, with, want string }{
		{"altered", "topics/xylo-topic.md", "“was more careful”", "“was much more careful”", "1 finding in what is not due [quote-not-locked]"},
		{"not locked", "topics/xylo-topic.md", "“was more careful”", "“They did not agree on fishing”", "1 finding in what is not due [quote-not-locked]"},
		{"a place that is taken", "topics/xylo-topic.md", "weight: 7", "weight: 1", "1 finding in what is not due [front-matter-weight]"},
		{"a name that is no address", "xylo_guide.md", "", "---\n" + day + "\ntitle: Xylo\n---\n", "1 finding in what is not due [file-name]"},
		{"a broken front matter", "topics/xylo-topic.md", "title: Xylotopic", "title: [Xylotopic", "1 finding in what is not due [front-matter-form]"},
		{"an open front matter", "topics/xylo-topic.md", "\n---\n\nThe [xyloterm]", "\n\nThe [xyloterm]", "1 finding in what is not due [front-matter-form]"},
		{"a misspelt key", "topics/xylo-topic.md", day, "publish_date: 2030-06-01", "[front-matter-schema]"},
		{"another misspelt key", "topics/xylo-topic.md", day, "publishdate: 2030-06-01", "[front-matter-schema]"},
		{"an embargo by another name", "topics/xylo-topic.md", day, "embargo: 2030-06-01", "[front-matter-schema]"},
		{"no day", "topics/xylo-topic.md", day, "publishDate: 2030-06-31", "1 finding in what is not due [front-matter-value]"},
		{"no truth", "topics/xylo-topic.md", day, "draft: 'yes'", "[front-matter-schema]"},
		{"not UTF-8", "topics/xylo-topic.md", "Quoted is", "Quoted \xff is", "1 finding in what is not due [file-encoding]"},
		{"a record that does not fit", "sources/xylo-source/index.md", "xylo-person", "xylo-prson", "[front-matter-link]"},
		{"data that can't be read", "figures/xylo-figure/data.csv", "2020,1", "2020,\"1\"xylo", "[file-encoding]"},
		{"evidence that can't be read", "sources/xylo-source/evidence.json", "\"proven\"", "\"xyloproven\"", "[evidence-form]"},
		{"evidence of a published source", "sources/courier/evidence.json", "\"exact\": \"was more careful\"", "\"exact\": \"was more careful\", \"xylo\": 1", "evidence.json"},
	} {
		t.Run(test.name, func(t *testing.T) {
			withWaiting(t, day)
			if test.old == "" {
				write(t, test.file, test.with)
			} else {
				replaceIn(t, test.file, test.old, test.with)
			}
			for _, args := range [][]string{{}, {"--texts", "texts"}, {"--format", "json"}, {"--format", "sarif"}, {"--format", "github"}} {
				out, status := verbatim(append([]string{"build", "--locked", "--date", "2030-05-31"}, args...)...)
				if status != found || tells(out) {
					t.Errorf("%q: status %d\n%s", args, status, out)
				}
				if len(args) == 0 && !strings.Contains(out, test.want) {
					t.Errorf("not there: %s\n%s", test.want, out)
				}
			}
			if out, status := verbatim("check", "--locked"); status != found || !tells(out) {
				t.Errorf("check: status %d\n%s", status, out)
			}
		})
	}
}

// A page that leads to one that is not due is shown where it does, in the words
// that it says itself.
func TestDueLeads(t *testing.T) {
	for _, test := range []struct{ name, file, old, with, want string }{
		{"a link", "topics/ferry.md", "See [Ida Marsh]", "See [it](xylo-topic.md). See [Ida Marsh]",
			"content/topics/ferry.md:27:10: error: the page at xylo-topic.md is not published while this page is [link-broken]"},
		{"a link to an address", "topics/ferry.md", "See [Ida Marsh]", "See [it](/people/xylo-person/#x). See [Ida Marsh]",
			"error: the page at /people/xylo-person/#x is not published while this page is [link-broken]"},
		{"a link to a file", "topics/ferry.md", "See [Ida Marsh]", "See [it](/figures/xylo-figure/data.csv). See [Ida Marsh]",
			"error: the page at /figures/xylo-figure/data.csv is not published while this page is [link-broken]"},
		{"a person of a topic", "topics/ferry.md", "[ida-marsh, tomas-vell]", "[ida-marsh, tomas-vell, xylo-person]",
			"error: the page people/xylo-person is not published while this page is [front-matter-link]"},
		{"a related topic", "topics/ferry.md", "weight: 1", "weight: 1\nrelated: [xylo-topic]",
			"error: the page topics/xylo-topic is not published while this page is [front-matter-link]"},
		{"a reference", "topics/ferry.md", "See [Ida Marsh]", "See [it](source:xylo-source \"Xylophones are wooden\"). See [Ida Marsh]",
			"error: the source xylo-source is not published while this page is [source-unknown]"},
		{"a speaker", "topics/ferry.md", "(source:pier \"Tomas Vell\")", "(source:pier \"Xylo Person\")",
			"error: the page of Xylo Person is not published while this page is [quote-speaker]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			withWaiting(t, "publishDate: 2030-06-01")
			replaceIn(t, test.file, test.old, test.with)
			out, status := verbatim("build", "--date", "2030-05-31")
			if status != found || !strings.Contains(out, test.want) {
				t.Errorf("status %d, not there: %s\n%s", status, test.want, out)
			}
			for line := range strings.Lines(strings.ReplaceAll(out, "Xylo Person", "xylo-person")) {
				for _, own := range []string{"xylo-topic", "xylo-person", "xylo-figure", "xylo-source", "Xylophones are wooden"} {
					line = strings.ReplaceAll(line, own, "")
				}
				if tells(line) {
					t.Errorf("said: %s", line)
				}
			}
			if check, _ := verbatim("check", "--date", "2030-05-31"); !strings.Contains(check, test.want) {
				t.Errorf("check: %s", check)
			}
		})
	}
}
