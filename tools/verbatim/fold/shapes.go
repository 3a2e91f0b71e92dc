package fold

import (
	"strings"
	"unicode/utf8"
)

// A Shape is a character, or a few in a row, that may be a quotation mark: a
// row of the one table of quotation marks. 0 is none.
type Shape uint8

// A ShapeKind says when a shape is a quotation mark.
type ShapeKind uint8

// The kinds of shapes.
const (
	Always      ShapeKind = iota // a mark, with a partner or without
	Apostrophe                   // a mark with a partner, an apostrophe without
	TurnedComma                  // a mark; inside a word it may stand for an okina
	Makeshift                    // a mark only as one of a pair that encloses words
	WorkTitle                    // a mark, but where it names a work: in Chinese, Japanese, Korean
)

// A ShapeSide is where a mark stands as a rule: languages differ („x“, ”x”, »x«).
type ShapeSide uint8

// The sides of what is quoted.
const (
	Either ShapeSide = iota
	Opens
	Closes
)

// shapeRow is what the table says of a shape.
type shapeRow struct {
	text     string
	level    byte // '"' for a double mark, '\'' for a single one
	kind     ShapeKind
	side     ShapeSide
	folds    bool   // it becomes its level in folded characters
	closedBy string // the shapes that may close what it opens, between spaces
}

