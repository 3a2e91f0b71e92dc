package host

// Object is what is said to a store of objects (S3, Google, Azure) of the files
// whose path matches. Such a store answers with that, and knows nothing else of
// them; policies come from what stands before it.
type Object struct {
	Pattern     string // a regular expression (RE2), for slash-separated paths below the site's address
	ContentType string
	Cache       string // of Cache-Control
}

// Objects returns what is said of each published kind. The first that matches
// holds.
func Objects() []Object {
	var objects []Object
	for _, k := range those(func(k kind) bool { return k.built }) {
		objects = append(objects, Object{fingerprint + k.pattern(), k.contentType(), forever})
	}
	for _, extension := range []bool{false, true} {
		for _, k := range those(func(k kind) bool { return k.extension() == extension }) {
			pattern := k.pattern()
			if !extension {
				pattern = "(^|/)" + pattern[len("/"):]
			}
			objects = append(objects, Object{pattern, k.contentType(), revalidate})
		}
	}
	return objects
}
