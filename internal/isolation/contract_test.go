package isolation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/api"
)

// operation is what the contract says of one operation, as far as it can name another tenant.
type operation struct {
	id, method, path string
	public           bool
	choosesTenant    bool // takes the header Carillon-Tenant
	needsBody        bool
	idle             bool     // changes nothing, so that there is nothing to do once
	positions        []string // where an id or free text goes in: "path lead_id", "query cursor", "body /lead_ids/-"
}

// document is the contract as plain values.
type document map[string]any

// operations are all of the contract, reads first and removals last.
func operations(t testing.TB) []operation {
	t.Helper()
	var root map[string]any
	if err := yaml.Unmarshal(api.Contract, &root); err != nil {
		t.Fatal(err)
	}
	d := document(root)
	var ops []operation
	for path, item := range d.object(d["paths"]) {
		for _, method := range []string{"get", "post", "patch", "put", "delete"} {
			if op := d.object(d.object(item)[method]); op != nil {
				ops = append(ops, d.operation(method, path, d.object(item), op))
			}
		}
	}
	order := []string{"GET", "POST", "PATCH", "PUT", "DELETE"}
	slices.SortFunc(ops, func(a, b operation) int {
		return strings.Compare(fmt.Sprint(slices.Index(order, a.method), a.id), fmt.Sprint(slices.Index(order, b.method), b.id))
	})
	return ops
}

func (d document) operation(method, path string, item, op map[string]any) operation {
	security, _ := op["security"].([]any)
	o := operation{id: op["operationId"].(string), method: strings.ToUpper(method), path: path, public: len(security) == 0}
	shared, _ := item["parameters"].([]any)
	own, _ := op["parameters"].([]any)
	for _, p := range slices.Concat(shared, own) {
		o.parameter(d, d.object(p))
	}
	body := d.object(op["requestBody"])
	o.needsBody = body["required"] == true
	o.idle = method == "get" || op["x-effect"] == "none"
	content := d.object(d.object(body["content"])["application/json"])
	d.ids(content["schema"], "", 0, func(pointer string) { o.positions = append(o.positions, "body "+pointer) })
	slices.Sort(o.positions)
	return o
}

func (o *operation) parameter(d document, p map[string]any) {
	name := p["name"].(string)
	switch {
	case name == "Carillon-Tenant":
		o.choosesTenant = true
	case p["in"] == "path" || p["in"] == "query" && d.free(p["schema"]):
		o.positions = append(o.positions, fmt.Sprintf("%s %s", p["in"], name))
	}
}

// object is a mapping, behind its references.
func (d document) object(v any) map[string]any {
	m, _ := v.(map[string]any)
	ref, isRef := m["$ref"].(string)
	if !isRef {
		return m
	}
	at := any(map[string]any(d))
	for _, key := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		at = at.(map[string]any)[key]
	}
	return d.object(at)
}

// free tells whether a schema lets an id or a text of anybody's through.
func (d document) free(schema any) bool {
	s := d.object(schema)
	if s["type"] == "array" {
		return d.free(s["items"])
	}
	return s["type"] == "string" && s["enum"] == nil && s["format"] != "date-time"
}

// ids finds the places of a body that hold an id. Schemas of filters contain themselves: six steps
// down is deep enough.
func (d document) ids(schema any, pointer string, steps int, found func(string)) {
	s := d.object(schema)
	if steps > 6 {
		return
	}
	if s["format"] == "uuid" {
		found(pointer)
	}
	for name, property := range d.object(s["properties"]) {
		d.ids(property, pointer+"/"+name, steps+1, found)
	}
	if items, is := s["items"]; is {
		d.ids(items, pointer+"/-", steps+1, found)
	}
	for _, kind := range []string{"allOf", "anyOf", "oneOf"} {
		branches, _ := s[kind].([]any)
		for _, branch := range branches {
			d.ids(branch, pointer, steps+1, found)
		}
	}
}
