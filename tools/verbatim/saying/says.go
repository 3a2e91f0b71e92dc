package saying

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"summit-explainer/tools/verbatim/content"
	"summit-explainer/tools/verbatim/finding"
	"summit-explainer/tools/verbatim/fold"
	"summit-explainer/tools/verbatim/prose"
)

// The least that supporting words may say, in words; in scripts without spaces,
// in characters.
const (
	leastWords      = 3
	leastCharacters = 6
)

// checkCitations reports citations whose supporting words say nothing: a date,
// a number, a word or two would support anything.
func checkCitations(site *content.Site, report finding.Report) {
	for _, page := range site.Pages {
		for _, use := range page.Uses {
			if use.Kind != prose.Citation {
				continue
			}
			language := ""
			if source := site.Sources[use.Source]; source != nil {
				language = source.Language
			}
			message := ""
			switch words := fold.Fold(use.Words); {
			case tooFew(words):
				message = "the supporting words are too few to say anything"
			case !telling(words, language):
				message = "the supporting words are a number, a date or function words"
			default:
				continue
			}
			report(finding.Finding{Rule: finding.CitationSaysNothing, File: page.File, Span: use.WordsAt, Message: message,
				Help: "cite three words or more of the sentence that says it"})
		}
	}
}

// tooFew reports whether folded words are fewer than a claim needs.
func tooFew(words string) bool {
	spaced, unspaced := 0, 0
	fold.Tokens(words, func(start, _ int) bool {
		if first, _ := utf8.DecodeRuneInString(words[start:]); fold.Unspaced(first) != 0 {
			unspaced++
		} else {
			spaced++
		}
		return true
	})
	return spaced < leastWords && unspaced < leastCharacters && spaced*leastCharacters+unspaced*leastWords < leastWords*leastCharacters
}

// telling reports whether one of the words is no number, date or function word.
func telling(words, language string) bool {
	tongues := tonguesOf(words, language)
	tells := false
	fold.Tokens(words, func(start, end int) bool {
		word := words[start:end]
		tells = !isFigure(word) && !dateWords[strings.ToLower(strings.Trim(word, "."))] && !strings.ContainsAny(word, "年月日号號년월일")
		for _, tongue := range tongues {
			all, _ := tongue.ClassOf(word)
			tells = tells && all&(fold.Number|fold.Function|fold.Article) == 0
		}
		return !tells
	})
	return tells
}

// isFigure reports whether a word is a number, with its signs: 3.75%, $68,
// 18th.
func isFigure(word string) bool {
	letters := 0
	digits := false
	for _, char := range word {
		switch {
		case unicode.IsNumber(char):
			digits = true
		case unicode.IsLetter(char):
			letters++
		}
	}
	return digits && letters <= 2
}

// dateWords are the names of months and of days of the week, in the languages
// that write dates with them.
var dateWords = wordSet(`
	january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec am pm ad bc
	monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
	januar februar märz mai juni juli oktober dezember jänner
	montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
	janvier février mars avril juin juillet août septembre octobre novembre décembre
	lundi mardi mercredi jeudi vendredi samedi dimanche
	enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
	lunes martes miércoles jueves viernes sábado domingo
	gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
	lunedì martedì mercoledì giovedì venerdì sabato domenica
	janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
	januari februari maart mei augustus augusti maj marts desember
	января февраля марта апреля мая июня июля августа сентября октября ноября декабря
	січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня`)

// wordSet returns the words of a list.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}
