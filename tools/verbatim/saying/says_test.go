package saying

import (
	"testing"

	"summit-explainer/tools/verbatim/fold"
)

func TestSaysSomething(t *testing.T) {
	for _, test := range []struct {
		language, words string
		want            bool
	}{
		{"en", "intensify trade and investment discussions", true},
		{"en", "halt their militarization", true},
		{"en", "Apr 25, 2018", false},
		{"en", "on the 25th of April, 2018", false},
		{"en", "Wednesday, April 25", false},
		{"en", "of the two of them", false},
		{"en", "the 3.75 percent", false},
		{"en", "$68 billion", false},
		{"en", "twenty-two of the hundred", false},
		{"en", "will continue", false},
		{"en", "denuclearization", false},
		{"en", "it was agreed", true},
		{"de", "am 25. April 2018", false},
		{"de", "der Vertrag wurde unterzeichnet", true},
		{"fr", "le 1er mai 2018", false},
		{"fr", "un accord bilatéral", true},
		{"es", "el 2 de mayo de 2018", false},
		{"ru", "25 апреля 2018 года", true}, // a word for year is none of the lists’
		{"ja", "2018年4月25日", false},
		{"ja", "最大限の圧力をかける", true},
		{"ja", "拉致問題", false},
		{"zh", "二〇一八年四月", false},
		{"zh", "朝鲜必须放弃核武器", true},
		{"ko", "2018년 4월 25일", false},
		{"fi", "sopimus allekirjoitettiin eilen Helsingissä", true},
		{"fi", "25 4 2018", false},
		{"", "", false},
	} {
		words := fold.Fold(test.words)
		if got := !tooFew(words) && telling(words, test.language); got != test.want {
			t.Errorf("%s: %q says something: %v", test.language, test.words, got)
		}
	}
}

func TestMentions(t *testing.T) {
	known := newNames(somePeople(t))
	for text, want := range map[string]string{
		"Donald Trump met Shinzo Abe":      "donald-trump shinzo-abe",
		"President Trump and Mr. Abe":      "donald-trump shinzo-abe",
		"TRUMP, Trump's, Trumps, trump":    "donald-trump donald-trump's",
		"the President spoke":              "donald-trump|moon-jae-in?",
		"the Prime Minister of Japan":      "shinzo-abe?",
		"Taro came":                        "taro-aso|taro-kono",
		"Kim Jong Un, Kim, Un":             "kim-jong-un kim-jong-un",
		"Moon Jae-in by the moon":          "moon-jae-in",
		"安倍首相とトランプ大統領":                     "shinzo-abe donald-trump",
		"安倍晋三":                             "shinzo-abe shinzo-abe",
		"Nobody was there, in Abesville":   "",
		"Abe’s and the leaders’ own house": "shinzo-abe's",
	} {
		got := ""
		for _, place := range known.in(fold.Fold(text)) {
			if got != "" {
				got += " "
			}
			for i, id := range place.people {
				if i > 0 {
					got += "|"
				}
				got += id
			}
			if place.office {
				got += "?"
			}
			if place.owns {
				got += "'s"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
