package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

// uploaded is an upload in parts, of which the file comes as it is read.
func uploaded(file io.Reader, options string) (contentType string, body io.Reader) {
	r, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() {
		part, err := form.CreateFormFile("file", "leads.csv")
		if err == nil {
			_, err = io.Copy(part, file)
		}
		if err == nil && options != "" {
			err = form.WriteField("options", options)
		}
		if err == nil {
			err = form.Close()
		}
		_ = w.CloseWithError(err)
	}()
	return form.FormDataContentType(), r
}

// upload sends a file.
func (r *rig) upload(c *client.ClientWithResponses, file, options string) *client.CreateImportResponse {
	r.t.Helper()
	contentType, body := uploaded(strings.NewReader(file), options)
	answer, err := c.CreateImportWithBodyWithResponse(context.Background(), nil, contentType, body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer
}

// imported sends a file and waits until its rows are done with.
func (r *rig) imported(c *client.ClientWithResponses, file, options string) client.Import {
	r.t.Helper()
	return r.ended(c, must[*client.CreateImportResponse](r.t, 201)(r.upload(c, file, options), nil).JSON201.ID)
}

// ended waits until an import is over.
func (r *rig) ended(c *client.ClientWithResponses, id uuid.UUID) (i client.Import) {
	r.t.Helper()
	r.await("the import's end", 2*time.Minute, func() bool {
		i = *must[*client.GetImportResponse](r.t, 200)(c.GetImportWithResponse(context.Background(), id, nil)).JSON200
		return slices.Contains([]string{"succeeded", "failed", "cancelled"}, i.State)
	})
	if i.State == "succeeded" && i.Created+i.Updated+i.Skipped+i.Rejected != i.Progress.Total.MustGet() {
		r.t.Errorf("the counts do not add up: %+v", i)
	}
	return i
}

// rowsOf is what became of an import's rows.
func rowsOf(i client.Import) string {
	return fmt.Sprintf("%s: %d created, %d updated, %d skipped, %d rejected", i.State, i.Created, i.Updated, i.Skipped, i.Rejected)
}

const fair = "\uFEFFKunden-Nr.;E-Mail;Telefon;Vorname;Notiz;Tags;Status\r\n" +
	"k-1;mia@harbor.example;030 901820;\"Mia \"\"M.\"\"\";=1+1;vip,fair;\r\n" +
	"k-2;ben@harbor.example;+1 (202) 555-0143;Bén;\"line\r\nbreak\";;customer\r\n" +
	"\r\n" +
	"k-3;nowhere;;Noor;@SUM(A1);;\r\n" +
	";;;Nobody;;;\r\n" +
	"k-4;;+12025550143;Cleo;;;\r\n" +
	"k-1;;;Mia;;;\r\n" +
	"k-1;;;Mia;;;\r\n" +
	"k-5;\"open;;;;;\r\n" +
	"k-6\x00;;;;;;\r\n" +
	"k-7;;;Ada;;;;;x\r\n" +
	"k-8;;+4930901820;-5;;;active\r\n"

func TestFileOfLeadsIsTakenInRowByRow(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	ctx, c := context.Background(), r.as("bluebird-operator")
	list := must[*client.CreateLeadListResponse](t, 201)(c.CreateLeadListWithResponse(ctx, nil, client.NewLeadList{Name: "Fair", Kind: "static"})).JSON201.ID
	options := func(more string) string {
		return fmt.Sprintf(`{"default_region": "DE", "lead_list_id": %q, "tags": ["imported"]%s}`, list, more)
	}

	tried := r.imported(c, fair, options(`, "validate_only": true`))
	before := r.db.Int(t, "SELECT count(*) FROM leads")
	meant := r.imported(c, fair, options(""))
	again := r.imported(c, fair, options(""))

	want := "succeeded: 2 created, 1 updated, 1 skipped, 7 rejected"
	if rowsOf(tried) != want || before != 0 {
		t.Errorf("tried: %s, %d leads", rowsOf(tried), before)
	}
	if rowsOf(meant) != want || meant.Delimiter != ";" || meant.Encoding != "utf-8" || meant.FileName.MustGet() != "leads.csv" {
		t.Errorf("meant: %s, %+v", rowsOf(meant), meant)
	}
	if rowsOf(again) != "succeeded: 0 created, 2 updated, 2 skipped, 7 rejected" {
		t.Errorf("again: %s", rowsOf(again))
	}
	r.holds(list, meant)
	r.tellsRejects(c, meant)
}

// holds looks at what the fair has made.
func (r *rig) holds(list uuid.UUID, i client.Import) {
	r.t.Helper()
	got := r.texts(`
		SELECT concat_ws(' ', external_id, email, phone, first_name, custom_fields::text, status,
		    (SELECT string_agg(tag, '+' ORDER BY tag) FROM lead_tags g WHERE g.lead_id = l.id))
		FROM leads l JOIN lead_list_members m ON m.lead_id = l.id WHERE m.list_id = '` + list.String() + `' ORDER BY external_id`)
	want := []string{
		`k-1 mia@harbor.example +4930901820 Mia {"Notiz": "=1+1"} new fair+imported+vip`,
		`k-2 ben@harbor.example +12025550143 Bén {"Notiz": "line\r\nbreak"} customer imported`,
	}
	if !slices.Equal(got, want) {
		r.t.Errorf("leads: %q", got)
	}
	columns := map[string]string{}
	for _, column := range i.Columns {
		columns[column.Name] = column.Field.MustGet()
	}
	if !maps.Equal(columns, map[string]string{
		"Kunden-Nr.": "external_id", "E-Mail": "email", "Telefon": "phone", "Vorname": "first_name", "Notiz": "custom.Notiz", "Tags": "tags", "Status": "status",
	}) {
		r.t.Errorf("columns: %v", columns)
	}
}

// tellsRejects looks at the rows of the fair that were refused, in both forms, and sends them in again.
func (r *rig) tellsRejects(c *client.ClientWithResponses, i client.Import) {
	r.t.Helper()
	ctx := context.Background()
	page := must[*client.ListImportRejectsResponse](r.t, 200)(c.ListImportRejectsWithResponse(ctx, i.ID, nil)).JSON200
	got := []string{}
	for _, one := range page.Data {
		column, _ := one.Column.Get()
		got = append(got, fmt.Sprint(one.Row, " ", one.Code, " ", column))
	}
	want := []string{"3 invalid_email E-Mail", "4 lead_unreachable ", "5 lead_phone_taken Telefon", "8 row_quotes ", "9 invalid_text ", "10 row_too_wide ", "11 invalid_status Status"}
	if !slices.Equal(got, want) {
		r.t.Errorf("rejects: %q", got)
	}
	file := string(must[*client.DownloadImportRejectsResponse](r.t, 200)(c.DownloadImportRejectsWithResponse(ctx, i.ID, nil)).Body)
	for _, line := range []string{
		"Kunden-Nr.,E-Mail,Telefon,Vorname,Notiz,Tags,Status,reason\r\n",
		"k-3,nowhere,,Noor,'@SUM(A1),,,This is no email address. Write it like mia@example.com.\r\n",
		"k-8,,+4930901820,-5,,,active,",
	} {
		if !strings.Contains(file, line) {
			r.t.Errorf("no %q in %s", line, file)
		}
	}
	if same := r.ask("GET", "/api/v1/imports/"+i.ID.String()+"/rejects.csv", "", r.bearer("bluebird-viewer")).wants(r.t, "a viewer's file", 200, ""); same.body != file {
		r.t.Errorf("a viewer gets %s", same.body)
	}
	mended := r.imported(c, strings.Replace(file, "nowhere", "noor@harbor.example", 1), "")
	if mended.Created != 2 || r.texts("SELECT custom_fields::text FROM leads WHERE external_id = 'k-3'")[0] != `{"Notiz": "@SUM(A1)"}` {
		r.t.Errorf("mended: %s", rowsOf(mended))
	}
}

func TestFileThatCannotBeTakenIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.as("bluebird-operator")
	wide := strings.Repeat("c,", 100_000) + "email\n1\n"
	for name, one := range map[string]struct{ file, options, want string }{
		"empty":                 {"", "", "422 import_empty"},
		"blank":                 {"\r\n\r\n", "", "422 import_empty"},
		"nothing but a head":    {"email,phone\n", "", "422 import_empty"},
		"100,000 columns":       {wide, "", "422 import_too_many_columns"},
		"a column twice":        {"email,phone, email\n1,2,3\n", "", "422 import_column_twice"},
		"a column unnamed":      {"email,,phone\n1,2,3\n", "", "422 import_column_unnamed"},
		"a head with a NUL":     {"email\x00,phone\n1,2\n", "", "422 import_head_unreadable"},
		"a head without end":    {`"email` + strings.Repeat("x", 300<<10), "", "422 import_head_unreadable"},
		"no such mode":          {"email\n1\n", `{"mode": "replace"}`, "422 validation_failed"},
		"options are no JSON":   {"email\n1\n", `{`, "400 malformed_body"},
		"no such column":        {"email\n1\n", `{"mapping": {"mail": "email"}}`, "422 import_unknown_column"},
		"no such field":         {"email\n1\n", `{"mapping": {"email": "salary"}}`, "422 import_unknown_field"},
		"a field twice":         {"email,b\n1,2\n", `{"mapping": {"email": "email", "b": "email"}}`, "422 import_field_twice"},
		"nobody is named":       {"email,b\n1,2\n", `{"mapping": {"b": "company"}}`, "422 import_without_contact"},
		"no such list":          {"email\n1\n", `{"lead_list_id": "0190f5a0-0000-7000-8000-0000000000d9"}`, "404 not_found"},
		"longer than it may be": {strings.Repeat("x", 100<<20) + "x", "", "413 import_too_large"},
	} {
		answer := r.upload(c, one.file, one.options)
		var p struct{ Code string }
		_ = json.Unmarshal(answer.Body, &p)
		if got := fmt.Sprint(answer.StatusCode(), " ", p.Code); got != one.want {
			t.Errorf("%s: %s, want %s", name, got, one.want)
		}
	}
	header := r.bearer("bluebird-operator")
	for contentType, body := range map[string]string{
		"multipart/form-data":             "x",
		"multipart/form-data; boundary=b": "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nemail\n1\n",
	} {
		header.Set("Content-Type", contentType)
		if a := r.ask("POST", "/api/v1/imports", body, header); a.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", contentType, a.status, a.body)
		}
	}
	for _, table := range []string{"imports", "import_chunks"} {
		if n := r.db.Int(t, "SELECT count(*) FROM "+table); n != 0 {
			t.Errorf("%d rows of %s were left", n, table)
		}
	}
}

