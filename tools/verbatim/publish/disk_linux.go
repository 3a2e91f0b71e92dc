package publish

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// disk is the file system that a folder is on. What fails to be written on it from then
// on it says when it is synced.
type disk struct{ *os.File }

func openDisk(dir string) (disk, error) {
	folder, err := os.Open(dir)
	return disk{folder}, err
}

// sync has everything on disk that was written, in one call: one for each file would
// take most of the time. A system that has no such call, or does not say in it what failed
// (Linux before 5.8), is errors.ErrUnsupported.
func (d disk) sync() error {
	if !telling {
		return errors.ErrUnsupported
	}
	err := unix.Syncfs(int(d.Fd()))
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EPERM):
		return errors.ErrUnsupported
	}
	return &os.PathError{Op: "sync", Path: d.Name(), Err: err}
}

// telling reports whether the kernel says in syncfs what could not be written.
var telling = func() bool {
	var name unix.Utsname
	var major, minor int
	if unix.Uname(&name) != nil {
		return false
	}
	if _, err := fmt.Sscanf(unix.ByteSliceToString(name.Release[:]), "%d.%d", &major, &minor); err != nil {
		return false
	}
	return major > 5 || major == 5 && minor >= 8
}()
