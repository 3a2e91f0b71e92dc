package text

import (
	"unicode"

	"summit-explainer/tools/verbatim/fold"
)

// A text whose words are not of its language can't be judged by that
// language's lists: a negator would go unseen. So the lists count only where
// the script is the language's, and where its commonest words are there.

const (
	tongueSample  = 1 << 10 // bytes of the text that are looked at
	tongueWords   = 30      // from so many words on a share is asked for
	tongueShare   = 0.1     // of the words that are function words; running prose has four times as much
	spacelessPart = 0.5     // of the letters that are of the language's scripts
)

// known returns the language that the text is read in, or nil where it has no
// lists, or is another one than it is said to be.
func (t *Text) known() *fold.Language {
	tag := t.options.Language
	if tag == "" {
		tag = "en"
	}
	l := fold.LanguageOf(tag)
	if l == nil || !t.isIn(l) {
		return nil
	}
	return l
}

// isIn reports whether the text looks like its language.
func (t *Text) isIn(l *fold.Language) bool {
	s := t.Chars[:min(len(t.Chars), tongueSample)]
	letters, own := 0, 0
	for _, r := range s {
		if r >= 'a' && r <= 'z' || unicode.IsLetter(r) {
			letters++
			if l.Writes(r) {
				own++
			}
		}
	}
	if float64(own) < spacelessPart*float64(letters) {
		return false
	}
	if !l.Spaced() || l.Tag == "ko" || l.OwnScript() && letters < 200 {
		return true // the script tells
	}
	words := l.Words(s[:len(s)-len(s[lastSpace(s):])])
	common, listed := 0, 0
	for _, w := range words {
		if w.Class != 0 {
			listed++
		}
		if w.Class&(fold.Function|fold.Article|fold.Auxiliary|fold.Referring) != 0 {
			common++
		}
	}
	if t.options.Language == "" { // nobody says so: two words of English, and a fifth of all
		return common > 1 && 5*common >= len(words)
	}
	if len(words) < tongueWords {
		return listed > 0
	}
	return float64(common) >= tongueShare*float64(len(words))
}

// lastSpace returns where the last space of s stands where s was cut, else its
// length.
func lastSpace(s string) int {
	if len(s) < tongueSample {
		return len(s)
	}
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == ' ' {
			return i
		}
	}
	return len(s)
}

// Tongue returns the tag of the language, of those with lists, that a text looks most
// like, or "" where it looks like none of them.
func Tongue(raw string) string {
	best, most := "", 0.0
	for _, tag := range fold.Tags() {
		t, l := New(raw, Options{Language: tag}), fold.LanguageOf(tag)
		if share := t.shareOf(l); t.isIn(l) && share > 0 && share >= most { // what Japanese and Chinese share is Chinese
			best, most = tag, share
		}
	}
	return best
}

// shareOf returns how much of a text's beginning is of a language: of one without
// spaces the share of its letters, of others that of the commonest words.
func (t *Text) shareOf(l *fold.Language) float64 {
	s := t.Chars[:min(len(t.Chars), 4*tongueSample)]
	if !l.Spaced() || l.OwnScript() {
		letters, own := 0, 0
		for _, r := range s {
			if unicode.IsLetter(r) {
				letters++
				if l.Writes(r) {
					own++
				}
			}
		}
		return float64(own) / float64(max(letters, 1))
	}
	words := l.Words(s)
	common := 0
	for _, w := range words {
		if w.Class&(fold.Function|fold.Article|fold.Auxiliary|fold.Referring) != 0 {
			common++
		}
	}
	if common < 2 {
		return 0
	}
	return float64(common) / float64(len(words))
}
