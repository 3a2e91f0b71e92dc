package mark

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// FuzzMarks: whatever the text, marks are characters of the table, in order;
// pairs are mutual, nest, and hold words where they must; what is a mark always
// is never lost, and none stands alone where none may; and one block of several
// is read as it is alone.
func FuzzMarks(f *testing.F) {
	for _, s := range []string{
		"", "a “b” ‘c’ d", "‘a,\n‘b,’ c", "“‘a\n“‘b’ c”", "said‘LIE’and", "'Twas the dogs' plan.", "6' 2\"", "``a'' ,,b\" <<c>> << d >>",
		"«\u00A0a\u00A0».", "ʻAbd ʼ a", "צה״ל ה״הסכם״", "‘합의’라고", "Rock ‘n’ roll", "《a》〈b〉", "\"\"\"''''‘‘’’", "\u3164'a'\uFFA0", "a\xff'b'\xff", "′a′ 5′",
	} {
		f.Add(s)
	}
	for _, s := range []string{
		"MAYOR VELL: Good morning.  We’ll sign the “harbour plan” -- all of it -- by 9–10 May [4].\r\n\r\nQ: Why‑not  now … ?",
		"5. The parties (a) re-\naffirm the ‘common\u00a0aim’; (b) agree on 3.75\u202f%, −5\u00ad° and ½ of U.S.–led trade.",
		"知事は「自由で開かれた\n航路」を 『約束』した。\u3000ｶﾞｰﾄﾞ２０１８年……（拍手）",
		"’tis the ‘x’ of '90s", "6' 2\" \"x\"", "„x“ »y« «z»", "‘a “b” c’",
	} {
		f.Add(s)
	}
	for _, lines := range ordinary {
		f.Add(lines)
	}
	f.Fuzz(func(t *testing.T, s string) {
		marks := Find(s)
		checkMarks(t, []string{s}, FindAcross([]string{s}, ""))
		for i, m := range FindAcross([]string{s}, "") {
			if m.Mark != marks[i] {
				t.Fatalf("one block: %v, not %v", m, marks[i])
			}
		}
		checkNoneLost(t, s, marks)
		if !MayStandAlone(s) && slices.ContainsFunc(marks, func(m Mark) bool { return m.Pair < 0 }) {
			t.Fatalf("%q: a mark stands alone", s)
		}
		for _, m := range FindIn(s, "ja") {
			if strings.Contains("《》〈〉︽︾︿﹀\u2329\u232A", s[m.Start:m.End]) {
				t.Fatalf("%q in Japanese", s[m.Start:m.End])
			}
		}
		blocks := strings.Split(s, "\n")
		checkMarks(t, blocks, FindAcross(blocks, ""))
	})
}

func checkMarks(t *testing.T, blocks []string, marks []InBlock) {
	block, end := 0, 0
	var stack []int
	for i, m := range marks {
		if m.Block != block {
			block, end = m.Block, 0
		}
		if m.Block < 0 || m.Block >= len(blocks) || m.Start < end || m.End <= m.Start || m.End > len(blocks[m.Block]) {
			t.Fatalf("a mark that is no place: %+v", m)
		}
		end = m.End
		switch {
		case m.Pair < 0:
			checkAlone(t, blocks, m)
		case m.Open:
			stack = append(stack, i)
			checkPair(t, blocks, marks, i)
		default:
			checkPair(t, blocks, marks, m.Pair)
			if stack[len(stack)-1] != m.Pair {
				t.Fatalf("pairs cross: %+v", m)
			}
			stack = stack[:len(stack)-1]
		}
	}
}

func checkAlone(t *testing.T, blocks []string, m InBlock) {
	shape := shapeIn(blocks, m)
	switch {
	case shape == 0:
		t.Fatalf("%q is no mark", blocks[m.Block][m.Start:m.End])
	case m.Repeats && (!m.Open || m.Block == 0):
		t.Fatalf("repeated, and yet not: %+v", m)
	case shape.Kind() == fold.Makeshift || shape.Kind() == fold.Apostrophe && !m.Repeats:
		t.Fatalf("%s is alone", shape.Text())
	}
}

