// Package picture tells whether a file is a picture of the kind that its name
// says: from its first byte to its last, and nothing beside. It decodes none.
//
// A browser, or whoever opens a file, goes by what it finds there: a file that
// begins as a picture and goes on as something else is read as either.
package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
)

// kinds are how each kind is walked through, by extension.
var kinds = map[string]func([]byte) bool{
	".png": png, ".gif": gif, ".jpg": jpeg, ".jpeg": jpeg, ".webp": webp, ".avif": avif, ".ico": ico,
}

// Whole reports whether data are a picture of an extension, and nothing else.
func Whole(extension string, data []byte) bool {
	walk := kinds[extension]
	return walk != nil && walk(data)
}

// png: a signature, then chunks with their sums, the last of them IEND (PNG 5.2, 5.3).
func png(data []byte) bool {
	rest, ok := bytes.CutPrefix(data, []byte("\x89PNG\r\n\x1a\n"))
	for first := true; ok && len(rest) >= 12; first = false {
		size := uint64(binary.BigEndian.Uint32(rest))
		if size > uint64(len(rest)-12) || first && string(rest[4:8]) != "IHDR" {
			return false
		}
		kind, end := string(rest[4:8]), size+8
		if crc32.ChecksumIEEE(rest[4:end]) != binary.BigEndian.Uint32(rest[end:]) {
			return false
		}
		if rest = rest[end+4:]; kind == "IEND" {
			return len(rest) == 0
		}
	}
	return false
}

// gif: a screen with its colours, then blocks of blocks, then a trailer (GIF89a, 17 to 27).
func gif(data []byte) bool {
	if len(data) < 13 || !bytes.HasPrefix(data, []byte("GIF87a")) && !bytes.HasPrefix(data, []byte("GIF89a")) {
		return false
	}
	at, drawn := 13+colours(data[10]), false
	for at < len(data) {
		switch data[at] {
		case 0x21: // an extension: its label, then its blocks
			at = blocks(data, at+2)
		case 0x2c: // an image: its frame, its colours, the size of its codes, its blocks
			if at+10 > len(data) {
				return false
			}
			at, drawn = blocks(data, at+11+colours(data[at+9])), true
		case 0x3b:
			return drawn && at+1 == len(data)
		default:
			return false
		}
	}
	return false
}

// colours returns how many bytes a table of colours has, by its flags.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocks returns where blocks end that begin there, each with its length.
func blocks(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}

// jpeg: segments with their lengths from SOI on, a scan of bytes in which FF is
// followed by 00 or a restart, and EOI at the very end (T.81, B.1).
func jpeg(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		return false
	}
	scanned := false
	for at := 2; at+1 < len(data); {
		marker := data[at+1]
		switch {
		case data[at] != 0xff:
			return false
		case marker == 0xff: // fill
			at++
		case marker == 0xd9:
			return scanned && at+2 == len(data)
		case marker < 0xc0 || marker >= 0xd0 && marker <= 0xd8 || at+4 > len(data):
			return false
		default:
			size := int(binary.BigEndian.Uint16(data[at+2:]))
			if at += 2 + size; size < 2 {
				return false
			}
			if marker == 0xda {
				at, scanned = scan(data, at), true
			}
		}
	}
	return false
}

// scan returns where a scan ends that begins there.
func scan(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if next := data[at+1]; data[at] == 0xff && next != 0 && (next < 0xd0 || next > 0xd7) {
			return at
		}
	}
	return len(data)
}

// webp: one RIFF of its whole length, and chunks that fill it (RFC 9649, 2).
func webp(data []byte) bool {
	if len(data) < 20 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" || uint64(binary.LittleEndian.Uint32(data[4:]))+8 != uint64(len(data)) {
		return false
	}
	first := true
	for rest := data[12:]; len(rest) > 0; first = false {
		if len(rest) < 8 || first && !strings.HasPrefix(string(rest[:4]), "VP8") {
			return false
		}
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size += 8 + size&1; size > uint64(len(rest)) {
			return false
		}
		rest = rest[size:]
	}
	return true
}

// avif: boxes with their lengths that fill the file, the first of them ftyp (ISO 14496-12, 4.2).
func avif(data []byte) bool {
	if len(data) < 12 || string(data[4:11]) != "ftypavi" {
		return false
	}
	seen := map[string]bool{}
	for rest := data; len(rest) > 0; {
		if len(rest) < 8 {
			return false
		}
		size := uint64(binary.BigEndian.Uint32(rest))
		if size < 8 || size > uint64(len(rest)) {
			return false
		}
		kind := string(rest[4:8])
		if !strings.Contains("ftyp meta mdat moov free", kind) {
			return false
		}
		seen[kind], rest = true, rest[size:]
	}
	return seen["meta"] && seen["mdat"]
}

// ico: a list of pictures, of which the last ends with the file.
func ico(data []byte) bool {
	if len(data) < 6 || !bytes.HasPrefix(data, []byte("\x00\x00\x01\x00")) {
		return false
	}
	count := int(binary.LittleEndian.Uint16(data[4:]))
	next := uint64(6 + 16*count)
	if count == 0 || next > uint64(len(data)) {
		return false
	}
	for entry := data[6:next]; len(entry) > 0; entry = entry[16:] {
		size, from := uint64(binary.LittleEndian.Uint32(entry[8:])), uint64(binary.LittleEndian.Uint32(entry[12:]))
		if from != next || from+size > uint64(len(data)) {
			return false
		}
		if image := data[from : from+size]; !png(image) && !bytes.HasPrefix(image, []byte{40, 0, 0, 0}) {
			return false
		}
		next = from + size
	}
	return next == uint64(len(data))
}
