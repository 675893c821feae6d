package contract

import (
	"mime"
	"strings"
)

// media is one declared media type and, when it is JSON, its schema.
type media struct {
	name   string // lower case; may be type/* or */*
	schema *schema
}

// json reports whether bodies of this type are decoded and checked; all others are streams.
func (m media) json() bool {
	return m.name == "application/json" || strings.HasSuffix(m.name, "+json")
}

func (l *loader) content(n node) []media {
	var all []media
	for _, name := range n.keys() {
		m := media{name: strings.ToLower(name)}
		if m.json() {
			m.schema = l.schema(n.at(name, "schema"))
		}
		all = append(all, m)
	}
	return all
}

// match is the declared type for a Content-Type header, the most exact one. A header that is
// missing or broken is matched by */* only.
func match(all []media, contentType string) (media, bool) {
	name, params, _ := mime.ParseMediaType(contentType)
	if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return media{}, false
	}
	family, _, _ := strings.Cut(name, "/")
	for _, want := range []string{name, family + "/*", "*/*"} {
		for _, m := range all {
			if m.name == want {
				return m, true
			}
		}
	}
	return media{}, false
}

func names(all []media) []string {
	list := make([]string, len(all))
	for i, m := range all {
		list[i] = m.name
	}
	return list
}
