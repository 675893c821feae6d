package internal_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/api"
)

// document is what the laws ask of openapi.yaml.
type document struct {
	Tags  []struct{ Name string }
	Roles map[string][]string `yaml:"x-roles"`
	Paths map[string]map[string]yaml.Node
}

type operation struct {
	OperationID string `yaml:"operationId"`
	Tags        []string
	Summary     string
	Description string
	Security    *[]map[string][]string
	Responses   map[string]any
}

func TestEveryOperationSaysWhoMayCallIt(t *testing.T) {
	t.Parallel()

	d := contract(t, api.Contract)

	for _, complaint := range d.complaints(t) {
		t.Error(complaint)
	}
}

func TestOperationThatSaysTooLittleIsFound(t *testing.T) {
	t.Parallel()
	const head = "tags: [{name: leads}]\nx-roles: {viewer: ['leads:read']}\npaths: {/leads: {get: {tags: [leads], summary: s, description: d, responses: {default: {}}, "
	good := "operationId: listLeads, security: [{userJwt: ['leads:read']}]}}}"
	bad := []string{
		"operationId: listLeads}}}",
		"operationId: leads, security: []}}}",
		"operationId: listLeads, security: [{userJwt: ['leads:burn']}]}}}",
		"operationId: getLeads, security: []}, post: {operationId: getLeads, tags: [leads], summary: s, description: d, responses: {default: {}}, security: []}}}",
	}

	if found := contract(t, []byte(head+good)).complaints(t); len(found) > 0 {
		t.Error(found)
	}
	for _, rest := range bad {
		if found := contract(t, []byte(head+rest)).complaints(t); len(found) != 1 {
			t.Errorf("%s: found %v", rest, found)
		}
	}
}

func contract(t *testing.T, raw []byte) document {
	t.Helper()
	var d document
	if err := yaml.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

var verbNoun = regexp.MustCompile(`^[a-z]+([A-Z][A-Za-z]*)+$`)

func (d document) complaints(t *testing.T) []string {
	t.Helper()
	var found []string
	seen := map[string]bool{}
	for path, methods := range d.Paths {
		for method, node := range methods {
			if !slices.Contains([]string{"get", "put", "post", "patch", "delete"}, method) {
				continue
			}
			var o operation
			if err := node.Decode(&o); err != nil {
				t.Fatal(err)
			}
			for _, wrong := range d.wrong(o) {
				found = append(found, fmt.Sprintf("%s %s: %s", strings.ToUpper(method), path, wrong))
			}
			if seen[o.OperationID] {
				found = append(found, o.OperationID+" is two operations")
			}
			seen[o.OperationID] = true
		}
	}
	return found
}

// wrong lists what an operation lacks.
func (d document) wrong(o operation) []string {
	var found []string
	if !verbNoun.MatchString(o.OperationID) {
		found = append(found, "operationId is no verb and noun")
	}
	if len(o.Tags) != 1 || !slices.ContainsFunc(d.Tags, func(tag struct{ Name string }) bool { return tag.Name == o.Tags[0] }) {
		found = append(found, "has not one tag of the list")
	}
	if o.Summary == "" || o.Description == "" || o.Responses["default"] == nil {
		found = append(found, "has no summary, description or default response")
	}
	if o.Security == nil {
		return append(found, "does not say who may call it")
	}
	for _, way := range *o.Security {
		for _, permissions := range way {
			for _, p := range permissions {
				if !d.grants(p) {
					found = append(found, "asks for "+p+", which no role holds")
				}
			}
		}
	}
	return found
}

func (d document) grants(permission string) bool {
	for _, permissions := range d.Roles {
		if slices.Contains(permissions, permission) {
			return true
		}
	}
	return false
}