func TestImportWaitsForItsMappingAndCanBeStopped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	file := "Wer,Was\n\"noa@harbor.example\",1\n"

	waiting := must[*client.CreateImportResponse](t, 201)(r.upload(c, file, ""), nil).JSON201
	stopped := must[*client.CreateImportResponse](t, 201)(r.upload(c, file, ""), nil).JSON201
	must[*client.CancelImportResponse](t, 200)(c.CancelImportWithResponse(ctx, stopped.ID, nil))
	must[*client.CancelImportResponse](t, 409)(c.CancelImportWithResponse(ctx, stopped.ID, nil))
	must[*client.UpdateImportResponse](t, 409)(c.UpdateImportWithResponse(ctx, stopped.ID, nil, client.ImportChange{Mapping: client.ImportMapping{"Wer": new("email")}}))
	must[*client.UpdateImportResponse](t, 412)(c.UpdateImportWithResponse(ctx, waiting.ID, &client.UpdateImportParams{IfMatch: new(`"999"`)}, client.ImportChange{Mapping: client.ImportMapping{"Wer": new("email")}}))
	mapped := must[*client.UpdateImportResponse](t, 200)(c.UpdateImportWithResponse(ctx, waiting.ID, nil, client.ImportChange{Mapping: client.ImportMapping{"Wer": new("email"), "Was": nil}})).JSON200
	r.work()
	done := r.ended(c, waiting.ID)

	if waiting.State != "needs_mapping" || mapped.State != "queued" || rowsOf(done) != "succeeded: 1 created, 0 updated, 0 skipped, 0 rejected" {
		t.Errorf("%s, %s, %s", waiting.State, mapped.State, rowsOf(done))
	}
	if got := r.texts("SELECT email || custom_fields::text FROM leads"); !slices.Equal(got, []string{"noa@harbor.example{}"}) {
		t.Errorf("leads: %q", got)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM import_chunks"); n != 0 {
		t.Errorf("%d pieces of files were left", n)
	}
}

func TestUploadThatComesAgainUnderItsKeyIsOneImport(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	ids := map[uuid.UUID]bool{}
	for range 2 {
		contentType, body := uploaded(strings.NewReader("email\nmia@harbor.example\n"), "")
		answer := must[*client.CreateImportResponse](t, 201)(c.CreateImportWithBodyWithResponse(ctx, &client.CreateImportParams{IdempotencyKey: new("fair")}, contentType, body))
		ids[answer.JSON201.ID] = true
	}
	if n := r.db.Int(t, "SELECT count(*) FROM imports WHERE tenant_id = '"+devstack.ID("bluebird").String()+"'"); n != 1 || len(ids) != 1 {
		t.Errorf("%d imports, %d answers", n, len(ids))
	}
}
