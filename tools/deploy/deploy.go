//go:build withdeploy

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/deploy"
	"github.com/gohugoio/hugo/deploy/deployconfig"
	"github.com/gohugoio/hugo/media"
	"github.com/spf13/afero"
	"gocloud.dev/blob"

	"summit-explainer/tools/verbatim/host"
	"summit-explainer/tools/verbatim/report"
	"summit-explainer/tools/verbatim/verify"
)

// errAltered says that the folder is not what was published, and that it was said
// what is wrong with it.
var errAltered = errors.New("altered")

// deployment is one run.
type deployment struct {
	stdout, stderr io.Writer
	folder         string
	config         string // file
	target         string // name; "" for the first
	key            string // with which the manifest must be signed, or @FILE that holds it; "" for any
	dryRun, force  bool
	mostDeletes    int
	// mostDeletesGiven says that the flag was, and not only the configuration.
	mostDeletesGiven bool
}

// run deploys the folder.
func (d *deployment) run(ctx context.Context) error {
	settings, target, err := d.settings()
	if err != nil {
		return err
	}
	site, err := d.verified(ctx)
	if err != nil {
		return err
	}
	local, err := namesIn(site)
	if err != nil {
		return err
	}
	key := keys(target)
	if err := deployable(local, target); err != nil {
		return err
	}
	remote, err := stored(ctx, target, site, key)
	if err != nil {
		return fmt.Errorf("%s can't be read: %w", target.URL, err)
	}
	if name := unstripped(local, remote, key); name != "" {
		return fmt.Errorf("%s has %s, from when stripIndexHTML was not set: Hugo would delete it before its time; deploy to another place, or delete such files by hand", target.URL, name)
	}
	steps, gone := order(local, remote, key)
	if limit := settings.MaxDeletes; limit >= 0 && gone > limit {
		return fmt.Errorf("%s has %d files that are not of the site, and --max-deletes is %d: nothing was done; is it the right place?", target.URL, gone, limit)
	}
	fmt.Fprintln(d.stdout, report.Clean(fmt.Sprintf("to %s (%s)", target.Name, target.URL)))
	for _, step := range steps {
		if err := d.do(ctx, settings, *target, site, key, step); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	if d.dryRun {
		fmt.Fprintln(d.stdout, "nothing was done: --dry-run")
		return nil
	}
	// Hugo takes what it did not find for deleted, and passes over what it does not know.
	there, err := stored(ctx, target, site, key)
	if err != nil {
		return fmt.Errorf("%s can't be read any more: %w", target.URL, err)
	}
	if wrong := differs(local, there, key); wrong != "" {
		return fmt.Errorf("%s is not what was deployed: %s", target.URL, wrong)
	}
	if settings.InvalidateCDN {
		if err := invalidate(ctx, target); err != nil {
			return fmt.Errorf("all is deployed, but what stands before it may have old files: %w", err)
		}
	}
	fmt.Fprintln(d.stdout, "deployed")
	return nil
}

// settings returns [deployment], with what the flags say, and the target in it.
func (d *deployment) settings() (deployconfig.DeployConfig, *deployconfig.Target, error) {
	var none deployconfig.DeployConfig
	provider, err := config.FromFile(afero.NewOsFs(), d.config)
	if err != nil {
		return none, nil, err
	}
	settings, err := deployconfig.DecodeConfig(provider)
	if err != nil {
		return none, nil, fmt.Errorf("%s: %w", d.config, err)
	}
	at := slices.IndexFunc(settings.Targets, func(t *deployconfig.Target) bool { return d.target == "" || t.Name == d.target })
	switch {
	case len(settings.Targets) == 0:
		return none, nil, fmt.Errorf("%s has no [[deployment.targets]]: name and URL of where to deploy to", d.config)
	case at < 0:
		return none, nil, fmt.Errorf("%s has no deployment target named %s", d.config, d.target)
	}
	settings.Confirm, settings.DryRun, settings.Force = false, d.dryRun, d.force
	if d.mostDeletesGiven {
		settings.MaxDeletes = d.mostDeletes
	}
	for _, o := range host.Objects() { // after those of the configuration, the first of which holds
		settings.Matchers = append(settings.Matchers, &deployconfig.Matcher{
			Pattern: o.Pattern, Re: regexp.MustCompile(o.Pattern), ContentType: o.ContentType, CacheControl: o.Cache,
		})
	}
	return settings, settings.Targets[at], nil
}

// verified returns the folder's files, if they are what was published. It holds
// them in memory, so that what is sent is what was verified.
func (d *deployment) verified(ctx context.Context) (afero.Fs, error) {
	folder, err := os.OpenRoot(d.folder)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	site := afero.NewMemMapFs()
	err = fs.WalkDir(folder.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%s/%s is no file, but leads elsewhere", d.folder, name)
		}
		data, err := fs.ReadFile(folder.FS(), name)
		if err != nil {
			return err
		}
		return afero.WriteFile(site, name, data, 0o644)
	})
	if err != nil {
		return nil, err
	}
	key, err := verify.KeyFrom(d.key)
	if err != nil {
		return nil, fmt.Errorf("--key: %w", err)
	}
	found, err := verify.Check(ctx, verify.Folder(d.folder, afero.NewIOFS(site)), verify.Options{Key: key})
	if err != nil {
		return nil, err
	}
	for _, p := range found.Problems {
		fmt.Fprintln(d.stderr, report.Clean(p.File+": "+p.Message))
	}
	if len(found.Problems) > 0 {
		fmt.Fprintf(d.stderr, "%s is not what was published: nothing was deployed; run verbatim build\n", d.folder)
		return nil, errAltered
	}
	fmt.Fprintf(d.stdout, "%s: %d files, unaltered since they were published for %s\n", d.folder, len(found.Manifest.Files), report.Clean(found.Manifest.Address))
	return site, nil
}

