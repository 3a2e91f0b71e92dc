//go:build darwin || freebsd || linux

package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

var errHeld = errors.New("locked by another process")

// lock holds a folder until it is closed, or the process ends.
func lock(dir string) (io.Closer, error) {
	folder, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(folder.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		return folder, nil
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = errHeld
	}
	return nil, errors.Join(fmt.Errorf("the folder %s can't be locked: %w", dir, err), folder.Close())
}

// syncFolder has the names in a folder on disk. A system that can't sync a
// folder says EINVAL or ENOTSUP: then there is nothing to wait for.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}

// owner returns who owns a folder, and whether that is somebody else.
func owner(info fs.FileInfo) (uint32, bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return stat.Uid, int(stat.Uid) != os.Geteuid()
}

// oursAlone reports whether a file is this user's, and has one name.
func oursAlone(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid() && stat.Nlink == 1
}

// cannotMove says why dir can't be moved. Onto is a folder that is not empty, so
// that it is never moved.
func cannotMove(dir, onto string) error {
	err := unix.Rename(dir, onto)
	if errors.Is(err, unix.ENOTEMPTY) || errors.Is(err, unix.EEXIST) {
		return nil
	}
	// Windows drives say EACCES of any folder that is not empty.
	if errors.Is(err, unix.EACCES) && unix.Access(dir, unix.W_OK) == nil {
		return nil
	}
	return &os.LinkError{Op: "rename", Old: dir, New: onto, Err: err}
}

// free returns the room for bytes and for files, and the size of a block.
func free(dir string) (bytes, files, block uint64, err error) {
	var stat unix.Statfs_t
	if err := unix.Statfs(dir, &stat); err != nil {
		return 0, 0, 0, &fs.PathError{Op: "statfs", Path: dir, Err: err}
	}
	block = max(uint64(stat.Bsize), 1)
	files = math.MaxUint64 // some file systems don't count them
	if stat.Files > 0 {
		files = uint64(stat.Ffree)
	}
	return uint64(stat.Bavail) * block, files, block, nil
}
