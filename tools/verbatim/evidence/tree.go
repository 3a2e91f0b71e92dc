package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"

	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/text"
)

// A text that may not be shown is committed to: its sentences are the leaves of
// a Merkle tree, and each of them is the root of a tree over its words, both
// hashed as RFC 6962 has it. So words can be shown, each as it stands at its
// place, and be proven to belong to a text of that root, without another word:
// a tree of sentences alone would show a long sentence for three words of it.
//
// Words are few, and could be guessed and tried. So each is hashed with a salt,
// which comes from a key made of the whole text's bytes: who has the text can
// make all of them, and who has not learns from the hash or from some salts of
// one nothing about another. The key is not the text's SHA-256, which is
// published. Who knows all of a text but for one word can try that word against
// the text's own digest; no tree hides it.

// A Commitment says, without showing the text, of what text the words are that
// it shows. In JSON, hashes and salts are in base64; several stand one behind
// the other.
type Commitment struct {
	Sentences int        `json:"sentences"` // of the text
	Root      tlog.Hash  `json:"root"`
	Shown     []Sentence `json:"shown"`            // those of which words are shown, in order
	Hidden    []byte     `json:"hidden,omitempty"` // the roots of what is not shown, as few as there can be, in order
}

// A Sentence is one of a text, as far as it is shown.
type Sentence struct {
	Number    int    `json:"number"`          // from 0
	Paragraph int    `json:"paragraph"`       // from 1
	Label     string `json:"label,omitempty"` // that the text prints before the paragraph
	Turn      string `json:"turn,omitempty"`  // the label of the speaker's turn, as the source's record has it
	Start     int    `json:"start"`           // words of the text before it
	Words     int    `json:"words"`           // how many it has
	Shown     []Run  `json:"shown"`
	Hidden    []byte `json:"hidden,omitempty"` // likewise, of its words
}

// A Run is words in a row, each with what stands behind it and before the next
// one.
type Run struct {
	Start   int     `json:"start"` // words of the sentence before them
	Text    string  `json:"text"`
	Lengths lengths `json:"lengths"` // of the words, in bytes of the text
	Salts   []byte  `json:"salts"`   // of the words
}

// lengths are numbers, in JSON one string with spaces between.
type lengths []int

// MarshalText implements [encoding.TextMarshaler].
func (l lengths) MarshalText() (text []byte, err error) {
	for i, n := range l {
		if i > 0 {
			text = append(text, ' ')
		}
		text = strconv.AppendInt(text, int64(n), 10)
	}
	return text, nil
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (l *lengths) UnmarshalText(text []byte) error {
	*l = make(lengths, 0, bytes.Count(text, []byte(" "))+1)
	for part := range strings.SplitSeq(string(text), " ") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return fmt.Errorf("%q is no list of lengths", text)
		}
		*l = append(*l, n)
	}
	return nil
}

// saltSize is the length of a salt in bytes.
const saltSize = 16

// wordHash is the leaf of a word.
func wordHash(salt []byte, word string) tlog.Hash {
	return tlog.RecordHash(append(append(make([]byte, 0, saltSize+len(word)), salt...), word...))
}

// hash is the leaf of a sentence, given the root of its words. With it goes where
// the sentence stands and in what text, a line each: the tree itself would not
// tell how many leaves a hidden part has.
func (s *Sentence) hash(of *Evidence, words tlog.Hash) tlog.Hash {
	leaf := fmt.Appendf(make([]byte, 0, 256), "%s\n%d\n%d\n%d\n%d\n%s\n%s\n%d\n%d\n", of.SHA256, of.Words, of.Paragraphs, of.Commitment.Sentences, s.Paragraph, s.Label, s.Turn, s.Start, s.Words)
	return tlog.RecordHash(append(leaf, words[:]...))
}

// split is where the tree over n leaves parts: at the greatest power of two
// below n (RFC 6962, section 2.1).
func split(n int) int {
	k := 1
	for 2*k < n {
		k *= 2
	}
	return k
}

// rootOf is the root of the tree over leaves.
func rootOf(leaves []tlog.Hash) tlog.Hash {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := split(len(leaves))
	return tlog.NodeHash(rootOf(leaves[:k]), rootOf(leaves[k:]))
}

