package scenario_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/carillonhq/carillon/gen/client"
)

// sent is what became of rows: outcome and code of each.
func (r *rig) sent(mode string, rows ...string) (results []client.LeadResult, outcomes []string) {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/leads/bulk", fmt.Sprintf(`{"mode": %q, "leads": [%s]}`, mode, strings.Join(rows, ",")), r.bearer("bluebird-operator"))
	a.wants(r.t, "send leads", http.StatusMultiStatus, "")
	var body client.LeadResults
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		r.t.Fatal(err)
	}
	for i, one := range body.Results {
		outcome := one.Outcome
		if p, err := one.Error.Get(); err == nil {
			outcome += " " + p.Code
		}
		if one.Index != i {
			r.t.Errorf("result %d is that of %d", i, one.Index)
		}
		outcomes = append(outcomes, outcome)
	}
	return body.Results, outcomes
}

func TestRowsAreCarriedOutAsIfEachCameByItself(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.lead("bluebird-operator", `{"external_id":"c-1","email":"mia@harbor.example","phone":"+12025550143","company":"Harbor","tags":["old"],"custom_fields":{"visits":1,"note":"x"}}`)

	for _, c := range []struct {
		mode string
		rows []string
		want []string
	}{
		{"create", []string{`{"external_id":"c-2"}`, `{"external_id":"c-2","company":"late"}`, `{"email":"Mia@Harbor.Example"}`, `{"phone":"000"}`},
			[]string{"created", "refused lead_external_id_taken", "refused lead_email_taken", "refused invalid_phone"}},
		{"update", []string{`{"external_id":"c-9","company":"none"}`, `{"phone":"+1 202 555 0143","tags":["new"]}`, `{"external_id":"c-1","company":"Harbor"}`},
			[]string{"refused not_found", "updated", "unchanged"}},
		{"upsert", []string{`{"external_id":"c-3","first_name":"Ben"}`, `{"external_id":"c-3","first_name":"Ben"}`, `{"external_id":"c-3","email":"mia@harbor.example"}`, `{"company":"nowhere"}`},
			[]string{"created", "unchanged", "refused lead_email_taken", "refused lead_unreachable"}},
		{"upsert", []string{`{"external_id":"c-1","phone":null,"company":null,"custom_fields":{"note":null,"score":2}}`, `{"external_id":"c-3","phone":"+12025550143"}`},
			[]string{"updated", "refused lead_phone_taken"}},
	} {
		if _, got := r.sent(c.mode, c.rows...); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %v", c.mode, c.rows, got)
		}
	}

	now := must[*client.GetLeadResponse](t, 200)(r.as("bluebird-viewer").GetLeadWithResponse(t.Context(), old.ID, nil)).JSON200
	if got := fmt.Sprint(now.Tags, now.CustomFields, now.Phone.IsNull(), now.Company.IsNull(), now.Version); got != "[new old] map[score:2 visits:1] true true 3" {
		t.Errorf("the first lead is now %s", got)
	}
	if n := r.db.Facts(t, "lead.created"); n != 3 {
		t.Errorf("%d leads were announced", n)
	}
	if n := r.db.Facts(t, "lead.updated"); n != 2 {
		t.Errorf("%d changes were told", n)
	}
}

func TestThousandRowsGoAtOnceAndARefusedOneNamesItsField(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	rows := make([]string, 1000)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"external_id":"c-%d","email":"lead%d@harbor.example","tags":["bulk"]}`, i, i)
	}
	rows[17] = `{"external_id":"c-17","email":"lead16@harbor.example"}`

	results, _ := r.sent("create", rows...)
	_, again := r.sent("create", rows...)

	refused := results[17].Error.MustGet()
	if field := refused.Errors[0]; *field.Pointer != "/leads/17/email" || refused.Meta["existing_id"] != results[16].LeadID.MustGet().String() {
		t.Errorf("row 17: %s", encode(refused))
	}
	if n := r.db.Int(t, "SELECT count(*) FROM leads"); n != 999 {
		t.Errorf("%d leads", n)
	}
	if slices.Contains(again, "created") {
		t.Error("sent again, a lead is made")
	}
	r.ask("POST", "/api/v1/leads/bulk", `{"mode":"create","leads":[`+strings.Join(append(rows, rows[0]), ",")+`]}`, r.bearer("bluebird-operator")).
		wants(t, "send one too many", 422, "validation_failed")
}

func TestLeadPutByManyAtOnceIsOneLead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	answers := make([]answer, 20)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			answers[i] = r.ask("PUT", "/api/v1/leads/by-external-id/c%2F1", fmt.Sprintf(`{"first_name":"%d","tags":["%d"]}`, i, i), operator)
		})
	}
	group.Wait()

	statuses := map[int]int{}
	for _, a := range answers {
		statuses[a.status]++
	}
	if statuses[201] != 1 || statuses[200] != 19 {
		t.Errorf("answered with %v", statuses)
	}
	page := must[*client.ListLeadsResponse](t, 200)(r.as("bluebird-viewer").ListLeadsWithResponse(t.Context(), &client.ListLeadsParams{ExternalID: new("c/1")})).JSON200
	if len(page.Data) != 1 || len(page.Data[0].Tags) != 20 || page.Data[0].Version != 20 {
		t.Errorf("in the end: %s", encode(page))
	}
	r.ask("PUT", "/api/v1/leads/by-external-id/c-2", `{"custom_fields":{"Visits":1}}`, operator).wants(t, "put a field", 201, "")
	r.ask("PUT", "/api/v1/leads/by-external-id/c-2", `{"custom_fields":{"visits":2}}`, operator).wants(t, "put it in lower case", 422, "lead_field_twice")
	r.ask("PUT", "/api/v1/leads/by-external-id/c-2", `{"custom_fields":{"visits":2,"Visits":null}}`, operator).wants(t, "rename it", 400, "malformed_body")
	r.ask("PUT", "/api/v1/leads/by-external-id/c-2", `{"phone":"none"}`, operator).wants(t, "put a bad number", 422, "invalid_phone")
}
