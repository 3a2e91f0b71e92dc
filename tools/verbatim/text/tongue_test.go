package text

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"summit-explainer/tools/verbatim/fold"
)

// The examples of each language's list, taken together, look like that language.
func TestTongue(t *testing.T) {
	for _, tag := range fold.Tags() {
		data, err := os.ReadFile(filepath.Join("..", "fold", "testdata", "languages", tag+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var examples []struct{ Text string }
		if err := json.Unmarshal(data, &examples); err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, example := range examples {
			all = append(all, example.Text)
		}
		if got := Tongue(strings.Join(all, "\n\n")); got != tag {
			t.Errorf("the examples of %s are taken for %q", tag, got)
		}
	}
	for raw, want := range map[string]string{
		"": "", "12 34": "", "Quisque pharetra lacus in mauris volutpat dictum.": "",
		"The two leaders met on the lake, and they agreed that the ferry will run again.": "en",
		"两国领导人在湖上会面，同意恢复渡轮。":                                                              "zh",
		"両首脳は湖上で会い、渡し船の再開で合意した。":                                                          "ja",
	} {
		if got := Tongue(raw); got != want {
			t.Errorf("%q is taken for %q, not for %q", raw, got, want)
		}
	}
}
