//go:build linux

package publish

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// strace returns the tracer, without which nothing of this is tested. Where all
// is checked, that is a failure.
func strace(t *testing.T) string {
	path, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(path, "-o", os.DevNull, "true").Run()
	}
	if err != nil {
		missing := t.Skipf
		if os.Getenv("VERBATIM_STRACE") != "" {
			missing = t.Fatalf
		}
		missing("NOT TESTED, for want of strace: %v", err)
	}
	return path
}

// The marks are calls that do nothing, between which a trace is read.
const begin, end = "/verbatim-begins", "/verbatim-ends"

func mark(name string) { _, _ = os.Lstat(name) }

// The traced helpers say what came of it, when it is over.
func init() {
	helpers["publish"] = func() int {
		mark(begin)
		transaction, refused := Begin("public")
		var failed, left error
		if refused == nil {
			failed = transaction.Commit(site("new"))
			left = transaction.Close()
		}
		mark(end)
		switch {
		case refused != nil:
			fmt.Printf("refused: %v\n", refused)
		case failed != nil:
			fmt.Println(failed)
		default:
			fmt.Println("published")
		}
		if left != nil {
			fmt.Printf("left: %v\n", left)
		}
		return 0
	}
	helpers["recover"] = func() int {
		mark(begin)
		left := Recover("public")
		mark(end)
		if left != nil {
			fmt.Printf("left: %v\n", left)
		}
		return 0
	}
}

// scenario is a state from which a helper is run, again and again.
type scenario struct {
	helper string
	begin  func(t testing.TB, dir string)
	faults []string // of each run
	whole  []string // the versions that the folder may hold when all is over
	// from and until name the calls between which it differs from the others.
	from, until string
}

var scenarios = map[string]scenario{
	"exchange": {helper: "publish", whole: []string{"old", "new"},
		begin: func(t testing.TB, dir string) { put(t, "old", dir) }},
	"two renames": {helper: "publish", whole: []string{"old", "new"}, from: "renameat2",
		faults: []string{"-e", "inject=renameat2:error=ENOSYS"},
		begin:  func(t testing.TB, dir string) { put(t, "old", dir) }},
	"file by file": {helper: "publish", whole: []string{"old", "new"}, from: "syncfs", until: "renameat2",
		faults: []string{"-e", "inject=syncfs:error=ENOSYS"},
		begin:  func(t testing.TB, dir string) { put(t, "old", dir) }},
	"first": {helper: "publish", whole: []string{"nothing", "new"}, from: "renameat",
		begin: func(testing.TB, string) {}},
	"publishing after a cut": {helper: "publish", whole: []string{"old", "new"}, until: "statfs",
		begin: func(t testing.TB, dir string) { leave(t, dir, map[string]string{fresh: "new", old: "old"}) }},
	"putting back": {helper: "recover", whole: []string{"old"},
		begin: func(t testing.TB, dir string) { leave(t, dir, map[string]string{fresh: "new", old: "old"}) }},
	"sweeping": {helper: "recover", whole: []string{"new"},
		begin: func(t testing.TB, dir string) {
			put(t, "new", dir)
			leave(t, dir, map[string]string{old: "old"})
		}},
}

// part is the part of a scenario's calls that the others don't have.
func (s scenario) part(list []call) []call {
	if s.from != "" {
		list = list[slices.IndexFunc(list, func(c call) bool { return c.name == s.from }):]
	}
	if s.until != "" {
		list = list[:slices.IndexFunc(list, func(c call) bool { return c.name == s.until })+1]
	}
	return list
}

// call is one call of the system between the marks.
type call struct {
	name string
	nth  int    // of that name, on its thread
	text string // with its arguments, as the trace has it
}

var (
	traced = regexp.MustCompile(`^(\d+) +([a-z0-9_]+)\((.*)`)
	given  = regexp.MustCompile(`^\w+\([A-Z0-9_]*(, )?("[^"]*")?`)
	killed = regexp.MustCompile(`(?m)^\d+ +\+\+\+ killed by SIGKILL \+\+\+$`)
	number = regexp.MustCompile(`\.public-\d+`)
	// The runtime's own calls are none of publishing. By fcntl and epoll it asks
	// of a file whether it could wait for it.
	runtimes = regexp.MustCompile(`^(futex|m(map|unmap|advise|protect)|brk|(clock_)?nanosleep|epoll_.*|eventfd2|pipe2|rt_sig.*|sigaltstack|sched_.*|gettid|getpid|tgkill|timer_.*|clone3?|rseq|set_.*|fcntl|prctl|prlimit64|exit(_group)?|restart_syscall)$`)
)

