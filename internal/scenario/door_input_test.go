package scenario_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/internal/contract"
)

// bodies are the contract's own example bodies by operation, and the media types each takes.
func bodies(t *testing.T) map[string]example {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]yaml.Node
	}
	if err := yaml.Unmarshal(api.Contract, &doc); err != nil {
		t.Fatal(err)
	}
	all := map[string]example{}
	for _, methods := range doc.Paths {
		for method, node := range methods {
			var op struct {
				OperationID string `yaml:"operationId"`
				RequestBody struct {
					Content map[string]struct {
						Example  any
						Examples map[string]struct{ Value any }
					}
				} `yaml:"requestBody"`
			}
			if method == "parameters" || node.Decode(&op) != nil {
				continue
			}
			for _, media := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
				if media == "*/*" {
					continue
				}
				c := op.RequestBody.Content[media]
				body := c.Example
				if names := slices.Sorted(maps.Keys(c.Examples)); len(names) > 0 {
					body = c.Examples[names[0]].Value
				}
				e, known := all[op.OperationID]
				if e.media = append(e.media, media); !known {
					e.body = body.(map[string]any) // of the first in the alphabet, application/json
				}
				all[op.OperationID] = e
			}
		}
	}
	return all
}

type example struct {
	body  map[string]any
	media []string
}

func (e example) json() string { return encode(e.body) }

// with is the body with one field set.
func (e example) with(field string, value any) string {
	c := maps.Clone(e.body)
	c[field] = value
	return encode(c)
}

func encode(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // of plain values
	}
	return string(raw)
}

// spoiled is one bad request and what must be said about it.
type spoiled struct {
	what, body string
	header     http.Header
	status     int
	code       string // of the problem
	at, with   string // pointer and code of the complaint; none without code
}

// unreadable are bodies that no operation could take, whatever it is about.
func unreadable(e example) []spoiled {
	good := e.json()
	field := slices.Sorted(maps.Keys(e.body))[0]
	bad := func(what, body, at, with string) spoiled {
		return spoiled{what, body, nil, 400, "malformed_body", at, with}
	}
	return []spoiled{
		bad("cut off", good[:len(good)-1], "", "malformed_json"),
		bad("no JSON", canary, "", "malformed_json"),
		bad("single quotes", "{'a':'"+canary+"'}", "", "malformed_json"),
		bad("a document behind", good+` {"`+canary+`":1}`, "", "malformed_json"),
		bad("a key twice", strings.Replace(good, "{", fmt.Sprintf(`{%q:%q,`, field, canary), 1), "", "duplicate_key"),
		bad("a key in other letters", strings.Replace(good, "{", fmt.Sprintf(`{%q:%q,`, strings.ToUpper(field), canary), 1), "", "duplicate_key"),
		bad("a NUL", e.with(field, canary+"\x00"), "/"+field, "nul_character"),
		bad("invalid UTF-8", strings.Replace(good, "{", "{\""+canary+"\xff\":1,", 1), "", "invalid_utf8"),
		bad("half a surrogate pair", strings.Replace(good, "{", `{"`+canary+`\ud800":1,`, 1), "", "invalid_utf8"),
		bad("a number beyond all", strings.Replace(good, "{", `{"a":1e999,`, 1), "/a", "number_out_of_range"),
		bad("too deep", strings.Repeat(`{"a":`, 40)+"1"+strings.Repeat("}", 40), "", "too_deep"),
		bad("too many values", `{"a":[`+strings.Repeat("0,", 10_000)+`0]}`, "", "too_many_values"),
		{"oversized", `{"a":"` + strings.Repeat("a", contract.MaxBody) + `"}`, nil, 413, "body_too_large", "", ""},
	}
}

// unwelcome are bodies that can be read and are no such thing as the operation wants.
func unwelcome(e example) []spoiled {
	bad := func(what, body, at, with string) spoiled {
		return spoiled{what, body, nil, 422, "validation_failed", at, with}
	}
	all := []spoiled{
		bad("nothing", "", "", "required"),
		bad("null", "null", "", "invalid_type"),
		bad("a list", `["`+canary+`"]`, "", "invalid_type"),
		bad("text", `"`+canary+`"`, "", "invalid_type"),
		bad("a number", "7", "", "invalid_type"),
		bad("a tenant", e.with("tenant_id", canary), "/tenant_id", "unknown_field"),
	}
	for _, field := range slices.Sorted(maps.Keys(e.body)) {
		all = append(all, bad("a mistyped "+field, e.with(field+"s", canary), "/"+field+"s", "unknown_field"))
		for kind, value := range map[string]any{"text": canary, "a number": 7.5, "a list": []any{map[string]any{canary: 1}}, "an object": map[string]any{canary: []any{}}, "true": true} {
			if !sameKind(value, e.body[field]) {
				all = append(all, bad(field+" as "+kind, e.with(field, value), "/"+field, ""))
			}
		}
	}
	for _, media := range []string{"none", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/json-patch+json", "json"} {
		all = append(all, spoiled{"as " + media, e.json(), http.Header{"Content-Type": {media}}, 415, "unsupported_media_type", "", ""})
	}
	return all
}

