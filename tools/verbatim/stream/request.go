package stream

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// requestKeys are the keys of a request, and attributionKeys those of an attribution
// in it, as they are written: JSON tells capitals apart, and encoding/json does not.
var (
	requestKeys = []string{"id", "text", "text_file", "quote", "speaker", "paragraph", "prefix", "suffix", "markdown",
		"language", "spoken", "extent", "speakers", "attributions", "apparatus"}
	attributionKeys = []string{"speaker", "words"}
)

// decode reads a request. A key that means nothing here is an error, and so is one
// that stands twice: a misspelt "speaker" would claim anybody's words.
func decode(line []byte, asked *request) error {
	if err := exactKeys(line); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(asked); err != nil {
		if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
			return fmt.Errorf("%q can't be a JSON %s", wrong.Field, wrong.Value)
		}
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value on the line")
	}
	return nil
}

// wellFormed reports bytes that are no UTF-8, and halves of surrogate pairs: what is
// read in their place would be another text.
func wellFormed(line []byte) error {
	if !utf8.Valid(line) {
		return errors.New("the line is not UTF-8")
	}
	if at := loneSurrogate(line); at >= 0 {
		return fmt.Errorf("the escape at byte %d is half of a surrogate pair", at)
	}
	return nil
}

// exactKeys reports a key of the line's object, or of an attribution in it, that is
// unknown or stands twice. What is no JSON is left for who decodes it.
func exactKeys(line []byte) error {
	var given keyed
	if err := json.Unmarshal(line, &given); err != nil {
		return given.fault(requestKeys)
	}
	if err := given.fault(requestKeys); err != nil {
		return err
	}
	var attributions []keyed
	if raw, ok := given.values["attributions"]; !ok || json.Unmarshal(raw, &attributions) != nil {
		return nil
	}
	for _, attribution := range attributions {
		if err := attribution.fault(attributionKeys); err != nil {
			return err
		}
	}
	return nil
}

// A keyed is a JSON object whose keys are kept as they are written.
type keyed struct {
	values map[string]json.RawMessage
	twice  string
}

func (k *keyed) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return err // of another type: who decodes it says so
	}
	k.values = map[string]json.RawMessage{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		key := name.(string)
		if _, ok := k.values[key]; ok {
			k.twice = key
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		k.values[key] = value
	}
	return nil
}

// fault names a key that is none of the known ones, or stands twice.
func (k *keyed) fault(known []string) error {
	if k.twice != "" {
		return fmt.Errorf("the key %q stands twice", k.twice)
	}
	for key := range k.values {
		if !slices.Contains(known, key) {
			return fmt.Errorf("unknown key %q", key)
		}
	}
	return nil
}

// loneSurrogate returns where an escape \uD800 to \uDFFF stands that is not one of a
// pair, or -1.
func loneSurrogate(line []byte) int {
	half := func(at int) (high, low bool) {
		if at+6 > len(line) || line[at] != '\\' || line[at+1] != 'u' && line[at+1] != 'U' {
			return false, false
		}
		hex := strings.ToLower(string(line[at+2 : at+4]))
		if hex[0] != 'd' {
			return false, false
		}
		return strings.IndexByte("89ab", hex[1]) >= 0, strings.IndexByte("cdef", hex[1]) >= 0
	}
	for at := 0; at < len(line); at++ {
		if line[at] != '\\' {
			continue
		}
		high, low := half(at)
		switch {
		case low:
			return at
		case high:
			if _, second := half(at + 6); !second {
				return at
			}
			at += 11
		default:
			at++ // the character that is escaped
		}
	}
	return -1
}

// cutText finds the value of "text" in a line, as written, and returns the
// line with an empty one in its place. Where the line is anything but an
// object with one such string, it returns the line and nil.
func cutText(line []byte) (rest, raw []byte) {
	depth := 0
	key := false // the last string was a key "text"
	from, to := -1, -1
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '{', '[':
			depth++
			key = false
		case '}', ']':
			depth--
			key = false
		case ',':
			key = false
		case '"':
			end := stringEnd(line, i)
			if end < 0 {
				return line, nil
			}
			switch {
			case depth != 1:
			case key:
				if from >= 0 {
					return line, nil // twice
				}
				from, to = i, end
				key = false
			default:
				key = string(line[i:end]) == `"text"` && nextIs(line[end:], ':')
			}
			i = end - 1
		}
	}
	if from < 0 {
		return line, nil
	}
	rest = make([]byte, 0, len(line)-(to-from)+2)
	rest = append(rest, line[:from]...)
	rest = append(rest, '"', '"')
	return append(rest, line[to:]...), line[from:to]
}

// stringEnd returns the end of the JSON string that begins at i, or -1.
func stringEnd(line []byte, start int) int {
	for j := start + 1; j < len(line); j++ {
		quote := bytes.IndexByte(line[j:], '"')
		if quote < 0 {
			return -1
		}
		j += quote
		escapes := 0
		for j-1-escapes > start && line[j-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return j + 1
		}
	}
	return -1
}

// nextIs reports whether the next sign of b is c.
func nextIs(rest []byte, want byte) bool {
	rest = bytes.TrimLeft(rest, " \t\r")
	return len(rest) > 0 && rest[0] == want
}
