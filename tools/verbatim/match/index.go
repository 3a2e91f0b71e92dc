package match

import "strings"

// rare ranks bytes of English prose: the lower, the rarer.
var rare = func() (t [256]uint8) {
	for i := range t {
		t[i] = 40
	}
	for i := 'A'; i <= 'Z'; i++ {
		t[i] = 30
	}
	for i := '0'; i <= '9'; i++ {
		t[i] = 20
	}
	for i, c := range []byte("zqxjkvbpygfwmucldrhsniaote ") {
		t[c] = uint8(50 + 6*i)
	}
	for _, c := range []byte("zqxjk") {
		t[c] /= 2
	}
	for i := 0x80; i < 0xC0; i++ {
		t[i] = 120
	}
	for i := 0xC0; i < 256; i++ {
		t[i] = 200 // lead bytes repeat where a script is not Latin
	}
	return
}()

// index is strings.Index for keys of several words: it looks for the rarest
// byte of the key first, where that turns out not to be rare for a few bytes
// round it, and hands over where these are everywhere, too.
func index(s, key string) int {
	if len(key) < 4 || len(s) < 256 {
		return strings.Index(s, key)
	}
	off := 0
	for i := 1; i < len(key); i++ {
		if rare[key[i]] < rare[key[off]] {
			off = i
		}
	}
	c := key[off]
	beside := off + 1 // looked at before all of the key
	if beside == len(key) {
		beside = off - 1
	}
	last := len(s) - len(key)
	tries := 0
	for i := 0; i <= last; {
		k := strings.IndexByte(s[i+off:last+off+1], c)
		if k < 0 {
			return -1
		}
		i += k
		if s[i+beside] == key[beside] && s[i:i+len(key)] == key {
			return i
		}
		i++
		tries++
		if tries > 16 && i < tries*12 {
			return indexPart(s, key, max(0, min(off-partLength/2, len(key)-partLength)), i)
		}
	}
	return -1
}

// partLength is how many bytes [strings.Index] finds fastest: as many as a
// register holds.
const partLength = 8

// indexPart is index from i of s on, by the part of the key that begins at off.
func indexPart(s, key string, off, i int) int {
	part := key[off:min(len(key), off+partLength)]
	last := len(s) - len(key)
	from := i
	for tries := 0; i <= last; tries++ {
		if tries > 16 && i-from < tries*64 {
			if k := strings.Index(s[i:], key); k >= 0 {
				return i + k
			}
			return -1
		}
		k := strings.Index(s[i+off:last+off+len(part)], part)
		if k < 0 {
			return -1
		}
		if i += k; s[i:i+len(key)] == key {
			return i
		}
		i++
	}
	return -1
}
