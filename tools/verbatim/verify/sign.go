package verify

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A manifest is signed as a note (golang.org/x/mod/sumdb/note), which says whose
// manifest it is and its digest: the manifest itself stays plain JSON.

// noteText is what is signed.
func noteText(manifest []byte, address string) string {
	return fmt.Sprintf("manifest of a site, by verbatim\n%s\nSHA-256 %s\n", address, FileOf(manifest).SHA256)
}

// Sign returns the bytes of the manifest, which names the key by which its signature
// can be verified, and the signature. Both are the same each time.
func (m Manifest) Sign(secret string) (manifest, signature []byte, err error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return nil, nil, fmt.Errorf("the key can't be read: %w; verbatim keygen makes one", err)
	}
	if m.Key, err = publicKey(strings.TrimSpace(secret)); err != nil {
		return nil, nil, err
	}
	if manifest, err = m.Encode(); err != nil {
		return nil, nil, err
	}
	signature, err = note.Sign(&note.Note{Text: noteText(manifest, m.Address)}, signer)
	return manifest, signature, err
}

// publicKey returns the key by which what is signed with a secret one is verified.
func publicKey(secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5) // PRIVATE+KEY+name+hash+data, which may have a +
	data, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(data) != 1+ed25519.SeedSize {
		return "", errors.New("the key is of a kind that is not known")
	}
	return note.NewEd25519VerifierKey(parts[2], ed25519.NewKeyFromSeed(data[1:]).Public().(ed25519.PublicKey))
}

// KeyFrom returns a key as a command line gives it: itself, or behind an @ the name of
// the file that holds it.
func KeyFrom(given string) (string, error) {
	name, ok := strings.CutPrefix(given, "@")
	if !ok {
		return given, nil
	}
	data, err := os.ReadFile(name)
	return string(data), err
}

// NewKey returns a key with which manifests are signed, and the one by which
// anybody can verify that. The name says whose they are.
func NewKey(name string) (secret, public string, err error) {
	if name == "" || strings.ContainsAny(name, "+ \t\r\n") {
		return "", "", fmt.Errorf("%q is no name of a key: write an address without a space or +, like example.org/summit", name)
	}
	return note.GenerateKey(rand.Reader, name)
}

// signature checks that the manifest is signed with a key. Without one it is held
// against the key that the manifest names, and says only that nobody has changed
// both.
func (c *checker) signature(ctx context.Context, manifest []byte, key string) error {
	if key = strings.TrimSpace(key); key != "" {
		if _, err := note.NewVerifier(key); err != nil {
			return fmt.Errorf("the key can't be read: %w", err)
		}
	}
	wrong := func(format string, args ...any) error {
		c.problem(Unaltered, SignatureFile, format, args...)
		return nil
	}
	signed, err := c.site.read(ctx, SignatureFile, nil)
	missing := errors.Is(err, fs.ErrNotExist)
	switch {
	case missing && key == "" && c.manifest.Key == "":
		return nil
	case missing && c.manifest.Key != "":
		return wrong("it is missing, and the manifest says that it is signed")
	case missing:
		return wrong("it is missing: nobody signed the manifest")
	case err != nil:
		return wrong("it can't be read: %v", err)
	case c.manifest.Key == "":
		return wrong("it was added: the manifest says of no key that it is signed with it")
	case key != "" && key != c.manifest.Key:
		return wrong("the manifest is signed with another key than was given: %s", c.manifest.Key)
	}
	verifier, err := note.NewVerifier(c.manifest.Key)
	if err != nil {
		return wrong("the manifest names a key that can't be read: %v", err)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	switch {
	case err != nil:
		return wrong("the signature does not hold: %v", err)
	case opened.Text != noteText(manifest, c.manifest.Address):
		return wrong("it is the signature of another manifest")
	case len(opened.UnverifiedSigs) > 0:
		return wrong("it holds a signature that nobody knows")
	}
	c.report.Signer, c.report.Vouched = c.manifest.Key, key != ""
	return nil
}
