package contract_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestResponseIsHeldToTheContract(t *testing.T) {
	t.Parallel()
	c := small(t)
	lead := `{"id":"0190f5a0-0000-7000-8000-000000000001","email":null}`

	for name, r := range map[string]struct {
		operation string
		status    int
		media     string
		body      string
		want      string // part of the error, "" when the answer is right
	}{
		"as declared":      {"listLeads", 200, "application/json", `[` + lead + `]`, ""},
		"with charset":     {"createLead", 201, "application/json; charset=utf-8", lead, ""},
		"more fields":      {"createLead", 201, "application/json", `{"new":1,` + lead[1:], ""},
		"class":            {"listLeads", 404, "application/problem+json", `{"code":"not_found"}`, ""},
		"default":          {"createLead", 503, "application/problem+json", `{"code":"unavailable"}`, ""},
		"empty":            {"getLiveness", 204, "", "", ""},
		"stream":           {"receiveCallback", 200, "text/event-stream", "data: x\n\n", ""},
		"unknown status":   {"listLeads", 500, "application/problem+json", `{}`, "the status 500 is not in the contract"},
		"wrong media type": {"listLeads", 404, "application/json", `{"code":"x"}`, `the media type "application/json" is none of [application/problem+json]`},
		"no media type":    {"createLead", 201, "", lead, "the media type"},
		"missing field":    {"listLeads", 200, "application/json", `[` + lead + `,{"email":null}]`, "body /1/id required"},
		"wrong value":      {"createLead", 201, "application/json", `{"id":"7","email":null}`, "body /id invalid_format"},
		"broken body":      {"createLead", 201, "application/json", `{`, "malformed_body"},
		"surprising body":  {"getLiveness", 204, "text/plain", "hello", "the contract has no body"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{"Content-Type": {r.media}, "Etag": {`"7"`}}

			err := c.Operations[r.operation].CheckResponse(r.status, header, []byte(r.body))

			if (err == nil) != (r.want == "") || err != nil && !strings.Contains(err.Error(), r.want) {
				t.Errorf("got %v, want %q", err, r.want)
			}
		})
	}
}

func TestResponseHeadersAreHeldToTheContract(t *testing.T) {
	t.Parallel()
	op := small(t).Operations["listLeads"]

	for etag, want := range map[string]string{"": "header ETag required", "7": "header ETag pattern_mismatch"} {
		header := http.Header{"Content-Type": {"application/json"}}
		if etag != "" {
			header.Set("ETag", etag)
		}
		if err := op.CheckResponse(200, header, []byte(`[]`)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ETag %q: got %v", etag, err)
		}
	}
}

func TestLongListOfOursIsNoLongListOfTheirs(t *testing.T) {
	t.Parallel()
	header := http.Header{"Content-Type": {"application/json"}, "Etag": {`"7"`}}
	lead := `{"id":"0190f5a0-0000-7000-8000-000000000001","email":null}`

	err := small(t).Operations["listLeads"].CheckResponse(200, header, []byte(`[`+strings.Repeat(lead+",", 5000)+lead+`]`))

	if err != nil {
		t.Error(err)
	}
}
