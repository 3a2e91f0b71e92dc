package content

import "testing"

func TestParseBaseURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org":              "https://example.org/",
		"https://example.org/":             "https://example.org/",
		"HTTPS://Example.ORG:443/Summit":   "https://example.org/Summit/",
		"http://example.org:80/a/b/":       "http://example.org/a/b/",
		"http://example.org:8080/a.b/c_d~": "http://example.org:8080/a.b/c_d~/",
		"https://example.org:080/":         "https://example.org:80/",
		"http://localhost:1313":            "http://localhost:1313/",
		"http://192.0.2.1/":                "http://192.0.2.1/",
		"http://[2001:db8::1]:80/x":        "http://[2001:db8::1]/x/",
		"http://[2001:db8::1]:8080/":       "http://[2001:db8::1]:8080/",
		"https://xn--bcher-kva.example/":   "https://xn--bcher-kva.example/",
		"":                                 "",
		"/":                                "",
		"example.org":                      "",
		"//example.org/":                   "",
		"ftp://example.org/":               "",
		"javascript:alert(1)":              "",
		"https:":                           "",
		"https:///summit/":                 "",
		"https:example.org":                "",
		"https://example.org:/":            "",
		"https://example.org:0/":           "",
		"https://example.org:65536/":       "",
		"https://example.org:x/":           "",
		"https://name@example.org/":        "",
		"https://name:word@example.org/":   "",
		"https://example.org/?":            "",
		"https://example.org/?a=b":         "",
		"https://example.org/#":            "",
		"https://example.org/a//b/":        "",
		"https://example.org//":            "",
		"https://example.org/../a/":        "",
		"https://example.org/./":           "",
		"https://example.org/.well-known/": "",
		"https://example.org/a%2Fb/":       "",
		"https://example.org/a b/":         "",
		"https://example.org/é/":           "",
		`https://example.org/\a/`:          "",
		`https://example.org/"onload="/`:   "",
		"https://bücher.example/":          "",
		"https://exa mple.org/":            "",
		"https://example..org/":            "",
		"https://-example.org/":            "",
		"https://[::1%25eth0]/":            "",
		"https://example.org\n/":           "",
		" https://example.org/":            "",
	} {
		got, err := ParseBaseURL(address)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", address, got, err, want)
		}
		if again, err := ParseBaseURL(got); want != "" && (again != want || err != nil) {
			t.Errorf("%q again: %q, %v", got, again, err)
		}
	}
}
