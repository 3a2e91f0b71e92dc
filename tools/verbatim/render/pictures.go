package render

import (
	"io"
	"sync"

	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
	"github.com/spf13/afero/mem"

	"summit-explainer/tools/verbatim/kept"
)

// pictures is where Hugo looks for pictures that it drew before, and writes those that
// it draws: by names made of all that they are drawn from. What one run draws the next
// finds in the store.
type pictures struct {
	afero.Fs
	store *kept.Store

	mu    sync.Mutex
	drawn []string          // and not put into the store yet
	found map[string][]byte // in the store, and looked at but not published yet
}

// keepPictures has Hugo find pictures in a store, which may be nil, and returns what puts
// there those that it has drawn.
func keepPictures(sites *hugolib.HugoSites, store *kept.Store) (keep func()) {
	if store == nil {
		return func() {}
	}
	cache := sites.ResourceSpec.FileCaches.ImageCache()
	p := &pictures{Fs: cache.Fs, store: store, found: map[string][]byte{}}
	cache.Fs = p
	return p.keep
}

const picture = "pictures"

// Open opens a picture that was drawn, or found. Hugo opens each that it finds twice, to
// see how large it is and to publish it: in between it is held, so that the store may be
// deleted meanwhile, and afterwards only what is published is.
func (p *pictures) Open(name string) (afero.File, error) {
	file, missing := p.Fs.Open(name)
	if missing == nil {
		return file, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	data, again := p.found[name]
	if again {
		delete(p.found, name)
	} else {
		var ok bool
		if data, ok = p.store.Get(picture, name); !ok {
			p.drawn = append(p.drawn, name) // which it will be, since it is not there
			return nil, missing
		}
		p.found[name] = data
	}
	opened := mem.NewFileHandle(mem.CreateFile(name))
	if _, err := opened.Write(data); err != nil {
		return nil, err
	}
	if _, err := opened.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return opened, nil
}

// keep puts into the store what was drawn since the last time. What Hugo could not
// draw to its end it said, and nothing may be kept then.
func (p *pictures) keep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range p.drawn {
		if data, err := afero.ReadFile(p.Fs, name); err == nil {
			p.store.Put(picture, name, data)
		}
	}
	p.drawn = nil
}
