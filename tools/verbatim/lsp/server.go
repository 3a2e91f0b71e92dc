// Package lsp is the language server: it tells an editor what is found in a site
// while it is being written, completes the words of sources, and leads from a
// quotation to its passage and back.
//
// It speaks the Language Server Protocol 3.17 over two streams. What is found is
// package desk's business, and how it is mended says each finding; here both become
// messages. Positions, which count in other units than all the rest of the program,
// are made and read by one type, lines.
package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"github.com/creachadair/jrpc2"

	"summit-explainer/tools/verbatim/desk"
	"summit-explainer/tools/verbatim/prose"
)

// Options say which site is served.
type Options struct {
	Dir     string                       // the folder to serve where the client names none that holds a site
	Texts   string                       // the folder of texts that may not be published; may be empty
	Moment  func() (prose.Moment, error) // what is due
	Version string                       // of the program
}

// The codes of the protocol's own errors.
const (
	serverNotInitialized jrpc2.Code = -32002
	requestFailed        jrpc2.Code = -32803
	requestCancelled     jrpc2.Code = -32800
)

// Serve answers a client until it says exit, or its stream ends. It returns an error
// where the client did not shut the server down before.
func Serve(in io.Reader, out io.Writer, options Options) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := &server{options: options, frames: newFrames(in, out), changed: make(chan struct{}, 1), ctx: ctx,
		documents: documents{buffers: map[string]*buffer{}}, published: map[string]string{}}
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{AllowPush: true, DisableBuiltin: true, Concurrency: concurrency,
		NewContext: func() context.Context { return ctx }})
	s.rpc.Start(s.frames)
	err := s.rpc.Wait()
	switch {
	case s.phase.Load() != shutDown:
		return errors.New("the client left without shutting the server down")
	case err != nil:
		return fmt.Errorf("the client can't be understood: %w", err)
	}
	return nil
}

// concurrency is how many requests are answered at once. Some wait for a check, and
// must not keep others from what needs none.
const concurrency = 16

// The phases of a session.
const (
	beforeInitialize int32 = iota
	initializing
	running
	shutDown
)

// server is one session with a client.
type server struct {
	options Options
	frames  *frames
	rpc     *jrpc2.Server
	ctx     context.Context
	phase   atomic.Int32
	changed chan struct{} // something has changed, and is to be checked

	// Set by initialize, before anything else is asked.
	client   clientCapabilities
	encoding string
	root     root
	texts    root
	desk     *desk.Desk

	documents
	published map[string]string // diagnostics as they were sent, by URI; of who publishes alone
	told      string            // the last failure that was shown
}

// Assign implements [jrpc2.Assigner].
func (s *server) Assign(_ context.Context, method string) jrpc2.Handler {
	handlers := map[string]jrpc2.Handler{
		"initialize":                      on(s.initialize),
		"initialized":                     on(s.initialized),
		"shutdown":                        on(s.shutdown),
		"exit":                            on(s.exit),
		"$/cancelRequest":                 on(s.cancel),
		"textDocument/didOpen":            on(s.didOpen),
		"textDocument/didChange":          on(s.didChange),
		"textDocument/didSave":            on(s.didSave),
		"textDocument/didClose":           on(s.didClose),
		"workspace/didChangeWatchedFiles": on(s.didChangeFiles),
		"textDocument/completion":         on(s.completion),
		"textDocument/hover":              on(s.hover),
		"textDocument/definition":         on(s.definition),
		"textDocument/references":         on(s.references),
		"textDocument/codeAction":         on(s.codeAction),
		"textDocument/documentSymbol":     on(s.documentSymbol),
		"workspace/symbol":                on(s.workspaceSymbol),
		"textDocument/prepareRename":      on(s.prepareRename),
		"textDocument/rename":             on(s.rename),
	}
	handler := handlers[method]
	phase := s.phase.Load()
	switch {
	case method == "exit", method == "initialize" && phase == beforeInitialize:
		return handler
	case phase == shutDown, method == "initialize":
		return refuse(jrpc2.InvalidRequest, method+" can't be asked now")
	case phase != running:
		return refuse(serverNotInitialized, "the server is not initialized")
	case method == "shutdown":
		s.phase.Store(shutDown) // here, since exit may follow before this is answered
	}
	return handler // nil is a method that is not found
}