// calls reads the calls between the marks from a trace, and how often a thread
// had made each of these before.
func calls(trace string) (list []call, err error) {
	thread, counts := "", map[string]int{}
	for line := range strings.Lines(trace) {
		fields := traced.FindStringSubmatch(line)
		if fields == nil {
			continue
		}
		pid, name, args := fields[1], fields[2], fields[3]
		if thread == "" {
			thread = pid // the first one: the program's main thread
		}
		switch {
		case strings.Contains(args, begin) && pid != thread:
			return nil, errors.New("publishing is not on the main thread")
		case pid != thread && len(list) > 0 && !runtimes.MatchString(name):
			return nil, fmt.Errorf("a call on another thread: %s", line)
		case pid != thread:
			continue
		}
		counts[name]++
		switch {
		case strings.Contains(args, begin):
			list = []call{}
		case strings.Contains(args, end):
			return list, nil
		case list != nil && !runtimes.MatchString(name):
			list = append(list, call{name, counts[name], plain(fields[2] + "(" + args)})
		}
	}
	return nil, errors.New("the trace does not end")
}

// plain is a traced call without what differs from run to run: its name and what
// it was given first, so most often a file.
func plain(text string) string {
	if asked, _, ok := strings.Cut(text, ", "); ok && strings.HasPrefix(text, "read(") {
		text = asked // what follows is what was got
	}
	return number.ReplaceAllString(given.FindString(text), ".public-N")
}

// run runs a scenario's helper in the folder, traced, with further faults.
func (s scenario) run(strace, in, trace string, faults ...string) (said string, err error) {
	args := append([]string{"-f", "-qq", "-o", trace}, s.faults...)
	args = append(append(args, faults...), os.Args[0])
	cmd := exec.Command(strace, args...)
	cmd.Dir = in
	cmd.Env = append(os.Environ(), helping+"="+s.helper, "GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	return out.String(), err
}

// fault is what happens at one call.
type fault struct {
	at    call
	how   string // as strace is told
	fatal bool
}

// changes are the calls that open, write, make, sync, rename or remove something,
// or set its mode.
var changes = regexp.MustCompile(`^(open|creat|p?write|mk|f?(data)?sync|f?chmod|rename|(un)?link|symlink|rmdir|f?truncate)`)

// faults are all that may happen at one call: the end of the run, an error, and
// an error that is there to stay. Where nothing changes, the end is the same as
// at the next call, and one error as good as another.
func faults(at call) (list []fault) {
	list = append(list, fault{at, fmt.Sprintf("error=EIO:when=%d", at.nth), false})
	if !changes.MatchString(at.name) {
		return list
	}
	list = append(list, fault{at, fmt.Sprintf("signal=KILL:when=%d", at.nth), true})
	for _, errno := range []string{"ENOSPC", "EMFILE", "EACCES", "EXDEV"} {
		list = append(list, fault{at, fmt.Sprintf("error=%s:when=%d", errno, at.nth), false})
	}
	return append(list, fault{at, fmt.Sprintf("error=EIO:when=%d+", at.nth), false})
}

// TestFaults has each call of publishing fail, and the run end there, one after
// the other. Whatever happens, the folder is one version, whole, or the next run
// makes it so; what was said is true; and the next run leaves nothing else.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of runs")
	}
	strace := strace(t)
	for name, s := range scenarios {
		t.Run(name, func(t *testing.T) {
			in := t.TempDir()
			trace := filepath.Join(t.TempDir(), "trace")
			s.begin(t, filepath.Join(in, "public"))
			if said, err := s.run(strace, in, trace); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			is(t, filepath.Join(in, "public"), s.whole[len(s.whole)-1])
			data, err := os.ReadFile(trace)
			if err != nil {
				t.Fatal(err)
			}
			list, err := calls(string(data))
			if err != nil || len(list) == 0 {
				t.Fatalf("%d calls: %v", len(list), err)
			}
			list = s.part(list)
			all, injected := s.injectAll(t, strace, list)
			t.Logf("%d calls, %d of %d runs injected", len(list), injected, all)
			if injected != all {
				t.Errorf("%d runs without their fault", all-injected)
			}
		})
	}
}

// injectAll injects every fault at every one of the calls, several at a time:
// mostly they wait. It returns how many there are, and how many did happen.
func (s scenario) injectAll(t *testing.T, strace string, list []call) (all, injected int) {
	work := make(chan fault)
	var workers sync.WaitGroup
	var count atomic.Int32
	for range 3 * runtime.NumCPU() {
		workers.Go(func() {
			for f := range work {
				if s.inject(t, strace, f) {
					count.Add(1)
				}
			}
		})
	}
	for _, at := range list {
		if slices.ContainsFunc(s.faults, func(f string) bool { return strings.HasPrefix(f, "inject="+at.name+":") }) {
			continue // it fails anyhow
		}
		for _, f := range faults(at) {
			all++
			work <- f
		}
	}
	close(work)
	workers.Wait()
	return all, int(count.Load())
}

