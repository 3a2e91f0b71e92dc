package host

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// securityFile is where whoever finds a hole looks for somebody to tell (RFC 9116).
const securityFile = ".well-known/security.txt"

// valid is how long a security.txt is believed: the RFC recommends less than a
// year, and a site that is not built in half of one may have lost its contact.
const valid = 182 * 24 * time.Hour

// securityText writes security.txt, or nothing: without somebody to tell, without
// a date from which it expires, since the clock would make other bytes each day,
// or where the site does not have its host to itself, whose root the file belongs
// to.
func securityText(base *url.URL, o Options) []byte {
	if len(o.Contacts) == 0 || o.Date.IsZero() || below(base, "") != "/" {
		return nil
	}
	var out strings.Builder
	for _, contact := range o.Contacts {
		fmt.Fprintf(&out, "Contact: %s\n", contact)
	}
	day := o.Date.UTC().Truncate(24 * time.Hour)
	fmt.Fprintf(&out, "Expires: %s\n", day.Add(valid).Format(time.RFC3339))
	if o.Language != "" {
		fmt.Fprintf(&out, "Preferred-Languages: %s\n", o.Language)
	}
	if base.Scheme == "https" {
		fmt.Fprintf(&out, "Canonical: %s\n", base.JoinPath(securityFile))
	}
	return []byte(out.String())
}
