package scenario_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/net/http/httpguts"

	"github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/internal/contract"
)

// place is somewhere in the requests of an operation where the contract takes text.
type place struct {
	op      *contract.Operation
	in      string // path, query, header or body
	name    string // of the parameter; in bodies a pointer
	key     bool   // in bodies: the text is the key at the pointer
	request func(text string) (shot, bool)
}

func (p place) String() string { return p.op.ID + " " + p.in + " " + p.name }

// spec is a part of the contract as YAML has it.
type spec = map[string]any

// atlas finds the places of the contract, and makes requests around them that are good otherwise.
type atlas struct {
	doc    spec
	header http.Header
	known  map[string]string // a parameter's or a property's name ⇒ an id that there is
	made   atomic.Int64      // names so far
	found  []place
}

func newAtlas(t *testing.T, header http.Header, known map[string]string) *atlas {
	t.Helper()
	a := &atlas{header: header, known: known}
	if err := yaml.Unmarshal(api.Contract, &a.doc); err != nil {
		t.Fatal(err)
	}
	return a
}

// places are all of an operation's. A body of any form has none: callbacks have tests of their own.
func (a *atlas) places(op *contract.Operation) []place {
	a.found = nil
	item := a.doc["paths"].(spec)[op.Path].(spec)
	node := item[strings.ToLower(op.Method)].(spec)
	shared, _ := item["parameters"].([]any)
	own, _ := node["parameters"].([]any)
	for _, p := range slices.Concat(shared, own) {
		a.parameter(op, a.follow(p.(spec)))
	}
	if schema := a.body(node); schema != nil {
		whole := func(text any) any { return text }
		a.walk(op, schema, "", nil, whole)
	}
	return a.found
}

// body is the schema of an operation's JSON body, or nil.
func (a *atlas) body(node spec) spec {
	body, _ := node["requestBody"].(spec)
	content, _ := body["content"].(spec)
	media, _ := content["application/json"].(spec)
	schema, _ := media["schema"].(spec)
	return schema
}

func (a *atlas) follow(s spec) spec {
	for {
		ref, ok := s["$ref"].(string)
		if !ok {
			return s
		}
		var at any = a.doc
		for _, part := range strings.Split(ref, "/")[1:] {
			at = at.(spec)[part]
		}
		s = at.(spec)
	}
}

// parameter is a place of its own, whatever its type: all of them come as text.
func (a *atlas) parameter(op *contract.Operation, p spec) {
	in, name := p["in"].(string), p["name"].(string)
	a.found = append(a.found, place{op: op, in: in, name: name, request: func(text string) (shot, bool) {
		s := a.good(op)
		switch in {
		case "path":
			known := maps.Clone(a.known)
			known[name] = url.PathEscape(text)
			s.target = fill(op, known)
		case "query":
			s.target += "?" + url.Values{name: {text}}.Encode()
		default: // at what is not there: a header that is taken must not archive what others write to
			s.target = fill(op, nil)
			s.header.Set(name, text)
		}
		// An empty part of a path is another path, and HTTP cannot carry every header.
		return s, text != "" && (in != "header" || httpguts.ValidHeaderFieldValue(text))
	}})
}

// good is the plainest request of an operation.
func (a *atlas) good(op *contract.Operation) shot {
	s := shot{op: op, target: fill(op, a.known), header: a.header.Clone()}
	node := a.doc["paths"].(spec)[op.Path].(spec)[strings.ToLower(op.Method)].(spec)
	if schema := a.body(node); schema != nil {
		s.body = encode(a.plain("", schema))
	}
	return s
}

// walk finds the text in a schema. put makes a whole body around a value that stands here.
func (a *atlas) walk(op *contract.Operation, s spec, at string, above []string, put func(any) any) {
	if ref, ok := s["$ref"].(string); ok {
		if slices.Contains(above, ref) {
			return
		}
		above = append(slices.Clone(above), ref)
	}
	s = a.follow(s)
	for _, branch := range branches(s) {
		a.walk(op, branch, at, above, put)
	}
	if is(s, "string") && s["const"] == nil {
		a.spot(op, at, put)
	}
	if items, ok := s["items"].(spec); ok {
		a.walk(op, items, at+"/0", above, func(v any) any { return put([]any{v}) })
	}
	properties, _ := s["properties"].(spec)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		a.walk(op, properties[name].(spec), at+"/"+name, above, func(v any) any { return put(a.with(s, name, v)) })
	}
	values, ok := s["additionalProperties"].(spec)
	if s["additionalProperties"] == true {
		values, ok = spec{"type": "string"}, true
	}
	if ok {
		a.walk(op, values, at+"/"+anyKey, above, func(v any) any { return put(spec{anyKey: v}) })
		a.spot(op, at, func(v any) any { return put(spec{v.(string): a.plain("", values)}) })
		a.found[len(a.found)-1].key = true
	}
}

