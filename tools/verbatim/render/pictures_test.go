package render

import (
	"os"
	"testing"

	"github.com/spf13/afero"

	"summit-explainer/tools/verbatim/kept"
)

// TestPicturesDeletedMeanwhile: a picture that was found is published even where the store
// was deleted since, and it is not held once it is.
func TestPicturesDeletedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	store := kept.In(dir)
	store.Put(picture, "card.png", []byte("a card"))
	p := &pictures{Fs: afero.NewMemMapFs(), store: store, found: map[string][]byte{}}
	if data, err := afero.ReadFile(p, "card.png"); err != nil || string(data) != "a card" {
		t.Fatalf("seen %q, %v", data, err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if data, err := afero.ReadFile(p, "card.png"); err != nil || string(data) != "a card" {
		t.Errorf("published %q, %v", data, err)
	}
	if len(p.found) > 0 || len(p.drawn) > 0 {
		t.Errorf("held: %v, drawn: %v", p.found, p.drawn)
	}
	if _, err := afero.ReadFile(p, "card.png"); err == nil {
		t.Error("a card is found that is nowhere")
	}
}