func sameKind(a, b any) bool {
	number := func(v any) bool { _, f := v.(float64); _, i := v.(int); return f || i }
	return b == nil || fmt.Sprintf("%T", a) == fmt.Sprintf("%T", b) || number(a) && number(b)
}

func TestBadBodyIsExplainedAtEveryOperation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	examples, cases, operations := bodies(t), 0, 0
	admin := r.choosing("root", "bluebird")

	for _, op := range r.operations() {
		e, takes := examples[op.ID]
		if !takes {
			continue
		}
		operations++
		for _, bad := range append(unreadable(e), unwelcome(e)...) {
			header := admin.Clone()
			maps.Copy(header, bad.header)
			a := r.ask(op.Method, fill(op, nil), bad.body, header).wants(t, op.ID+": "+bad.what, bad.status, bad.code)
			cases++
			if bad.with != "" && a.at(bad.at).Code != bad.with || bad.status == 422 && a.at(bad.at).Code == "" {
				t.Errorf("%s: %s: want %s at %q: %s", op.ID, bad.what, bad.with, bad.at, a.body)
			}
			if strings.HasPrefix(bad.what, "a mistyped") && a.at(bad.at).Meta["suggestion"] != strings.TrimSuffix(bad.at[1:], "s") {
				t.Errorf("%s: %s: no suggestion: %s", op.ID, bad.what, a.body)
			}
			if allowed, _ := a.problem.Meta["allowed"].([]any); bad.status == 415 && len(allowed) != len(e.media) {
				t.Errorf("%s: %s: allowed are %v", op.ID, bad.what, allowed)
			}
		}
	}

	t.Logf("%d cases at %d operations", cases, operations)
	if operations < 15 {
		t.Errorf("only %d operations take a body", operations)
	}
}

func TestBodyNobodyAskedForIsDeclined(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	examples, admin, cases := bodies(t), r.choosing("root", "bluebird"), 0

	for _, op := range r.operations() {
		if _, takes := examples[op.ID]; takes || op.Tag == "provider-callbacks" || op.Method == "GET" {
			continue
		}
		cases++
		a := r.ask(op.Method, fill(op, map[string]string{"tag": "vip"}), `{"at":"`+canary+`"}`, admin).wants(t, op.ID, 422, "validation_failed")
		if a.at("").Code != "unexpected_body" {
			t.Errorf("%s: %s", op.ID, a.body)
		}
	}

	if cases < 8 {
		t.Errorf("only %d operations", cases)
	}
}

func TestPathThatIsNoIdIsExplainedAtEveryOperation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	examples, cases := bodies(t), 0
	admin := r.choosing("root", "bluebird")

	for _, op := range r.operations() {
		for _, match := range parameter.FindAllStringSubmatch(op.Path, -1) {
			name := match[1]
			if name == "tag" || name == "external_id" || name == "message_token" {
				continue
			}
			for _, id := range []string{canary, "7", "0190f5a0-0000-7000-8000-00000000000g", "{0190f5a0-0000-7000-8000-000000000001}", "%00", "..%2f" + canary, "%ff", "%27%20OR%201=1", "null", strings.Repeat("a", 500)} {
				body := ""
				if e, takes := examples[op.ID]; takes {
					body = e.json()
				}
				a := r.ask(op.Method, fill(op, map[string]string{name: id, "tag": "vip"}), body, admin).wants(t, op.ID+" at "+id, 422, "validation_failed")
				cases++
				if c := a.at(name); c.In != "path" || c.Code == "" {
					t.Errorf("%s: %s", op.ID, a.body)
				}
			}
		}
	}

	t.Logf("%d cases", cases)
}

func TestUnknownParameterIsExplainedAtEveryOperation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	examples, cases := bodies(t), 0
	admin := r.choosing("root", "bluebird")

	for _, op := range r.operations() {
		body := ""
		if e, takes := examples[op.ID]; takes {
			body = e.json()
		}
		at := fill(op, map[string]string{"tag": "vip"})
		for _, query := range []string{"tenant_id=" + canary, "limits=1", "Cursor=" + canary, "=" + canary} {
			a := r.ask(op.Method, at+"?"+query, body, admin).wants(t, op.ID+"?"+query, 400, "unknown_parameter")
			name, _, _ := strings.Cut(query, "=")
			cases++
			if c := a.at(name); c.In != "query" || c.Code != "unknown_parameter" {
				t.Errorf("%s: %s", op.ID, a.body)
			}
		}
		r.ask(op.Method, at+"?a=%zz", body, admin).wants(t, op.ID+" with a broken query", 400, "malformed_query")
		cases++
	}

	t.Logf("%d cases", cases)
}

func TestAddressThatIsNoneIsAProblemToo(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	r.ask("GET", "/", "", http.Header{}).wants(t, "the root", 404, "not_found")
	r.ask("GET", "/api/v1/"+canary, "", http.Header{}).wants(t, "no such path", 404, "not_found")
	r.ask("GET", "/api/v1/leads/", "", http.Header{}).wants(t, "a slash too many", 404, "not_found")
	for _, method := range []string{"PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"} {
		a := r.ask(method, "/api/v1/leads", "", http.Header{})
		if a.status != 405 && method != "OPTIONS" || a.header.Get("Allow") == "" {
			t.Errorf("%s: %d, allow %q", method, a.status, a.header.Get("Allow"))
		}
	}
}
