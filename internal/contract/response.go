package contract

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/carillonhq/carillon/internal/fault"
)

// response is what an operation says about one status.
type response struct {
	media  []media
	header []parameter
}

func (l *loader) responses(n node) map[string]response {
	all := map[string]response{}
	for _, status := range n.keys() {
		r := l.follow(n.at(status))
		all[status] = response{media: l.content(r.at("content")), header: l.responseHeader(r.at("headers"))}
	}
	return all
}

func (l *loader) responseHeader(n node) []parameter {
	var all []parameter
	for _, name := range n.keys() {
		h := l.follow(n.at(name))
		p := parameter{in: fault.Header, name: name, required: h.at("required").is(), schema: l.schema(h.at("schema"))}
		p.types = map[string]bool{}
		if p.schema != nil {
			collectTypes(p.schema.compiled, p.types)
		}
		all = append(all, p)
	}
	return all
}

// CheckResponse judges an answer of ours, for tests: its status must be declared, exactly, as a
// class or as default; its headers, media type and JSON body must be as declared. Streams are not
// read. The error lists every violation without repeating values.
func (op *Operation) CheckResponse(status int, header http.Header, body []byte) error {
	declared, ok := op.response(status)
	if !ok {
		return fmt.Errorf("%s: the status %d is not in the contract", op.ID, status)
	}
	var found []fault.Violation
	for _, p := range declared.header {
		found = append(found, p.check(header.Values(p.name))...)
	}
	inBody, err := declared.check(header.Get("Content-Type"), body)
	if err != nil {
		return fmt.Errorf("%s: %d: %w", op.ID, status, err)
	}
	if found = append(found, inBody...); len(found) > 0 {
		return fmt.Errorf("%s: %d: %s", op.ID, status, describe(found))
	}
	return nil
}

func (op *Operation) response(status int) (response, bool) {
	exact := strconv.Itoa(status)
	for _, key := range []string{exact, exact[:1] + "XX", "default"} {
		if r, ok := op.responses[key]; ok {
			return r, true
		}
	}
	return response{}, false
}

func (r response) check(contentType string, body []byte) ([]fault.Violation, error) {
	if len(r.media) == 0 {
		if len(body) > 0 {
			return nil, fmt.Errorf("the contract has no body, the answer has %d bytes", len(body))
		}
		return nil, nil
	}
	m, ok := match(r.media, contentType)
	if !ok {
		return nil, fmt.Errorf("the media type %q is none of %v", contentType, names(r.media))
	}
	if !m.json() {
		return nil, nil
	}
	value, err := decode(body, math.MaxInt)
	if err != nil {
		return nil, err
	}
	return m.schema.check(value), nil
}

func describe(found []fault.Violation) string {
	lines := make([]string, len(found))
	for i, v := range found {
		lines[i] = fmt.Sprintf("%s %s%s %s: %s", v.In, v.Pointer, v.Name, v.Code, v.Message)
	}
	return strings.Join(lines, "; ")
}

// Tagged says whether a good answer carries an ETag: it shows one thing that has versions.
func (op *Operation) Tagged() bool {
	return slices.ContainsFunc(op.responses[strconv.Itoa(op.Success())].header, func(p parameter) bool { return p.name == "ETag" })
}

// Success is the status of the operation when it succeeds: the lowest 2xx the contract lists, 200 if
// it lists none.
func (op *Operation) Success() int {
	for status := http.StatusOK; status < http.StatusMultipleChoices; status++ {
		if _, listed := op.responses[strconv.Itoa(status)]; listed {
			return status
		}
	}
	return http.StatusOK
}
