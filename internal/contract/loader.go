package contract

import (
	"fmt"
	"slices"
	"strings"
)

// methods are the keys of a path item that are operations.
var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// loader reads one document and collects what is wrong with it.
type loader struct {
	root       map[string]any
	schemas    schemas
	complaints []error
}

func newLoader(root map[string]any) *loader {
	return &loader{root: root, schemas: newSchemas(root)}
}

func (l *loader) complain(where, format string, args ...any) {
	l.complaints = append(l.complaints, fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...)))
}

// follow is where the references of n end.
func (l *loader) follow(n node) node {
	for range MaxDepth {
		ref := n.at("$ref").text()
		if ref == "" {
			return n
		}
		target := find(l.root, strings.TrimPrefix(ref, "#"))
		if !strings.HasPrefix(ref, "#/") || target.missing() {
			l.complain(n.pointer, "the reference %q leads nowhere", ref)
			return node{pointer: n.pointer}
		}
		n = target
	}
	l.complain(n.pointer, "the references go in a circle")
	return node{pointer: n.pointer}
}

func (l *loader) operations() map[string]*Operation {
	all := map[string]*Operation{}
	paths := node{value: l.root}.at("paths")
	for _, path := range paths.keys() {
		item := l.follow(paths.at(path))
		for _, method := range methods {
			if n := item.at(method); !n.missing() {
				l.add(all, l.operation(strings.ToUpper(method), path, item, n))
			}
		}
	}
	return all
}

func (l *loader) add(all map[string]*Operation, op *Operation) {
	where := op.Method + " " + op.Path
	if op.ID == "" {
		l.complain(where, "has no operationId")
		return
	}
	if other := all[op.ID]; other != nil {
		l.complain(where, "has the operationId %s of %s %s", op.ID, other.Method, other.Path)
		return
	}
	all[op.ID] = op
}

func (l *loader) operation(method, path string, item, n node) *Operation {
	op := &Operation{
		ID:         n.at("operationId").text(),
		Method:     method,
		Path:       path,
		Extensions: extensions(n),
		body:       l.requestBody(n),
		responses:  l.responses(n.at("responses")),
	}
	if tags := n.at("tags").texts(); len(tags) > 0 {
		op.Tag = tags[0]
	}
	l.security(op, n.at("security"))
	l.rateClass(op, n.at("x-rate-class").text())
	l.parameters(op, item.at("parameters"), n.at("parameters"))
	return op
}

func extensions(n node) map[string]any {
	found := map[string]any{}
	for _, key := range n.keys() {
		if strings.HasPrefix(key, "x-") {
			found[key] = n.at(key).value
		}
	}
	return found
}

// security reads who may call: a list of alternatives, each one scheme with the same permissions.
func (l *loader) security(op *Operation, n node) {
	where := op.Method + " " + op.Path
	alternatives, isList := n.value.([]any)
	if !isList {
		l.complain(where, "has no security of its own; write [] if anybody may call it")
		return
	}
	op.Public = len(alternatives) == 0
	for i, alternative := range n.items() {
		schemes := alternative.keys()
		if len(schemes) != 1 {
			l.complain(where, "each security alternative must name one scheme")
			return
		}
		scheme := schemes[0]
		if find(l.root, "/components/securitySchemes").at(scheme).missing() {
			l.complain(where, "the security scheme %s is not declared", scheme)
		}
		permissions := alternative.at(scheme).texts()
		slices.Sort(permissions)
		if i > 0 && !slices.Equal(permissions, op.Permissions) {
			l.complain(where, "its security alternatives ask for different permissions")
		}
		op.Schemes, op.Permissions = append(op.Schemes, scheme), permissions
	}
}

// rateClass refuses classes that nobody knows, and to let go unlimited what has a caller to limit.
func (l *loader) rateClass(op *Operation, class string) {
	if class != "" && class != RateBulk && (class != RateNone || !op.Public) {
		l.complain(op.Method+" "+op.Path, "cannot have the x-rate-class %q", class)
	}
	op.RateClass = class
}

func (l *loader) roles() map[string][]string {
	roles := map[string][]string{}
	n := node{value: l.root}.at("x-roles")
	for _, role := range n.keys() {
		roles[role] = n.at(role).texts()
	}
	return roles
}

// checkPermissions complains about permissions that only one side knows.
func (l *loader) checkPermissions(c *Contract) {
	held, asked := map[string]bool{}, map[string]bool{}
	for _, permissions := range c.Roles {
		for _, p := range permissions {
			held[p] = true
		}
	}
	for _, op := range c.Operations {
		for _, p := range op.Permissions {
			asked[p] = true
			if !held[p] {
				l.complain(op.ID, "asks for the permission %q, which no role has", p)
			}
		}
	}
	for role, permissions := range c.Roles {
		for _, p := range permissions {
			if !asked[p] {
				l.complain("x-roles/"+role, "has the permission %q, which no operation asks for", p)
			}
		}
	}
}
