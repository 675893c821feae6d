package contract_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/oapi-codegen/runtime"

	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
)

// post checks a JSON body against an operation.
func post(t testing.TB, operation, body string) (contract.Body, error) {
	t.Helper()
	return send(t, operation, "/", body, http.Header{"Content-Type": {"application/json"}})
}

// send checks a request whose path parameters are all the same valid UUID.
func send(t testing.TB, operation, target, body string, header http.Header) (contract.Body, error) {
	t.Helper()
	op := small(t).Operations[operation]
	r := httptest.NewRequest(op.Method, target, nil)
	r.Header = header
	return op.CheckRequest(r, aLead, []byte(body))
}

func aLead(string) string { return "0190f5a0-0000-7000-8000-000000000001" }

// complaints are the violations as "in pointer-or-name code", sorted as they came.
func complaints(err error) []string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return nil
	}
	list := []string{}
	for _, v := range f.Violations {
		list = append(list, strings.Join([]string{string(v.In), v.Pointer + v.Name, v.Code}, " "))
	}
	return list
}

func TestGoodBodyComesBackWithItsValue(t *testing.T) {
	t.Parallel()
	raw := `{"email":"ana@bluebird.example","visits":9007199254740993,"owner":null,"weekday":6,
		"timezone":"Europe/Paris","local_time":"09:00","custom":{"a":"x","b":1.5},"tags":["a","b"]}`

	body, err := post(t, "createLead", raw)

	if err != nil {
		t.Fatalf("refused: %v %v", err, complaints(err))
	}
	if string(body.Raw) != raw {
		t.Error("the bytes changed")
	}
	if n := body.Value.(map[string]any)["visits"]; n == nil || n.(interface{ String() string }).String() != "9007199254740993" {
		t.Errorf("the number became %v", n)
	}
}

func TestGeneratedBindingTakesTheCheckedValue(t *testing.T) {
	t.Parallel()
	body, err := post(t, "createLead", `{"email":"ana@bluebird.example","visits":3,"tags":["a"]}`)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/leads", nil)
	r.Body = body.ReadCloser()

	var bound struct {
		Email  string   `json:"email"`
		Visits int      `json:"visits"`
		Tags   []string `json:"tags"`
	}
	err = runtime.BindJSONBody(r, &bound)

	if err != nil || bound.Email != "ana@bluebird.example" || bound.Visits != 3 || len(bound.Tags) != 1 {
		t.Errorf("bound %+v, %v", bound, err)
	}
	if rest, _ := r.Body.Read(make([]byte, 1)); rest != 1 {
		t.Error("the binding decoded the bytes again")
	}
}