func (a *atlas) spot(op *contract.Operation, at string, put func(any) any) {
	a.found = append(a.found, place{op: op, in: "body", name: at, request: func(text string) (shot, bool) {
		s := a.good(op)
		s.body = encode(put(text))
		return s, true
	}})
}

// companions are what a property wants beside it, by rules that stand in no schema: {name: {other:
// value}}; a name with a dot is that of a property of the property.
var companions = map[string]spec{
	"filter": {"kind": "dynamic"}, "host": {"email_from": "a@corpus.example"}, "username": {"email_from": "a@corpus.example", "host": "mail.corpus.example"},
	"assistant_id": {"phone_number_id": "x"}, "phone_number_id": {"assistant_id": "x"}, "timezone": {"cron": "0 9 * * *"}, "cron": {"timezone": "UTC"},
	"settings.host": {"provider": "smtp"}, "settings.assistant_id": {"provider": "vapi"}, "trigger_config.cron": {"trigger_type": "scheduled_time"},
	"trigger_config.changed": {"trigger_type": "lead_updated"}, "trigger_config.event_type": {"trigger_type": "custom_event"},
}

// with is the plainest object of a schema with one property set, and what goes with that.
func (a *atlas) with(s spec, name string, value any) any {
	object, properties := a.plain("", s).(spec), s["properties"].(spec)
	wanted := maps.Clone(companions[name])
	inner, _ := value.(spec)
	for within := range inner {
		for other, v := range companions[name+"."+within] {
			wanted = spec{other: v}
		}
	}
	for other, v := range wanted {
		if properties[other] != nil {
			object[other] = v
		}
	}
	object[name] = value
	return object
}

// plain is a small value that obeys a schema; texts that may be anything are new each time.
func (a *atlas) plain(name string, s spec) any {
	s = a.follow(s)
	all := branches(s)
	switch {
	case s["const"] != nil:
		return s["const"]
	case s["enum"] != nil:
		return s["enum"].([]any)[0]
	case s["anyOf"] != nil:
		return a.plain(name, all[0])
	case len(all) > 0:
		return a.plain(name, all[len(all)-1]) // the first may hold another of its kind
	case is(s, "object"):
		return a.object(s)
	case is(s, "array") && s["minItems"] != nil:
		return []any{a.plain(name, s["items"].(spec))}
	case is(s, "array"):
		return []any{}
	case is(s, "integer"), is(s, "number"):
		return 1
	case is(s, "boolean"):
		return true
	case is(s, "string"):
		return a.text(name, s)
	}
	return nil
}

func (a *atlas) object(s spec) any {
	object := spec{}
	properties, _ := s["properties"].(spec)
	required, _ := s["required"].([]any)
	for _, name := range append(slices.Clone(required), "external_id", "body") { // by rules, not by schemas
		if properties[name.(string)] == nil {
			continue
		}
		object[name.(string)] = a.plain(name.(string), properties[name.(string)].(spec))
	}
	if values, ok := s["additionalProperties"].(spec); ok && s["minProperties"] != nil {
		object[anyKey] = a.plain("", values)
	}
	return object
}

// anyKey is a key for any map of the contract: one of them takes the names of a lead's fields only.
const anyKey = "first_name"

// plainWords are texts for properties that do not take just any.
var plainWords = map[string]string{
	"url": "https://hooks.example.com/", "field": "email", "cron": "0 9 * * *", "type": "custom.corpus", "start": "09:00", "end": "17:00", "key": "event.id",
}

func (a *atlas) text(name string, s spec) string {
	if id, ok := a.known[name]; ok {
		return id
	}
	if word, ok := plainWords[name]; ok {
		return word
	}
	n := a.made.Add(1)
	switch s["format"] {
	case "uuid":
		return "0190f5a0-0000-7000-8000-00000000dead"
	case "email":
		return fmt.Sprintf("n%d@corpus.example", n)
	case "date-time":
		return "2026-01-01T00:00:00Z"
	case "timezone":
		return "UTC"
	}
	return fmt.Sprintf("n%d", n)
}

// branches are the alternatives of a schema.
func branches(s spec) []spec {
	var all []spec
	for _, word := range []string{"oneOf", "anyOf"} {
		list, _ := s[word].([]any)
		for _, b := range list {
			all = append(all, b.(spec))
		}
	}
	return all
}

// is tells whether a schema takes a type.
func is(s spec, kind string) bool {
	list, _ := s["type"].([]any)
	return s["type"] == kind || slices.Contains(list, any(kind))
}
