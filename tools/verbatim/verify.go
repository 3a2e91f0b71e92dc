package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"summit-explainer/tools/verbatim/report"
	"summit-explainer/tools/verbatim/verify"
)

func (s *session) verifyCommand() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use:   "verify DIR|URL",
		Short: "Is what is published complete, unaltered and still proven?",
		Long: `Is what is published complete, unaltered and still proven?

A published site is held against its manifest, .well-known/verbatim.json below its
address: in a folder, or at the address of its home page. Three things are told
apart, each of which says more than the one before:

  unaltered since it was published    each file is there, is what it was, and none
                                      was added; at an address, as readers get it
  consistent with the committed root  each quotation is on its page, with the words
                                      that its record proves, and these are of the
                                      text that the site is committed to
  true to the text                    the text says so: only with --texts

Whoever can change the files can change the manifest, too. With --key it must be
signed with the key that its publisher has told you.

Exit status: 0 all that was looked at holds, 1 it does not, 2 there is no manifest,
or the site can't be reached.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return s.verify(args[0], key) },
	}
	cmd.Flags().StringVar(&key, "key", "", "the `KEY` by which the manifest's signature is verified, or @FILE that holds it")
	return cmd
}

// verify holds a published site against its manifest.
func (s *session) verify(at, key string) error {
	site, closing, err := siteAt(at)
	if err != nil {
		return err
	}
	defer closing()
	o := verify.Options{}
	if o.Key, err = verify.KeyFrom(key); err != nil {
		return fmt.Errorf("--key: %w", err)
	}
	if s.texts != "" {
		texts, err := os.OpenRoot(s.texts)
		if err != nil {
			return fmt.Errorf("the folder of texts can't be read: %w", err)
		}
		defer texts.Close()
		o.Texts = texts.FS()
	}
	s.step("verifying")
	o.Progress = func(done, total int) { s.far("files", done, total) }
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	found, err := verify.Check(ctx, site, o)
	s.step("")
	if err != nil {
		return errors.New(report.Clean(err.Error()))
	}
	for _, p := range found.Problems { // a site may say anything, to a terminal, too
		fmt.Fprintln(s.stderr, report.Clean(p.File+": "+p.Message))
	}
	tell(s.stdout, site, found, o.Texts != nil)
	if len(found.Problems) > 0 {
		return errFound
	}
	return nil
}

// siteAt returns the site in a folder or at an address.
func siteAt(at string) (*verify.Site, func(), error) {
	if strings.Contains(at, "://") {
		site, err := verify.Address(at, verify.Usual)
		return site, func() {}, err
	}
	folder, err := os.OpenRoot(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("there is no folder %s; an address begins with https://", at)
	case err != nil:
		return nil, nil, err
	}
	return verify.Folder(at, folder.FS()), func() { folder.Close() }, nil
}

// tell says what was found out, each claim by itself.
func tell(to io.Writer, site *verify.Site, found *verify.Report, compared bool) {
	m := found.Manifest
	fmt.Fprintf(to, "%s: %s, %s of %s; verbatim %s, for %s%s\n", site, report.Count(len(m.Files), "file", "files"),
		report.Count(len(m.Quotations), "quotation and citation", "quotations and citations"), report.Count(len(m.Sources), "source", "sources"), report.Clean(m.Verbatim), report.Clean(m.Address), report.Clean(dated(m.Date)))
	signed := "by its own manifest, which nobody signed"
	switch {
	case found.Vouched:
		signed = "signed with the key that was given"
	case found.Signer != "":
		signed = "signed with the key that the manifest names; that it is the publisher's only the publisher can say: " + report.Clean(found.Signer)
	}
	if n := len(found.Unserved); n > 0 {
		slices.Sort(found.Unserved)
		signed += "; not sent by the host, and not compared: " + strings.Join(found.Unserved, ", ")
	}
	line := func(claim verify.Claim, why string) {
		holds := "yes"
		if !found.Holds(claim) {
			n := 0
			for _, p := range found.Problems {
				if p.Claim == claim {
					n++
				}
			}
			holds, why = "NO", report.Count(n, "problem", "problems")
		}
		fmt.Fprintf(to, "%-36s %-3s  %s\n", claim.String(), holds, why)
	}
	line(verify.Unaltered, signed)
	line(verify.Consistent, "by the proofs that the site carries")
	switch {
	case len(found.Texts) > 0:
		line(verify.True, fmt.Sprintf("against %d of %s", len(found.Texts), report.Count(len(m.Sources), "text", "texts")))
	case compared:
		fmt.Fprintf(to, "%-36s not checked: none of its texts is in the folder of texts\n", verify.True)
	default:
		fmt.Fprintf(to, "%-36s not checked: --texts DIR compares with the full texts\n", verify.True)
	}
}

func dated(date string) string {
	if date == "" {
		return ""
	}
	return ", built for " + date
}

func (s *session) keygenCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "keygen NAME FILE",
		Short: "Make a key with which build --sign signs what it publishes",
		Long: `Make a key with which build --sign signs what it publishes.

The secret key is written to FILE, which must not be there yet, and which only its
owner may read. Keep it out of the project. The other key, by which anybody can
verify what is signed, is printed: tell it where readers do not rely on the site.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			secret, public, err := verify.NewKey(args[0])
			if err != nil {
				return err
			}
			file, err := os.OpenFile(args[1], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(file, secret)
			if err := errors.Join(err, file.Close()); err != nil {
				return err
			}
			fmt.Fprintln(s.stdout, public)
			return nil
		},
	}
}
