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
// byte of the key first, and hands over where that turns out not to be rare.
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
	last := len(s) - len(key)
	tries := 0
	for i := 0; i <= last; {
		k := strings.IndexByte(s[i+off:last+off+1], c)
		if k < 0 {
			return -1
		}
		i += k
		if s[i:i+len(key)] == key {
			return i
		}
		i++
		tries++
		if tries > 16 && i < tries*12 {
			if k := strings.Index(s[i:], key); k >= 0 {
				return i + k
			}
			return -1
		}
	}
	return -1
}