// inject runs a scenario with one fault, looks at what it left, and has the next
// run make it good. It reports whether the fault did happen, where it should.
func (s scenario) inject(t *testing.T, strace string, f fault) bool {
	parent, err := os.MkdirTemp("", "verbatim-fault-")
	if err != nil {
		t.Error(err)
		return false
	}
	defer os.RemoveAll(parent)
	in, trace := filepath.Join(parent, "site"), filepath.Join(parent, "trace")
	if err := os.Mkdir(in, 0o755); err != nil {
		t.Error(err)
		return false
	}
	dir := filepath.Join(in, "public")
	s.begin(t, dir)
	faults := []string{"-e", "trace=" + waits + ",renameat2," + f.at.name, "-e", "inject=" + f.at.name + ":" + f.how}
	faults = append(faults, s.unwaited(f.at.name)...)
	if !f.fatal { // a filter is quicker, but signals don't get through it
		faults = append(faults, "--seccomp-bpf")
	}
	said, ended := s.run(strace, in, trace, faults...)
	wrong := func(format string, args ...any) {
		t.Errorf("%s at %s:\n%s\n%s", f.how, f.at.text, fmt.Sprintf(format, args...), said)
	}
	if !happened(trace, f) {
		wrong("the fault did not happen there: %v", ended)
		return false
	}
	state, left := holds(dir), beside(t, in)
	s.judge(f, state, said, left, wrong)
	if state == "nothing" || len(left) > 0 {
		next := scenario{helper: "recover"}
		if said, err := next.run(strace, in, trace, append([]string{"--seccomp-bpf", "-e", "trace=" + waits}, next.unwaited("")...)...); err != nil || said != "" {
			wrong("the next run: %v %s", err, said)
		}
	}
	after := holds(dir)
	if !s.may(after) {
		wrong("after the next run the folder is %s", after)
	}
	if state != "nothing" && state != after {
		wrong("the folder was %s, and the next run made it %s", state, after)
	}
	if left := beside(t, in); len(left) > 0 {
		wrong("after the next run there is still %v", left)
	}
	return true
}

// waits are the calls that wait for the disk.
const waits = "fsync,syncfs"

// unwaited has the tracer leave out the calls that wait for the disk, which would take
// most of the time, but for one and for those that fail anyhow.
func (s scenario) unwaited(but string) (args []string) {
	for name := range strings.SplitSeq(waits, ",") {
		fails := slices.ContainsFunc(s.faults, func(f string) bool { return strings.HasPrefix(f, "inject="+name+":") })
		if name != but && !fails {
			args = append(args, "-e", "inject="+name+":retval=0")
		}
	}
	return args
}

// may reports whether a folder may be so when all is over.
func (s scenario) may(version string) bool {
	return slices.Contains(s.whole, version)
}

// judge compares what a run left with what it said.
func (s scenario) judge(f fault, state, said string, left []string, wrong func(string, ...any)) {
	silent := !strings.Contains(said, "left: ") && !strings.Contains(said, "refused: ")
	switch {
	case !s.may(state) && state != "nothing":
		wrong("the folder is %s", state)
	case f.fatal:
	case s.helper == "recover" && silent && (state == "nothing" || len(left) > 0):
		wrong("not a word, the folder is %s, and there is %v", state, left)
	case s.helper == "recover":
	case strings.Contains(said, "published\n") != (state == "new") && !strings.Contains(said, "holds the new site"):
		wrong("the folder is %s", state)
	case strings.Contains(said, "holds the new site") && state != "new":
		wrong("the folder is %s", state)
	case silent && len(left) > 0:
		wrong("not a word of %v", left)
	case silent && !s.may(state):
		wrong("not a word, and the folder is %s", state)
	}
}

// happened reports whether a trace has the fault, and at the call it was meant for.
func happened(trace string, f fault) bool {
	data, err := os.ReadFile(trace)
	if err != nil {
		return false
	}
	thread, nth := "", 0
	for line := range strings.Lines(string(data)) {
		fields := traced.FindStringSubmatch(line)
		if fields == nil {
			continue
		}
		if thread == "" {
			thread = fields[1]
		}
		if fields[1] != thread || fields[2] != f.at.name {
			continue
		}
		if nth++; nth == f.at.nth {
			there := strings.Contains(line, "(INJECTED)") || f.fatal && killed.Match(data)
			return there && plain(fields[2]+"("+fields[3]) == f.at.text
		}
	}
	return false
}
