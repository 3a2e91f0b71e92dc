package prose

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/finding"
)

// What other dialects make something of is found where readers would see its signs,
// once; what prose, code and quotations hold is left alone.
func TestDialect(t *testing.T) {
	const dialect, broken = "markdown-dialect ", "link-broken "
	for _, test := range []struct{ body, want string }{
		{"##No space\n", dialect + "##N"},
		{"We met.\n###No space\n", dialect + "###N"},
		{"- [ ] write it\n- [x] say by whom\n", dialect + "[ ]; " + dialect + "[x]"},
		{"So it was.[^1]\n", dialect + "[^1]"},
		{"So it was.[^note]\n\n[^note]: By whom is not known.\n", dialect + "[^note]; " + dialect + "[^note]:"},
		{"So it was.[^1]\n\n[^1]: there\n", dialect + "[^1"},
		{"See [[The ferry]] and [[The quay|it]].\n", dialect + "[[The ferry]]; " + dialect + "[[The quay|it]]"},
		{"It was ==long overdue==.\n", dialect + "==long overdue=="},
		{":::note\nIt was long.\n:::\n", dialect + ":::note; " + dialect + ":::"},
		{"!!! note\n    It was long.\n", dialect + "!!! note"},
		{"Ferry\n: A boat that crosses.\n", dialect + "Ferry\n: A"},
		{"About 5 m^2^ of H~2~O.\n", dialect + "^2^; " + dialect + "~2~"},
		{"It is $$a + b$$.\n\n$$\nc\n$$\n", dialect + "$$a + b$$; " + dialect + "$$\nc\n$$"},
		{"It was long. {#long}\n\n{: .note}\nIt was.\n", dialect + "{#long}; " + dialect + "{: .note}"},
		{"It is {{ .Title }} {% now %}.\n", dialect + "{{ .Title }}; " + dialect + "{% now %}"},
		{"| --- | --- |\n| a | b |\n", dialect + "| --- | --- |"},
		{"| a | b |\n| c | d |\n", dialect + "| a | b |\n| c | d |"},
		{"| a | b |\n| --- |\n| c | d |\n", dialect + "| a | b |\n| --- |\n| c | d |"},
		{"+---+---+\n| a | b |\n+---+---+\n", dialect + "+---+---+; " + dialect + "+---+---+"},
		{"It was long :smile: and good.\n", dialect + ":smile:"},
		{"%% ask the pier %%\n\nIt was %%really%% long.\n", dialect + "%% ask the pier %%; " + dialect + "%%really%%"},
		{"*[TPP]: Trans-Pacific Partnership\n", dialect + "*[TPP]: Trans-Pacific Partnership"},
		{".. note:: so\n", dialect + ".. note:: so"},
		{"[TOC]\n", dialect + "[TOC]"},
		{"== Heading\n", dialect + "== H"},
		{"One&nbsp two.\n", dialect + "&nbsp"},
		{"It is **bold*.\n", dialect + "*"},
		{"It is *bold**.\n", dialect + "*"},
		{"[broken][nolabel] and [other][].\n", broken + "[broken][nolabel]; " + broken + "[other][]"},
		{"See [empty]() and [it](<>).\n", broken + "[empty](); " + broken + "[it](<>)"},
		{"See [the ferry] (ferry.md), [the quay] (../topics/quay.md) and (it)[https://a.example/].\n", broken + "[the quay] (../topics/quay.md); " + broken + "(it)[https://a.example/]"},
		{"See [the ferry](../topics/the ferry.md).\n", broken + "[the ferry](../topics/the ferry.md)"},

		{"See [](ferry.md) and [![a lake](lake.png)](ferry.md).\n", broken + "[](ferry.md)"},

		{"- [Ferry](ferry.md) and [The quay][q]: he [Trump] said [so][q].\n\n[q]: quay.md\n", ""},
		{"They expect[ed][sic] it, [he][emphasis added] said; [T]he […][…] end [1][sic].\n", ""},
		{"At 10:30:15, or 5:3, a ratio of 2:1:4; note: this: and :that, ::.\n", ""},
		{"In code, `a == b`, `[^1]`, `[[x]]`, `:smile:` and `{{ x }}`; a == b and c == d, x = y.\n", ""},
		{"Escaped, \\[^1], \\[\\[x]], \\:smile:, \\==so\\==, \\{#id}, \\*word* and &#91;^1].\n", ""},
		{"```md\n[^1] ==a== [[b]]\n```\n", ""},
		{"No. #1 and #2, C# and F#, 5 $ and $6, $5 and $6, 50 % and 60 %, 100%.\n", ""},
		{"A * b * c, 2*3*4, 5 ^ 2, ^_^, a^b, snake_case_name, ~5 and ~6, note* and star*.\n", ""},
		{"## Own {#own-name}\n\n| a | b |\n| --- | --- |\n| c | d |\n\nIt was (so) [said](ferry.md) (there).\n", ""},
		{"See [the list] (of two) and (it)[2], {this} and {that, too}.\n", ""},
		{"Or a | b |\n| c as in logic.\n", ""},
		{"A&amp;nbsp;B, AT&T, &amp; so on.\n", ""},
	} {
		var list finding.List
		Parse(finding.NewFile("content/topics/x.md", []byte("---\ntitle: X\n---\n"+test.body)), anything(t), func(f finding.Finding) {
			if f.Rule == finding.MarkdownDialect || f.Rule == finding.LinkBroken {
				list.Report(f)
			}
		})
		var got []string
		for _, f := range list.Sorted() {
			got = append(got, string(f.Rule)+" "+string(f.File.Data[f.Span.Start:f.Span.End]))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%q gives %q", test.body, strings.Join(got, "; "))
		}
	}
}

// TestDialectSigns: no text without a form's signs has the form, so that leaving the
// search out loses nothing.
func TestDialectSigns(t *testing.T) {
	parts := strings.Split("a|word|x| |\n|#|##|=|==|[|]|[^|[[|]]|(|)|^|$|$$|{|}|{{|}}|{%|%}|{:|.a|---|:-|\\||+|+-|:|::|:::|!!! |??? |%%|*[|]: |.. |[TOC]|&amp|&nbsp|source:|https:|./|x.md|#|\u200b|é|東", "|")
	parts = append(parts, "|", "| a |", "\n|---|---|\n", "[ ] ", "[a] (", "(a)[", "https:a)", "./a]", "\n+---+---+\n")
	random := rand.New(rand.NewPCG(7, 8))
	had := map[string]bool{}
	for range 200_000 {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		text := b.String()
		for _, form := range slices.Concat(dialects, deadLinks) {
			want := form.form().FindAllStringIndex(text, -1)
			if len(form.in(text)) != len(want) {
				t.Fatalf("%q has %s, and none of %q", text, form.what, form.signs)
			}
			had[form.what] = had[form.what] || len(want) > 0
		}
	}
	for _, form := range slices.Concat(dialects, deadLinks) {
		if !had[form.what] {
			t.Errorf("no text had %s", form.what)
		}
	}
}
