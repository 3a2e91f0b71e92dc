package fold

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/runenames"
)

// TestMarksAreUnicodes walks all of Unicode and holds the table of marks
// against it, so that a new version can add no mark that we do not see.
func TestMarksAreUnicodes(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := &shapes[ShapeOf(r)]
		named := unicode.In(r, unicode.Pi, unicode.Pf, unicode.Quotation_Mark)
		switch {
		case named && s.text != string(r):
			t.Errorf("%U %s is a quotation mark and not in the table", r, runenames.Name(r))
		case named && (s.kind == Makeshift || s.kind == WorkTitle):
			t.Errorf("%U %s is a quotation mark always", r, runenames.Name(r))
		case unicode.Is(unicode.Pi, r) && s.side != Opens:
			t.Errorf("%U %s opens", r, runenames.Name(r))
		case unicode.Is(unicode.Pf, r) && s.side != Closes:
			t.Errorf("%U %s closes", r, runenames.Name(r))
		}
		if r >= 0x2B0 && r <= 0x2FF && looksLikeMark(runenames.Name(r)) && s.kind != Makeshift {
			t.Errorf("%U %s may enclose words, and is not in the table", r, runenames.Name(r))
		}
		checkCompatible(t, r)
		if filler := unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) && unicode.Is(unicode.Lo, r); filler != IsFiller(r) {
			t.Errorf("%U %s: a letter that shows nothing: %v", r, runenames.Name(r), filler)
		}
	}
}

// looksLikeMark reports the name of a modifier letter that looks like a mark.
func looksLikeMark(name string) bool {
	for _, part := range []string{"APOSTROPHE", "PRIME", "COMMA", "HALF RING", "VERTICAL LINE", "GRAVE", "ACUTE"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// checkCompatible: what is the same by compatibility is the same mark.
func checkCompatible(t *testing.T, r rune) {
	look := &shapes[ShapeOf(r)]
	for _, form := range []norm.Form{norm.NFC, norm.NFKC} {
		folded := form.String(string(r))
		other, n := utf8.DecodeRuneInString(folded)
		if other == r || n != len(folded) || ShapeOf(other) == 0 {
			continue
		}
		same := &shapes[ShapeOf(other)]
		if look.level != same.level || look.kind != same.kind || look.side != same.side || look.folds != same.folds {
			t.Errorf("%U %s is %U by compatibility, but not in the table", r, runenames.Name(r), other)
		}
	}
}

// TestShapes holds the table against itself.
func TestShapes(t *testing.T) {
	named := map[string]Shape{}
	for i := 1; i < len(shapes); i++ {
		s := &shapes[i]
		if named[s.text] != 0 {
			t.Errorf("%s is there twice", s.text)
		}
		named[s.text] = Shape(i)
		if s.level != '"' && s.level != '\'' {
			t.Errorf("%s has no level", s.text)
		}
		r, n := utf8.DecodeRuneInString(s.text)
		if n == len(s.text) && ShapeOf(r) != Shape(i) {
			t.Errorf("%s is not found", s.text)
		}
		if n < len(s.text) && (s.text != string([]rune{r, r}) || ShapeOfTwo(r) != Shape(i)) {
			t.Errorf("%s is not two of a character, or not found", s.text)
		}
		if n == len(s.text) && (MarkOf(r) == 0) == s.folds {
			t.Errorf("%s folds to %q", s.text, MarkOf(r))
		}
	}
}

// TestShapesClose: what opens is closed by marks of the table.
func TestShapesClose(t *testing.T) {
	named := map[string]Shape{}
	for i := 1; i < len(shapes); i++ {
		named[shapes[i].text] = Shape(i)
	}
	for i := 1; i < len(shapes); i++ {
		s := &shapes[i]
		if s.side == Opens && s.closedBy == "" {
			t.Errorf("%s opens and nothing closes it", s.text)
		}
		if s.side != Opens && s.closedBy == "" && !Shape(i).MayClose() {
			t.Errorf("%s closes nothing", s.text)
		}
		for _, text := range strings.Fields(s.closedBy) {
			if named[text] == 0 || !Shape(i).ClosedBy(named[text]) {
				t.Errorf("%s is closed by %s, which is not in the table", s.text, text)
			}
		}
	}
}

// TestMarkOf: what was not safe to fold stays what it is.
func TestMarkOf(t *testing.T) {
	for marks, want := range map[string]byte{
		`"＂“”„‟«»「」『』｢｣﹁﹂﹃﹄〝〞〟❝❞❠🙶🙷🙸⹂״`:                 '"',
		`'＇‘’‚‛‹›❛❜❟׳`:                                  '\'',
		"′″‴‵‶‷⁗ʺˮ˝ʼʻʽ´`¨〃《》〈〉⟪⟫⸂⸃⸢⸣❮❯≪≫<>,;-a1 \uFFFD": 0,
	} {
		for _, r := range marks {
			if got := MarkOf(r); got != want {
				t.Errorf("%c folds to %q, want %q", r, got, want)
			}
		}
	}
	for in, want := range map[string]string{
		"He is 6′ 2″ tall": "He is 6′ 2″ tall",
		"45°30′":           "45°30′",
		"said ″go″":        "said ″go″",
		"``go''":           "``go''",
		"﹁行け﹂ 🙶go🙷 ❟go❜":   `"行け" "go" 'go'`,
		"ארה״ב וג׳ורג׳":    `ארה"ב וג'ורג'`,
		"《港》":              "《港》",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%s folds to %s, want %s", in, got, want)
		}
	}
	for _, r := range "“„‟«「『｢〝❝⹂‘‚‛‹❛﹁⸂《🙶" {
		if !IsOpening(r) || IsClosing(r) {
			t.Errorf("%c opens", r)
		}
	}
	for _, r := range "”»」』｣〞〟❞’›❜﹂⸃》🙷" {
		if !IsClosing(r) || IsOpening(r) {
			t.Errorf("%c closes", r)
		}
	}
	for _, r := range "\"'′a ,\x00\uFFFD" {
		if IsOpening(r) || IsClosing(r) {
			t.Errorf("%c neither opens nor closes", r)
		}
	}
}
