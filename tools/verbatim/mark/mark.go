// Package mark finds the quotation marks in prose, and says which are pairs.
//
// By its shape alone a character can be a mark or an apostrophe, feet, inches,
// a letter of its word: the shapes are package fold's. What it is where it
// stands, and which other mark is its partner, its neighbours say, and they are
// asked here ([Find], [FindIn], [FindAcross]). Pages, texts, records and
// published files all go through this one package, so that the marks that an
// author is told of are the marks that are counted when what is published is
// read back.
//
// It proves nothing: whose the words between two marks are, and whether they
// are verbatim, others say.
package mark

import (
	"slices"
	"strings"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/fold"
)

// A Mark is a quotation mark in a block of text. Span counts bytes. Open says
// that it opens a quotation, or would, had it a partner. Pair is the index of
// the partner in the same result, or -1.
type Mark struct {
	fold.Span
	Open bool
	Pair int
}

// Find returns the quotation marks of one block of text, in order: those of a
// paragraph, a heading, an attribute's value. The set is Unicode's (see
// [fold.Shape]). Double marks, guillemets, low and corner brackets count
// always, and so does a single mark that opens (‘); a straight or closing
// single mark (' ’) counts where a partner stands in the same block, and is an
// apostrophe otherwise; a makeshift (primes, accents, modifier letters, two
// grave accents and two apostrophes, << and >>) counts where a pair of them
// encloses words. Apostrophes, primes, feet and inches never do. U+FFFC stands for something opaque and is no word character.
//
// 《 》 and 〈 〉 count; see [FindIn].
func Find(s string) []Mark { return FindIn(s, "") }

// FindIn is [Find] for text of a language, a BCP 47 tag or nothing: in
// Chinese, Japanese and Korean 《 》 and 〈 〉 name works, and are no marks.
func FindIn(s, language string) []Mark {
	if !MayHave(s) {
		return nil
	}
	m := newScanner(language)
	m.candidates(s)
	if len(m.found) == 0 {
		return nil
	}
	m.pair()
	index, count := m.kept()
	marks := make([]Mark, 0, count)
	for i := range m.found {
		if index[i] >= 0 {
			marks = append(marks, m.found[i].mark(index))
		}
	}
	return marks
}

// MayHave reports whether a text holds a byte with which a mark may begin.
func MayHave(s string) bool {
	for i := range len(s) {
		if mayMark[s[i]] {
			return true
		}
	}
	return false
}

// Pairs counts pairs, and marks without a partner.
func Pairs(marks []Mark) int {
	count := 0
	for i, mark := range marks {
		if mark.Pair <= i {
			count++ // without a partner, or the second of a pair
		}
	}
	return count
}

// An InBlock is a quotation mark in one of several blocks. Block is the
// block's index, Span counts that block's bytes, and Pair is the index of the
// partner in the result of [FindAcross], which may be of another block.
type InBlock struct {
	Mark
	Block int
	// Repeats says that the mark opens nothing: it stands at the head of its
	// block because a quotation that began in an earlier block goes on. It is
	// Open, and its Pair is -1, but it is not alone.
	Repeats bool
}

// FindAcross returns the quotation marks of the blocks of one section, in order:
// paragraphs, items of a list, cells of a table, each as [FindIn] sees it. A
// mark that finds no partner in its own block may find one in another: an
// opening mark stays open to the end of the section, and may be repeated at the
// head of each block, as English does; French and Spanish repeat the closing
// one. So a quotation that opens in one block and closes in another is a pair
// whose two marks have different blocks. A mark that opens in some languages and
// closes in others (“, «, ") closes there where its place says so, or where
// nothing in its own block closes it.
//
// Marks that could be apostrophes or makeshifts are joined over blocks only
// from one block to the next (or as far as the opening mark is repeated), and
// only where the closing one follows a comma, a full stop or the like.
func FindAcross(blocks []string, language string) []InBlock {
	m := newScanner(language)
	for _, block := range blocks {
		m.candidates(block)
	}
	if len(m.found) == 0 {
		return nil
	}
	m.pair()
	index, count := m.kept()
	marks := make([]InBlock, 0, count)
	for i := range m.found {
		if index[i] >= 0 {
			c := &m.found[i]
			marks = append(marks, InBlock{Mark: c.mark(index), Block: c.block, Repeats: c.repeats})
		}
	}
	return marks
}

// MayStandAlone reports whether s holds a character that [Find] may return without
// a partner: no apostrophe, and no makeshift.
func MayStandAlone(s string) bool {
	for _, lead := range leads {
		for from := 0; ; {
			i := strings.IndexByte(s[from:], lead)
			if i < 0 {
				break
			}
			char, size := utf8.DecodeRuneInString(s[from+i:])
			if standsAlone(fold.ShapeOf(char)) {
				return true
			}
			from += i + size
		}
	}
	return false
}

func standsAlone(s fold.Shape) bool {
	return s != 0 && s.Kind() != fold.Apostrophe && s.Kind() != fold.Makeshift
}

// leads are the bytes with which marks begin that stand alone, each once.
var leads = func() (leads []byte) {
	for s := range fold.NumShapes {
		if shape := fold.Shape(s); standsAlone(shape) && !slices.Contains(leads, shape.Text()[0]) {
			leads = append(leads, shape.Text()[0])
		}
	}
	return leads
}()

// namesWorks reports whether 《 》 name works in a language.
func namesWorks(language string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	return primary == "zh" || primary == "ja" || primary == "ko"
}

// kept numbers the candidates that are marks, and counts them; the others have
// the number -1.
func (m *scanner) kept() (index []int, count int) {
	index = make([]int, len(m.found))
	for i := range m.found {
		index[i] = -1
		if m.found[i].counts() {
			index[i] = count
			count++
		}
	}
	return index, count
}

// mark returns what callers see of a candidate; index numbers them all.
func (c *candidate) mark(index []int) Mark {
	pair := -1
	if c.pair >= 0 {
		pair = index[c.pair]
	}
	return Mark{Span: c.Span, Open: c.opened, Pair: pair}
}
