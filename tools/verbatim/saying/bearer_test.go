package saying

import (
	"strings"
	"testing"
)

// TestLabelForms: a label is one whatever colon or dash ends it, and whatever title,
// initial, date or place stands beside the name.
func TestLabelForms(t *testing.T) {
	for _, label := range []string{
		"Donald Trump\n:", "Donald\nTrump:", "Donald Trump \n —", "Donald Trump ‒", "Donald Trump –", "Donald Trump ﹘", "Donald Trump —", "Donald Trump ―", "Donald Trump ⸺", "Donald Trump −",
		"Donald Trump ---", "Donald Trump ‐", "Donald Trump ︰", "Donald Trump∶", "Donald Trump ∷", "Donald Trump꞉", "Donald Trumpː", "Donald Trump˸", "Donald Trump﹕", "Donald Trump：",
		"President Donald J. Trump:", "Donald John Trump:", "Donald J Trump:", "D. Trump:", "Former U.S. President Donald Trump:", "Senator Donald Trump:", "Mr. Donald Trump:",
		"Donald Trump, 2018:", "Donald Trump, 17 April 2018:", "Donald Trump, in Palm Beach:", "Donald Trump, President of the United States:", "Donald Trump in 2018:", "On 17 April, Donald Trump:",
		"In April 2018 Donald Trump:", "Donald Trump (2018):", "トランプ大統領、フロリダで：",
	} {
		got := spoken(t, "topics/x.md", "en", label+" We will go.")
		if !strings.HasPrefix(got, "quote-label ") {
			t.Errorf("%s is a label, and not found: %q", label, got)
		}
	}
	for _, body := range []string{
		"Donald Trump Jr.: a son.", "Melania Trump: a wife.", "Trump, Abe and Kim: three men.", "About Donald Trump: a book.", "Donald Trump met Shinzo Abe: it went well.",
		"In 2018: a year.", "In 2018, a trade deficit — it grew.", "The Trump-Kim meeting: a summit.", "Trump-Abe: two men.", "Trump- and Abe-led: a summit.", "Donald Trump went at 3:45.",
		"Abe ‒ the first to see Trump ‒ had come.",
	} {
		if got := spoken(t, "topics/x.md", "en", body); got != "" {
			t.Errorf("%s: %s", body, got)
		}
	}
}