// commitTo is the root of the tree over leaves from lo on. To hidden it adds, one
// behind the other, the roots of the greatest trees of which none is shown.
func commitTo(leaves []tlog.Hash, lo int, shown []fold.Span, hidden *[]byte) tlog.Hash {
	n := len(leaves)
	if len(within(shown, lo, lo+n)) == 0 {
		root := rootOf(leaves)
		*hidden = append(*hidden, root[:]...)
		return root
	}
	if n == 1 {
		return leaves[0]
	}
	k := split(n)
	left := commitTo(leaves[:k], lo, shown, hidden)
	return tlog.NodeHash(left, commitTo(leaves[k:], lo+k, shown, hidden))
}

// A rebuild is a tree of which some leaves are shown.
type rebuild struct {
	numbers []int // of those that are shown, in order
	leaves  []tlog.Hash
	hidden  []byte      // roots that have not been used yet
	short   bool        // there were too few
	less    bool        // what is to be hidden is asked for
	kept    []fold.Span // then, leaves that go on being shown
}

// whole is the root of the tree over so many leaves; ok is false where leaves and
// hidden roots do not make one. rest are the roots of what is not kept, where it is
// asked for.
func (r *rebuild) whole(leaves int) (root tlog.Hash, rest []byte, ok bool) {
	root, rest = r.root(0, leaves)
	return root, rest, !r.short && len(r.hidden) == 0 && len(r.numbers) == 0
}

// root is the root of the tree over the leaves from lo to hi.
func (r *rebuild) root(lo, hi int) (root tlog.Hash, rest []byte) {
	switch {
	case len(r.numbers) == 0 || r.numbers[0] >= hi:
		r.short = r.short || len(r.hidden) < len(root)
		r.hidden = r.hidden[copy(root[:], r.hidden):]
	case hi-lo == 1:
		root = r.leaves[0]
		r.numbers, r.leaves = r.numbers[1:], r.leaves[1:]
	default:
		k := split(hi - lo)
		left, before := r.root(lo, lo+k)
		right, behind := r.root(lo+k, hi)
		root, rest = tlog.NodeHash(left, right), append(before, behind...)
	}
	if r.less && len(within(r.kept, lo, hi)) == 0 {
		rest = slices.Clone(root[:])
	}
	return root, rest
}

// maxLeaves is more sentences, or words of one, than any text has: without it a
// number could make work.
const maxLeaves = 1 << 27

// committed says what of a commitment does not lead to its root.
func (e *Evidence) committed() *Fault {
	c, r := &e.Commitment, rebuild{hidden: e.Commitment.Hidden}
	end := 0 // of the sentence before, in words
	for i := range c.Shown {
		s := &c.Shown[i]
		root, _, wrong := s.root(false, nil)
		switch {
		case wrong != nil:
			return wrong
		case i > 0 && s.Number <= c.Shown[i-1].Number || s.Number < 0 || s.Start < end || s.Start+s.Words > e.Words:
			return faulty("sentence %d is not where the text has it", s.Number)
		}
		end = s.Start + s.Words
		r.numbers, r.leaves = append(r.numbers, s.Number), append(r.leaves, s.hash(e, root))
	}
	if c.Sentences < 1 || c.Sentences > maxLeaves {
		return faulty("a text has no %d sentences", c.Sentences)
	}
	if root, _, ok := r.whole(c.Sentences); !ok || root != c.Root {
		return faulty("what is shown is not of the text that was committed to")
	}
	return nil
}

