package archetype

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os/exec"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// Document is what was read of a source: its text, and what it says of itself.
type Document struct {
	Text      string
	Title     string
	Publisher string
	Author    string
	Issued    string // YYYY-MM-DD
	Language  string // BCP 47
	Address   string // where it was downloaded
	Converted string // from what the text was made: HTML, PDF; empty where it is as it was
}

// MaxDocument is how many bytes of a document are read.
const MaxDocument = 32 << 20

// Read reads a document: plain text, HTML, or PDF with the program pdftotext. Its
// kind is what its media type says, or its first bytes. Address is where it was
// downloaded, or "" of a file.
func Read(ctx context.Context, data []byte, media, address string) (*Document, error) {
	kind := kindOf(data, media)
	switch {
	case kind == "pdf":
		return readPDF(ctx, data, address)
	case kind == "html":
		return readHTML(data, media, address)
	case bytes.IndexByte(data, 0) >= 0 && !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")):
		return nil, errors.New("that is no text, no HTML and no PDF")
	}
	plain, err := decoded(data, media)
	if err != nil {
		return nil, err
	}
	document := &Document{Text: plain, Address: address, Title: firstLine(plain)}
	if strings.TrimSpace(plain) == "" {
		return nil, errors.New("there is no text in it")
	}
	return document, nil
}

// kindOf returns what a document is: pdf, html or text.
func kindOf(data []byte, media string) string {
	start := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 1024)], "\ufeff \t\r\n"))
	switch {
	case bytes.HasPrefix(start, []byte("%pdf-")):
		return "pdf"
	case strings.HasPrefix(media, "text/html"), strings.HasPrefix(media, "application/xhtml+xml"),
		bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")):
		return "html"
	}
	return "text"
}

// decoded returns text in UTF-8: as it is where it is that, or read as its media type
// or byte order mark says.
func decoded(data []byte, media string) (string, error) {
	if utf8.Valid(data) {
		return string(data), nil
	}
	encoding, _, certain := charset.DetermineEncoding(data, media)
	if !certain {
		return "", errors.New("the text is not UTF-8, and nothing says what it is: save it as UTF-8")
	}
	text, err := encoding.NewDecoder().Bytes(data)
	return strings.TrimPrefix(string(text), "\ufeff"), err
}

// longTitle is how many characters of a first line may be a title.
const longTitle = 200

// firstLine returns the first line of a text, where a blank one follows it: a
// title.
func firstLine(text string) string {
	line, rest, _ := strings.Cut(strings.TrimLeft(text, "\ufeff \t\r\n"), "\n")
	next, _, _ := strings.Cut(rest, "\n")
	line = strings.Join(strings.Fields(line), " ")
	if strings.TrimSpace(next) != "" || utf8.RuneCountInString(line) > longTitle || utf8.RuneCountInString(line) < 2 {
		return ""
	}
	return line
}

// readPDF takes the text out of a PDF.
func readPDF(ctx context.Context, data []byte, address string) (*Document, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, errors.New("the text is taken out of a PDF by pdftotext, which is not installed: install it (poppler-utils), or save the text as a plain file")
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-q", "-enc", "UTF-8", "-eol", "unix", "-nopgbrk", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("pdftotext can't read it: %s", strings.Join(strings.Fields(said.String()+" "+err.Error()), " "))
	}
	text := strings.TrimSpace(out.String())
	if text == "" {
		return nil, errors.New("there is no text in the PDF, only pictures of it")
	}
	return &Document{Text: text + "\n", Title: firstLine(text), Address: address, Converted: "PDF"}, nil
}

// readHTML takes the article out of a page, as reading views of browsers do.
func readHTML(data []byte, media, address string) (*Document, error) {
	var in io.Reader = bytes.NewReader(data)
	if !utf8.Valid(data) { // what is UTF-8 is nothing else by chance
		var err error
		if in, err = charset.NewReader(in, media); err != nil {
			return nil, err
		}
	}
	page, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if !page.IsAbs() {
		page = &url.URL{Scheme: "https", Host: "localhost", Path: "/"}
	}
	tree, err := html.Parse(in)
	if err != nil {
		return nil, fmt.Errorf("the page can't be read: %w", err)
	}
	article, err := readability.FromDocument(tree, page) // from bytes it would guess their encoding
	if err != nil {
		return nil, fmt.Errorf("the page can't be read: %w", err)
	}
	line := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	document := &Document{Title: line(article.Title()), Publisher: line(article.SiteName()), Author: line(article.Byline()),
		Language: line(article.Language()), Address: address, Converted: "HTML"}
	if published, err := article.PublishedTime(); err == nil {
		document.Issued = published.Format(time.DateOnly)
	}
	if article.Node != nil {
		var out blocks
		out.walk(article.Node)
		out.end()
		document.Text = strings.Join(out.all, "\n\n") + "\n"
	}
	if strings.TrimSpace(document.Text) == "" {
		return nil, errors.New("there is no article in the page: save its text as a plain file")
	}
	return document, nil
}

// blocks are the paragraphs of a page, as text.
type blocks struct {
	all  []string
	open strings.Builder
}

// end ends a paragraph.
func (b *blocks) end() {
	var lines []string
	for line := range strings.Lines(b.open.String()) {
		if line = strings.TrimFunc(line, unicode.IsSpace); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		b.all = append(b.all, strings.Join(lines, "\n"))
	}
	b.open.Reset()
}

// flowing are the elements that stand in a line; all others end it.
var flowing = map[atom.Atom]bool{atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true, atom.Data: true,
	atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true,
	atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true,
	atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true}

// walk takes the text of a node. White space is one space, as browsers show it.
func (b *blocks) walk(node *html.Node) {
	switch node.Type {
	case html.TextNode:
		text := strings.Join(strings.FieldsFunc(node.Data, isBlank), " ")
		switch {
		case node.Data == "":
			return
		case text == "":
			b.open.WriteByte(' ')
			return
		}
		if first, _ := utf8.DecodeRuneInString(node.Data); isBlank(first) {
			b.open.WriteByte(' ')
		}
		b.open.WriteString(text)
		if last, _ := utf8.DecodeLastRuneInString(node.Data); isBlank(last) {
			b.open.WriteByte(' ')
		}
		return
	case html.ElementNode:
		switch node.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Rt, atom.Rp, atom.Svg, atom.Math, atom.Form, atom.Button:
			return
		case atom.Br:
			b.open.WriteByte('\n')
			return
		case atom.Td, atom.Th:
			b.open.WriteByte(' ')
		}
	}
	block := node.Type == html.ElementNode && !flowing[node.DataAtom] && node.DataAtom != atom.Td && node.DataAtom != atom.Th
	if block {
		b.end()
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		b.walk(child)
	}
	if block {
		b.end()
	}
}

// isBlank reports the white space that browsers take for one space.
func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

// nameOf returns what a document's place suggests for an ID: the name of its file, or
// the host that it comes from.
func nameOf(document *Document, file string) string {
	if document.Address == "" {
		base := path.Base(strings.ReplaceAll(file, "\\", "/"))
		return strings.TrimSuffix(base, path.Ext(base))
	}
	address, err := url.Parse(document.Address)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.TrimPrefix(address.Hostname(), "www."), ".")
	return strings.Join(parts[:max(1, len(parts)-1)], "-")
}

// readAll reads what a reader has, up to MaxDocument bytes.
func readAll(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxDocument+1))
	if err == nil && len(data) > MaxDocument {
		err = fmt.Errorf("it has more than %d MiB: that is no document to quote from", MaxDocument>>20)
	}
	return data, err
}
