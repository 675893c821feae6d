package automation_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/automation"
)

func TestConditionIsMetByWhatItSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, config string
		met          bool
	}{
		{"field_equals", `{"field":"first_name","value":"Ben"}`, true},
		{"field_equals", `{"field":"first_name","value":"ben"}`, false},
		{"field_equals", `{"field":"email","value":" BEN@harbor.example "}`, true},
		{"field_equals", `{"field":"email","value":"ana@harbor.example"}`, false},
		{"field_equals", `{"field":"company","value":null}`, true},
		{"field_equals", `{"field":"company","value":""}`, false},
		{"field_equals", `{"field":"first_name","value":null}`, false},
		{"field_equals", `{"field":"custom_fields.plan","value":"Gold"}`, true},
		{"field_equals", `{"field":"custom_fields.plan","value":"gold"}`, false},
		{"field_equals", `{"field":"custom_fields.seats","value":5.0}`, true},
		{"field_equals", `{"field":"custom_fields.seats","value":"5"}`, false},
		{"field_equals", `{"field":"custom_fields.active","value":true}`, true},
		{"field_equals", `{"field":"custom_fields.none","value":null}`, true},
		{"field_equals", `{"field":"event.order.sum","value":12.5}`, true},
		{"field_equals", `{"field":"event.order","value":null}`, false},
		{"field_equals", `{"field":"event.order.sum.x","value":null}`, true},
		{"field_contains", `{"field":"email","value":"HARBOR"}`, true},
		{"field_contains", `{"field":"company","value":"a"}`, false},
		{"field_contains", `{"field":"custom_fields.plan","value":"OLD"}`, true},
		{"field_contains", `{"field":"custom_fields.seats","value":"5"}`, false},
		{"field_contains", `{"field":"event.text","value":"é"}`, true},
		{"field_contains", `{"field":"event.parts","value":"Wheel"}`, true},
		{"field_contains", `{"field":"event.parts","value":"whee"}`, false},
		{"tag_has", `{"tag":"vip"}`, true},
		{"tag_has", `{"tag":"VIP"}`, false},
		{"time_range", `{"start":"12:00","end":"12:01","timezone":"UTC"}`, true},
		{"time_range", `{"start":"11:00","end":"12:00","timezone":"UTC"}`, false},
		{"time_range", `{"start":"07:00","end":"08:00"}`, true},
		{"time_range", `{"start":"07:00","end":"08:00","timezone":"lead"}`, true},
		{"time_range", `{"start":"22:00","end":"12:01","timezone":"UTC"}`, true},
		{"time_range", `{"start":"22:00","end":"12:00","timezone":"UTC"}`, false},
		{"time_range", `{"start":"11:30","end":"00:00","timezone":"UTC"}`, true},
		{"and", `{"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"vip"}},{"condition_type":"tag_has","condition_config":{"tag":"x"}}]}`, false},
		{"or", `{"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"vip"}},{"condition_type":"tag_has","condition_config":{"tag":"x"}}]}`, true},
		{"not", `{"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"x"}}]}`, true},
	} {
		d := under(t, fmt.Sprintf(`{"condition_type":%q,"condition_config":%s}`, c.kind, c.config))
		f := about("custom.paid", map[string]any{
			"order": map[string]any{"sum": 12.5}, "text": "CAFÉ", "parts": []any{"wheel", 7.0},
		}, "vip")

		if met, trace := d.Holds(f); met != c.met {
			t.Errorf("%s %s: %+v", c.kind, c.config, trace)
		}
	}
}

func TestTimeIsReadOnTheTenantsClockWhereTheLeadHasNone(t *testing.T) {
	t.Parallel()
	d := under(t, `{"condition_type":"time_range","condition_config":{"start":"21:00","end":"21:30","timezone":"lead"}}`)
	f := about("custom.paid", nil)
	f.Zone = time.FixedZone("Tokyo", 9*60*60)

	mine, _ := d.Holds(f)
	f.Lead.Timezone = ""
	theirs, trace := d.Holds(f)

	if mine || !theirs || trace[0].Actual != "21:00" || trace[0].Expected != "21:00-21:30 Tokyo" {
		t.Errorf("%v, %v: %+v", mine, theirs, trace)
	}
}