// namesIn returns the names of a site's files.
func namesIn(site afero.Fs) ([]string, error) {
	var names []string
	err := afero.Walk(site, "", func(name string, info fs.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// keys returns how a target names a file.
func keys(target *deployconfig.Target) func(name string) string {
	return func(name string) string {
		if dir, file := path.Split(name); target.StripIndexHTML && dir != "" && file == "index.html" {
			return dir
		}
		return name
	}
}

// deployable refuses a site of which Hugo would pass over a part.
func deployable(names []string, target *deployconfig.Target) error {
	for _, name := range names {
		if excluded(target, name) {
			return fmt.Errorf("include or exclude of the target %s leaves out %s, which is of the site", target.Name, name)
		}
		if path.Base(name) == ".DS_Store" {
			return fmt.Errorf("%s can't be deployed: Hugo passes over such files", name)
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if hidden := path.Base(dir); strings.HasPrefix(hidden, ".") && hidden != ".well-known" {
				return fmt.Errorf("%s can't be deployed: Hugo passes over hidden folders", name)
			}
		}
	}
	return nil
}

// excluded reports whether a target says that a name is none of its concern.
func excluded(target *deployconfig.Target, name string) bool {
	return target.IncludeGlob != nil && !target.IncludeGlob.Match(name) || target.ExcludeGlob != nil && target.ExcludeGlob.Match(name)
}

// object is a file that is there.
type object struct {
	key   string
	other bool // it is known to be another file than the site's
}

// stored returns what is there, but for what is none of the target's concern. Where
// a store does not say itself what the bytes are, Hugo goes by what it wrote of them
// once; here they are read.
func stored(ctx context.Context, target *deployconfig.Target, site afero.Fs, key func(string) string) ([]object, error) {
	bucket, err := blob.OpenBucket(ctx, target.URL)
	if err != nil {
		return nil, err
	}
	defer bucket.Close()
	local, err := namesIn(site)
	if err != nil {
		return nil, err
	}
	names := map[string]string{} // by key
	for _, name := range local {
		names[key(name)] = name
	}
	var objects []object
	for all := bucket.List(nil); ; {
		next, err := all.Next(ctx)
		switch {
		case err == io.EOF: // itself: a connection that is cut wraps it
			return objects, nil
		case err != nil:
			return nil, err
		case excluded(target, next.Key):
			continue
		}
		o := object{key: next.Key}
		if name, ok := names[next.Key]; ok && len(next.MD5) == 0 {
			is, err := bucket.ReadAll(ctx, next.Key)
			if err != nil {
				return nil, err
			}
			want, err := afero.ReadFile(site, name)
			if err != nil {
				return nil, err
			}
			o.other = !bytes.Equal(is, want)
		}
		objects = append(objects, o)
	}
}

// unstripped returns a file that is there under its name in the folder, where the
// target has it under another key. Hugo takes the one for the other.
func unstripped(local []string, remote []object, key func(string) string) string {
	for _, name := range local {
		if key(name) != name && slices.ContainsFunc(remote, func(o object) bool { return o.key == name }) {
			return name
		}
	}
	return ""
}

// differs says how what is there differs from the site; "" where it does not.
func differs(local []string, there []object, key func(string) string) string {
	missing := map[string]bool{}
	for _, name := range local {
		missing[key(name)] = true
	}
	for _, o := range there {
		switch {
		case o.other:
			return o.key + " is another file"
		case !missing[o.key]:
			return o.key + " is still there"
		}
		delete(missing, o.key)
	}
	for name := range missing {
		return name + " is not there"
	}
	return ""
}

// only are names, as a pattern of Hugo's.
type only map[string]bool

// Match reports whether a name is one of them.
func (o only) Match(name string) bool { return o[name] }

// step is what is done at once.
type step struct {
	name  string
	keys  only
	force bool // whatever Hugo knows of them
	gone  bool // they are deleted, and nothing is sent
}

// order says what is done after what. A page that stood before and stays leads, as
// it was, to what was there, of which nothing has been deleted; and as it will be,
// to what is there already. It also says how many files will be deleted.
func order(local []string, remote []object, key func(string) string) (steps []step, gone int) {
	files, pages, changed, other, manifest := only{}, only{}, only{}, only{}, only{}
	oldPages, oldFiles := only{}, only{}
	old, there, spoilt := only{}, only{}, only{}
	for _, o := range remote {
		old[o.key], spoilt[o.key] = true, o.other
	}
	for _, name := range local {
		k := key(name)
		there[k] = true
		switch {
		case name == verify.ManifestFile || name == verify.SignatureFile:
			manifest[k] = true
		case spoilt[k]:
			other[k] = true
		case old[k]:
			changed[k] = true
		case path.Ext(name) == ".html":
			pages[k] = true
		default:
			files[k] = true
		}
	}
	for _, o := range remote {
		k := o.key
		switch {
		case there[k]:
		case path.Ext(k) == ".html" || strings.HasSuffix(k, "/"):
			oldPages[k] = true
		default:
			oldFiles[k] = true
		}
	}
	all := []step{
		{name: "new files", keys: files}, {name: "new pages", keys: pages},
		{name: "changed files", keys: other, force: true}, {name: "changed files", keys: changed}, {name: "the manifest", keys: manifest},
		{name: "pages no longer of the site", keys: oldPages, gone: true}, {name: "files no longer of the site", keys: oldFiles, gone: true},
	}
	return slices.DeleteFunc(all, func(s step) bool { return len(s.keys) == 0 }), len(oldPages) + len(oldFiles)
}

// told is what Hugo's deployer asks of a configuration.
type told struct {
	config.AllProvider
	settings deployconfig.DeployConfig
}

// GetConfigSection returns a part of the configuration.
func (t told) GetConfigSection(name string) any {
	if name == deployconfig.DeploymentConfigKey {
		return t.settings
	}
	return media.DefaultTypes
}

// BuildExpired is how Hugo's deployer is told to be silent.
func (t told) BuildExpired() bool { return false }

// do has Hugo bring some files, and delete those that are not local.
func (d *deployment) do(ctx context.Context, settings deployconfig.DeployConfig, target deployconfig.Target, site afero.Fs, key func(string) string, s step) error {
	// Nothing is deleted on the way; what is deleted has no name in the folder.
	target.ExcludeGlob, target.IncludeGlob = nil, mapped{s.keys, key}
	settings.Target, settings.Targets = target.Name, []*deployconfig.Target{&target}
	settings.MaxDeletes, settings.InvalidateCDN = 0, false // asked before, done after
	settings.Force = settings.Force || s.force
	if s.gone {
		target.IncludeGlob, settings.MaxDeletes = s.keys, -1
		site = afero.NewMemMapFs()
		if err := site.MkdirAll("/", 0o755); err != nil {
			return err
		}
	}
	deployer, err := deploy.New(told{settings: settings}, nil, site)
	if err != nil {
		return err
	}
	return d.heard(s.name, func() error { return deployer.Deploy(ctx) })
}

// mapped holds for the names of files, and for their keys.
type mapped struct {
	keys only
	key  func(string) string
}

// Match reports whether a file is one of them.
func (m mapped) Match(name string) bool { return m.keys[m.key(name)] }

// heard runs what speaks to the standard output, and passes on what is said of
// files.
func (d *deployment) heard(of string, run func() error) error {
	from, to, err := os.Pipe()
	if err != nil {
		return err
	}
	defer from.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lines := bufio.NewScanner(from); lines.Scan(); {
			line, dry := strings.CutPrefix(lines.Text(), "[DRY RUN] ")
			count, identified := strings.CutPrefix(line, "Identified ")
			switch {
			case dry:
				fmt.Fprintln(d.stdout, "  "+report.Clean(line))
			case identified:
				fmt.Fprintln(d.stdout, of+": "+report.Clean(count))
			}
		}
	}()
	stdout := os.Stdout
	os.Stdout = to
	err = run()
	os.Stdout = stdout
	to.Close()
	<-done
	return err
}

// invalidate tells the networks before the store that files have changed.
func invalidate(ctx context.Context, target *deployconfig.Target) error {
	if target.CloudFrontDistributionID != "" {
		if err := deploy.InvalidateCloudFront(ctx, target); err != nil {
			return err
		}
	}
	if target.GoogleCloudCDNOrigin != "" {
		return deploy.InvalidateGoogleCloudCDN(ctx, target.GoogleCloudCDNOrigin)
	}
	return nil
}
