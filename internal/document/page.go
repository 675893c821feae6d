package document

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Page is what stands at one address. It is safe for concurrent use.
type Page struct {
	media  string
	policy string        // Content-Security-Policy; none for what is no page of a browser
	cache  string        // Cache-Control
	tag    string        // ETag
	plain  func() []byte // the body
	packed func() []byte // the body by gzip; nil for what is too small to gain
}

// What may be kept. A page is asked about each time and seldom sent again; what has a version in
// its address never changes.
const (
	askAgain = "no-cache"
	forEver  = "public, max-age=31536000, immutable"
)

// small is a page that is sent as it is.
func small(media, policy string, body []byte) *Page {
	sum := sha256.Sum256(body)
	return &Page{
		media: media, policy: policy, cache: askAgain, plain: func() []byte { return body },
		tag: `W/"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`,
	}
}

// large is a page that is packed when somebody first asks for it.
func large(media string, body []byte) *Page {
	p := small(media, "", body)
	p.packed = sync.OnceValue(func() []byte { return pack(body) })
	return p
}

// packed is a page that never changes, of a body that is packed by gzip already.
func packed(media string, body []byte) *Page {
	p := small(media, "", body)
	p.cache, p.packed, p.plain = forEver, p.plain, func() []byte { return unpack(body) }
	return p
}

// html is a page of a template and what it is about.
func html(t *template.Template, name string, about any, policy string) (*Page, error) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, about); err != nil {
		return nil, err
	}
	return small("text/html; charset=utf-8", policy, b.Bytes()), nil
}

// ServeHTTP answers with the page, packed for who takes it so, or says that it has not changed.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", p.media)
	h.Set("Cache-Control", p.cache)
	h.Set("ETag", p.tag)
	h.Add("Vary", "Accept-Encoding")
	if p.policy != "" {
		h.Set("Content-Security-Policy", p.policy)
	}
	body := p.plain
	if p.packed != nil && takesGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = p.packed
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body()))
}

// takesGzip reads Accept-Encoding, in which a quality of zero is a no.
func takesGzip(accepted string) bool {
	for _, part := range strings.Split(accepted, ",") {
		name, quality, weighed := strings.Cut(part, ";")
		if strings.TrimSpace(name) == "gzip" {
			return !weighed || strings.Trim(quality, " q=0.") != ""
		}
	}
	return false
}

func pack(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body) // memory takes all
	_ = z.Close()
	return b.Bytes()
}

// unpack is nothing for a body that is not packed by gzip; a test holds that all are.
func unpack(body []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	whole, _ := io.ReadAll(z)
	return whole
}
