//go:build linux

package publish

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"

	"golang.org/x/sys/unix"
)

func init() {
	helpers["umask"] = func() int {
		var mask int
		fmt.Sscanf(os.Getenv("VERBATIM_UMASK"), "%o", &mask)
		unix.Umask(mask)
		return helpers["publish"]()
	}
	helpers["hold"] = func() int {
		transaction, err := Begin("public")
		fmt.Println("begun", err)
		_, _ = io.Copy(io.Discard, os.Stdin)
		return len(fmt.Sprint(transaction.Close()))
	}
	helpers["mounts"] = mounts
}

// help returns a copy of this program that does something else, in a folder.
func help(what, in string, env ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Dir = in
	cmd.Env = append(append(os.Environ(), helping+"="+what), env...)
	return cmd
}

func TestModes(t *testing.T) {
	for _, umask := range []string{"000", "027", "077"} {
		dir := filepath.Join(t.TempDir(), "public")
		for range 2 {
			if out, err := help("umask", filepath.Dir(dir), "VERBATIM_UMASK="+umask).CombinedOutput(); err != nil || string(out) != "published\n" {
				t.Fatalf("umask %s: %v: %s", umask, err, out)
			}
			is(t, dir, "new")
		}
	}
}

// The lock ends with whoever holds it, however that is.
func TestLockEndsWithItsProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	holder := help("hold", filepath.Dir(dir))
	in, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if said, err := bufio.NewReader(out).ReadString('\n'); said != "begun <nil>\n" {
		t.Fatalf("the holder said %q, %v", said, err)
	}
	if err := published(dir, "new"); err == nil || !strings.HasPrefix(err.Error(), "another run is at work on ") {
		t.Errorf("beside the holder: %v", err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait()
	if err := published(dir, "new"); err != nil {
		t.Error(err)
	}
	is(t, dir, "new")
}

// A reader never misses a page, nor gets the half of one, while the site is
// published again and again.
func TestReader(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	a, b := filepath.Join(parent, "a"), filepath.Join(parent, "b")
	if err := errors.Join(os.Mkdir(a, 0o755), os.Mkdir(b, 0o755)); err != nil {
		t.Fatal(err)
	}
	if err := swap(a, b); errors.Is(err, errors.ErrUnsupported) {
		t.Skip("NOT TESTED: the file system exchanges nothing")
	}
	// Each version is one letter, ten thousand times: few files, many exchanges.
	publish := func(i int) {
		transaction, err := Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		page := &fstest.MapFile{Data: bytes.Repeat([]byte{'a' + byte(i%2)}, 10000)}
		if err := errors.Join(transaction.Commit(fstest.MapFS{"404.html": page, "index.html": page}), transaction.Close()); err != nil {
			t.Fatal(err)
		}
	}
	publish(0)
	var done atomic.Bool
	missed := make(chan error)
	go func() {
		defer close(missed)
		requests := 0
		for ; !done.Load(); requests++ {
			page, err := os.ReadFile(filepath.Join(dir, "index.html"))
			if err != nil || len(page) != 10000 || bytes.Count(page, page[:1]) != 10000 {
				missed <- fmt.Errorf("request %d: %d bytes, %w", requests, len(page), err)
				return
			}
		}
		t.Logf("%d requests", requests)
	}()
	for i := range 200 {
		publish(i + 1)
	}
	done.Store(true)
	if err := <-missed; err != nil {
		t.Error(err)
	}
}

// mounts tries what only a mount can show, in a namespace of its own.
func mounts() int {
	said := func(what string, err error) {
		if err != nil {
			fmt.Printf("%s: %v\n", what, err)
		}
	}
	begun := func() error {
		transaction, err := Begin("public")
		if err != nil {
			return err
		}
		return errors.Join(transaction.Close(), errors.New("begun"))
	}
	said("private", unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""))
	said("folder", os.Mkdir("public", 0o755))

	said("mount", unix.Mount("tmpfs", "public", "tmpfs", 0, ""))
	said("another file system", begun())
	said("unmount", unix.Unmount("public", 0))

	said("mount", unix.Mount("public", "public", "", unix.MS_BIND, ""))
	said("the same file system", begun())
	said("unmount", unix.Unmount("public", 0))

	said("mount", unix.Mount(".", ".", "", unix.MS_BIND, ""))
	here, _ := os.Getwd()
	said("into it", os.Chdir(here))
	said("read-only", unix.Mount("", ".", "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	said("a folder that is read-only", begun())
	said("out of it", os.Chdir("/"))
	said("unmount", unix.Unmount(here, unix.MNT_DETACH))
	said("back", os.Chdir(here))

	said("folder", os.Mkdir("small", 0o755))
	said("mount", unix.Mount("tmpfs", "small", "tmpfs", 0, "size=1m"))
	said("into it", os.Chdir("small"))
	said("folder", os.Mkdir("public", 0o755))
	said("file", os.WriteFile("public/large", make([]byte, 600_000), 0o644))
	said("a disk too small", begun())
	said("smaller", os.Truncate("public/large", 300_000))
	said("a disk large enough", begun())
	transaction, err := Begin("public")
	said("begin", err)
	said("a site too large", transaction.Commit(fstest.MapFS{"index.html": {Data: make([]byte, 900_000)}}))
	said("close", transaction.Close())
	left, err := os.ReadDir(".")
	fmt.Println(left, err)
	return 0
}

// TestMounts needs to mount, in a namespace where nobody else sees it.
func TestMounts(t *testing.T) {
	cmd := help("mounts", t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	if strings.HasPrefix(string(out), "private: ") || errors.Is(err, fs.ErrPermission) {
		t.Skipf("NOT TESTED: nothing can be mounted here: %v %s", err, out)
	}
	const want = `another file system: public can't be replaced (if it is a mount, mount the folder that it lies in; if it came with a container, remove it): rename public .public-N: device or resource busy
the same file system: public can't be replaced (if it is a mount, mount the folder that it lies in; if it came with a container, remove it): rename public .public-N: device or resource busy
a folder that is read-only: nothing can be written beside public: mkdir .public-N: read-only file system
a disk too small: public takes 0.6 MB, and a second one does not fit beside it: there is room for 0.4 MB
a disk large enough: begun
a site too large: nothing was published: write .public-N/new/index.html: no space left on device
[d public/] <nil>
`
	if got := strings.ReplaceAll(number.ReplaceAllString(string(out), ".public-N"), "./.public", ".public"); err != nil || got != want {
		t.Errorf("%v, said:\n%s\nwant:\n%s", err, got, want)
	}
}

func TestRefusesOthers(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("NOT TESTED: only root can give a folder away")
	}
	dir := filepath.Join(t.TempDir(), "public")
	put(t, "old", dir)
	if err := os.Chown(dir, 1234, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(dir); err == nil || !strings.Contains(err.Error(), "belongs to another user (1234)") {
		t.Errorf("said: %v", err)
	}
	is(t, dir, "old")
}
