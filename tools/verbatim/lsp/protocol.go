package lsp

import "encoding/json"

// The messages of the Language Server Protocol 3.17 that are used, with what is used
// of each. Names and values are the protocol's.

type initializeParams struct {
	RootURI          string             `json:"rootUri"`
	WorkspaceFolders []workspaceFolder  `json:"workspaceFolders"`
	Capabilities     clientCapabilities `json:"capabilities"`
}

type workspaceFolder struct {
	URI string `json:"uri"`
}

type clientCapabilities struct {
	General struct {
		PositionEncodings []string `json:"positionEncodings"`
	} `json:"general"`
	Workspace struct {
		WorkspaceEdit struct {
			DocumentChanges    bool     `json:"documentChanges"`
			ResourceOperations []string `json:"resourceOperations"`
		} `json:"workspaceEdit"`
		DidChangeWatchedFiles struct {
			DynamicRegistration bool `json:"dynamicRegistration"`
			RelativePatterns    bool `json:"relativePatternSupport"`
		} `json:"didChangeWatchedFiles"`
	} `json:"workspace"`
	TextDocument struct {
		PublishDiagnostics struct {
			RelatedInformation bool `json:"relatedInformation"`
			CodeDescription    bool `json:"codeDescriptionSupport"`
			Data               bool `json:"dataSupport"`
		} `json:"publishDiagnostics"`
		DocumentSymbol struct {
			Hierarchical bool `json:"hierarchicalDocumentSymbolSupport"`
		} `json:"documentSymbol"`
	} `json:"textDocument"`
}

type initializeResult struct {
	Capabilities serverCapabilities `json:"capabilities"`
	ServerInfo   serverInfo         `json:"serverInfo"`
}

type serverInfo struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type serverCapabilities struct {
	PositionEncoding   string   `json:"positionEncoding"`
	TextDocumentSync   textSync `json:"textDocumentSync"`
	CompletionProvider struct {
		TriggerCharacters []string `json:"triggerCharacters"`
	} `json:"completionProvider"`
	HoverProvider           bool        `json:"hoverProvider"`
	DefinitionProvider      bool        `json:"definitionProvider"`
	ReferencesProvider      bool        `json:"referencesProvider"`
	DocumentSymbolProvider  bool        `json:"documentSymbolProvider"`
	WorkspaceSymbolProvider bool        `json:"workspaceSymbolProvider"`
	CodeActionProvider      codeActions `json:"codeActionProvider"`
	RenameProvider          struct {
		PrepareProvider bool `json:"prepareProvider"`
	} `json:"renameProvider"`
}

type codeActions struct {
	Kinds []string `json:"codeActionKinds"`
}

// textSync says which notifications a server wants of documents; 2 is incremental.
type textSync struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"`
	Save      bool `json:"save"`
}

const incremental = 2

type document struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

type documentParams struct {
	Document document `json:"textDocument"`
}

type changeParams struct {
	Document document `json:"textDocument"`
	Changes  []struct {
		Range *Range `json:"range"` // nil is all of it
		Text  string `json:"text"`
	} `json:"contentChanges"`
}

type positionParams struct {
	Document document `json:"textDocument"`
	Position Position `json:"position"`
}

type referenceParams struct {
	positionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

type renameParams struct {
	positionParams
	NewName string `json:"newName"`
}

type codeActionParams struct {
	Document document `json:"textDocument"`
	Range    Range    `json:"range"`
	Context  struct {
		Only []string `json:"only"`
	} `json:"context"`
}

type symbolParams struct {
	Query string `json:"query"`
}

type location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

type diagnostics struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range       Range             `json:"range"`
	Severity    int               `json:"severity"`
	Code        string            `json:"code"`
	Description *codeDescription  `json:"codeDescription,omitempty"`
	Source      string            `json:"source"`
	Message     string            `json:"message"`
	Related     []relatedLocation `json:"relatedInformation,omitempty"`
	Data        *diagnosticData   `json:"data,omitempty"`
}

type codeDescription struct {
	Href string `json:"href"`
}

type relatedLocation struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

// diagnosticData is what a client may do about a finding by itself.
type diagnosticData struct {
	Kind  string     `json:"kind,omitempty"`
	Help  string     `json:"help,omitempty"`
	Safe  bool       `json:"safe"`
	Edits []textEdit `json:"edits,omitempty"`
}

// The severities of diagnostics.
const (
	severityError       = 1
	severityWarning     = 2
	severityInformation = 3
)

type textEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

type workspaceEdit struct {
	Changes         map[string][]textEdit `json:"changes,omitempty"`
	DocumentChanges []any                 `json:"documentChanges,omitempty"` // documentEdit and renameFile
}

type documentEdit struct {
	Document struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	} `json:"textDocument"`
	Edits []textEdit `json:"edits"`
}

type renameFile struct {
	Kind   string `json:"kind"`
	OldURI string `json:"oldUri"`
	NewURI string `json:"newUri"`
}

type codeAction struct {
	Title       string         `json:"title"`
	Kind        string         `json:"kind"`
	Diagnostics []diagnostic   `json:"diagnostics,omitempty"`
	Preferred   bool           `json:"isPreferred,omitempty"`
	Edit        *workspaceEdit `json:"edit,omitempty"`
}

const quickFix = "quickfix"

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type hoverResult struct {
	Contents markup `json:"contents"`
	Range    *Range `json:"range,omitempty"`
}

type completionList struct {
	Incomplete bool             `json:"isIncomplete"`
	Items      []completionItem `json:"items"`
}

type completionItem struct {
	Label         string    `json:"label"`
	Kind          int       `json:"kind"`
	Detail        string    `json:"detail,omitempty"`
	Documentation *markup   `json:"documentation,omitempty"`
	SortText      string    `json:"sortText,omitempty"`
	FilterText    string    `json:"filterText,omitempty"`
	TextEdit      *textEdit `json:"textEdit,omitempty"`
}

// The kinds of completion items.
const (
	kindText      = 1
	kindModule    = 9
	kindProperty  = 10
	kindValue     = 12
	kindFile      = 17
	kindReference = 18
	kindPerson    = 22 // which the protocol calls a structure
)

type documentSymbol struct {
	Name      string           `json:"name"`
	Detail    string           `json:"detail,omitempty"`
	Kind      int              `json:"kind"`
	Range     Range            `json:"range"`
	Selection Range            `json:"selectionRange"`
	Children  []documentSymbol `json:"children,omitempty"`
}

type symbolInformation struct {
	Name      string   `json:"name"`
	Kind      int      `json:"kind"`
	Location  location `json:"location"`
	Container string   `json:"containerName,omitempty"`
}

// The kinds of symbols.
const (
	symbolFile    = 1
	symbolPackage = 4
	symbolString  = 15
	symbolObject  = 19
	symbolKey     = 20
)

type prepared struct {
	Range       Range  `json:"range"`
	Placeholder string `json:"placeholder"`
}

type message struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// The types of messages.
const (
	messageError   = 1
	messageWarning = 2
)

type cancelParams struct {
	ID json.RawMessage `json:"id"`
}

type registrationParams struct {
	Registrations []registration `json:"registrations"`
}

type registration struct {
	ID      string `json:"id"`
	Method  string `json:"method"`
	Options any    `json:"registerOptions"`
}

type watchers struct {
	Watchers []watcher `json:"watchers"`
}

type watcher struct {
	Pattern any `json:"globPattern"` // a string, or a relativePattern
}

// relativePattern is a pattern of files in a folder, which may lie outside of the
// client's.
type relativePattern struct {
	Base    string `json:"baseUri"`
	Pattern string `json:"pattern"`
}