func TestTraceNamesEveryConditionWithItsPlace(t *testing.T) {
	t.Parallel()
	d := under(t, `{"condition_type":"or","condition_config":{"conditions":[
		{"condition_type":"tag_has","condition_config":{"tag":"vip"}},
		{"condition_type":"not","condition_config":{"conditions":[{"condition_type":"field_equals","condition_config":{"field":"status","value":"lost"}}]}}]}}`)

	_, trace := d.Holds(about("custom.paid", nil, "vip"))

	var got []string
	for _, s := range trace {
		got = append(got, fmt.Sprintf("%s %s %s: %v, %v", s.Path, s.Type, s.Verdict, s.Expected, s.Actual))
	}
	want := []string{
		"/conditions/0 or met: at least one, 2 of 2 met",
		"/conditions/0/condition_config/conditions/0 tag_has met: vip, [vip]",
		"/conditions/0/condition_config/conditions/1 not met: none, 0 of 1 met",
		"/conditions/0/condition_config/conditions/1/condition_config/conditions/0 field_equals not_met: lost, new",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the trace is\n%s", strings.Join(got, "\n"))
	}
}

func TestLongValuesAreCutInTheTrace(t *testing.T) {
	t.Parallel()
	d := under(t, `{"condition_type":"field_equals","condition_config":{"field":"event.text","value":"x"}}`)

	_, trace := d.Holds(about("custom.paid", map[string]any{"text": strings.Repeat("é", 500)}))

	if trace[0].Actual != strings.Repeat("é", 200)+"…" {
		t.Errorf("%v", trace[0].Actual)
	}
}

// TestConditionsAreWhatTheirPlainReadingIs holds nested conditions against a reading that knows
// nothing of traces or paths, and De Morgan's laws against both.
func TestConditionsAreWhatTheirPlainReadingIs(t *testing.T) {
	t.Parallel()
	met, unmet := 0, 0

	rapid.Check(t, func(t *rapid.T) {
		f := about("custom.paid", map[string]any{"n": float64(rapid.IntRange(0, 2).Draw(t, "n"))}, subset(t)...)
		f.Lead.Company = rapid.SampledFrom([]string{"", "Acme", "acme", "Harbor Ltd"}).Draw(t, "company")
		f.Now = noon.Add(time.Duration(rapid.IntRange(0, 1439).Draw(t, "minute")) * time.Minute)
		c := someCondition(t, 4)

		holds, trace := automation.Definition{Conditions: []automation.Condition{c}}.Holds(f)

		if want := plain(c, f); holds != want || len(trace) != size(c) || (trace[0].Verdict == automation.Met) != holds {
			t.Fatalf("%s is %v, %d lines", spelled(c), holds, len(trace))
		}
		if holds {
			met++
		} else {
			unmet++
		}
		all, a := []automation.Condition{c, someCondition(t, 2)}, automation.Definition{}
		a.Conditions = []automation.Condition{not(group("and", all...)), not(group("or", all...))}
		b := automation.Definition{Conditions: []automation.Condition{group("or", not(all[0]), not(all[1])), group("and", not(all[0]), not(all[1]))}}
		_, left := a.Holds(f)
		_, right := b.Holds(f)
		for _, path := range []string{"/conditions/0", "/conditions/1"} {
			if verdictAt(left, path) != verdictAt(right, path) {
				t.Fatalf("De Morgan does not hold for %s and %s", spelled(all[0]), spelled(all[1]))
			}
		}
	})

	if met < 10 || unmet < 10 {
		t.Errorf("%d met and %d not: too easy", met, unmet)
	}
}

func verdictAt(trace []automation.Step, path string) string {
	i := slices.IndexFunc(trace, func(s automation.Step) bool { return s.Path == path })
	return trace[i].Verdict
}

