package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// refuse returns an error where dir could not be exchanged: better before the
// site is rendered than after.
func refuse(dir string) error {
	existed, err := standing(dir)
	if err != nil {
		return err
	}
	if existed {
		if err := room(dir); err != nil {
			return err
		}
	}
	// What is left of the trial is removed by Close, like anything else.
	beside, err := os.MkdirTemp(filepath.Dir(dir), prefix(dir))
	if err != nil {
		return fmt.Errorf("nothing can be written beside %s: %w", dir, err)
	}
	if existed {
		if err := try(dir, beside); err != nil {
			return err
		}
	}
	return remove(beside)
}

// standing reports whether there is a folder of that name; it is an error if it
// is anything else, or somebody else's.
func standing(dir string) (bool, error) {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.Mode()&fs.ModeSymlink != 0:
		return false, fmt.Errorf("%s is a link: remove it, and link to %[1]s from there", dir)
	case !info.IsDir():
		return false, fmt.Errorf("%s is not a folder: remove it", dir)
	}
	if user, others := owner(info); others {
		return false, fmt.Errorf("%s belongs to another user (%d): remove it, or build as that user", dir, user)
	}
	return true, nil
}

// try renames dir onto a folder that is not empty. That fails everywhere, but
// where dir could not be moved at all, a mount for one, for another reason: it
// is asked before it is needed, and nothing has moved.
func try(dir, beside string) error {
	if err := os.Mkdir(filepath.Join(beside, fresh), folderMode); err != nil {
		return err
	}
	if err := cannotMove(dir, beside); err != nil {
		return fmt.Errorf("%s can't be replaced (if it is a mount, mount the folder that it lies in; if it came with a container, remove it): %w", dir, err)
	}
	return nil
}

// room returns an error where there is less room than dir takes.
func room(dir string) error {
	bytes, files, block, err := free(filepath.Dir(dir))
	if err != nil {
		return err
	}
	var takes, holds uint64
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		holds++
		takes += (uint64(info.Size()) + block - 1) / block * block
		return nil
	})
	switch {
	case err != nil:
		return err
	case takes > bytes:
		return fmt.Errorf("%s takes %.1f MB, and a second one does not fit beside it: there is room for %.1f MB", dir, float64(takes)/1e6, float64(bytes)/1e6)
	case holds > files:
		return fmt.Errorf("%s holds %d files and folders, and there is room for %d more", dir, holds, files)
	}
	return nil
}
