package host

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// texts is a site of files of many lengths, some of which nothing can compress.
func texts() fstest.MapFS {
	site := fstest.MapFS{"cards/a.png": {Data: bytes.Repeat([]byte("a"), 5000)}, "a.txt": {}, "b.txt": {Data: []byte("b")}}
	random := rand.New(rand.NewPCG(1, 2))
	for i, size := range []int{20, 1000, 70_000, 400_000} {
		noise := make([]byte, size)
		for at := range noise {
			noise[at] = byte(random.Uint32())
		}
		site[fmt.Sprintf("noise/%d.json", i)] = &fstest.MapFile{Data: noise}
		site[fmt.Sprintf("topics/%d/index.html", i)] = &fstest.MapFile{Data: []byte(strings.Repeat(fmt.Sprintf("<p>%x</p>\n", noise[:20]), size/50+1))}
	}
	return site
}

func TestCompress(t *testing.T) {
	site := texts()
	made, err := Compress(site)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range made.Files {
		of, ok := Packed(name)
		plain, err := Unpack(name, data)
		if !ok || err != nil || !bytes.Equal(plain, site[of].Data) {
			t.Errorf("%s does not hold what %s does: %v", name, of, err)
		}
		if len(data) >= len(plain) {
			t.Errorf("%s is no smaller", name)
		}
	}
	for name := range site {
		for _, c := range codings {
			_, ok := made.Files[name+c.extension]
			if want := path.Ext(name) == ".html" && name != "topics/0/index.html"; want && !ok || !want && ok && name != "topics/0/index.html" {
				t.Errorf("%s: a %s sibling: %v", name, c.name, ok)
			}
		}
	}
	if made.Of < 3 || made.Plain < 400_000 || made.Bytes["brotli"] >= made.Plain {
		t.Errorf("%v", made)
	}
}

// The siblings are the same bytes, on however many processors, and again.
func TestCompressAgain(t *testing.T) {
	var first Siblings
	for i, processors := range []int{1, 2, 8, 1} {
		before := runtime.GOMAXPROCS(processors)
		made, err := Compress(texts())
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = made
		} else if diff := cmp.Diff(first, made); diff != "" {
			t.Errorf("with %d processors (+):\n%.500s", processors, diff)
		}
	}
}

// What is damaged, or cut short, or no sibling, is an error.
func TestUnpackDamaged(t *testing.T) {
	text := []byte(strings.Repeat("The ferry runs again from the first of May.\n", 40))
	for _, c := range codings {
		data, err := c.pack(text)
		if err != nil {
			t.Fatal(err)
		}
		for name, damaged := range map[string][]byte{"empty": {}, "half": data[:len(data)/2], "one byte less": data[:len(data)-1], "one byte more": append(data[:len(data):len(data)], 'x'), "plain": text} {
			if got, err := Unpack("a.txt"+c.extension, damaged); err == nil {
				t.Errorf("%s, %s: no error, %d bytes", c.name, name, len(got))
			}
		}
	}
	if _, err := Unpack("a.txt.xz", nil); err == nil {
		t.Error("unpacked in a way that nobody knows")
	}
	for _, name := range []string{"a.txt", "a.gz", "a.png.gz", "a.txt.gz.gz", "a.txt.xz"} {
		if of, ok := Packed(name); ok {
			t.Errorf("%s is taken for a sibling of %s", name, of)
		}
	}
}
