package fold

import (
	"strings"
	"unicode/utf8"
)

// A markKind says when a shape is a quotation mark.
type markKind uint8

const (
	always     markKind = iota // a mark, with a partner or without
	apostrophe                 // a mark with a partner, an apostrophe without
	turned                     // a mark; inside a word it may stand for an okina
	makeshift                  // a mark only as one of a pair that encloses words
	work                       // a mark, but where it names a work: in Chinese, Japanese, Korean
)

// A markSide is where a mark stands as a rule: languages differ („x“, ”x”, »x«).
type markSide uint8

const (
	either markSide = iota
	opens
	closes
)

// A shape is a character, or a few in a row, that may be a quotation mark.
type shape struct {
	text     string
	level    byte // '"' for a double mark, '\'' for a single one
	kind     markKind
	side     markSide
	folds    bool   // it becomes its level in folded characters
	closedBy string // the shapes that may close what it opens, between spaces
}

// shapes is the one table of quotation marks. It holds what Unicode calls one:
// the general categories Pi and Pf, the property Quotation_Mark, and what is
// the same by compatibility; the half brackets, which are corner brackets by
// another name; ornaments; and what people type for want of a mark. A test
// walks all of Unicode and compares.
//
// A mark folds only where it can be nothing else: primes are feet and minutes,
// accents and modifier letters spell, sigla of editors (⸂ ⸃, ⸢ ⸣) say something
// of their own, 《 》 name works, ❮ ❯ point. Which of these enclose words is said
// by their context, which folding does not look at: they stay what they are.
var shapes = []shape{
	{}, // index 0: no mark

	{`"`, '"', always, either, true, `" ＂`},
	{`＂`, '"', always, either, true, `" ＂`},
	{`“`, '"', always, opens, true, `” ❞ "`},
	{`”`, '"', always, closes, true, `”`},
	{`„`, '"', always, opens, true, `“ ” ‟ "`},
	{`‟`, '"', always, opens, true, `” ❞ "`},
	{`⹂`, '"', always, opens, true, `“ ” ‟`},
	{`«`, '"', always, opens, true, `»`},
	{`»`, '"', always, closes, true, `« »`},
	{`「`, '"', always, opens, true, `」`},
	{`」`, '"', always, closes, true, ``},
	{`『`, '"', always, opens, true, `』`},
	{`』`, '"', always, closes, true, ``},
	{`｢`, '"', always, opens, true, `｣`},
	{`｣`, '"', always, closes, true, ``},
	{`﹁`, '"', always, opens, true, `﹂`},
	{`﹂`, '"', always, closes, true, ``},
	{`﹃`, '"', always, opens, true, `﹄`},
	{`﹄`, '"', always, closes, true, ``},
	{`〝`, '"', always, opens, true, `〞 〟`},
	{`〞`, '"', always, closes, true, ``},
	{`〟`, '"', always, closes, true, ``},
	{`❝`, '"', always, opens, true, `” ❞ "`},
	{`❞`, '"', always, closes, true, ``},
	{`❠`, '"', always, opens, true, `❝ ❞`},
	{`🙶`, '"', always, opens, true, `🙷`},
	{`🙷`, '"', always, closes, true, ``},
	{`🙸`, '"', always, opens, true, `🙶 🙷`},

	{`'`, '\'', apostrophe, either, true, `' ＇ ’`},
	{`＇`, '\'', apostrophe, either, true, `' ＇ ’`},
	{`’`, '\'', apostrophe, closes, true, `’`},
	{`‘`, '\'', turned, opens, true, `’ ‘ ❜ ' ＇`},
	{`‛`, '\'', turned, opens, true, `’ ❜ ' ＇`},
	{`❛`, '\'', turned, opens, true, `’ ❜ '`},
	{`❜`, '\'', always, closes, true, ``},
	{`‚`, '\'', always, opens, true, `‘ ’ '`},
	{`❟`, '\'', always, opens, true, `❛ ❜`},
	{`‹`, '\'', always, opens, true, `›`},
	{`›`, '\'', always, closes, true, `‹ ›`},
	{`❮`, '\'', always, opens, false, `❯`},
	{`❯`, '\'', always, closes, false, `❮ ❯`},

	{`⸂`, '"', always, opens, false, `⸃`},
	{`⸃`, '"', always, closes, false, ``},
	{`⸄`, '"', always, opens, false, `⸅`},
	{`⸅`, '"', always, closes, false, ``},
	{`⸉`, '"', always, opens, false, `⸊`},
	{`⸊`, '"', always, closes, false, ``},
	{`⸌`, '"', always, opens, false, `⸍`},
	{`⸍`, '"', always, closes, false, ``},
	{`⸜`, '"', always, opens, false, `⸝`},
	{`⸝`, '"', always, closes, false, ``},
	{`⸠`, '"', always, opens, false, `⸡`},
	{`⸡`, '"', always, closes, false, ``},
	{`⸢`, '"', always, opens, false, `⸣`},
	{`⸣`, '"', always, closes, false, ``},
	{`⸤`, '"', always, opens, false, `⸥`},
	{`⸥`, '"', always, closes, false, ``},

	{`《`, '"', work, opens, false, `》`},
	{`》`, '"', work, closes, false, ``},
	{`〈`, '"', work, opens, false, `〉`},
	{`〉`, '"', work, closes, false, ``},
	{`︽`, '"', work, opens, false, `︾`},
	{`︾`, '"', work, closes, false, ``},
	{`︿`, '"', work, opens, false, `﹀`},
	{`﹀`, '"', work, closes, false, ``},
	{"\u2329", '"', work, opens, false, "\u232A"},
	{"\u232A", '"', work, closes, false, ``},

	{`″`, '"', makeshift, either, false, `″`},
	{`‶`, '"', makeshift, opens, false, `″ ‶`},
	{`‴`, '"', makeshift, either, false, `‴`},
	{`‷`, '"', makeshift, opens, false, `‴ ‷`},
	{`⁗`, '"', makeshift, either, false, `⁗`},
	{`ʺ`, '"', makeshift, either, false, `ʺ`},
	{`ˮ`, '"', makeshift, either, false, `ˮ`},
	{`˝`, '"', makeshift, either, false, `˝`},
	{`˵`, '"', makeshift, opens, false, `˶`},
	{`˶`, '"', makeshift, either, false, `˶`},
	{`¨`, '"', makeshift, either, false, `¨`},
	{`״`, '"', makeshift, either, true, `״`},  // gershayim and geresh are spelt
	{`׳`, '\'', makeshift, either, true, `׳`}, // with straight marks, too
	{`〃`, '"', makeshift, either, false, `〃`},
	{`′`, '\'', makeshift, either, false, `′`},
	{`‵`, '\'', makeshift, opens, false, `′ ‵`},
	{`ʹ`, '\'', makeshift, either, false, `ʹ`},
	{"\u0374", '\'', makeshift, either, false, "\u0374"},
	{`ʼ`, '\'', makeshift, either, false, `ʼ`},
	{`ʻ`, '\'', makeshift, opens, false, `ʼ`},
	{`ʽ`, '\'', makeshift, opens, false, `ʼ`},
	{`´`, '\'', makeshift, either, false, `´`},
	{"\u1FFD", '\'', makeshift, either, false, "\u1FFD"},
	{"`", '\'', makeshift, either, false, "` ´ ' ’"},
	{"\u1FEF", '\'', makeshift, either, false, "\u1FEF \u1FFD"},
	{`｀`, '\'', makeshift, either, false, `｀ ´ ＇`},
	{`≪`, '"', makeshift, opens, false, `≫`},
	{`≫`, '"', makeshift, closes, false, `≪`},
	{`⟪`, '"', makeshift, opens, false, `⟫`},
	{`⟫`, '"', makeshift, closes, false, ``},
	{`⟨`, '\'', makeshift, opens, false, `⟩`},
	{`⟩`, '\'', makeshift, closes, false, ``},
	{`❬`, '\'', makeshift, opens, false, `❭`},
	{`❭`, '\'', makeshift, closes, false, ``},
	{`❰`, '\'', makeshift, opens, false, `❱`},
	{`❱`, '\'', makeshift, closes, false, ``},
	{"``", '"', makeshift, opens, false, "'' `` \" ”"},
	{`''`, '"', makeshift, closes, false, ``},
	{`,,`, '"', makeshift, opens, false, "'' `` \" “ ”"},
	{`<<`, '"', makeshift, opens, false, `>>`},
	{`>>`, '"', makeshift, closes, false, `<<`},
}

