package picture

import (
	"bytes"
	"image"
	"image/color"
	stdgif "image/gif"
	stdjpeg "image/jpeg"
	stdpng "image/png"
	"testing"
)

// drawn returns pictures as the standard library writes them, and others byte by byte.
func drawn(t *testing.T) map[string][]byte {
	palette := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.White, color.Black})
	var p, g, j bytes.Buffer
	if err := stdpng.Encode(&p, palette); err != nil {
		t.Fatal(err)
	}
	if err := stdgif.EncodeAll(&g, &stdgif.GIF{Image: []*image.Paletted{palette, palette}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := stdjpeg.Encode(&j, palette, nil); err != nil {
		t.Fatal(err)
	}
	icon := append([]byte{0, 0, 1, 0, 1, 0, 9, 9, 0, 0, 1, 0, 8, 0, byte(p.Len()), byte(p.Len() >> 8), 0, 0, 22, 0, 0, 0}, p.Bytes()...)
	return map[string][]byte{
		".png": p.Bytes(), ".gif": g.Bytes(), ".jpg": j.Bytes(), ".ico": icon,
		".webp": []byte("RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\x00\x00\x00\x00\x88\x88\x08\x00\x00"),
		".avif": []byte("\x00\x00\x00\x10ftypavif\x00\x00\x00\x00\x00\x00\x00\x08meta\x00\x00\x00\x0amdat\x00\x00"),
	}
}

// What is behind, before or inside a picture and is none makes it another file.
func TestWhole(t *testing.T) {
	const script = "<script>alert(1)</script>"
	pictures := drawn(t)
	for kind, data := range pictures {
		if !Whole(kind, data) {
			t.Errorf("%s is refused", kind)
		}
		for name, other := range map[string][]byte{
			"with more behind":  append(bytes.Clone(data), script...),
			"with more before":  append([]byte(script), data...),
			"cut short":         data[:len(data)-1],
			"after its first":   append(bytes.Clone(data[:6]), script...),
			"of its first half": data[:len(data)/2],
			"empty":             nil,
		} {
			if Whole(kind, other) {
				t.Errorf("%s %s passes", kind, name)
			}
		}
		for other := range pictures {
			if other != kind && Whole(other, data) {
				t.Errorf("%s passes for %s", kind, other)
			}
		}
	}
	if Whole(".bmp", pictures[".png"]) || Whole("", nil) {
		t.Error("a kind that is none passes")
	}
}

func FuzzWhole(f *testing.F) {
	f.Add(".gif", []byte("GIF89a/*\x00\x80\x00\x00,;"))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		if Whole(kind, data) && Whole(kind, append(bytes.Clone(data), "<script>"...)) {
			t.Errorf("%s with more behind passes", kind)
		}
	})
}
