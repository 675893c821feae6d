package scenario_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/devstack"
)

// shown is one example of the contract: a request's when status is 0.
type shown struct {
	operation, media string
	status           int
	value            any
}

// gallery is every example of the contract.
func gallery(t *testing.T) []shown {
	t.Helper()
	type example struct {
		Ref   string `yaml:"$ref"`
		Value any
	}
	type content map[string]struct {
		Example  any
		Examples map[string]example
	}
	var doc struct {
		Paths      map[string]map[string]yaml.Node
		Components struct{ Examples map[string]example }
	}
	if err := yaml.Unmarshal(api.Contract, &doc); err != nil {
		t.Fatal(err)
	}
	var all []shown
	add := func(operation string, status int, c content) {
		for media, m := range c {
			if m.Example != nil {
				all = append(all, shown{operation, media, status, m.Example})
			}
			for _, e := range m.Examples {
				if name, shared := strings.CutPrefix(e.Ref, "#/components/examples/"); shared {
					e = doc.Components.Examples[name]
				}
				all = append(all, shown{operation, media, status, e.Value})
			}
		}
	}
	for _, methods := range doc.Paths {
		for method, node := range methods {
			var op struct {
				OperationID string                    `yaml:"operationId"`
				RequestBody struct{ Content content } `yaml:"requestBody"`
				Responses   map[string]struct{ Content content }
			}
			if method == "parameters" {
				continue
			}
			if err := node.Decode(&op); err != nil {
				t.Fatal(err)
			}
			add(op.OperationID, 0, op.RequestBody.Content)
			for status, response := range op.Responses {
				code, _ := strconv.Atoi(status)
				add(op.OperationID, code, response.Content)
			}
		}
	}
	return all
}

func TestEveryExampleObeysItsSchema(t *testing.T) {
	t.Parallel()
	rules, err := assembly.Contract()
	if err != nil {
		t.Fatal(err)
	}
	requests, answers := 0, 0

	for _, e := range gallery(t) {
		op := rules.Operations[e.operation]
		if e.status != 0 {
			answers++
			if err := op.CheckResponse(e.status, http.Header{"Content-Type": {e.media}}, []byte(encode(e.value))); err != nil {
				t.Error(err)
			}
			continue
		}
		requests++
		q := httptest.NewRequest(op.Method, "/", nil)
		q.Header.Set("Content-Type", e.media)
		if _, err := op.CheckRequest(q, func(string) string { return uuid.Nil.String() }, []byte(encode(e.value))); err != nil {
			t.Errorf("%s: %v", e.operation, err)
		}
	}

	t.Logf("%d requests, %d answers", requests, answers)
	if requests < 40 || answers < 90 {
		t.Errorf("only %d requests and %d answers", requests, answers)
	}
}

// filled puts one of everything that examples speak of into bluebird: who may ask for all of it, the ids
// in paths, and what turns an example's ids into genuine ones.
func (r *rig) filled() (root http.Header, known map[string]string, genuine *strings.Replacer) {
	r.t.Helper()
	list := r.list("bluebird-admin", `{"name":"x","kind":"static"}`).ID.String()
	lead := r.lead("bluebird-admin", `{"external_id":"c-17"}`).ID.String()
	twin := r.lead("bluebird-admin", `{"external_id":"twin"}`).ID.String()
	field := *must[*client.CreateLeadFieldResponse](r.t, 201)(r.as("bluebird-admin").CreateLeadFieldWithResponse(r.t.Context(), nil, client.NewLeadField{Key: "size", Type: client.LeadFieldTypeNumber, Label: "Size"})).JSON201
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo).ID.String()
	draft := r.campaign("bluebird-admin", strings.Replace(foundingCampaign, `"uuid"`, `"`+list+`"`, 1)).ID.String()
	automation := r.automation("bluebird-admin", taskAutomation).ID.String()
	task := r.task("bluebird-admin", `{"title":"x"}`).ID.String()
	thread := r.opened("sms", "lead_id, connection_id", lead, conn).String()
	review := uuid.NewString()
	r.db.Exec(r.t, `INSERT INTO consent_reviews (tenant_id, id, channel, address_key, said) VALUES ($1, $2, 'sms', '+12025550199', 'x')`, devstack.ID("bluebird"), review)
	known = map[string]string{
		"list_id": list, "lead_id": lead, "connection_id": conn, "campaign_id": draft, "task_id": task, "conversation_id": thread, "automation_id": automation,
		"api_key_id": r.issue("bluebird-admin", "leads:read").APIKey.ID.String(), "membership_id": membershipOf(r.t, r.as("bluebird-admin"), "bluebird-viewer").String(),
		"consent_review_id":   review,
		"lead_field_id":       field.ID.String(),
		"webhook_endpoint_id": r.endpoint("https://hooks.bluebird.example/in", "*").ID.String(),
		"template_id":         r.template("bluebird-admin", `{"name":"x","channel":"sms","message_content":{"body":"x"}}`).String(),
	}
	genuine = strings.NewReplacer("0190f5a0-0000-7000-8000-0000000000b1", list, "0190f5a0-0000-7000-8000-0000000000a1", lead,
		"0190f5a0-0000-7000-8000-0000000000a2", twin, "0190f5a0-0000-7000-8000-0000000000d2", conn,
		"5f0c7a52-0b55-4d0e-9a51-6f0d8a8f0001", devstack.ID("bluebird-admin").String(), `"slug":"bluebird"`, `"slug":"orchard"`)
	return r.choosing("root", "bluebird"), known, genuine
}

func TestEveryExampleRequestIsAnsweredAsItShould(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	root, known, genuine := r.filled()

	for _, e := range gallery(t) {
		if e.status != 0 {
			continue
		}
		op := r.rules.Operations[e.operation]
		media, body := e.media, genuine.Replace(encode(e.value))
		if media == "multipart/form-data" {
			media, body = parted(t, e.value)
		}
		if op.ID == "updateImport" {
			known["import_id"] = r.unmapped()
		}
		if a := r.ask(op.Method, fill(op, known), body, holding(root, "Content-Type", media)); a.status > http.StatusMultiStatus {
			t.Errorf("%s as %s: %d %s", e.operation, e.media, a.status, a.body)
		}
	}
}

// parted is an example of an upload in parts.
func parted(t *testing.T, example any) (contentType, body string) {
	t.Helper()
	of := example.(map[string]any)
	contentType, in := uploaded(strings.NewReader(of["file"].(string)), encode(of["options"]))
	all, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return contentType, string(all)
}

// unmapped is an import that waits for the mapping of the example.
func (r *rig) unmapped() string {
	r.t.Helper()
	made := must[*client.CreateImportResponse](r.t, 201)(r.as("bluebird-admin").CreateImportWithResponse(r.t.Context(), nil, client.NewImport{Text: "Adresse;Notiz\nx;y\n"}))
	return made.JSON201.ID.String()
}
