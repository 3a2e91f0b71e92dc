//go:build !linux

package publish

import "errors"

// swap is not possible here: the folders change places by two renames.
func swap(_, _ string) error { return errors.ErrUnsupported }
