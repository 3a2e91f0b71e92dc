package host

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"math/bits"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// coding is a way to compress what is sent (RFC 9110, 8.4.1).
type coding struct {
	name, extension string
	pack            func(data []byte) ([]byte, error)
	unpack          func(data []byte) ([]byte, error)
}

// codings are those of the siblings. Each packs with one thread, one level, and
// without a name or a time: the same bytes give the same bytes.
var codings = []coding{
	{"gzip", ".gz", packGzip, unpackGzip},
	{"brotli", ".br", packBrotli, unpackBrotli},
	{"zstd", ".zst", packZstd, unpackZstd},
}

func packGzip(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(data)
	return finish(&out, w, err)
}

func packBrotli(data []byte) ([]byte, error) {
	var out bytes.Buffer
	// A window wider than the file costs memory, and saves nothing.
	width := min(max(bits.Len(uint(len(data)))+1, 16), 22)
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: width})
	_, err := w.Write(data)
	return finish(&out, w, err)
}

// window is what browsers must hold to unpack zstd (RFC 9659).
const window = 8 << 20

// zstds are encoders that are idle: they are dear to make, and keep nothing of
// what they packed before.
var zstds sync.Pool

func packZstd(data []byte) ([]byte, error) {
	w, ok := zstds.Get().(*zstd.Encoder)
	if !ok {
		var err error
		w, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(window))
		if err != nil {
			return nil, err
		}
	}
	defer zstds.Put(w)
	return w.EncodeAll(data, nil), nil
}

// finish closes what was written to, and returns what came out of it.
func finish(out *bytes.Buffer, w io.Closer, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// most is how large an unpacked file may be: a sibling that somebody else wrote
// may unpack to anything.
const most = 1 << 28

func unpackGzip(data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return readAll(r)
}

func unpackBrotli(data []byte) ([]byte, error) {
	return readAll(brotli.NewReader(bytes.NewReader(data)))
}

func unpackZstd(data []byte) ([]byte, error) {
	r, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(window))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return readAll(r)
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && len(data) > most {
		return nil, fmt.Errorf("it unpacks to more than %d bytes", most)
	}
	return data, err
}

// Packed returns the name of the file of which a file is the compressed sibling,
// by its name.
func Packed(name string) (of string, ok bool) {
	of = strings.TrimSuffix(name, path.Ext(name))
	k, known := kindOf(of)
	return of, known && k.text && slices.ContainsFunc(codings, func(c coding) bool { return c.extension == path.Ext(name) })
}

// Unpack returns what a compressed sibling holds, by its name.
func Unpack(name string, data []byte) ([]byte, error) {
	for _, c := range codings {
		switch {
		case c.extension != path.Ext(name):
		case len(data) == 0:
			return nil, io.ErrUnexpectedEOF
		default:
			return c.unpack(data)
		}
	}
	return nil, fmt.Errorf("%s is compressed in no way that is known", name)
}

// Siblings are the compressed files of a site, by name, and what they save.
type Siblings struct {
	Files map[string][]byte
	Of    int            // files that have one
	Plain int            // bytes of these, as they are
	Bytes map[string]int // and as each coding sends them
}

// String says what the siblings save.
func (s Siblings) String() string {
	text := fmt.Sprintf("%d texts, %s", s.Of, megabytes(s.Plain))
	for _, c := range codings {
		text += fmt.Sprintf("; %s %s", c.name, megabytes(s.Bytes[c.name]))
	}
	return text
}

func megabytes(n int) string { return fmt.Sprintf("%.2f MB", float64(n)/1e6) }

// Compress returns the siblings of the files of a site that hosts can send instead
// of them, each where it is smaller. Pictures of pixels are compressed already.
func Compress(site fs.FS) (Siblings, error) {
	s := Siblings{Files: map[string][]byte{}, Bytes: map[string]int{}}
	var all []plain
	err := each(site, func(name string, data []byte) {
		if k, ok := kindOf(name); ok && k.text {
			all = append(all, plain{name, data})
		}
	})
	if err != nil {
		return s, err
	}
	packed, err := packAll(all)
	for i, file := range all {
		smaller := false
		for j, c := range codings {
			size := len(file.data)
			if err == nil && len(packed[i][j]) < size {
				s.Files[file.name+c.extension] = packed[i][j]
				size, smaller = len(packed[i][j]), true
			}
			s.Bytes[c.name] += size
		}
		if smaller {
			s.Of++
		}
		s.Plain += len(file.data)
	}
	return s, err
}

// plain is a file that is to be compressed.
type plain struct {
	name string
	data []byte
}

// packAll compresses files in each coding, several at once.
func packAll(files []plain) ([][][]byte, error) {
	packed, errs := make([][][]byte, len(files)), make([]error, len(files))
	var workers sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				for _, c := range codings {
					data, err := c.pack(files[i].data)
					if err != nil {
						errs[i] = fmt.Errorf("%s can’t be compressed with %s: %w", files[i].name, c.name, err)
					}
					packed[i] = append(packed[i], data)
				}
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return packed, err
		}
	}
	return packed, nil
}
