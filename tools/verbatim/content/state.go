package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"

	"summit-explainer/tools/verbatim/finding"
)

// State returns the SHA-256, in hexadecimal, of all that Load reads of a project: of
// two copies it is the same where Load finds the same in both.
func State(project fs.FS) (string, error) {
	config, err := ReadConfig(project)
	if err != nil {
		return "", err
	}
	state := sha256.New()
	file := func(name string, _ fs.FileInfo) error {
		in, err := project.Open(name)
		if err != nil {
			return err
		}
		defer in.Close()
		data := sha256.New()
		_, err = io.Copy(data, in)
		fmt.Fprintf(state, "%q %x\n", name, data.Sum(nil))
		return err
	}
	if err := file("config.toml", nil); err != nil {
		return "", err
	}
	roots := []string{"content", "layouts", "static"}
	for _, mount := range config.ContentMounts() {
		roots = append(roots, mount.Source)
	}
	for _, root := range roots {
		fmt.Fprintf(state, "%q\n", root)
		// What is there and is not read, such as a link, is found by its name.
		err := walk(project, root, func(found finding.Finding) { fmt.Fprintf(state, "%q %q\n", found.Rule, found.File.Name) }, file)
		if err := exceptMissing(err); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(state.Sum(nil)), nil
}