func refuse(code jrpc2.Code, why string) jrpc2.Handler {
	return func(_ context.Context, request *jrpc2.Request) (any, error) {
		if request.IsNotification() {
			return nil, nil
		}
		return nil, jrpc2.Errorf(code, "%s", why)
	}
}

// on reads the parameters of a method, which are an object or missing.
func on[Params any](handle func(context.Context, *Params) (any, error)) jrpc2.Handler {
	return func(ctx context.Context, request *jrpc2.Request) (any, error) {
		params := new(Params)
		if request.HasParams() {
			if err := request.UnmarshalParams(params); err != nil {
				return nil, jrpc2.Errorf(jrpc2.InvalidParams, "the parameters of %s can't be read: %v", request.Method(), err)
			}
		}
		result, err := handle(ctx, params)
		if errors.Is(err, context.Canceled) {
			err = jrpc2.Errorf(requestCancelled, "the request was cancelled")
		}
		return result, err
	}
}

type nothing struct{}

func (s *server) initialize(_ context.Context, params *initializeParams) (any, error) {
	if !s.phase.CompareAndSwap(beforeInitialize, initializing) {
		return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "the server is being initialized")
	}
	s.client = params.Capabilities
	s.encoding = encodingUTF16
	if slices.Contains(s.client.General.PositionEncodings, encodingUTF8) {
		s.encoding = encodingUTF8
	}
	if err := s.openSite(params); err != nil {
		s.phase.Store(beforeInitialize)
		return nil, jrpc2.Errorf(requestFailed, "%v", err)
	}
	result := initializeResult{ServerInfo: serverInfo{"verbatim", s.options.Version}}
	can := &result.Capabilities
	can.PositionEncoding = s.encoding
	can.TextDocumentSync = textSync{OpenClose: true, Change: incremental, Save: true}
	can.CompletionProvider.TriggerCharacters = []string{":", "“", "「", "«", "\"", "(", "/", "#", "[", " "}
	can.CodeActionProvider.Kinds = []string{quickFix}
	can.RenameProvider.PrepareProvider = true
	can.HoverProvider, can.DefinitionProvider, can.ReferencesProvider = true, true, true
	can.DocumentSymbolProvider, can.WorkspaceSymbolProvider = true, true
	s.phase.Store(running)
	go s.publishing()
	return result, nil
}

// initialized asks the client to tell of files that change, where it does so when
// asked only.
func (s *server) initialized(context.Context, *nothing) (any, error) {
	s.wake()
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return nil, nil
	}
	var watched watchers
	for _, pattern := range []string{"content/**", "static/**", "layouts/**", "config.toml"} {
		watched.Watchers = append(watched.Watchers, watcher{"**/" + pattern})
	}
	if s.options.Texts != "" && s.client.Workspace.DidChangeWatchedFiles.RelativePatterns {
		watched.Watchers = append(watched.Watchers, watcher{relativePattern{s.texts.uri(""), "*/text.txt"}})
	}
	// The answer comes after this notification has been handled.
	go func() {
		_, _ = s.rpc.Callback(s.ctx, "client/registerCapability",
			registrationParams{[]registration{{"files", "workspace/didChangeWatchedFiles", watched}}})
	}()
	return nil, nil
}

func (s *server) shutdown(context.Context, *nothing) (any, error) { return nil, nil }

// exit ends the session where messages are received, so that nothing is lost that
// came before.
func (s *server) exit(context.Context, *nothing) (any, error) {
	return nil, s.frames.Close()
}

func (s *server) cancel(_ context.Context, params *cancelParams) (any, error) {
	s.rpc.CancelRequest(string(params.ID))
	return nil, nil
}

// wake asks for a check.
func (s *server) wake() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}
