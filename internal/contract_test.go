package internal_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/api"
)

// document is what the laws ask of openapi.yaml.
type document struct {
	Tags   []struct{ Name string }
	Roles  map[string][]string `yaml:"x-roles"`
	Events map[string]any      `yaml:"webhooks"`
	Paths  map[string]map[string]yaml.Node
}

type operation struct {
	OperationID string `yaml:"operationId"`
	Tags        []string
	Summary     string
	Description string
	Security    *[]map[string][]string
	Parameters  []reference
	Responses   map[string]any
}

// reference is a parameter that is declared elsewhere.
type reference struct {
	To string `yaml:"$ref"`
}

// keyed says whether a caller may name the request, so that it can be sent again.
func (o operation) keyed() bool {
	return slices.Contains(o.Parameters, reference{"#/components/parameters/IdempotencyKey"})
}

// public says whether nobody is asked who they are.
func (o operation) public() bool { return o.Security != nil && len(*o.Security) == 0 }

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
	const key = "parameters: [{$ref: '#/components/parameters/IdempotencyKey'}]"
	const post = ", post: {operationId: createLead, tags: [leads], summary: s, description: d, responses: {default: {}}, "
	good := "operationId: listLeads, security: [{userJwt: ['leads:read']}]}" + post + "security: [{userJwt: ['leads:read']}], " + key + "}}}"
	bad := []string{
		"operationId: listLeads}}}",
		"operationId: leads, security: []}}}",
		"operationId: listLeads, security: [{userJwt: ['leads:burn']}]}}}",
		"operationId: listLeads, security: [], " + key + "}}}",
		"operationId: listLeads, security: []}" + post + "security: [], " + key + "}}}",
		"operationId: listLeads, security: []}" + post + "security: [{userJwt: ['leads:read']}]}}}",
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

func TestContractListsTheFactsThereAre(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("event/event.go")
	if err != nil {
		t.Fatal(err)
	}
	facts := factsNamed(string(raw))

	for _, complaint := range contract(t, api.Contract).unlisted(facts) {
		t.Error(complaint)
	}
	if len(facts) < 40 {
		t.Errorf("only %d facts were found", len(facts))
	}
}

func TestFactThatOneSideDoesNotKnowIsFound(t *testing.T) {
	t.Parallel()
	facts := factsNamed("const (\n\tLeadCreated Type = \"lead.created\"\n\tListGone Type = \"lead_list.gone\" // away\n)")

	if found := contract(t, []byte("webhooks: {lead.created: {}, lead_list.gone: {}}")).unlisted(facts); len(found) > 0 {
		t.Error(found)
	}
	if found := contract(t, []byte("webhooks: {lead.created: {}, lead.burnt: {}}")).unlisted(facts); len(found) != 2 {
		t.Errorf("found %v", found)
	}
}

var factNamed = regexp.MustCompile(`\bType = "([a-z_.]+)"`)

// factsNamed are the constants of event/event.go.
func factsNamed(source string) []string {
	var all []string
	for _, m := range factNamed.FindAllStringSubmatch(source, -1) {
		all = append(all, m[1])
	}
	return all
}

// unlisted are the facts that only one side knows: the code, or webhooks.
func (d document) unlisted(facts []string) []string {
	var found []string
	for _, fact := range facts {
		if d.Events[fact] == nil {
			found = append(found, fact+" is not in webhooks")
		}
	}
	for fact := range d.Events {
		if !slices.Contains(facts, fact) {
			found = append(found, fact+" is in webhooks and no constant")
		}
	}
	return found
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
			if wants := method != "get" && !o.public(); o.keyed() != wants {
				found = append(found, fmt.Sprintf("%s takes an Idempotency-Key: %t, it should be %t", o.OperationID, o.keyed(), wants))
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
