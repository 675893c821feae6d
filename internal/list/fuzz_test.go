package list

import (
	"encoding/json"
	"regexp"
	"testing"
)

// FuzzFilter holds that a filter becomes a condition that holds none of its words: they are
// arguments, every one.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{
		`{"type":"all","filters":[{"type":"tag","tag":"'; DROP TABLE leads; --"},{"type":"not","filter":{"type":"field","field":"email","op":"contains","value":"%"}}]}`,
		`{"type":"custom_field","field":"a' ->> '","op":"less_than","value":1e15}`, `{"type":"field","field":"email","op":"is_set"}`, `{"type":"not"}`, `{"type":"any","filters":null}`,
	} {
		f.Add([]byte(seed))
	}
	known := regexp.MustCompile(`'number'|"und-x-icu"|EXISTS|SELECT|FROM|lead_tags|WHERE|tenant_id|current_tenant|lead_id|custom_fields|jsonb_typeof|numeric|jsonb|text|COLLATE|strpos|lower|` +
		`IS NOT TRUE|IS NOT NULL|IS NULL|IS DISTINCT|CASE|WHEN|THEN|END|AND|OR|false|email_key|phone|external_id|first_name|last_name|company|timezone|status|\btag\b|\bid\b|\b[lg]\b|\$[0-9]+|[-() .:,=<>@^0]`)
	f.Fuzz(func(t *testing.T, raw []byte) {
		filter, err := Parse(json.RawMessage(raw))
		if err != nil {
			return
		}
		var q query
		filter.add(&q)
		if rest := known.ReplaceAllString(q.text.String(), ""); rest != "" {
			t.Errorf("%s: %q stands in %s", raw, rest, q.text.String())
		}
	})
}
