package public

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"summit-explainer/tools/verbatim/finding"
)

// loaded are the attributes from which a browser loads without being asked, or
// to which it sends what readers typed, by element (HTML Living Standard).
var loaded = map[string]map[string]bool{
	"audio": set("src"), "base": set("href"), "body": set("background"), "button": set("formaction"), "embed": set("src"),
	"feimage": set("href xlink:href"), "form": set("action"), "frame": set("src"), "iframe": set("src"), "image": set("href xlink:href"),
	"img": set("src"), "input": set("src formaction"), "object": set("data"), "script": set("src href xlink:href"),
	"source": set("src"), "track": set("src"), "use": set("href xlink:href"), "video": set("src poster"),
}

// harmless are relations of <link> that load nothing.
var harmless = set("alternate author bookmark canonical help license me next prev search self shortlink")

// loads checks what an element makes a browser load.
func (c *checker) loads(file *finding.File, at finding.Span, name string, attrs attributes) {
	name = strings.ToLower(name)
	for key, value := range attrs.all() {
		switch {
		case loaded[name][key]:
			c.host(file, at, value)
		case key == "srcset" || key == "imagesrcset":
			for candidate := range strings.SplitSeq(value, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					c.host(file, at, fields[0])
				}
			}
		case key == "ping":
			for address := range strings.FieldsSeq(value) {
				c.host(file, at, address)
			}
		case key == "style":
			c.cssHosts(file, value, func(_, _ int) finding.Span { return at })
		case key == "content" && strings.EqualFold(attrs.get("http-equiv"), "refresh"):
			if _, address, ok := strings.Cut(strings.ToLower(value), "url="); ok {
				c.host(file, at, strings.Trim(address, `'" `))
			}
		case name == "link" && key == "href":
			for relation := range strings.FieldsSeq(strings.ToLower(attrs.get("rel"))) {
				if !harmless[relation] || strings.Contains(strings.ToLower(attrs.get("rel")), "stylesheet") {
					c.host(file, at, value)
					break
				}
			}
		}
	}
}

var inCSS = regexp.MustCompile(`(?i)url\(\s*['"]?([^'")]*)|@import\s+['"]([^'"]*)`)

// cssHosts checks what a stylesheet makes a browser load; at says where a part
// of it stands in the file.
func (c *checker) cssHosts(file *finding.File, css string, at func(start, end int) finding.Span) {
	for _, match := range inCSS.FindAllStringSubmatchIndex(css, -1) {
		start, end := max(match[2], match[4]), max(match[3], match[5])
		c.host(file, at(start, end), css[start:end])
	}
}

// Browsers drop line breaks and tabs, take backslashes for slashes, and more
// than two slashes for two (WHATWG URL Standard).
var (
	asBrowsers = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/")
	slashes    = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*:)?/{2,}`)
)

// host reports an address on a host that the configuration does not allow.
func (c *checker) host(file *finding.File, at finding.Span, address string) {
	parsed, err := url.Parse(slashes.ReplaceAllString(asBrowsers.Replace(strings.TrimSpace(address)), "$1//"))
	if err != nil {
		c.report(c.written(finding.Finding{Rule: finding.HTMLHost, File: file, Span: at,
			Message: "the page loads from an address that can’t be read: " + excerpt(address), Help: "mend the address"}, atAddress(address)))
		return
	}
	if parsed.Host == "" || strings.EqualFold(parsed.Host, c.site.host) ||
		slices.ContainsFunc(c.graph.Site.Config.Params.Verbatim.Hosts, func(host string) bool { return strings.EqualFold(host, parsed.Host) }) {
		return
	}
	c.report(c.written(finding.Finding{Rule: finding.HTMLHost, File: file, Span: at,
		Message: "the page loads from a host that the configuration does not allow: " + parsed.Host,
		Help:    "put a copy of it into the site, or list the host in config.toml: [params.verbatim] hosts"}, atAddress(address)))
}
