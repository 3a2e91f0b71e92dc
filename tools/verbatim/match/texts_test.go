package match

import (
	_ "embed"

	"summit-explainer/tools/verbatim/text"
)

// Invented texts of several kinds, for the tables and the property tests here
// and in package hint.

//go:embed testdata/texts/conference.txt
var conference string

//go:embed testdata/texts/communique.txt
var communique string

//go:embed testdata/texts/article.txt
var article string

//go:embed testdata/texts/japanese.txt
var japanese string

func conferenceText() *Text {
	t, errs := NewText(conference, text.Options{Turns: true, Speakers: map[string]string{"PRESIDENT HARROW": "Ann Harrow", "PRIME MINISTER ODA": "Ken Oda", "Q": ""},
		Apparatus: []string{"(Applause.)", "(Laughter.)"}, Language: "en"})
	if errs != nil {
		panic(errs)
	}
	return t
}

func communiqueText() *Text {
	t, _ := NewText(communique, text.Options{Language: "en"})
	return t
}

func articleText() *Text {
	t, errs := NewText(article, text.Options{Language: "en", Attributions: []text.Attribution{
		{Speaker: "Ann Harrow", Words: "a turning point for the lakes"},
		{Speaker: "Ann Harrow", Words: "We will never close it"},
		{Speaker: "Ann Harrow", Words: "and we will never charge for it"},
		{Speaker: "Ken Oda", Words: "The plan is good… but it is a plan"},
	}})
	if errs != nil {
		panic(errs)
	}
	return t
}

func japaneseText() *Text {
	t, _ := NewText(japanese, text.Options{Language: "ja"})
	return t
}
