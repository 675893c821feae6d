package list_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/lead"
)

func someLead(t *rapid.T, i int) lead.New {
	pick := func(label string) *string {
		return rapid.Ptr(rapid.SampledFrom(words), true).Draw(t, label)
	}
	n := lead.New{
		ExternalID: new(fmt.Sprintf("%s%d", rapid.SampledFrom(words).Draw(t, "id"), i)), FirstName: pick("first"), LastName: pick("last"), Company: pick("company"),
		Timezone: rapid.Ptr(rapid.SampledFrom([]string{"Europe/Lisbon", "UTC"}), true).Draw(t, "zone"),
		Status:   rapid.SampledFrom([]string{"new", "customer"}).Draw(t, "status"),
		Tags:     rapid.SliceOfNDistinct(rapid.SampledFrom(words), 0, 3, rapid.ID[string]).Draw(t, "tags"), CustomFields: map[string]any{},
	}
	if rapid.Bool().Draw(t, "has email") {
		n.Email = new(fmt.Sprintf("%s%d@Harbor.example", rapid.SampledFrom([]string{"a", "A", "é", "e\u0301"}).Draw(t, "email"), i))
	}
	if rapid.Bool().Draw(t, "has phone") {
		n.Phone = new(fmt.Sprintf("+120255501%02d", i))
	}
	for _, key := range keys {
		_, twin := n.CustomFields[strings.ToLower(key)]
		if rapid.Bool().Draw(t, "has "+key) && !twin {
			n.CustomFields[key] = rapid.SampledFrom(values).Draw(t, key)
		}
	}
	return n
}

// someFilter is any filter the contract lets through, up to a depth.
func someFilter(t *rapid.T, depth int) map[string]any {
	kind := rapid.SampledFrom([]string{"tag", "field", "custom_field", "all", "any", "not"}).Draw(t, "type")
	if depth == 0 {
		kind = rapid.SampledFrom([]string{"tag", "field", "custom_field"}).Draw(t, "leaf")
	}
	switch kind {
	case "tag":
		return map[string]any{"type": kind, "tag": rapid.SampledFrom(words).Draw(t, "tag")}
	case "not":
		return map[string]any{"type": kind, "filter": someFilter(t, depth-1)}
	case "all", "any":
		subs := []any{}
		for range rapid.IntRange(1, 3).Draw(t, "size") {
			subs = append(subs, someFilter(t, depth-1))
		}
		return map[string]any{"type": kind, "filters": subs}
	}
	return someComparison(t, kind)
}

func someComparison(t *rapid.T, kind string) map[string]any {
	f := map[string]any{"type": kind}
	if kind == "field" {
		f["field"] = rapid.SampledFrom(fields).Draw(t, "field")
		f["op"] = rapid.SampledFrom(fieldOps).Draw(t, "op")
		f["value"] = rapid.SampledFrom(append([]string{"", "A1@harbor.example", "e\u03010@harbor.EXAMPLE", "+1202", "new", "harbor", "Europe"}, words...)).Draw(t, "value")
	} else {
		f["field"] = rapid.SampledFrom(keys).Draw(t, "key")
		f["op"] = rapid.SampledFrom(customOps).Draw(t, "op")
		f["value"] = rapid.SampledFrom(values).Draw(t, "value")
	}
	switch f["op"] {
	case "is_set", "is_not_set":
		delete(f, "value")
	case "greater_than", "less_than":
		f["value"] = rapid.SampledFrom([]float64{-2, 0, 1, 1.5}).Draw(t, "number")
	}
	return f
}

// finds is the plain reading of a filter, which the compiled one must agree with.
func finds(f map[string]any, l lead.Lead) bool {
	switch f["type"] {
	case "tag":
		return slices.Contains(l.Tags, f["tag"].(string))
	case "not":
		return !finds(f["filter"].(map[string]any), l)
	case "all":
		return !slices.ContainsFunc(f["filters"].([]any), func(sub any) bool { return !finds(sub.(map[string]any), l) })
	case "any":
		return slices.ContainsFunc(f["filters"].([]any), func(sub any) bool { return finds(sub.(map[string]any), l) })
	case "field":
		return findsField(f, l)
	}
	return findsCustom(f, l)
}

func findsField(f map[string]any, l lead.Lead) bool {
	is := map[string]*string{
		"email": l.EmailKey, "phone": l.Phone, "external_id": l.ExternalID, "first_name": l.FirstName,
		"last_name": l.LastName, "company": l.Company, "timezone": l.Timezone, "status": &l.Status,
	}[f["field"].(string)]
	want, _ := f["value"].(string)
	if f["field"] == "email" {
		want = strings.ToLower(norm.NFC.String(want))
	}
	switch f["op"] {
	case "is_set":
		return is != nil
	case "is_not_set":
		return is == nil
	case "equals":
		return is != nil && *is == want
	case "not_equals":
		return is == nil || *is != want
	case "starts_with":
		return is != nil && strings.HasPrefix(*is, want)
	}
	return is != nil && strings.Contains(strings.ToLower(*is), strings.ToLower(want))
}

func findsCustom(f map[string]any, l lead.Lead) bool {
	custom := map[string]any{}
	_ = json.Unmarshal(l.CustomFields, &custom)
	is, set := custom[f["field"].(string)]
	number, isNumber := is.(float64)
	switch f["op"] {
	case "is_set":
		return set
	case "is_not_set":
		return !set
	case "equals":
		return set && is == f["value"]
	case "not_equals":
		return !set || is != f["value"]
	case "greater_than":
		return isNumber && number > f["value"].(float64)
	}
	return isNumber && number < f["value"].(float64)
}

// comparisons are one filter of each field, operator and value.
func comparisons() []map[string]any {
	var all []map[string]any
	for _, field := range []string{"email", "external_id", "first_name", "last_name", "company"} {
		for _, op := range fieldOps[:4] {
			for _, value := range append([]string{"", "3@harbor.EXAMPLE"}, words...) {
				all = append(all, map[string]any{"type": "field", "field": field, "op": op, "value": value})
			}
		}
		all = append(all, map[string]any{"type": "field", "field": field, "op": "is_set"}, map[string]any{"type": "field", "field": field, "op": "is_not_set"})
	}
	for _, key := range []string{"a", "b", "c"} {
		for _, value := range values {
			for _, op := range customOps[:4] {
				if _, number := value.(float64); number || strings.HasSuffix(op, "equals") {
					all = append(all, map[string]any{"type": "custom_field", "field": key, "op": op, "value": value})
				}
			}
		}
	}
	for n := len(all); n > 0; n-- {
		all = append(all, map[string]any{"type": "not", "filter": all[n-1]})
	}
	return all
}

// whom are the leads a filter should find.
func whom(f map[string]any, leads []lead.Lead) []uuid.UUID {
	ids := []uuid.UUID{}
	for _, l := range leads {
		if finds(f, l) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}
