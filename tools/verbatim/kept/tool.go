package kept

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
)

// tool returns the build ID of the program that runs, by which Go tells apart what was
// built of other files or in another way. An error means that it has none, as whoever
// builds it may ask for.
var tool = sync.OnceValues(func() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	start, err := io.ReadAll(io.LimitReader(file, within))
	if err != nil {
		return "", err
	}
	return buildID(start)
})

// within how many bytes of a program its build ID is: linkers put it first.
const within = 64 << 10

// Go's linker writes the ID before the code, in quotation marks behind these words;
// or, where programs have notes (ELF), as the note of type 4 of the name Go, of which
// these are the type and the name.
var (
	quoted = []byte("\xff Go build ID: \"")
	noted  = []byte("\x04\x00\x00\x00Go\x00\x00")
)

// buildID finds the ID in the first bytes of a program.
func buildID(start []byte) (string, error) {
	if _, id, ok := bytes.Cut(start, quoted); ok {
		if id, _, ok := bytes.Cut(id, []byte("\"\n \xff")); ok && len(id) > 0 {
			return string(id), nil
		}
	}
	if before, id, ok := bytes.Cut(start, noted); ok && len(before) >= 4 {
		// Before the type stands the length of the ID, little-endian where Go runs today.
		length := int(before[len(before)-4]) | int(before[len(before)-3])<<8
		if 0 < length && length <= len(id) {
			return string(id[:length]), nil
		}
	}
	return "", errors.New("the program has no build ID")
}
