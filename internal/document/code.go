package document

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"

	"github.com/carillonhq/carillon/internal/fault"
)

// collected are the codes of all faults in the source, as codes_gen.go found them.
//
//go:embed codes.json
var collected []byte

// code is what is told of one error code.
type code struct {
	Code  string
	Kind  fault.Kind
	Says  []string // the texts that come with it
	Means []string
	Do    []string `json:"-"`
	Field bool     `json:"-"` // said of a field, not of a request

	Title   string `json:"-"`
	Status  int    `json:"-"`
	Reason  string `json:"-"`
	Example string `json:"-"`
}

// section is the codes of one status.
type section struct {
	Title string
	Codes []code
}

// words are what a kind of failure means, and what can be done about it.
type words struct{ means, do string }

var kinds = map[fault.Kind]words{
	fault.Invalid: {"The request can be read, and its content breaks a rule.",
		"Mend the fields that errors names, by pointer or by name, and send the request again. Unmended it gets the same answer."},
	fault.Malformed: {"The request cannot be understood as it stands.",
		"Mend the program that makes the request. Unmended it gets the same answer."},
	fault.Unauthenticated: {"It is not known who calls.",
		"Sign in or refresh the token, and send the request again with it: Authorization: Bearer, a space, the token."},
	fault.Forbidden: {"It is known who calls, and the answer is no.",
		"Sending the request again does not help. Choose another tenant with the header Carillon-Tenant, or ask somebody whose role covers it."},
	fault.NotFound: {"Nothing stands at this address that the caller may see. What belongs to another tenant looks the same.",
		"Check the address, the id in it, and the tenant that you act for."},
	fault.Conflict: {"The request is right in itself, and the present state does not allow it.",
		"Read the resource again and decide anew. Facts that help, such as the present state or the id of what is in the way, stand in meta."},
	fault.Gone: {"What stood at this address was taken away, and does not come back.",
		"Stop calling this address."},
	fault.Precondition: {"The version that the request names is not the present one: somebody else was faster.",
		"Read the resource again, make your change to what it is now, and send it with the new ETag in If-Match."},
	fault.TooLarge: {"The request has more bytes than are read.",
		"Send less at a time."},
	fault.Unsupported: {"The body is of a media type that is not read here.",
		"Set Content-Type to one that the operation reads; meta lists them."},
	fault.Limited: {"More came than is taken at a time.",
		"Wait for as many seconds as the header Retry-After says, and send the same request again."},
	fault.Unavailable: {"Something that the service needs does not answer at present.",
		"Wait for as many seconds as the header Retry-After says, and send the same request again."},
	fault.Upstream: {"A provider failed, or refused what it was asked.",
		"Read what the provider says, and try again later."},
	"internal": {"Something went wrong that the caller cannot mend. It stands in the log of the service.",
		"Try again later. If it stays, tell whoever runs the service the request_id."},
	"method": {"The address is right, and does not take this method.",
		"Look the operation up in the reference."},
}

// codes are all there are, in the order of the alphabet. It fails on a kind that has no words.
func codes(status func(fault.Kind) int) ([]code, error) {
	var all []code
	if err := json.Unmarshal(collected, &all); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f := fields[name]
		all = append(all, code{Code: name, Kind: f.kind, Says: []string{f.says}, Means: []string{f.means}, Field: true})
	}
	for i := range all {
		c := &all[i]
		w, known := kinds[c.Kind]
		if c.Status = status(c.Kind); !known || c.Status == 0 {
			return nil, fmt.Errorf("document: the kind %q of %s has no status or no words", c.Kind, c.Code)
		}
		c.Means, c.Do = append(c.Means, w.means), []string{w.do}
		c.Title, c.Reason, c.Example = fault.Title(c.Code), http.StatusText(c.Status), c.example()
	}
	return all, nil
}

// errorPages are one page for each code, and one that lists them.
func errorPages(status func(fault.Kind) int) (map[string]*Page, error) {
	all, err := codes(status)
	if err != nil {
		return nil, err
	}
	shown, err := template.ParseFS(own, "page/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*Page{}
	for _, c := range all {
		if pages[c.path()], err = html(shown, "error.html", c, plainPolicy); err != nil {
			return nil, err
		}
	}
	pages["/docs/errors"], err = html(shown, "errors.html", sections(all), plainPolicy)
	return pages, err
}

func (c code) path() string { return "/docs/errors/" + c.Code }

// sections are the codes of requests by status, then those of fields.
func sections(all []code) []section {
	byStatus := map[int][]code{}
	ofFields := section{Title: "Of single fields, in errors"}
	for _, c := range all {
		if c.Field {
			ofFields.Codes = append(ofFields.Codes, c)
			continue
		}
		byStatus[c.Status] = append(byStatus[c.Status], c)
	}
	var list []section
	for _, status := range slices.Sorted(maps.Keys(byStatus)) {
		list = append(list, section{fmt.Sprintf("%d %s", status, http.StatusText(status)), byStatus[status]})
	}
	return append(list, ofFields)
}

// example is a problem document that carries the code.
func (c code) example() string {
	problem := problem{
		Type: c.path(), Title: c.Title, Status: c.Status, Code: c.Code, Detail: c.Says[0],
		Instance: "/api/v1/leads", RequestID: "req_019aa5c07d6e7c1f9d1b2f0c6a4e8b35",
	}
	if c.Field {
		problem.Code, problem.Detail = "validation_failed", "The request is not valid."
		if c.Kind == fault.Malformed {
			problem.Code, problem.Detail = "malformed_body", "The body cannot be read as JSON."
		}
		problem.Type, problem.Title = code{Code: problem.Code}.path(), fault.Title(problem.Code)
		problem.Errors = []complaint{{In: "body", Pointer: "/custom_fields", Code: c.Code, Message: c.Says[0]}}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(problem) // nothing in it cannot be written
	return b.String()
}

// problem is a problem document as the contract shapes it.
type problem struct {
	Type      string      `json:"type"`
	Title     string      `json:"title"`
	Status    int         `json:"status"`
	Code      string      `json:"code"`
	Detail    string      `json:"detail"`
	Instance  string      `json:"instance"`
	RequestID string      `json:"request_id"`
	Errors    []complaint `json:"errors,omitempty"`
}

type complaint struct {
	In      string `json:"in"`
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Message string `json:"message"`
}
