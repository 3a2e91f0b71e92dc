package find

import "testing"

// All forms of a word, and both spellings of it, have one stem; another word has
// another.
func TestStems(t *testing.T) {
	s := stems{}
	for _, test := range []struct {
		tag  string
		like []string
		not  string
	}{
		{"en", []string{"abducted", "abductions", "abducting", "abduct"}, "adduce"},
		{"en", []string{"denuclearization", "denuclearisation", "denuclearizes", "denuclearise"}, "nuclear"},
		{"en-GB", []string{"historic", "historical"}, "story"},
		{"en", []string{"defence", "defense"}, "defect"},
		{"en", []string{"harbours", "harbor", "harboured"}, "harp"},
		{"fr", []string{"négociations", "négociation"}, "négoce"},
		{"ru", []string{"переговоры", "переговоров"}, "договор"},
		{"ja", []string{"会談"}, "会議"},
	} {
		want := s.of(test.like[0], test.tag)
		for _, word := range test.like {
			if got := s.of(word, test.tag); got != want {
				t.Errorf("%s: %s has the stem %s, %s has %s", test.tag, word, got, test.like[0], want)
			}
		}
		if s.of(test.not, test.tag) == want {
			t.Errorf("%s: %s is taken for a form of %s", test.tag, test.not, test.like[0])
		}
	}
}
