package scenario_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// object is a JSON object.
type object = map[string]any

// invented is an automation that chance made. A plain one listens to what only the front door can
// bring about, and asks only what the event says: so the log alone decides on its runs.
type invented struct {
	name     string
	body     object
	plain    bool
	id       uuid.UUID
	versions []object // what ran, the first first
}

// world is what chance made for one tenant.
type world struct {
	dice        *rand.Rand
	tenant      string
	user        string
	list        uuid.UUID
	automations []*invented
	leads       []uuid.UUID
	sent        int // events of its own
}

// customer is whom the automations that feed each other are for; nobody else meets them.
const customer = "customer"

// one chooses among values.
func one[T any](dice *rand.Rand, values ...T) T { return values[dice.IntN(len(values))] }

// invent makes the automations of a tenant.
func (w *world) invent() {
	for i := range 7 {
		w.automations = append(w.automations, w.plain(i))
	}
	for i := range 5 {
		w.automations = append(w.automations, w.feeding(i))
	}
	w.automations = append(w.automations, &invented{name: "next-year", plain: true, body: object{
		"trigger_type": "custom_event", "trigger_config": object{"event_type": "custom.t0"}, "entry": object{"policy": "once"},
		"actions": []any{object{"action_type": "create_task", "action_config": object{"title": "next-year 0"}, "delay_seconds": 365 * 24 * 60 * 60}},
	}})
	for _, a := range w.automations {
		a.body["name"] = a.name
	}
}

// plain makes an automation that the log alone decides on.
func (w *world) plain(i int) *invented {
	a := &invented{name: fmt.Sprint("plain", i), plain: true, body: object{"trigger_type": "lead_created"}}
	entry := one(w.dice, object{}, object{}, object{"policy": "once"}, object{"policy": "once", "key": "event.word"},
		object{"policy": "again_after", "after_seconds": 1800}, object{"policy": "parallel"})
	policy, _ := entry["policy"].(string)
	if policy == "again_after" || policy == "parallel" {
		a.name = fmt.Sprint("timed", i) // how many of its runs begin is decided by the hour
	}
	if i > 0 {
		a.body["trigger_type"], a.body["trigger_config"] = "custom_event", object{"event_type": fmt.Sprint("custom.t", i%3)}
	}
	a.body["entry"], a.body["conditions"] = entry, w.conditions(i == 0)
	var actions []any
	for n := range 1 + w.dice.IntN(4) {
		kinds := []string{"create_task"}
		if strings.HasPrefix(a.name, "plain") {
			kinds = append(kinds, "create_task", "add_tag", "remove_tag", "update_lead", "send_sms", "add_to_list")
		}
		actions = append(actions, w.deed(fmt.Sprintf("%s_%d", a.name, n), kinds))
	}
	a.body["actions"] = actions
	return a
}

// conditions are few, or one that holds others.
func (w *world) conditions(created bool) []any {
	all := []any{}
	for range w.dice.IntN(3) {
		all = append(all, w.condition(created, 3))
	}
	return all
}

func (w *world) condition(created bool, deep int) object {
	if deep > 0 && w.dice.IntN(2) == 0 {
		kind, within := one(w.dice, "and", "or", "not"), []any{w.condition(created, deep-1)}
		for kind != "not" && w.dice.IntN(2) == 0 {
			within = append(within, w.condition(created, deep-1))
		}
		return object{"condition_type": kind, "condition_config": object{"conditions": within}}
	}
	field, value, kind := "event.n", any(w.dice.IntN(3)), "field_equals"
	switch {
	case created && w.dice.IntN(2) == 0:
		field, value, kind = "event.tags", one(w.dice, "a", "b"), "field_contains"
	case created:
		field, value = "event.status", one(w.dice, customer, "new")
	case w.dice.IntN(3) == 0:
		field, value, kind = "event.word", one(w.dice, "re", "E", "green"), "field_contains"
	case w.dice.IntN(3) == 0:
		field, value = "event.flag", w.dice.IntN(2) == 0
	}
	return object{"condition_type": kind, "condition_config": object{"field": field, "value": value}}
}

// deed is an action of one of some kinds, whose traces bear its name.
func (w *world) deed(name string, kinds []string) object {
	kind := one(w.dice, kinds...)
	config := map[string]object{
		"create_task": {"title": name}, "add_tag": {"tag": name}, "remove_tag": {"tag": one(w.dice, "a", "b")},
		"update_lead": {"fields": object{"custom_fields." + name: "set"}}, "send_sms": {"body": name}, "add_to_list": {"lead_list_id": w.list},
	}[kind]
	return object{"action_type": kind, "action_config": config, "delay_seconds": one(w.dice, 0, 0, 0, 60, 600, 1500)}
}