func TestEveryRuleHasItsCodeAndItsPlace(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		field string
		want  []string
	}{
		"required":         {`"vip":true`, []string{"body /email required"}},
		"null":             {`"email":null`, []string{"body /email invalid_type"}},
		"unknown":          {`"email":"a@b.example","tenant_id":"x"`, []string{"body /tenant_id unknown_field"}},
		"letter case":      {`"email":"a@b.example","Vip":true`, []string{"body /Vip unknown_field"}},
		"type":             {`"email":"a@b.example","vip":"yes"`, []string{"body /vip invalid_type"}},
		"number as text":   {`"email":"a@b.example","age":"7"`, []string{"body /age invalid_type"}},
		"fraction":         {`"email":"a@b.example","age":7.5`, []string{"body /age invalid_type"}},
		"whole but dotted": {`"email":"a@b.example","age":7.0`, []string{"body /age invalid_type"}},
		"whole but e":      {`"email":"a@b.example","visits":1e2`, []string{"body /visits invalid_type"}},
		"beyond int64":     {`"email":"a@b.example","visits":9223372036854775808`, []string{"body /visits above_maximum"}},
		"below int64":      {`"email":"a@b.example","visits":-9223372036854775809`, []string{"body /visits below_minimum"}},
		"email":            {`"email":"nobody"`, []string{"body /email invalid_format"}},
		"date":             {`"email":"a@b.example","birthday":"2026-02-30"`, []string{"body /birthday invalid_format"}},
		"time":             {`"email":"a@b.example","local_time":"24:00"`, []string{"body /local_time invalid_format"}},
		"zone":             {`"email":"a@b.example","timezone":"Paris"`, []string{"body /timezone invalid_format"}},
		"uri":              {`"email":"a@b.example","site":"bluebird"`, []string{"body /site invalid_format"}},
		"short":            {`"email":"a@b.example","first_name":""`, []string{"body /first_name too_short"}},
		"long":             {`"email":"a@b.example","first_name":"` + strings.Repeat("é", 21) + `"`, []string{"body /first_name too_long"}},
		"pattern":          {`"email":"a@b.example","phone":"555"`, []string{"body /phone pattern_mismatch"}},
		"enum":             {`"email":"a@b.example","channel":"fax"`, []string{"body /channel not_in_enum"}},
		"minimum":          {`"email":"a@b.example","age":-1`, []string{"body /age below_minimum"}},
		"maximum":          {`"email":"a@b.example","age":151`, []string{"body /age above_maximum"}},
		"exclusive":        {`"email":"a@b.example","score":0`, []string{"body /score below_minimum"}},
		"few":              {`"email":"a@b.example","tags":[]`, []string{"body /tags too_few_items"}},
		"many":             {`"email":"a@b.example","tags":["a","b","c","d"]`, []string{"body /tags too_many_items"}},
		"duplicates":       {`"email":"a@b.example","tags":["a","a"]`, []string{"body /tags duplicate_items"}},
		"inside a list":    {`"email":"a@b.example","tags":["a","much too long"]`, []string{"body /tags/1 too_long"}},
		"consts":           {`"email":"a@b.example","weekday":7`, []string{"body /weekday not_in_enum"}},
		"null or object":   {`"email":"a@b.example","owner":{"id":"7"}`, []string{"body /owner/id invalid_format"}},
		"neither":          {`"email":"a@b.example","owner":7`, []string{"body /owner invalid_type"}},
		"free fields":      {`"email":"a@b.example","custom":{"a/b~c":true}`, []string{"body /custom/a~1b~0c invalid_type"}},
		"field names":      {`"email":"a@b.example","custom":{"a!":1,"b!":1},"vip":true,"age":1,"zeal":1`, []string{"body /custom/a! invalid_field_name", "body /custom/b! invalid_field_name", "body /zeal unknown_field"}},
		"one field name":   {`"email":"a@b.example","custom":{"a!":1},"vip":true,"age":1,"score":2,"site":"https://a.example"`, []string{"body /custom/a! invalid_field_name"}},
		"too many fields":  {`"email":"a@b.example","custom":{"a":1,"b":1,"c":1}`, []string{"body /custom too_many_fields"}},
		"several":          {`"vip":1,"age":-1,"frist_name":"x"`, []string{"body /age below_minimum", "body /email required", "body /frist_name unknown_field", "body /vip invalid_type"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, err := post(t, "createLead", "{"+c.field+"}")

			if !errors.Is(err, contract.ErrInvalid) || !reflect.DeepEqual(complaints(err), c.want) {
				t.Errorf("got %v %v, want %v", err, complaints(err), c.want)
			}
		})
	}
}

func TestMessageNamesTheFixAndNeverTheValue(t *testing.T) {
	t.Parallel()
	secret := "s3cr3t-value"

	_, err := post(t, "createLead", `{"email":"`+secret+`","channel":"`+secret+`","phone":"`+secret+
		`","birthday":"`+secret+`","timezone":"`+secret+`","vip":"`+secret+`","first_name":"`+secret+secret+`"}`)

	var f *fault.Fault
	if !errors.As(err, &f) || len(f.Violations) != 7 {
		t.Fatalf("got %v %v", err, complaints(err))
	}
	for _, v := range f.Violations {
		if strings.Contains(v.Message, secret) || !strings.HasPrefix(v.Message, "Must ") {
			t.Errorf("%s: %q", v.Pointer, v.Message)
		}
		for _, m := range v.Meta {
			if m == secret {
				t.Errorf("%s: meta %v", v.Pointer, v.Meta)
			}
		}
	}
}

func TestUnknownNameComesWithTheNearestOne(t *testing.T) {
	t.Parallel()

	for given, want := range map[string]any{"frist_name": "first_name", "e_mail": "email", "Chanel": "channel", "quux": nil} {
		_, err := post(t, "createLead", `{"email":"a@b.example","`+given+`":1}`)

		var f *fault.Fault
		if !errors.As(err, &f) || len(f.Violations) != 1 {
			t.Fatalf("%s: %v %v", given, err, complaints(err))
		}
		if got := f.Violations[0].Meta["suggestion"]; got != want {
			t.Errorf("%s: suggests %v, want %v", given, got, want)
		}
	}
}