// checkPair checks the pair that the mark i opens.
func checkPair(t *testing.T, blocks []string, marks []InBlock, i int) {
	open, shut := marks[i], marks[marks[i].Pair]
	opening, closing := shapeIn(blocks, open), shapeIn(blocks, shut)
	if opening == 0 || closing == 0 || shut.Pair != i || open.Pair <= i || !open.Open || shut.Open || open.Repeats || shut.Repeats {
		t.Fatalf("no pair: %+v, %+v", open, shut)
	}
	if !opening.ClosedBy(closing) {
		t.Fatalf("%s is closed by %s", opening.Text(), closing.Text())
	}
	if opening.Kind() == fold.Makeshift && !hasLetter(blocks, open, shut) {
		t.Fatalf("%s encloses no words", opening.Text())
	}
}

// shapeIn returns the shape of a mark, or 0.
func shapeIn(blocks []string, m InBlock) fold.Shape {
	text := blocks[m.Block][m.Start:m.End]
	wide := strings.NewReplacer("＜", "<", "＞", ">", "｀｀", "``").Replace(text)
	if utf8.RuneCountInString(text) == 2 {
		wide = strings.NewReplacer("＇", "'", "’", "'").Replace(wide) // any two apostrophes
	}
	for shape := range fold.Shape(fold.NumShapes) {
		if shape != 0 && (shape.Text() == text || shape.Text() == wide) {
			return shape
		}
	}
	return 0
}

func hasLetter(blocks []string, open, shut InBlock) bool {
	between := blocks[open.Block][open.End:]
	if open.Block == shut.Block {
		between = blocks[open.Block][open.End:shut.Start]
	} else {
		between += strings.Join(blocks[open.Block+1:shut.Block], " ") + blocks[shut.Block][:shut.Start]
	}
	return strings.ContainsFunc(between, unicode.IsLetter)
}

// checkNoneLost: a mark that nothing can excuse is returned.
func checkNoneLost(t *testing.T, s string, marks []Mark) {
	found := map[int]bool{}
	for _, m := range marks {
		found[m.Start] = true
	}
	for i, r := range s {
		shape := fold.ShapeOf(r)
		if shape == 0 || shape.Kind() == fold.Apostrophe || shape.Kind() == fold.Makeshift || found[i] {
			continue
		}
		a, _ := utf8.DecodeLastRuneInString(s[:i])
		b, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case strings.ContainsRune(`"”`, r) && fold.IsDigit(a): // inches
		case r == '"' && unicode.Is(unicode.Hebrew, a) && unicode.Is(unicode.Hebrew, b): // gershayim
		case shape.Kind() == fold.TurnedComma && (b == 'n' || b == 'N' || a == 'n' || a == 'N'): // rock ‘n’ roll
		case shape.Kind() == fold.TurnedComma && strings.ContainsRune("oOgG"+vowels, a): // okina
		default:
			t.Fatalf("%c at %d of %q is lost", r, i, s)
		}
	}
}

// BenchmarkFind shows that the work grows with the text, whatever it holds.
func BenchmarkFind(b *testing.B) {
	for _, unit := range []string{"‘“", "'a ", `"`, "the dogs' plan ", "‘a’b", "′a ", "“a\u00A0» ", "a\"1' ", "The President’s “plan” is here. "} {
		for _, size := range []int{100_000, 1_000_000, 10_000_000} {
			s := strings.Repeat(unit, size/len(unit))
			b.Run(fmt.Sprintf("%q/%d", unit, size), func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					Find(s)
				}
			})
		}
	}
}

// BenchmarkFindAcross is the same over many blocks.
func BenchmarkFindAcross(b *testing.B) {
	for _, unit := range []string{"‘“", "'a, ", `"`} {
		for _, count := range []int{1_000, 10_000, 100_000} {
			blocks := slices.Repeat([]string{strings.Repeat(unit, 10)}, count)
			b.Run(fmt.Sprintf("%q/%d", unit, count), func(b *testing.B) {
				b.SetBytes(int64(len(unit) * 10 * count))
				for b.Loop() {
					FindAcross(blocks, "")
				}
			})
		}
	}
}