// feeding makes an automation that answers what others do to customers, and does what others answer.
func (w *world) feeding(i int) *invented {
	field := func(n int) string { return fmt.Sprint("custom_fields.f", n%3) }
	about := object{"condition_type": "field_equals", "condition_config": object{"field": "status", "value": customer}}
	also := one(w.dice,
		object{"condition_type": "tag_has", "condition_config": object{"tag": one(w.dice, "x", "y")}},
		object{"condition_type": "not", "condition_config": object{"conditions": []any{
			object{"condition_type": "tag_has", "condition_config": object{"tag": one(w.dice, "x", "y", "z")}}}}},
		object{"condition_type": "field_equals", "condition_config": object{"field": field(i + 1), "value": nil}})
	var actions []any
	for n := range 1 + w.dice.IntN(3) {
		action := one(w.dice,
			object{"action_type": "add_tag", "action_config": object{"tag": one(w.dice, "x", "y", "z")}},
			object{"action_type": "remove_tag", "action_config": object{"tag": one(w.dice, "x", "y", "z")}},
			object{"action_type": "update_lead", "action_config": object{"fields": object{field(w.dice.IntN(3)): one[any](w.dice, "on", "off", nil)}}},
			object{"action_type": "create_task", "action_config": object{"title": fmt.Sprintf("feeding%d_%d", i, n)}},
			object{"action_type": "send_sms", "action_config": object{"body": "again"}})
		action["delay_seconds"], action["recheck"] = one(w.dice, 0, 0, 60, 300), w.dice.IntN(4) == 0
		actions = append(actions, action)
	}
	return &invented{name: fmt.Sprint("feeding", i), body: object{
		"trigger_type": "lead_updated", "trigger_config": object{"changed": []any{one(w.dice, "tags", field(i), "custom_fields")}},
		"conditions": []any{about, also}, "actions": actions,
		"entry": one(w.dice, object{}, object{}, object{"policy": "parallel"}, object{"policy": "again_after", "after_seconds": 900}),
	}}
}

// happening is an event of the tenant's own.
func (w *world) happening() object {
	w.sent++
	e := object{"id": fmt.Sprint("own-", w.sent), "type": fmt.Sprint("custom.t", w.dice.IntN(3)), "data": object{
		"n": w.dice.IntN(3), "word": one(w.dice, "red", "green", "blue"), "flag": w.dice.IntN(2) == 0,
	}}
	if w.dice.IntN(15) > 0 {
		e["lead_id"] = one(w.dice, w.leads...)
	}
	return e
}

// model is what must come of a tenant's log, told from the log and the definitions alone.
type model struct {
	running map[uuid.UUID]object
	entered map[string]bool
	began   map[string]int64 // when the last run of an entry began, for again_after
}

// answer is the run that an automation owes to an event, heard at an instant in microseconds.
func (m *model) answer(of *invented, d, data object, lead string, when int64) (state string) {
	entry, _ := d["entry"].(object)
	policy, _ := entry["policy"].(string)
	key := fmt.Sprint(of.id, " ", lead, " ")
	if path, ok := entry["key"].(string); ok && data[strings.TrimPrefix(path, "event.")] != nil {
		key += fmt.Sprint(data[strings.TrimPrefix(path, "event.")])
	}
	last, before := m.began[key]
	switch {
	case !holds("and", d["conditions"], data):
		return "not_matched conditions_not_met"
	case lead == "" && slices.ContainsFunc(d["actions"].([]any), forLead):
		return "not_matched no_lead"
	case lead == "":
		return "began"
	case policy == "once" && m.entered[key]:
		return "not_matched entered_before"
	case policy == "again_after" && before && when-last < 1800e6:
		return "not_matched again_too_soon"
	case policy == "parallel" && before:
		return "began or not_matched run_unfinished"
	}
	m.entered[key], m.began[key] = true, when
	return "began"
}

func forLead(action any) bool { return action.(object)["action_type"] != "create_task" }

// holds asks conditions by their plain meaning.
func holds(kind string, conditions any, data object) bool {
	met := 0
	all, _ := conditions.([]any)
	for _, c := range all {
		of, config := c.(object)["condition_type"].(string), c.(object)["condition_config"].(object)
		path, _ := config["field"].(string)
		actual := data[strings.TrimPrefix(path, "event.")]
		var yes bool
		switch of {
		case "field_equals":
			yes = fmt.Sprintf("%T%v", actual, actual) == fmt.Sprintf("%T%v", config["value"], config["value"])
		case "field_contains":
			texts, ok := actual.([]any)
			whole, _ := actual.(string)
			yes = ok && slices.Contains(texts, config["value"]) || !ok && strings.Contains(strings.ToLower(whole), strings.ToLower(config["value"].(string)))
		default:
			yes = holds(of, config["conditions"], data)
		}
		if yes {
			met++
		}
	}
	return map[string]bool{"and": met == len(all), "or": met > 0, "not": met == 0}[kind]
}

// plainly is a value as JSON brings it back: every number a float64.
func plainly(v object) (same object) {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // what the story made up
	}
	_ = json.Unmarshal(raw, &same)
	return same
}
