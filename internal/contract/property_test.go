package contract_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
)

func violationsOf(err error) []fault.Violation {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f.Violations
	}
	return nil
}

func request(op *contract.Operation, target string) *http.Request {
	r := httptest.NewRequest(op.Method, target, nil)
	r.Header.Set("Content-Type", "application/json")
	return r
}

// spoiled has, for each field of NewLead, values that break one rule each.
var spoiled = map[string][]any{
	"email":      {"nobody", 7, nil, "a b@c.example"},
	"first_name": {"", true, "a name that is longer than twenty letters"},
	"phone":      {"555", "+", 15},
	"channel":    {"fax", "SMS", 1},
	"age":        {-1, 151, "41", 0.5},
	"score":      {0, -3, "x"},
	"vip":        {"true", 0},
	"tags":       {[]any{}, []any{"a", "a"}, "vip"},
	"birthday":   {"1.3.2026", "2026-13-01", 20260301},
	"timezone":   {"Mars", 0},
	"local_time": {"9am", "25:00"},
	"site":       {"bluebird", 1},
	"weekday":    {7, "Monday"},
	"owner":      {"me", 7},
	"custom":     {[]any{}, map[string]any{"a": 1, "b": 2, "c": 3}},
	"tenant_id":  {"x", 1},
	"id":         {"x", 1},
}

func TestEveryBadFieldIsReportedAtOnce(t *testing.T) {
	t.Parallel()
	op := small(t).Operations["createLead"]
	fields := make([]string, 0, len(spoiled))
	for field := range spoiled {
		fields = append(fields, field)
	}
	slices.Sort(fields)

	rapid.Check(t, func(t *rapid.T) {
		body, want := map[string]any{"email": "ana@bluebird.example"}, []string{}
		bad := rapid.SliceOfNDistinct(rapid.SampledFrom(fields), 1, len(fields), rapid.ID).Draw(t, "bad")
		for _, field := range bad {
			body[field] = rapid.SampledFrom(spoiled[field]).Draw(t, field)
			want = append(want, "/"+field)
		}
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}

		_, err = op.CheckRequest(request(op, "/leads"), aLead, raw)

		got := []string{}
		for _, v := range violationsOf(err) {
			got = append(got, v.Pointer)
		}
		slices.Sort(want)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %v, want %v", raw, got, want)
		}
	})
}

func TestNestedFilterIsReportedWhereItBreaks(t *testing.T) {
	t.Parallel()
	op := small(t).Operations["createList"]

	rapid.Check(t, func(t *rapid.T) {
		filter, pointer := any(map[string]any{"type": "tag", "tag": 7}), ""
		for range rapid.IntRange(0, 10).Draw(t, "depth") {
			switch rapid.SampledFrom([]string{"and", "or", "not"}).Draw(t, "type") {
			case "not":
				filter, pointer = map[string]any{"type": "not", "filter": filter}, "/filter"+pointer
			case "or":
				good := map[string]any{"type": "tag", "tag": "vip"}
				filter, pointer = map[string]any{"type": "or", "filters": []any{good, filter}}, "/filters/1"+pointer
			default:
				filter, pointer = map[string]any{"type": "and", "filters": []any{filter}}, "/filters/0"+pointer
			}
		}
		raw, err := json.Marshal(map[string]any{"filter": filter})
		if err != nil {
			t.Fatal(err)
		}

		_, err = op.CheckRequest(request(op, "/lists"), aLead, raw)

		got := violationsOf(err)
		if len(got) != 1 || got[0].Pointer != "/filter"+pointer+"/tag" || got[0].Code != "invalid_type" {
			t.Fatalf("%s: got %+v", raw, got)
		}
	})
}
