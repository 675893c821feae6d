package scenario_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// typed says something of every type of custom field, and then what each cannot hold.
const typed = "email,Age,VIP,Born,Plan,Note\n" +
	"mia@harbor.example,41.5,Yes,1984-02-29,gold,007\n" +
	"ben@harbor.example,-3e2,0,2001-12-31,free,true\n" +
	"a@harbor.example,forty,,,,\n" +
	"b@harbor.example,,perhaps,,,\n" +
	"c@harbor.example,,,1985-02-29,,\n" +
	"d@harbor.example,,,,platinum,\n"

func TestFileSaysCustomFieldsOfEveryType(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	ctx, c := context.Background(), r.as("bluebird-admin")
	for _, field := range []client.NewLeadField{
		{Key: "age", Type: "number", Label: "Age"}, {Key: "vip", Type: "boolean", Label: "VIP"}, {Key: "born", Type: "date", Label: "Born"},
		{Key: "plan", Type: "choice", Label: "Plan", Options: &client.LeadFieldOptions{"free", "gold"}}, {Key: "note", Type: "text", Label: "Note"},
	} {
		must[*client.CreateLeadFieldResponse](t, 201)(c.CreateLeadFieldWithResponse(ctx, nil, field))
	}

	i := r.imported(c, typed, `{"mapping": {"email": "email", "Age": "custom.age", "VIP": "custom.vip", "Born": "custom.born", "Plan": "custom.plan", "Note": "custom.note"}}`)

	if got := rowsOf(i); got != "succeeded: 2 created, 0 updated, 0 skipped, 4 rejected" {
		t.Error(got)
	}
	for email, want := range map[string]string{
		"mia": `{"age": 41.5, "vip": true, "born": "1984-02-29", "note": "007", "plan": "gold"}`,
		"ben": `{"age": -300, "vip": false, "born": "2001-12-31", "note": "true", "plan": "free"}`,
	} {
		if n := r.db.Int(t, "SELECT count(*) FROM leads WHERE email = $1 AND custom_fields = $2::jsonb", email+"@harbor.example", want); n != 1 {
			t.Errorf("%s has other fields", email)
		}
	}
	if n := r.db.Int(t, "SELECT count(DISTINCT column_name) FROM import_rejects WHERE column_name IN ('Age', 'VIP', 'Born', 'Plan')"); n != 4 {
		t.Errorf("%d columns are told as the ones at fault", n)
	}
}

func TestUploadIsWithdrawnWhenAPersonIsErasedMeanwhile(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c, person := r.as("bluebird-operator"), r.lead("bluebird-operator", `{"email":"siskin@harbor.example"}`)
	reader, writer := io.Pipe()
	contentType, body := uploaded(reader, "")
	answers := make(chan *client.CreateImportResponse, 1)
	go func() {
		answer, _ := c.CreateImportWithBodyWithResponse(context.Background(), nil, contentType, body)
		answers <- answer
	}()
	_, _ = io.Copy(writer, strings.NewReader("email\n"+strings.Repeat("siskin@harbor.example\n", 40_000)))
	r.await("its first piece", 10*time.Second, func() bool { return r.db.Int(t, "SELECT count(*) FROM import_chunks") > 0 })

	r.ask("POST", "/api/v1/leads/"+person.ID.String()+"/erase", "", r.bearer("bluebird-admin")).wants(t, "erase", 204, "")
	_, _ = io.Copy(writer, strings.NewReader(strings.Repeat("siskin@harbor.example\n", 40_000)))
	_ = writer.Close()

	if a := <-answers; a == nil || a.StatusCode() != 409 || !bytes.Contains(a.Body, []byte("import_withdrawn")) {
		t.Errorf("answered: %+v", a)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM imports"); n != 0 {
		t.Errorf("%d imports are left", n)
	}
}
