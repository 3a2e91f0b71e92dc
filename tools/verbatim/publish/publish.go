// Package publish makes a site the published folder, as a transaction: what
// readers are served is the old site or the new one, whole, whatever happens.
//
// The new site is written beside the folder, in .public-N/new, with explicit
// modes, and is on disk before the exchange. Where the system has it, the two
// change places in one call; then the old site is in .public-N/new. Elsewhere
// there are two renames, with the old site in .public-N/old between them, and
// until the second one nothing is in its place.
//
// Whoever finds such folders therefore knows what they hold without having seen
// the run that left them:
//
//	new   half a site, or one that has been replaced: nobody needs it
//	old   a whole site that stood in the folder: put back where nothing has
//	      taken its place, deleted only where the new one did
//
// One run at a time works on a folder. The lock is the system's own, on the
// folder that holds it: it ends with the process, however that ends, and leaves
// no file behind. On a network drive it may keep out runs on the same machine
// only.
package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Transaction is the publishing of one site, from before it is rendered, so that
// no run can replace what a later one has read and published.
type Transaction struct {
	// Progress is told how many files of how many are written.
	Progress func(done, total int)

	dir  string
	lock io.Closer

	mu                sync.Mutex // held during each step
	published, closed bool
}

// errClosed says that publishing was ended from outside.
var errClosed = errors.New("publishing was stopped")

// Begin locks the folder that dir lies in, puts back what an earlier run could
// not, and refuses a dir that could not be exchanged later. Whoever begins closes.
func Begin(dir string) (*Transaction, error) {
	held, err := lock(filepath.Dir(dir))
	if errors.Is(err, errHeld) {
		return nil, fmt.Errorf("another run is at work on %s: start this one again when it has ended", dir)
	}
	if err != nil {
		return nil, err
	}
	t := &Transaction{Progress: func(int, int) {}, dir: dir, lock: held}
	if err := restore(dir); err != nil {
		return nil, errors.Join(err, held.Close())
	}
	// What can't be removed now is in nobody's way, and Close will say so.
	_ = sweep(dir)
	if err := refuse(dir); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

// Commit makes site the published folder. Where it returns an error nothing was
// published, or, after a failure of the disk at the very end, it says otherwise.
func (t *Transaction) Commit(site fs.FS) error {
	var beside string
	err := t.step(func() (err error) {
		beside, err = os.MkdirTemp(filepath.Dir(t.dir), prefix(t.dir))
		return err
	})
	if err == nil {
		err = write(site, filepath.Join(beside, fresh), t.dir, t.step, t.Progress)
	}
	if err == nil {
		err = t.step(func() error { return t.exchange(beside) })
	}
	switch {
	case err == nil:
		return nil
	case t.Published():
		return fmt.Errorf("%s holds the new site, but might not after a power cut: %w", t.dir, err)
	}
	return fmt.Errorf("nothing was published: %w", err)
}

// exchange puts the written site in its place, there and on disk. What two
// renames leave undone is put back by Close, as it would be by any later run.
func (t *Transaction) exchange(beside string) error {
	existed, err := standing(t.dir)
	if err != nil {
		return err
	}
	whole := filepath.Join(beside, fresh)
	err = errors.ErrUnsupported
	if existed {
		err = swap(whole, t.dir)
	}
	if errors.Is(err, errors.ErrUnsupported) {
		err = rename(whole, t.dir, filepath.Join(beside, old), existed)
	}
	if err != nil {
		return err
	}
	t.published = true
	return errors.Join(syncFolder(filepath.Dir(t.dir)), syncFolder(beside))
}

// rename puts a written site into the place dir, after what stood there.
func rename(whole, dir, aside string, existed bool) error {
	if existed {
		if err := os.Rename(dir, aside); err != nil {
			return err
		}
	}
	return os.Rename(whole, dir)
}

// Published reports whether the folder holds the new site.
func (t *Transaction) Published() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.published
}

// Close removes what lies beside the folder, or puts it back, and lets other
// runs begin. Its error says what was left and why, and nothing of whether the
// site was published. It may be called at any time, from another goroutine too:
// the step in hand is finished, and none follows.
func (t *Transaction) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closed = true
	return errors.Join(settle(t.dir), t.lock.Close())
}

// step does a part of the work that nothing may come between.
func (t *Transaction) step(do func() error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return errClosed
	}
	return do()
}