// root rebuilds the root of a sentence's words. With less it returns what is hidden
// where only the kept ones are shown.
func (s *Sentence) root(less bool, kept []fold.Span) (root tlog.Hash, rest []byte, wrong *Fault) {
	r := rebuild{hidden: s.Hidden, less: less, kept: kept}
	end := -1
	for _, run := range s.Shown {
		if run.Start <= end || len(run.Lengths) == 0 || len(run.Salts) != saltSize*len(run.Lengths) {
			return root, nil, faulty("the words shown of sentence %d are not in order, each with its salt", s.Number)
		}
		at := 0
		for i, length := range run.Lengths {
			if length < 1 || length > len(run.Text)-at {
				return root, nil, faulty("a word of sentence %d has %d bytes", s.Number, length)
			}
			r.numbers = append(r.numbers, run.Start+i)
			r.leaves = append(r.leaves, wordHash(run.Salts[saltSize*i:][:saltSize], run.Text[at:at+length]))
			at += length
		}
		if end = run.Start + len(run.Lengths); at != len(run.Text) || end > s.Words {
			return root, nil, faulty("the words shown of sentence %d are others than it has", s.Number)
		}
	}
	if len(s.Shown) == 0 || s.Words < 1 || s.Words > maxLeaves || strings.ContainsAny(s.Label+s.Turn, "\n") {
		return root, nil, faulty("nothing is shown of sentence %d", s.Number)
	}
	root, rest, ok := r.whole(s.Words)
	if !ok {
		return root, nil, faulty("what is shown of sentence %d and what is not do not make one", s.Number)
	}
	return root, rest, nil
}

// Commit sets the commitment to the text that the evidence is of: it shows the
// words of all pieces, with those round them.
func (e *Evidence) Commit(t *text.Text) {
	whole := newTree(t)
	e.Commitment = whole.commit(e, e.spans(whole.word))
}

// spans are the words that all pieces need, in order and apart.
func (e *Evidence) spans(word func(int) string) (apart []fold.Span) {
	var needed []fold.Span
	for _, locked := range e.Proven {
		for _, p := range locked.Pieces {
			from, to := p.shown(word)
			needed = append(needed, fold.Span{Start: from, End: to})
		}
	}
	slices.SortFunc(needed, func(a, b fold.Span) int { return a.Start - b.Start })
	for _, s := range needed {
		if n := len(apart); n > 0 && s.Start <= apart[n-1].End {
			apart[n-1].End = max(apart[n-1].End, s.End)
			continue
		}
		apart = append(apart, s)
	}
	return apart
}

// shown says which words of the text show the piece, with what stands round it:
// its own, and the next one where a mark before that belongs to the piece.
func (p Piece) shown(word func(int) string) (from, to int) {
	from, to = p.Start-words(p.Prefix), p.End+words(p.Suffix)
	whole := p.whole()
	var has strings.Builder
	has.Grow(2 * len(whole))
	for i := from; i < to; i++ {
		has.WriteString(word(i))
	}
	if !strings.Contains(has.String(), whole) && strings.Contains(has.String()+word(to), whole) {
		to++
	}
	return from, to
}

// A tree is a whole text as it is committed to.
type tree struct {
	sentences []Sentence  // without what is shown of them
	words     []fold.Span // raw, of all sentences
	raw       string
	key       [sha256.Size]byte
}

// newTree cuts a text into sentences and words. In a language without lists a
// paragraph is one sentence.
func newTree(t *text.Text) *tree {
	r := &tree{raw: t.Raw(), key: sha256.Sum256([]byte("verbatim: the salts of a text\n" + t.Raw()))}
	var starts []int // of sentences, in the folded text
	if language := t.Language(); language != nil {
		for _, u := range t.Units() {
			t.Starts(language, u.Span, func(at int) bool {
				if t.Begins(language, at) {
					starts = append(starts, at)
				}
				return true
			})
		}
	}
	unit := -1
	for _, p := range t.Paragraphs() {
		first := true
		block := fold.Span{Start: t.At(p.Start), End: max(t.At(p.Start), t.At(p.End))}
		fold.Tokens(t.Chars[block.Start:block.End], func(start, _ int) bool {
			at := block.Start + start
			u := t.UnitAt(at)
			begins := first || u != unit
			for len(starts) > 0 && starts[0] <= at {
				begins, starts = true, starts[1:]
			}
			begin := r.begin(t, p, at, first || u != unit)
			if n := len(r.words); n > 0 {
				r.words[n-1].End = begin
				if u != unit && unit >= 0 {
					r.words[n-1].End = min(begin, t.End(t.Units()[unit].End))
				}
			}
			if begins {
				s := Sentence{Number: len(r.sentences), Paragraph: p.Number, Label: p.Label, Start: len(r.words)}
				if u >= 0 {
					s.Turn = t.Units()[u].Label
				}
				r.sentences = append(r.sentences, s)
			}
			r.sentences[len(r.sentences)-1].Words++
			r.words = append(r.words, fold.Span{Start: begin, End: p.End})
			unit, first = u, false
			return true
		})
	}
	return r
}

