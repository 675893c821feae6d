package list

import (
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/carillonhq/carillon/internal/fault"
)

// maxDepth is how deep all, any and not may nest.
const maxDepth = 8

var (
	// ErrFilterDepth: the filter nests too deep.
	ErrFilterDepth = fault.New(fault.Invalid, "filter_too_deep", "Filters nest at most 8 deep. Flatten it.").At("/filter")
	// ErrFilterValue: the operator needs a value it was not given, or takes none.
	ErrFilterValue = fault.New(fault.Invalid, "filter_value", "Give a value to this operator; is_set and is_not_set take none.")
	// ErrFilterEmpty: the groups all and any find nothing without filters, and not needs one.
	ErrFilterEmpty = fault.New(fault.Invalid, "filter_empty", "Give all and any at least one filter, and not exactly one.")
	// ErrFilterNumber: the operators greater_than and less_than compare numbers.
	ErrFilterNumber = fault.New(fault.Invalid, "filter_number", "greater_than and less_than take a number.")
)

// Filter finds leads. Type says which of the other fields count: all and any (Filters), not
// (Filter), tag (Tag), field and custom_field (Field, Op, Value). It is the contract's LeadFilter.
type Filter struct {
	Type    string          `json:"type"`
	Filters []Filter        `json:"filters,omitempty"`
	Filter  *Filter         `json:"filter,omitempty"`
	Tag     string          `json:"tag,omitempty"`
	Field   string          `json:"field,omitempty"`
	Op      string          `json:"op,omitempty"`
	Value   json.RawMessage `json:"value,omitempty"`
}

// Parse reads a filter that the contract has checked, and refuses what the contract cannot see:
// depth, and values that do not fit their operator. Violations point below /filter.
func Parse(raw json.RawMessage) (Filter, error) {
	var f Filter
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, err
	}
	return f, f.check("/filter", 1)
}

func (f Filter) check(at string, depth int) error {
	if depth > maxDepth {
		return ErrFilterDepth
	}
	for i, sub := range f.Filters {
		if err := sub.check(fmt.Sprintf("%s/filters/%d", at, i), depth+1); err != nil {
			return err
		}
	}
	if f.Filter != nil {
		return f.Filter.check(at+"/filter", depth+1)
	}
	if f.Type == "not" || (f.Type == "all" || f.Type == "any") && len(f.Filters) == 0 {
		return ErrFilterEmpty.At(at)
	}
	if f.Type == "field" || f.Type == "custom_field" {
		return f.checkValue(at + "/value")
	}
	return nil
}

func (f Filter) checkValue(at string) error {
	given := f.Value != nil && string(f.Value) != "null"
	if given == (f.Op == "is_set" || f.Op == "is_not_set") {
		return ErrFilterValue.At(at)
	}
	if (f.Op == "greater_than" || f.Op == "less_than") && json.Unmarshal(f.Value, new(float64)) != nil {
		return ErrFilterNumber.At(at)
	}
	return nil
}

// query is SQL under construction: values never stand in the text, only as numbered arguments.
type query struct {
	text strings.Builder
	args []any
}

func (q *query) arg(v any) string {
	q.args = append(q.args, v)
	return fmt.Sprintf("$%d", len(q.args))
}

// add writes the filter as a condition on leads l. A condition is true, false or null; not takes
// null for false.
func (f Filter) add(q *query) {
	switch f.Type {
	case "all":
		join(q, f.Filters, " AND ")
	case "any":
		join(q, f.Filters, " OR ")
	case "not":
		q.text.WriteString("(")
		f.Filter.add(q)
		q.text.WriteString(") IS NOT TRUE")
	case "tag":
		fmt.Fprintf(&q.text, "EXISTS (SELECT FROM lead_tags g WHERE g.tenant_id = current_tenant() AND g.lead_id = l.id AND g.tag = %s)", q.arg(f.Tag))
	case "field":
		f.addField(q)
	case "custom_field":
		f.addCustom(q)
	default: // the contract lets no other through; nothing matches rather than everything
		q.text.WriteString("false")
	}
}

func join(q *query, filters []Filter, with string) {
	q.text.WriteString("(")
	for i, f := range filters {
		if i > 0 {
			q.text.WriteString(with)
		}
		f.add(q)
	}
	q.text.WriteString(")")
}

// columns are the fields a filter may name; email is compared in its normal form.
var columns = map[string]string{
	"email": "l.email_key", "phone": "l.phone", "external_id": "l.external_id", "first_name": "l.first_name",
	"last_name": "l.last_name", "company": "l.company", "timezone": "l.timezone", "status": "l.status",
}

// compare holds one form per operator: %[1]s is the column, %[2]s the argument. The forms are
// those that may use an index under row security. Letter case is that of Unicode, whatever locale
// the database was made with.
var compare = map[string]string{
	"equals":      "%[1]s = %[2]s",
	"not_equals":  "%[1]s IS DISTINCT FROM %[2]s",
	"starts_with": "%[1]s ^@ %[2]s",
	"contains":    `strpos(lower(%[1]s COLLATE "und-x-icu"), lower(%[2]s COLLATE "und-x-icu")) > 0`,
	"is_set":      "%[1]s IS NOT NULL",
	"is_not_set":  "%[1]s IS NULL",
}

func (f Filter) addField(q *query) {
	column, form := columns[f.Field], compare[f.Op]
	if column == "" || form == "" {
		q.text.WriteString("false")
		return
	}
	argument := ""
	if strings.Contains(form, "%[2]s") {
		var text string
		_ = json.Unmarshal(f.Value, &text)
		if f.Field == "email" {
			text = strings.ToLower(norm.NFC.String(strings.TrimSpace(text)))
		}
		argument = q.arg(text) + "::text"
	}
	q.text.WriteString(strings.ReplaceAll(strings.ReplaceAll(form, "%[1]s", column), "%[2]s", argument))
}

// compareCustom is compare for values in custom_fields; numbers are compared only with numbers.
var compareCustom = map[string]string{
	"equals":       "%[1]s = %[2]s::jsonb",
	"not_equals":   "%[1]s IS DISTINCT FROM %[2]s::jsonb",
	"greater_than": "CASE WHEN jsonb_typeof(%[1]s) = 'number' THEN (%[1]s)::numeric > (%[2]s::jsonb)::numeric END",
	"less_than":    "CASE WHEN jsonb_typeof(%[1]s) = 'number' THEN (%[1]s)::numeric < (%[2]s::jsonb)::numeric END",
	"is_set":       "%[1]s IS NOT NULL",
	"is_not_set":   "%[1]s IS NULL",
}

func (f Filter) addCustom(q *query) {
	form := compareCustom[f.Op]
	if form == "" {
		q.text.WriteString("false")
		return
	}
	column, argument := "l.custom_fields -> "+q.arg(f.Field)+"::text", ""
	if strings.Contains(form, "%[2]s") {
		argument = q.arg(string(f.Value))
	}
	q.text.WriteString("(" + strings.ReplaceAll(strings.ReplaceAll(form, "%[1]s", "("+column+")"), "%[2]s", argument) + ")")
}
