package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// maxFrame is the greatest length of a message, in bytes. Longer ones are passed over:
// no file of a site is as long.
const maxFrame = 64 << 20

// unread stands for a message that can't be read: it is no JSON, so that the client
// is told of a parse error.
var unread = []byte("!")

// frames sends and receives the messages of the protocol, each behind a header with
// its length in bytes (Content-Length). It is a channel of package jrpc2, whose own
// one takes any length for true, and ends at the first line that is no header.
type frames struct {
	to       io.Writer
	received chan []byte // closed where nothing follows
	closed   chan struct{}
	closing  sync.Once
	asked    atomic.Int64 // requests that are not answered yet
}

// patience is how long the end of a session waits for answers to what was asked
// before it: package jrpc2 drops what it has not begun then.
const patience = 5 * time.Second

// question reports whether a message is a request, or the answer to one.
func question(message []byte) (request, answer bool) {
	var of struct {
		ID     *json.RawMessage
		Method string
	}
	known := json.Unmarshal(message, &of) == nil && of.ID != nil
	return known && of.Method != "", known && of.Method == ""
}

// newFrames returns the channel between two streams. Reading goes on in the
// background, since what waits for a pipe can't be told to stop.
func newFrames(from io.Reader, to io.Writer) *frames {
	f := &frames{to: to, received: make(chan []byte), closed: make(chan struct{})}
	go func() {
		defer close(f.received)
		in := bufio.NewReader(from)
		for {
			message, err := readFrame(in)
			if err != nil {
				return
			}
			select {
			case f.received <- message:
			case <-f.closed:
				return
			}
		}
	}()
	return f
}

// Send writes a message with its header, at once.
func (f *frames) Send(message []byte) error {
	if _, answer := question(message); answer {
		f.asked.Add(-1)
	}
	_, err := f.to.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(message)), message...))
	return err
}

// Recv returns the next message. It says that there is none when all is answered.
func (f *frames) Recv() ([]byte, error) {
	select {
	case message, ok := <-f.received:
		if ok {
			if request, _ := question(message); request {
				f.asked.Add(1)
			}
			return message, nil
		}
	case <-f.closed:
	}
	for end := time.Now().Add(patience); f.asked.Load() > 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	return nil, io.EOF
}

// Close ends receiving.
func (f *frames) Close() error {
	f.closing.Do(func() { close(f.closed) })
	return nil
}

// readFrame reads a message: bytes that are none of its header are passed over, and
// what is left of it is unread. It returns an error where the stream ends.
func readFrame(in *bufio.Reader) ([]byte, error) {
	length, garbage := -1, false
	for {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			garbage = true
			continue
		}
		if err != nil {
			return nil, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			switch {
			case length >= 0:
				return readBody(in, length)
			case garbage:
				return unread, nil
			}
			continue // a blank line before a header
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		switch {
		case ok && bytes.EqualFold(name, []byte("Content-Length")):
			// Lengths that mean nothing are garbage, and so is a second one.
			number, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64)
			if garbage = garbage || err != nil || number < 0 || length >= 0; err == nil && number >= 0 {
				length = int(number)
			}
		case ok && bytes.EqualFold(name, []byte("Content-Type")):
		default:
			garbage = true
		}
	}
}

// readBody reads the bytes behind a header. Memory is taken as they come: what a
// header says need not be true.
func readBody(in *bufio.Reader, length int) ([]byte, error) {
	if length > maxFrame {
		if _, err := io.CopyN(io.Discard, in, int64(length)); err != nil {
			return nil, err
		}
		return unread, nil
	}
	var body bytes.Buffer
	if _, err := io.CopyN(&body, in, int64(length)); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}