// NumShapes is how many rows the table has, that of no mark included.
const NumShapes = len(shapes)

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
var shapes = [...]shapeRow{
	{}, // index 0: no mark

	{`"`, '"', Always, Either, true, `" ＂`},
	{`＂`, '"', Always, Either, true, `" ＂`},
	{`“`, '"', Always, Opens, true, `” ❞ "`},
	{`”`, '"', Always, Closes, true, `”`},
	{`„`, '"', Always, Opens, true, `“ ” ‟ "`},
	{`‟`, '"', Always, Opens, true, `” ❞ "`},
	{`⹂`, '"', Always, Opens, true, `“ ” ‟`},
	{`«`, '"', Always, Opens, true, `»`},
	{`»`, '"', Always, Closes, true, `« »`},
	{`「`, '"', Always, Opens, true, `」`},
	{`」`, '"', Always, Closes, true, ``},
	{`『`, '"', Always, Opens, true, `』`},
	{`』`, '"', Always, Closes, true, ``},
	{`｢`, '"', Always, Opens, true, `｣`},
	{`｣`, '"', Always, Closes, true, ``},
	{`﹁`, '"', Always, Opens, true, `﹂`},
	{`﹂`, '"', Always, Closes, true, ``},
	{`﹃`, '"', Always, Opens, true, `﹄`},
	{`﹄`, '"', Always, Closes, true, ``},
	{`〝`, '"', Always, Opens, true, `〞 〟`},
	{`〞`, '"', Always, Closes, true, ``},
	{`〟`, '"', Always, Closes, true, ``},
	{`❝`, '"', Always, Opens, true, `” ❞ "`},
	{`❞`, '"', Always, Closes, true, ``},
	{`❠`, '"', Always, Opens, true, `❝ ❞`},
	{`🙶`, '"', Always, Opens, true, `🙷`},
	{`🙷`, '"', Always, Closes, true, ``},
	{`🙸`, '"', Always, Opens, true, `🙶 🙷`},

	{`'`, '\'', Apostrophe, Either, true, `' ＇ ’`},
	{`＇`, '\'', Apostrophe, Either, true, `' ＇ ’`},
	{`’`, '\'', Apostrophe, Closes, true, `’`},
	{`‘`, '\'', TurnedComma, Opens, true, `’ ‘ ❜ ' ＇`},
	{`‛`, '\'', TurnedComma, Opens, true, `’ ❜ ' ＇`},
	{`❛`, '\'', TurnedComma, Opens, true, `’ ❜ '`},
	{`❜`, '\'', Always, Closes, true, ``},
	{`‚`, '\'', Always, Opens, true, `‘ ’ '`},
	{`❟`, '\'', Always, Opens, true, `❛ ❜`},
	{`‹`, '\'', Always, Opens, true, `›`},
	{`›`, '\'', Always, Closes, true, `‹ ›`},
	{`❮`, '\'', Always, Opens, false, `❯`},
	{`❯`, '\'', Always, Closes, false, `❮ ❯`},

	{`⸂`, '"', Always, Opens, false, `⸃`},
	{`⸃`, '"', Always, Closes, false, ``},
	{`⸄`, '"', Always, Opens, false, `⸅`},
	{`⸅`, '"', Always, Closes, false, ``},
	{`⸉`, '"', Always, Opens, false, `⸊`},
	{`⸊`, '"', Always, Closes, false, ``},
	{`⸌`, '"', Always, Opens, false, `⸍`},
	{`⸍`, '"', Always, Closes, false, ``},
	{`⸜`, '"', Always, Opens, false, `⸝`},
	{`⸝`, '"', Always, Closes, false, ``},
	{`⸠`, '"', Always, Opens, false, `⸡`},
	{`⸡`, '"', Always, Closes, false, ``},
	{`⸢`, '"', Always, Opens, false, `⸣`},
	{`⸣`, '"', Always, Closes, false, ``},
	{`⸤`, '"', Always, Opens, false, `⸥`},
	{`⸥`, '"', Always, Closes, false, ``},

	{`《`, '"', WorkTitle, Opens, false, `》`},
	{`》`, '"', WorkTitle, Closes, false, ``},
	{`〈`, '"', WorkTitle, Opens, false, `〉`},
	{`〉`, '"', WorkTitle, Closes, false, ``},
	{`︽`, '"', WorkTitle, Opens, false, `︾`},
	{`︾`, '"', WorkTitle, Closes, false, ``},
	{`︿`, '"', WorkTitle, Opens, false, `﹀`},
	{`﹀`, '"', WorkTitle, Closes, false, ``},
	{"\u2329", '"', WorkTitle, Opens, false, "\u232A"},
	{"\u232A", '"', WorkTitle, Closes, false, ``},

	{`″`, '"', Makeshift, Either, false, `″ ʺ ˮ ˝ ˶`},
	{`‶`, '"', Makeshift, Opens, false, `″ ‶ ʺ ˮ ˝ ˶`},
	{`‴`, '"', Makeshift, Either, false, `‴`},
	{`‷`, '"', Makeshift, Opens, false, `‴ ‷`},
	{`⁗`, '"', Makeshift, Either, false, `⁗`},
	{`ʺ`, '"', Makeshift, Either, false, `ʺ ″ ˮ ˝ ˶`},
	{`ˮ`, '"', Makeshift, Either, false, `ˮ ″ ʺ ˝ ˶`},
	{`˝`, '"', Makeshift, Either, false, `˝ ″ ʺ ˮ ˶`},
	{`˵`, '"', Makeshift, Either, false, `˵ ″ ʺ ˮ ˝ ˶`},
	{`˶`, '"', Makeshift, Either, false, `˶ ″ ʺ ˮ ˝ ˵`},
	{`¨`, '"', Makeshift, Either, false, `¨`},
	{`״`, '"', Makeshift, Either, true, `״`},  // gershayim and geresh are spelt
	{`׳`, '\'', Makeshift, Either, true, `׳`}, // with straight marks, too
	{`〃`, '"', Makeshift, Either, false, `〃`},
	{`′`, '\'', Makeshift, Either, false, `′`},
	{`‵`, '\'', Makeshift, Opens, false, `′ ‵`},
	{`ʹ`, '\'', Makeshift, Either, false, `ʹ`},
	{"\u0374", '\'', Makeshift, Either, false, "\u0374"},
	{`ʼ`, '\'', Makeshift, Either, false, `ʼ`},
	{`ʻ`, '\'', Makeshift, Opens, false, `ʼ`},
	{`ʽ`, '\'', Makeshift, Opens, false, `ʼ`},
	{`ʾ`, '\'', Makeshift, Either, false, `ʾ ʿ ʼ`},
	{`ʿ`, '\'', Makeshift, Either, false, `ʾ ʿ ʼ`},
	{`˒`, '\'', Makeshift, Either, false, `˒ ˓`},
	{`˓`, '\'', Makeshift, Either, false, `˒ ˓`},
	{`ˈ`, '\'', Makeshift, Either, false, `ˈ`},
	{`ˌ`, '\'', Makeshift, Either, false, `ˈ ˌ`},
	{`ˊ`, '\'', Makeshift, Either, false, `ˊ ˋ ´`},
	{`ˋ`, '\'', Makeshift, Either, false, `ˊ ˋ ´ ' ’`},
	{`ˎ`, '\'', Makeshift, Either, false, `ˎ ˏ ˊ ˋ`},
	{`ˏ`, '\'', Makeshift, Either, false, `ˎ ˏ ˊ ˋ`},
	{`˴`, '\'', Makeshift, Either, false, `˴ ˊ ˋ ´`},
	{`´`, '\'', Makeshift, Either, false, `´ ˊ`},
	{"\u1FFD", '\'', Makeshift, Either, false, "\u1FFD"},
	{"`", '\'', Makeshift, Either, false, "` ´ ' ’"},
	{"\u1FEF", '\'', Makeshift, Either, false, "\u1FEF \u1FFD"},
	{`｀`, '\'', Makeshift, Either, false, `｀ ´ ＇`},
	{`⋘`, '"', Makeshift, Opens, false, `⋙`},
	{`⋙`, '"', Makeshift, Closes, false, `⋘`},
	{`⪡`, '"', Makeshift, Opens, false, `⪢`},
	{`⪢`, '"', Makeshift, Closes, false, `⪡`},
	{`≪`, '"', Makeshift, Opens, false, `≫`},
	{`≫`, '"', Makeshift, Closes, false, `≪`},
	{`⟪`, '"', Makeshift, Opens, false, `⟫`},
	{`⟫`, '"', Makeshift, Closes, false, ``},
	{`⟨`, '\'', Makeshift, Opens, false, `⟩`},
	{`⟩`, '\'', Makeshift, Closes, false, ``},
	{`❬`, '\'', Makeshift, Opens, false, `❭`},
	{`❭`, '\'', Makeshift, Closes, false, ``},
	{`❰`, '\'', Makeshift, Opens, false, `❱`},
	{`❱`, '\'', Makeshift, Closes, false, ``},
	{"``", '"', Makeshift, Opens, false, "'' `` ´´ \" ”"},
	{`´´`, '"', Makeshift, Either, false, `´´ ''`},
	{`''`, '"', Makeshift, Closes, false, ``},
	{`,,`, '"', Makeshift, Opens, false, "'' `` \" “ ”"},
	{`<<`, '"', Makeshift, Opens, false, `>>`},
	{`>>`, '"', Makeshift, Closes, false, `<<`},
}

