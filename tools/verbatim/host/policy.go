package host

import (
	"regexp"
	"strings"
)

// Cache rules. What has its digest in its name never changes; all else is asked
// for anew, and answered with 304 where it has not changed.
const (
	forever    = "public, max-age=31536000, immutable"
	revalidate = "no-cache"
)

// header is a name and what it says.
type header struct{ name, value string }

// headers are those that all answers have, beside their policy, type and cache
// rule. HSTS stays on this host and off the browsers' list, where it could not be
// undone: both are the owner's to decide.
var headers = []header{
	{"Strict-Transport-Security", "max-age=31536000"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Referrer-Policy", "no-referrer"},
	{"Permissions-Policy", "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
	{"X-Content-Type-Options", "nosniff"},
}

// documentPolicy is that of all that is no page. Opened by itself it is a
// document of this site: drawings and XML could run scripts there.
const documentPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

// hostForm is what the name of a host may hold: other characters end it, and
// begin another directive.
var hostForm = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$`)

// pagePolicy is that of pages: their own style sheets, scripts, pictures and
// data, and no code inside a page. From the hosts that the configuration names
// come pictures at most; forms may be sent there.
func pagePolicy(hosts []string) string {
	self := "'self'"
	for _, name := range hosts {
		if hostForm.MatchString(name) {
			self += " " + name
		}
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src " + self, "connect-src 'self'", "manifest-src 'self'",
		"form-action " + self, "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
	}, "; ")
}