// begin returns where a word begins in the raw text that does so at a place of the
// folded one, with the marks before it: behind the white space before, or where
// its paragraph begins, or its turn.
func (r *tree) begin(t *text.Text, p text.Paragraph, at int, opens bool) int {
	begin := t.Start(at)
	if opens {
		return min(begin, max(p.Start, t.Start(t.Units()[max(0, t.UnitAt(at))].Start)))
	}
	last := r.words[len(r.words)-1].Start
	if i := strings.LastIndexFunc(r.raw[last:begin], unicode.IsSpace); i >= 0 {
		_, n := utf8.DecodeRuneInString(r.raw[last+i:])
		return last + i + n
	}
	return begin
}

// salt is that of a word, counted from 0.
func (r *tree) salt(word int) [saltSize]byte {
	var data [sha256.Size + 8]byte
	copy(data[:], r.key[:])
	binary.BigEndian.PutUint64(data[sha256.Size:], uint64(word))
	sum := sha256.Sum256(data[:])
	return [saltSize]byte(sum[:])
}

// commit shows the words of the given spans, which are in words of the text, in
// order and apart, and commits to the rest.
func (r *tree) commit(e *Evidence, shown []fold.Span) Commitment {
	e.Commitment.Sentences = len(r.sentences)
	c := Commitment{Sentences: len(r.sentences), Shown: []Sentence{}}
	if len(r.sentences) == 0 {
		return c // a text without words: nothing can be of it, and it has no root
	}
	leaves := make([]tlog.Hash, 0, len(r.sentences))
	var open []fold.Span // numbers of sentences that are shown
	var words []tlog.Hash
	for _, s := range r.sentences {
		words = words[:0]
		for i := s.Start; i < s.Start+s.Words; i++ {
			salt := r.salt(i)
			words = append(words, wordHash(salt[:], r.word(i)))
		}
		spans := within(shown, s.Start, s.Start+s.Words)
		if len(spans) == 0 {
			leaves = append(leaves, s.hash(e, rootOf(words)))
			continue
		}
		leaves = append(leaves, s.hash(e, commitTo(words, s.Start, spans, &s.Hidden)))
		open = append(open, fold.Span{Start: s.Number, End: s.Number + 1})
		for _, span := range spans {
			s.Shown = append(s.Shown, r.run(s.Start, max(span.Start, s.Start), min(span.End, s.Start+s.Words)))
		}
		c.Shown = append(c.Shown, s)
	}
	c.Root = commitTo(leaves, 0, open, &c.Hidden)
	return c
}

// within returns those of spans in order that reach into lo to hi.
func within(spans []fold.Span, lo, hi int) []fold.Span {
	from, _ := slices.BinarySearchFunc(spans, lo, func(s fold.Span, lo int) int { return s.End - lo - 1 })
	to := from
	for to < len(spans) && spans[to].Start < hi {
		to++
	}
	return spans[from:to]
}

// word is the text of a word; behind the last one there is none.
func (r *tree) word(i int) string {
	if i >= len(r.words) {
		return ""
	}
	return r.raw[r.words[i].Start:r.words[i].End]
}

// run shows the words from one to another, of a sentence that begins at word
// base.
func (r *tree) run(base, from, to int) Run {
	run := Run{Start: from - base, Text: r.raw[r.words[from].Start:r.words[to-1].End]}
	run.Lengths, run.Salts = make(lengths, 0, to-from), make([]byte, 0, saltSize*(to-from))
	for i := from; i < to; i++ {
		salt := r.salt(i)
		run.Lengths, run.Salts = append(run.Lengths, len(r.word(i))), append(run.Salts, salt[:]...)
	}
	return run
}