// shapeTable finds shapes by what they look like, and what closes what.
var shapeTable = indexShapes()

type shapeIndex struct {
	near    [0x3100]Shape              // by character, where most of those are that are asked about
	far     map[rune]Shape             // the others
	doubled map[rune]Shape             // by the character of which they are two
	openers [NumShapes][]Shape         // by closing shape: what it may close
	closes  [NumShapes][NumShapes]bool // by opening shape, then by closing shape
}

func indexShapes() *shapeIndex {
	t := &shapeIndex{far: map[rune]Shape{}, doubled: map[rune]Shape{}}
	named := map[string]Shape{}
	for i := 1; i < len(shapes); i++ {
		id, text := Shape(i), shapes[i].text
		named[text] = id
		switch r, n := utf8.DecodeRuneInString(text); {
		case n < len(text):
			t.doubled[r] = id
		case int(r) < len(t.near):
			t.near[r] = id
		default:
			t.far[r] = id
		}
	}
	for i := range shapes {
		for _, text := range strings.Fields(shapes[i].closedBy) {
			closing := named[text]
			t.closes[i][closing] = true
			t.openers[closing] = append(t.openers[closing], Shape(i))
		}
	}
	return t
}

// ShapeOf returns the shape that a character has by itself, or 0.
func ShapeOf(r rune) Shape {
	switch {
	case r < 0:
		return 0
	case int(r) < len(shapeTable.near):
		return shapeTable.near[r]
	case r >= 0xFE30 && r <= 0xFFEF, r >= 0x1F676 && r <= 0x1F678:
		return shapeTable.far[r]
	}
	return 0
}

// ShapeOfTwo returns the shape that two of a character have in a row, or 0: two
// grave accents, two commas.
func ShapeOfTwo(r rune) Shape { return shapeTable.doubled[r] }

// Text returns the character, or the characters; nothing of no mark.
func (s Shape) Text() string { return shapes[s].text }

// Level returns " for a double mark, ' for a single one, and 0 for none.
func (s Shape) Level() byte { return shapes[s].level }

// Kind returns when the shape is a mark.
func (s Shape) Kind() ShapeKind { return shapes[s].kind }

// Side returns where the mark stands as a rule.
func (s Shape) Side() ShapeSide { return shapes[s].side }

// ClosedBy reports whether a mark of another shape, or of the same, may close
// what s opens.
func (s Shape) ClosedBy(closing Shape) bool { return shapeTable.closes[s][closing] }

// MayOpen reports whether there is a shape that closes what s opens.
func (s Shape) MayOpen() bool { return shapes[s].closedBy != "" }

// MayClose reports whether there is a shape that s closes.
func (s Shape) MayClose() bool { return len(shapeTable.openers[s]) > 0 }

// Openers returns the shapes that s may close, in the order of the table. The
// result is the table's own, and not to be changed.
func (s Shape) Openers() []Shape { return shapeTable.openers[s] }

// MarkOf returns what a quotation mark folds to: " for a double one, ' for a
// single one, 0 for anything else. Makeshifts, sigla and the marks of a work's
// title may be marks as well, but do not fold.
func MarkOf(r rune) byte {
	if s := &shapes[ShapeOf(r)]; s.folds {
		return s.level
	}
	return 0
}

// IsOpening reports a quotation mark that as a rule opens a quotation.
func IsOpening(r rune) bool { s := ShapeOf(r); return s != 0 && s.Side() == Opens }

// IsClosing reports a quotation mark that as a rule closes a quotation.
func IsClosing(r rune) bool { s := ShapeOf(r); return s != 0 && s.Side() == Closes }