// plain is what a condition means, in as few words as possible.
func plain(c automation.Condition, f automation.Facts) bool {
	k := c.Config
	switch c.Type {
	case "and":
		return !slices.ContainsFunc(k.Conditions, func(c automation.Condition) bool { return !plain(c, f) })
	case "or":
		return slices.ContainsFunc(k.Conditions, func(c automation.Condition) bool { return plain(c, f) })
	case "not":
		return !plain(k.Conditions[0], f)
	case "tag_has":
		return strings.Contains(","+strings.Join(f.Lead.Tags, ",")+",", ","+k.Tag+",")
	case "time_range":
		minutes := func(hhmm string) int { at, _ := time.Parse("15:04", hhmm); return at.Hour()*60 + at.Minute() }
		from, to, now := minutes(k.Start), minutes(k.End), f.Now.Hour()*60+f.Now.Minute()
		return (now-from+1440)%1440 < (to-from+1440)%1440
	case "field_contains":
		return f.Lead.Company != "" && strings.Contains(strings.ToUpper(f.Lead.Company), strings.ToUpper(text(k.Value)))
	}
	if k.Field == "event.n" {
		return fmt.Sprint(f.Event.Data["n"]) == string(k.Value)
	}
	return f.Lead.Company == text(k.Value)
}

func text(raw json.RawMessage) string { return strings.Trim(string(raw), `"`) }

func size(c automation.Condition) int {
	n := 1
	for _, within := range c.Config.Conditions {
		n += size(within)
	}
	return n
}

func spelled(c automation.Condition) string {
	raw, _ := json.Marshal(c)
	return string(raw)
}

func group(kind string, within ...automation.Condition) automation.Condition {
	return automation.Condition{Type: kind, Config: automation.ConditionConfig{Conditions: within}}
}

func not(c automation.Condition) automation.Condition { return group("not", c) }

func subset(t *rapid.T) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"vip", "new", "cold"}), 0, 3, rapid.ID).Draw(t, "tags")
}

func someCondition(t *rapid.T, depth int) automation.Condition {
	kind := rapid.SampledFrom([]string{"and", "or", "not", "tag_has", "time_range", "field_equals", "field_contains", "event"}).Draw(t, "kind")
	if depth == 0 && slices.Contains([]string{"and", "or", "not"}, kind) {
		kind = "tag_has"
	}
	var k automation.ConditionConfig
	switch kind {
	case "and", "or":
		for range rapid.IntRange(1, 3).Draw(t, "n") {
			k.Conditions = append(k.Conditions, someCondition(t, depth-1))
		}
	case "not":
		k.Conditions = []automation.Condition{someCondition(t, depth-1)}
	case "tag_has":
		k.Tag = rapid.SampledFrom([]string{"vip", "new", "cold", "VIP"}).Draw(t, "tag")
	case "time_range":
		start, length := rapid.IntRange(0, 1439).Draw(t, "start"), rapid.IntRange(1, 1439).Draw(t, "length")
		k.Start, k.End, k.Timezone = hhmm(start), hhmm(start+length), "UTC"
	case "event":
		return automation.Condition{Type: "field_equals", Config: automation.ConditionConfig{Field: "event.n", Value: json.RawMessage(rapid.SampledFrom([]string{"0", "1", "2"}).Draw(t, "n"))}}
	default:
		k.Field = "company"
		k.Value = json.RawMessage(rapid.SampledFrom([]string{`"Acme"`, `"acme"`, `"HARBOR"`}).Draw(t, "value"))
	}
	return automation.Condition{Type: kind, Config: k}
}

func hhmm(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60) }

// under is a definition with one condition, checked.
func under(t testing.TB, condition string) automation.Definition {
	t.Helper()
	return definition(t, `{"trigger_type":"custom_event","trigger_config":{"event_type":"custom.paid"},"conditions":[`+condition+`],
		"actions":[{"action_type":"create_task","action_config":{"title":"Call back"}}]}`)
}
