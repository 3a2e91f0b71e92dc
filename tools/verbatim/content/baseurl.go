package content

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

var (
	hostForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)
	pathForm = regexp.MustCompile(`^/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*$`)
)

// ParseBaseURL returns the address at which a site is published as pages have it:
// with a slash at its end, and without what goes without saying.
func ParseBaseURL(address string) (string, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return "", errors.New("it can’t be read as an address")
	}
	if parsed.Scheme != "https" && parsed.Scheme != "http" {
		return "", errors.New("it does not begin with https:// or http://")
	}
	host, err := hostOf(parsed)
	if err != nil {
		return "", err
	}
	path := strings.TrimSuffix(parsed.Path, "/") + "/"
	switch {
	case parsed.User != nil:
		return "", errors.New("it has a name or a password before the host")
	case strings.ContainsAny(address, "?#"):
		return "", errors.New("it has a query or a fragment")
	case parsed.RawPath != "" || !pathForm.MatchString(path):
		return "", errors.New("its path has something other than names of ASCII letters, digits, hyphens, dots and underscores")
	}
	return parsed.Scheme + "://" + host + path, nil
}

// hostOf returns host and port of an address, without a port that its scheme has
// anyway.
func hostOf(parsed *url.URL) (string, error) {
	name := strings.ToLower(parsed.Hostname())
	address, err := netip.ParseAddr(name)
	sixth := err == nil && address.Is6() && address.Zone() == ""
	switch {
	case name == "":
		return "", errors.New("it names no host")
	case !sixth && !hostForm.MatchString(name):
		return "", errors.New("its host is none that can be looked up: " + name + " (names in other letters begin with xn--)")
	case sixth:
		name = "[" + name + "]"
	}
	if !strings.HasPrefix(strings.TrimPrefix(strings.ToLower(parsed.Host), name), ":") {
		return name, nil
	}
	port, err := strconv.ParseUint(parsed.Port(), 10, 16)
	if err != nil || port == 0 {
		return "", fmt.Errorf("its port is none: %q", parsed.Port())
	}
	if number := strconv.FormatUint(port, 10); number != map[string]string{"http": "80", "https": "443"}[parsed.Scheme] {
		return net.JoinHostPort(strings.Trim(name, "[]"), number), nil
	}
	return name, nil
}
