package queue

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// hidden stands where a job's arguments would.
const hidden = `{"hidden":true}`

// tellsOfJobs says whether the answer to a request holds jobs.
func tellsOfJobs(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, Path+"/api/jobs") }

// mask is an answer that is kept until the arguments are taken out of it.
type mask struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (m *mask) Header() http.Header { return m.header }

// WriteHeader implements http.ResponseWriter.
func (m *mask) WriteHeader(status int) { m.status = status }

// Write implements http.ResponseWriter.
func (m *mask) Write(b []byte) (int, error) { return m.body.Write(b) }

// send tells the answer; what cannot be read is not told at all.
func (m *mask) send(w http.ResponseWriter) {
	var body any
	d := json.NewDecoder(&m.body)
	d.UseNumber()
	if err := d.Decode(&body); err != nil {
		w.Header().Del("Content-Length")
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	hide(body)
	raw, _ := json.Marshal(body) // was JSON before
	w.Header().Del("Content-Length")
	w.WriteHeader(m.status)
	_, _ = w.Write(raw) // the caller is gone
}

// hide takes the arguments out of all jobs in a value.
func hide(value any) {
	switch v := value.(type) {
	case []any:
		for _, each := range v {
			hide(each)
		}
	case map[string]any:
		if _, is := v["args"]; is {
			v["args"] = hidden
		}
		for name, each := range v {
			if name != "metadata" {
				hide(each)
			}
		}
	}
}
