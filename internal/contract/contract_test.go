package contract_test

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/carillonhq/carillon/internal/contract"
)

var load = sync.OnceValues(func() (*contract.Contract, error) {
	doc, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		return nil, err
	}
	return contract.Load(doc, contract.WithFormat("timezone", knownZone))
})

// small is the contract of testdata, which has one of each thing. All tests share it, as all
// requests of a server do.
func small(t testing.TB) *contract.Contract {
	t.Helper()
	c, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func knownZone(s string) error {
	if s != "Europe/Paris" {
		return errors.New("unknown zone " + s)
	}
	return nil
}

func TestEveryOperationSaysWhoMayCallIt(t *testing.T) {
	t.Parallel()

	c := small(t)

	if len(c.Operations) != 8 {
		t.Errorf("%d operations, want 8", len(c.Operations))
	}
	list := c.Operations["listLeads"]
	if list.Method != "GET" || list.Path != "/leads" || list.Tag != "leads" || list.Public {
		t.Errorf("listLeads is %+v", list)
	}
	if !slices.Equal(list.Permissions, []string{"leads:read"}) || !slices.Equal(list.Schemes, []string{"userJwt", "apiKey"}) {
		t.Errorf("listLeads lets in %v with %v", list.Schemes, list.Permissions)
	}
	me := c.Operations["getMe"]
	if me.Public || len(me.Permissions) != 0 || me.Extensions["x-tenant"] != "none" {
		t.Errorf("getMe is %+v", me)
	}
	if live := c.Operations["getLiveness"]; !live.Public || live.Schemes != nil {
		t.Errorf("getLiveness is %+v", live)
	}
	roles := map[string][]string{"viewer": {"leads:read"}, "operator": {"leads:read", "leads:write"}}
	if !reflect.DeepEqual(c.Roles, roles) {
		t.Errorf("roles are %v", c.Roles)
	}
}

func TestBrokenDocumentIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ old, new, want string }{
		"no operationId":        {"operationId: getMe", "summary: getMe", "GET /me: has no operationId"},
		"operationId twice":     {"operationId: getMe", "operationId: createLead", "has the operationId createLead"},
		"unknown rate class":    {"operationId: getMe", "operationId: getMe\n      x-rate-class: huge", `GET /me: cannot have the x-rate-class "huge"`},
		"caller without limit":  {"operationId: getMe", "operationId: getMe\n      x-rate-class: none", `GET /me: cannot have the x-rate-class "none"`},
		"no security":           {"security: [{userJwt: []}]", "summary: me", "GET /me: has no security of its own"},
		"optional security":     {"security: [{userJwt: []}]", "security: [{}]", "must name one scheme"},
		"undeclared scheme":     {"security: [{userJwt: []}]", "security: [{basic: []}]", "scheme basic is not declared"},
		"split permissions":     {"{apiKey: ['leads:read']}", "{apiKey: ['leads:write']}", "different permissions"},
		"permission of no role": {"userJwt: ['leads:read']}, {apiKey: ['leads:read']", "userJwt: ['leads:look']}, {apiKey: ['leads:look']", `asks for the permission "leads:look"`},
		"permission of no use":  {"operator: [leads:read,", "operator: [leads:fly, leads:read,", `x-roles/operator: has the permission "leads:fly"`},
		"dangling reference":    {"parameters/Limit'", "parameters/Limits'", `"#/components/parameters/Limits" leads nowhere`},
		"dangling schema":       {"schemas/PageSize'", "schemas/PageSizes'", "the schema does not compile"},
		"other document":        {"schema: {$ref: '#/components/schemas/PageSize'}", "schema: {$ref: 'http://127.0.0.1/x'}", "does not compile"},
		"bad schema":            {"maximum: 200", "maximum: lots", "the schema does not compile"},
		"exploded otherwise":    {"{name: tag, in: query,", "{name: tag, in: query, explode: false,", "style form with explode only"},
		"list in a header":      {"header, schema: {type: string, maxLength: 10}", "header, schema: {type: array}", "lists are read from the query only"},
		"unnamed path part":     {"{name: lead_id, in: path, required: true, schema: {type: string, format: uuid}}", "{name: id, in: path, required: true, schema: {type: string}}", "do not name the same things"},
		"parameter unshaped":    {"{name: active, in: query, schema: {type: boolean}}", "{name: active, in: query}", `"active" has no schema`},
		"inline union branch":   {"- {$ref: '#/components/schemas/TagFilter'}", "- {type: object}", "a branch that is no $ref"},
		"key twice":             {"info: {title: Small,", "openapi: 3.1.0\ninfo: {title: Small,", `the key "openapi" stands twice`},
		"merge key":             {"info: {title: Small,", "info: {<<: {a: 1}, title: Small,", "only plain keys"},
		"hexadecimal":           {"maximum: 200", "maximum: 0xC8", "write the number as in JSON"},
		"no mapping":            {"openapi: 3.1.0", "- openapi: 3.1.0", "yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, err := os.ReadFile("testdata/small.yaml")
			if err != nil {
				t.Fatal(err)
			}
			broken := strings.Replace(string(doc), c.old, c.new, 1)
			if broken == string(doc) {
				t.Fatalf("the document has no %q", c.old)
			}

			_, err = contract.Load([]byte(broken), contract.WithFormat("timezone", knownZone))

			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestAllComplaintsComeAtOnce(t *testing.T) {
	t.Parallel()

	_, err := contract.Load([]byte(`
paths:
  /a: {get: {operationId: a}}
  /b: {get: {security: []}}
  /c: {get: {operationId: c, security: [{k: [x]}]}}
`))

	for _, want := range []string{"GET /a: has no security", "GET /b: has no operationId",
		"the security scheme k is not declared", `the permission "x"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %q", err, want)
		}
	}
}

func TestTextThatIsNoContractIsRefused(t *testing.T) {
	t.Parallel()

	for _, doc := range []string{"", "3", "[]", "\t", "a: &a [*b]"} {
		if _, err := contract.Load([]byte(doc)); err == nil {
			t.Errorf("%q was accepted", doc)
		}
	}
}

func TestTheProductsOwnContractLoads(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}

	c, err := contract.Load(doc, contract.WithFormat("timezone", knownZone))

	if err != nil {
		t.Fatal(err)
	}
	if len(c.Operations) == 0 || len(c.Roles) == 0 {
		t.Errorf("%d operations, %d roles", len(c.Operations), len(c.Roles))
	}
}
