package list_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// Few words, so that filters find something; some that SQL or patterns could take for their own.
var (
	words     = []string{"a", "A", "ab", "Ab", "b", "é", "É", "e\u0301", "%", "_", "a%", `\`, "'", `"`, "$1", "ß", "0"}
	values    = []any{"a", "b", "1", "true", "", 0.0, 1.0, -1.5, 2.0, 1e15, true, false}
	keys      = []string{"a", "b", "A", "_x"}
	fieldOps  = []string{"equals", "not_equals", "starts_with", "contains", "is_set", "is_not_set"}
	customOps = []string{"equals", "not_equals", "greater_than", "less_than", "is_set", "is_not_set"}
	fields    = []string{"email", "phone", "external_id", "first_name", "last_name", "company", "timezone", "status"}
)

func TestEveryComparisonFindsWhatItsPlainReadingFinds(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	n := 0

	err := d.Tx(t.Context(), d.Tenant(t, "bluebird"), func(tx *tenant.Tx) error {
		leads := []lead.Lead{}
		for i, word := range words {
			l, err := lead.Create(t.Context(), tx, lead.New{
				ExternalID: new(fmt.Sprint(word, i)), Email: new(fmt.Sprintf("%d@Harbor.example", i)), FirstName: &word, Company: new("x" + word + "y"), Status: "new",
				Tags: []string{word}, CustomFields: map[string]any{"a": values[i%len(values)], "b": word},
			})
			if err != nil {
				return err
			}
			leads = append(leads, l)
		}
		for _, f := range comparisons() {
			mustFind(t.Context(), t, tx, f, whom(f, leads))
			n++
		}
		return nil
	})

	if err != nil || n < 800 {
		t.Errorf("%d comparisons, %v", n, err)
	}
}

var errUndo = errors.New("leave the database as it was")

func TestCompiledFilterFindsWhatItsPlainReadingFinds(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a := d.Tenant(t, "bluebird")
	found, missed := 0, 0

	rapid.Check(t, func(t *rapid.T) {
		err := d.Tx(t.Context(), a, func(tx *tenant.Tx) error {
			leads := people(t, tx)
			for range 10 {
				f := someFilter(t, 3)
				want := whom(f, leads)
				found, missed = found+len(want), missed+len(leads)-len(want)
				mustFind(t.Context(), t, tx, f, want)
			}
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			t.Fatal(err)
		}
	})

	if found < 100 || missed < 100 {
		t.Errorf("the filters found %d and missed %d: too easy", found, missed)
	}
}

func people(t *rapid.T, tx *tenant.Tx) []lead.Lead {
	var leads []lead.Lead
	for i := range rapid.IntRange(1, 8).Draw(t, "leads") {
		l, err := lead.Create(t.Context(), tx, someLead(t, i))
		if err != nil {
			t.Fatal(err)
		}
		leads = append(leads, l)
	}
	return leads
}

// mustFind holds every way to ask a filter against the ids it should find.
func mustFind(ctx context.Context, t rapid.TB, tx *tenant.Tx, f map[string]any, want []uuid.UUID) {
	t.Helper()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := list.Parse(raw)
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	q := list.Query{Filters: []list.Filter{parsed}}
	rows, err := q.ByID(ctx, tx, uuid.Nil, 100)
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	got := []uuid.UUID{}
	for _, row := range rows {
		got = append(got, row.ID)
	}
	slices.SortFunc(want, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	n, err := q.Count(ctx, tx)
	if err != nil || int(n) != len(got) || !slices.Equal(got, want) {
		t.Fatalf("%s\nfound %d, counted %d, want %d (%v)", raw, len(got), n, len(want), err)
	}
}

func TestFilterOfOneTenantFindsNobodyElse(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	everybody := list.Query{Filters: []list.Filter{{Type: "not", Filter: &list.Filter{Type: "tag", Tag: "x"}}}}
	for _, slug := range []string{"bluebird", "harbor"} {
		a := d.Tenant(t, slug)
		err := d.Tx(t.Context(), a, func(tx *tenant.Tx) error {
			l, err := lead.Create(t.Context(), tx, lead.New{ExternalID: &slug, Status: "new"})
			if err != nil {
				return err
			}
			rows, err := everybody.Newest(t.Context(), tx, list.Position{}, 10)
			if len(rows) != 1 || rows[0].ID != l.ID {
				t.Errorf("%s finds %d leads", slug, len(rows))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestFilterThatMakesNoSenseIsExplained(t *testing.T) {
	t.Parallel()
	deep := `{"type":"tag","tag":"x"}`
	for range 8 {
		deep = `{"type":"not","filter":` + deep + `}`
	}
	for raw, want := range map[string][2]string{
		deep: {"filter_too_deep", "/filter"},
		`{"type":"field","field":"company","op":"equals"}`:                                                        {"filter_value", "/filter/value"},
		`{"type":"field","field":"company","op":"is_set","value":"x"}`:                                            {"filter_value", "/filter/value"},
		`{"type":"any","filters":[{"type":"tag","tag":"x"},{"type":"custom_field","field":"a","op":"equals"}]}`:   {"filter_value", "/filter/filters/1/value"},
		`{"type":"not","filter":{"type":"custom_field","field":"a","op":"less_than","value":"7"}}`:                {"filter_number", "/filter/filter/value"},
		`{"type":"all","filters":[{"type":"custom_field","field":"a","op":"greater_than","value":true}]}`:         {"filter_number", "/filter/filters/0/value"},
		`{"type":"not","filter":{"type":"all","filters":[{"type":"custom_field","field":"a","op":"less_than"}]}}`: {"filter_value", "/filter/filter/filters/0/value"},
		`{"type":"custom_field","field":"a","op":"equals","value":null}`:                                          {"filter_value", "/filter/value"},
	} {
		_, err := list.Parse(json.RawMessage(raw))
		var f *fault.Fault
		if !errors.As(err, &f) || f.Code != want[0] || len(f.Violations) != 1 || f.Violations[0].Pointer != want[1] {
			t.Errorf("%s: got %v, want %v", raw, err, want)
		}
	}
	if _, err := list.Parse(json.RawMessage(deep[len(`{"type":"not","filter":`) : len(deep)-1])); err != nil {
		t.Errorf("eight deep: %v", err)
	}
}

func TestFilterOfUnknownKindFindsNobody(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	err := d.Tx(t.Context(), d.Tenant(t, "bluebird"), func(tx *tenant.Tx) error {
		if _, err := lead.Create(t.Context(), tx, lead.New{ExternalID: new("1"), Status: "new"}); err != nil {
			return err
		}
		for _, f := range []list.Filter{{}, {Type: "everybody"}, {Type: "field", Field: "tenant_id", Op: "is_set"}, {Type: "field", Field: "email", Op: "~"}, {Type: "custom_field", Field: "a", Op: "~"}} {
			if n, err := (list.Query{Filters: []list.Filter{f}}).Count(t.Context(), tx); n != 0 || err != nil {
				t.Errorf("%+v finds %d, %v", f, n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
