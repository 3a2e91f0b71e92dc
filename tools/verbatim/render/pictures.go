package render

import (
	"sync"

	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"summit-explainer/tools/verbatim/kept"
)

// pictures is where Hugo looks for pictures that it drew before, and writes those that
// it draws: by names made of all that they are drawn from. What one run draws the next
// finds in the store.
type pictures struct {
	afero.Fs
	store *kept.Store

	mu    sync.Mutex
	drawn []string // and not put into the store yet
}

// keepPictures has Hugo find pictures in a store, which may be nil, and returns what puts
// there those that it has drawn.
func keepPictures(sites *hugolib.HugoSites, store *kept.Store) (keep func()) {
	if store == nil {
		return func() {}
	}
	cache := sites.ResourceSpec.FileCaches.ImageCache()
	p := &pictures{Fs: cache.Fs, store: store}
	cache.Fs = p
	return p.keep
}

const picture = "pictures"

func (p *pictures) Open(name string) (afero.File, error) {
	file, err := p.Fs.Open(name)
	if err == nil {
		return file, nil
	}
	data, ok := p.store.Get(picture, name)
	if !ok {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.drawn = append(p.drawn, name) // which it will be, since it is not there
		return nil, err
	}
	if err := afero.WriteFile(p.Fs, name, data, 0o644); err != nil {
		return nil, err
	}
	return p.Fs.Open(name)
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
