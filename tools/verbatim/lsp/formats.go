package lsp

import (
	"regexp"
	"strings"
)

// What is written in front matter before the cursor, in each of its formats.

// written is what is being written in front matter.
type written struct {
	keys  []string // under which it stands, from the outermost one; of a value with its own
	value bool     // of the last of the keys, or an item of its list; else a key
	typed string   // of the key or the value
}

// A format is how keys and strings are written.
type format struct {
	key   func(name string) string // with what stands before its value
	quote string                   // round strings
}

var (
	inYAML = format{func(name string) string { return name + ": " }, ""}
	inTOML = format{func(name string) string { return name + " = " }, "'"}
	inJSON = format{func(name string) string { return `"` + name + `": ` }, `"`}
)

var (
	tomlTable = regexp.MustCompile(`^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$`)
	tomlPair  = regexp.MustCompile(`^\s*(['"]?[\w-]+['"]?)\s*=\s*(.*)$`)
	tomlKey   = regexp.MustCompile(`^\s*([\w-]*)$`)
)

// writtenTOML reads what stands before a cursor, from behind the fence; nil where
// nothing can be offered.
func writtenTOML(text string) *written {
	lines := strings.Split(text, "\n")
	line := lines[len(lines)-1]
	now := &written{}
	for i := len(lines) - 2; i >= 0 && now.keys == nil; i-- {
		if table := tomlTable.FindStringSubmatch(strings.TrimRight(lines[i], "\r")); table != nil {
			for key := range strings.SplitSeq(table[1], ".") {
				now.keys = append(now.keys, strings.Trim(strings.TrimSpace(key), `'"`))
			}
		}
	}
	if pair := tomlPair.FindStringSubmatch(line); pair != nil {
		now.keys, now.value, now.typed = append(now.keys, strings.Trim(pair[1], `'"`)), true, pair[2]
		return now
	}
	if key := tomlKey.FindStringSubmatch(line); key != nil {
		now.typed = key[1]
		return now
	}
	return nil
}

// writtenJSON reads what stands before a cursor; nil where nothing can be offered.
func writtenJSON(text string) *written {
	var keys []string // of the objects that are open: the one whose value is written; "" in lists
	var open []byte
	key, value := "", false
	for at := 0; at < len(text); at++ {
		switch char := text[at]; char {
		case '"':
			end := at + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			if end >= len(text) {
				return jsonWritten(keys, open, key, value, text[at:])
			}
			if !value {
				key = text[at+1 : end]
			}
			at = end
		case '{', '[':
			if len(open) > 0 {
				if open[len(open)-1] == '[' {
					key = ""
				}
				keys = append(keys, key)
			}
			open = append(open, char)
			key, value = "", char == '['
		case '}', ']':
			if len(open) == 0 || len(open) == 1 {
				return nil
			}
			key, keys, open = keys[len(keys)-1], keys[:len(keys)-1], open[:len(open)-1]
			value = true
		case ':':
			value = true
		case ',':
			value = len(open) > 0 && open[len(open)-1] == '['
		}
	}
	return jsonWritten(keys, open, key, value, "")
}

func jsonWritten(keys []string, open []byte, key string, value bool, typed string) *written {
	if len(open) == 0 {
		return nil
	}
	now := &written{value: value, typed: typed}
	for _, one := range keys {
		if one != "" {
			now.keys = append(now.keys, one)
		}
	}
	if value && key != "" {
		now.keys = append(now.keys, key)
	}
	return now
}