// A shapeID is an index of shapes; 0 is no mark.
type shapeID uint8

// table finds shapes by what they look like, and what closes what.
var table = indexShapes()

type shapeTable struct {
	near      [0x3100]shapeID    // by character, where most of those are that are asked about
	far       map[rune]shapeID   // the others
	sequences map[string]shapeID // of several characters
	openers   [][]shapeID        // by closing shape: what it may close
	closes    [][]bool           // by opening shape, then by closing shape
}

func indexShapes() *shapeTable {
	t := &shapeTable{far: map[rune]shapeID{}, sequences: map[string]shapeID{},
		openers: make([][]shapeID, len(shapes)), closes: make([][]bool, len(shapes))}
	named := map[string]shapeID{}
	for i := 1; i < len(shapes); i++ {
		id, text := shapeID(i), shapes[i].text
		named[text] = id
		switch r, n := utf8.DecodeRuneInString(text); {
		case n < len(text):
			t.sequences[text] = id
		case int(r) < len(t.near):
			t.near[r] = id
		default:
			t.far[r] = id
		}
	}
	for i := range shapes {
		t.closes[i] = make([]bool, len(shapes))
		for _, text := range strings.Fields(shapes[i].closedBy) {
			closing := named[text]
			t.closes[i][closing] = true
			t.openers[closing] = append(t.openers[closing], shapeID(i))
		}
	}
	return t
}

// shapeOf returns the shape that a character has by itself, or 0.
func shapeOf(r rune) shapeID {
	switch {
	case r < 0:
		return 0
	case int(r) < len(table.near):
		return table.near[r]
	case r >= 0xFE30 && r <= 0xFFEF, r >= 0x1F676 && r <= 0x1F678:
		return table.far[r]
	}
	return 0
}

// MarkOf returns what a quotation mark folds to: " for a double one, ' for a
// single one, 0 for anything else. Makeshifts, sigla and the marks of a work's
// title are marks for [Marks], but do not fold.
func MarkOf(r rune) byte {
	if s := &shapes[shapeOf(r)]; s.folds {
		return s.level
	}
	return 0
}

// IsOpening reports a quotation mark that as a rule opens a quotation.
func IsOpening(r rune) bool { id := shapeOf(r); return id != 0 && shapes[id].side == opens }

// IsClosing reports a quotation mark that as a rule closes a quotation.
func IsClosing(r rune) bool { id := shapeOf(r); return id != 0 && shapes[id].side == closes }
