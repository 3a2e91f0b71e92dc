//go:build !linux

package publish

import "errors"

// disk is the file system that a folder is on, which here can't be synced as a whole.
type disk struct{}

func openDisk(string) (disk, error) { return disk{}, nil }
func (disk) sync() error            { return errors.ErrUnsupported }
func (disk) Close() error           { return nil }
