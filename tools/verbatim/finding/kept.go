package finding

import (
	"bytes"
	"encoding/gob"
	"errors"
	"slices"
	"strconv"
)

// written is a list as it is kept between runs: each file once, and named by its number.
type written struct {
	Files        []*File
	Findings     []Finding
	Levels       map[Rule]Severity
	Suppressions []Suppression
}

// GobEncode writes all that List, Sorted and Suppressed say of.
func (l *List) GobEncode() ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := written{Levels: l.levels}
	numbers := map[*File]*File{}
	number := func(file *File) *File {
		if file != nil && numbers[file] == nil {
			numbers[file] = &File{Name: strconv.Itoa(len(out.Files))}
			out.Files = append(out.Files, NewFile(file.Name, file.Data))
		}
		return numbers[file]
	}
	for _, found := range l.findings {
		out.Findings = append(out.Findings, found.in(number))
	}
	for _, suppression := range l.suppressions {
		other := *suppression
		other.File = number(other.File)
		out.Suppressions = append(out.Suppressions, other)
	}
	var data bytes.Buffer
	err := gob.NewEncoder(&data).Encode(out)
	return data.Bytes(), err
}

// GobDecode makes the list what was written.
func (l *List) GobDecode(data []byte) (err error) {
	var in written
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&in); err != nil {
		return err
	}
	var files []*File
	for _, file := range in.Files {
		files = append(files, NewFile(file.Name, file.Data))
	}
	named := func(file *File) *File {
		if file == nil {
			return nil
		}
		number, wrong := strconv.Atoi(file.Name)
		if wrong != nil || number < 0 || number >= len(files) {
			err = errors.New("a file that is not there")
			return nil
		}
		return files[number]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings, l.suppressions, l.levels = nil, nil, in.Levels
	for _, found := range in.Findings {
		l.findings = append(l.findings, found.in(named))
	}
	for i := range in.Suppressions {
		in.Suppressions[i].File = named(in.Suppressions[i].File)
		l.suppressions = append(l.suppressions, &in.Suppressions[i])
	}
	return err
}

// in returns the finding with other files in the place of its own.
func (f Finding) in(place func(*File) *File) Finding {
	f.File = place(f.File)
	f.Related = slices.Clone(f.Related)
	for i := range f.Related {
		f.Related[i].File = place(f.Related[i].File)
	}
	return f
}