func TestNameTooLongToRepeatIsReportedAtItsObject(t *testing.T) {
	t.Parallel()

	_, err := post(t, "createLead", `{"email":"a@b.example","`+strings.Repeat("x", 5000)+`":1}`)

	if got := complaints(err); len(got) != 1 || got[0] != "body  unknown_field" {
		t.Errorf("got %.200v", got)
	}
}

func TestUnionReportsTheChosenBranchOnly(t *testing.T) {
	t.Parallel()

	for body, want := range map[string][]string{
		`{"filter":{"type":"tag","tag":"vip"}}`:                                            nil,
		`{"filter":{"type":"and","filters":[{"type":"not","filter":{"type":"tag"}}]}}`:     {"body /filter/filters/0/filter/tag required"},
		`{"filter":{"type":"or","filters":[]}}`:                                            {"body /filter/filters too_few_items"},
		`{"filter":{"type":"xor","filters":[]}}`:                                           {"body /filter/type not_in_enum"},
		`{"filter":{"type":"tag","tag":"","filters":[]}}`:                                  {"body /filter/filters unknown_field", "body /filter/tag too_short"},
		`{"filter":{"tag":"vip"}}`:                                                         {"body /filter/type required"},
		`{"filter":{"type":7}}`:                                                            {"body /filter/type invalid_type"},
		`{"filter":"vip"}`:                                                                 {"body /filter invalid_type"},
		`{"filter":{"type":"and","filters":[{"type":"tag","tag":"a"},{"type":"nought"}]}}`: {"body /filter/filters/1/type not_in_enum"},
	} {
		_, err := post(t, "createList", body)
		if got := complaints(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", body, got, want)
		}
	}
}

func TestParametersAreReadByTheirTypes(t *testing.T) {
	t.Parallel()

	for query, want := range map[string][]string{
		"limit=200&tag=ab&tag=cd&score=1&score=-2&active=true&ratio=0.5": nil,
		"created_after=2026-03-01T09:00:00Z":                             nil,
		"limit=201":                                                      {"query limit above_maximum"},
		"limit=0":                                                        {"query limit below_minimum"},
		"limit=ten":                                                      {"query limit invalid_type"},
		"limit=":                                                         {"query limit invalid_type"},
		"limit=1e2":                                                      {"query limit invalid_type"},
		"limit=05":                                                       {"query limit invalid_type"},
		"limit=+5":                                                       {"query limit invalid_type"},
		"limit=1&limit=2":                                                {"query limit repeated_parameter"},
		"limit=1e999999999":                                              {"query limit invalid_type"},
		"ratio=1e999999999":                                              {"query ratio invalid_type"},
		"ratio=1.5":                                                      {"query ratio above_maximum"},
		"active=1":                                                       {"query active invalid_type"},
		"tag=a":                                                          {"query tag too_short"},
		"tag=aa&tag=b&tag=cc":                                            {"query tag too_short"},
		"score=1&score=x":                                                {"query score invalid_type"},
		"tag=a%00b":                                                      {"query tag malformed"},
		"tag=%ff%fe":                                                     {"query tag malformed"},
		"created_after=monday":                                           {"query created_after invalid_format"},
		"created_after=2026-03-01T09:00:00%2B02:00&limit=0&active=x": {"query active invalid_type", "query limit below_minimum"},
	} {
		_, err := send(t, "listLeads", "/leads?"+query, "", http.Header{"X-Reason": {"audit"}})
		if got := complaints(err); !reflect.DeepEqual(got, want) || len(want) > 0 && !errors.Is(err, contract.ErrInvalid) {
			t.Errorf("%s: got %v %v, want %v", query, err, got, want)
		}
	}
}

func TestUnknownParameterIsRefusedWithAllTheRest(t *testing.T) {
	t.Parallel()

	_, err := send(t, "listLeads", "/leads?limt=5&active=x", "", http.Header{"X-Reason": {"audit"}})

	if !errors.Is(err, contract.ErrUnknownParameter) {
		t.Fatal(err)
	}
	want := []string{"query active invalid_type", "query limt unknown_parameter"}
	if got := complaints(err); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	if f := err.(*fault.Fault); f.Violations[1].Meta["suggestion"] != "limit" || f.Kind != fault.Malformed {
		t.Errorf("got %+v", f)
	}
}

