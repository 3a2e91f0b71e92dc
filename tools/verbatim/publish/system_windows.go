package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"

	"golang.org/x/sys/windows"
)

var errHeld = errors.New("locked by another process")

// handle is an object of the system that lives as long as somebody holds it.
type handle windows.Handle

func (h handle) Close() error { return windows.CloseHandle(windows.Handle(h)) }

// lock holds a folder until it is closed, or the process ends. A folder itself
// can't be locked here: a named object stands for it.
func lock(dir string) (io.Closer, error) {
	folder, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	var info windows.ByHandleFileInformation
	err = windows.GetFileInformationByHandle(windows.Handle(folder.Fd()), &info)
	if err := errors.Join(err, folder.Close()); err != nil {
		return nil, err
	}
	name, err := windows.UTF16PtrFromString(fmt.Sprintf(`Global\verbatim-%x-%x-%x`, info.VolumeSerialNumber, info.FileIndexHigh, info.FileIndexLow))
	if err != nil {
		return nil, err
	}
	held, err := windows.CreateMutex(nil, false, name)
	switch {
	case errors.Is(err, windows.ERROR_ALREADY_EXISTS):
		return nil, errors.Join(errHeld, windows.CloseHandle(held))
	case err != nil:
		return nil, fmt.Errorf("the folder %s can't be locked: %w", dir, err)
	}
	return handle(held), nil
}

// syncFolder does nothing: this system has no call for it.
func syncFolder(string) error { return nil }

// owner is not asked: who may rename is decided by access lists.
func owner(fs.FileInfo) (uint32, bool) { return 0, false }

// oursAlone is not known here without opening the file: each is written.
func oursAlone(fs.FileInfo) bool { return false }

// cannotMove can't tell: here a folder is never renamed onto another, and the
// reason is always the same.
func cannotMove(_, _ string) error { return nil }

// free returns the room for bytes and for files, and the size of a block.
func free(dir string) (bytes, files, block uint64, err error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, 0, 0, err
	}
	err = windows.GetDiskFreeSpaceEx(name, &bytes, nil, nil)
	return bytes, math.MaxUint64, 4096, err
}