func TestBrokenQueryIsMalformed(t *testing.T) {
	t.Parallel()

	for _, query := range []string{"limit=%zz", "a;b=1"} {
		op := small(t).Operations["listLeads"]
		r := httptest.NewRequest("GET", "/leads", nil)
		r.URL.RawQuery = query
		if _, err := op.CheckRequest(r, aLead, nil); !errors.Is(err, contract.ErrMalformedQuery) {
			t.Errorf("%s: %v", query, err)
		}
	}
}

func TestHeadersAndPathAreChecked(t *testing.T) {
	t.Parallel()

	_, err := send(t, "listLeads", "/leads", "", http.Header{"If-None-Match": {"much too long"}})
	want := []string{"header If-None-Match too_long", "header X-Reason required"}
	if got := complaints(err); !reflect.DeepEqual(got, want) {
		t.Errorf("headers: got %v", got)
	}

	op := small(t).Operations["startLead"]
	_, err = op.CheckRequest(httptest.NewRequest("POST", "/", nil), func(string) string { return "seven" }, nil)
	if got := complaints(err); !reflect.DeepEqual(got, []string{"path lead_id invalid_format"}) {
		t.Errorf("path: got %v", got)
	}
}

func TestDeclaredMediaTypesAreRead(t *testing.T) {
	t.Parallel()

	for contentType, ok := range map[string]bool{
		"application/json":                          true,
		"Application/JSON; charset=UTF-8":           true,
		"application/merge-patch+json":              true,
		"application/json; charset=latin1":          false,
		"application/json-patch+json":               false,
		"text/plain":                                false,
		"application/x-www-form-urlencoded":         false,
		"":                                          false,
		"application/json, application/json":        false,
		"application/merge-patch+json; charset=utf": false,
	} {
		_, err := send(t, "updateLead", "/", `{"first_name":null}`, http.Header{"Content-Type": {contentType}})
		if ok && err != nil || !ok && !errors.Is(err, contract.ErrMediaType) {
			t.Errorf("%q: %v", contentType, err)
		}
	}
	_, err := send(t, "updateLead", "/", `{}`, http.Header{"Content-Type": {"text/plain"}})
	allowed := []string{"application/json", "application/merge-patch+json"}
	if f := err.(*fault.Fault); !reflect.DeepEqual(f.Meta["allowed"], allowed) || f.Kind != fault.Unsupported {
		t.Errorf("got %+v", f)
	}
}

func TestBodyIsAskedForOrDeclined(t *testing.T) {
	t.Parallel()

	for _, c := range []struct {
		operation, body string
		want            []string
	}{
		{"createLead", "", []string{"body  required"}},
		{"createList", "", nil},
		{"startLead", "", nil},
		{"startLead", " {} ", nil},
		{"startLead", `{"at":"noon"}`, []string{"body  unexpected_body"}},
	} {
		_, err := post(t, c.operation, c.body)
		if got := complaints(err); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %q: got %v %v, want %v", c.operation, c.body, err, got, c.want)
		}
	}
}

func TestStreamIsLeftToTheHandler(t *testing.T) {
	t.Parallel()
	c := small(t)

	for _, contentType := range []string{"application/json", "text/plain", "", "what; ever;;"} {
		if !c.Operations["receiveCallback"].TakesStream(contentType) {
			t.Errorf("the callback's %q is no stream", contentType)
		}
	}
	if c.Operations["createLead"].TakesStream("application/json") || c.Operations["createLead"].TakesStream("text/csv") {
		t.Error("a JSON operation takes a stream")
	}
	if _, err := send(t, "receiveCallback", "/", "", http.Header{"Content-Type": {"application/json"}}); err != nil {
		t.Errorf("the callback is refused: %v", err)
	}
}

func BenchmarkSmallPost(b *testing.B) {
	op := small(b).Operations["createLead"]
	r := httptest.NewRequest("POST", "/leads", nil)
	r.Header.Set("Content-Type", "application/json")
	body := []byte(`{"email":"ana@bluebird.example","first_name":"Ana","phone":"+12025550101","channel":"sms","age":41,"tags":["vip","new"]}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := op.CheckRequest(r, aLead, body); err != nil {
			b.Fatal(err)
		}
	}
}
