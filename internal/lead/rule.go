package lead

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/spelling"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrFieldValue: a custom field holds what its definition does not allow.
	ErrFieldValue = fault.New(fault.Invalid, "lead_field_value", "A custom field does not hold what it is defined to hold. Read /lead-fields, or set it to null.")
	// ErrFieldUnknown: the tenant takes defined custom fields only, and this is none.
	ErrFieldUnknown = fault.New(fault.Invalid, "lead_field_unknown", "The tenant takes only custom fields that are defined. Define it under /lead-fields, or leave it out.")
)

// rules are what a tenant holds its leads to.
type rules struct {
	region string // of numbers that name no country; "" for none
	strict bool   // whether only defined fields are taken
	fields map[string]definition
}

type definition struct {
	Key, Type string
	Options   []string
}

func rulesOf(ctx context.Context, tx *tenant.Tx) (rules, error) {
	row, err := tx.GetLeadRules(ctx)
	if err != nil {
		return rules{}, err
	}
	r := rules{region: row.DefaultRegion, strict: row.StrictLeadFields, fields: map[string]definition{}}
	var all []definition
	err = json.Unmarshal(row.Fields, &all)
	for _, d := range all {
		r.fields[d.Key] = d
	}
	return r, err
}

// truths are how people write yes and no in tables.
var truths = map[string]bool{"true": true, "yes": true, "y": true, "1": true, "false": false, "no": false, "n": false, "0": false}

// read is custom fields that are all text, as their definitions mean it. What cannot be read stays
// text.
func (r rules) read(custom map[string]any) map[string]any {
	read := maps.Clone(custom)
	for key, value := range custom {
		text, _ := value.(string)
		var typed any
		switch r.fields[key].Type {
		case "number":
			number, err := strconv.ParseFloat(text, 64)
			if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
				continue
			}
			typed = number
		case "boolean":
			truth, known := truths[strings.ToLower(text)]
			if !known {
				continue
			}
			typed = truth
		default:
			continue
		}
		read[key] = typed
	}
	return read
}

// check refuses custom fields that are not what the tenant says of them. Null is none, and is let
// through.
func (r rules) check(custom map[string]any) error {
	var refusal *fault.Fault
	for _, key := range slices.Sorted(maps.Keys(custom)) {
		why, v := r.refuse(key, custom[key])
		switch {
		case why == nil:
			continue
		case refusal == nil:
			refusal = why
		}
		v.In, v.Pointer, v.Code = fault.Body, "/custom_fields/"+key, why.Code
		refusal = refusal.Listing(v)
	}
	if refusal == nil {
		return nil
	}
	return refusal
}

// refuse says why a value may not stand in a field; nil when it may.
func (r rules) refuse(key string, value any) (*fault.Fault, fault.Violation) {
	d, known := r.fields[key]
	switch {
	case value == nil || !known && !r.strict:
		return nil, fault.Violation{}
	case !known:
		return ErrFieldUnknown, r.meant(key)
	case !d.takes(value):
		return ErrFieldValue, d.wanted()
	}
	return nil, fault.Violation{}
}

// meant names the defined field that is nearest to an unknown one.
func (r rules) meant(key string) fault.Violation {
	near := spelling.Nearest(key, slices.Sorted(maps.Keys(r.fields)))
	if near == "" {
		return fault.Violation{Message: "No such field is defined. Define it, or leave it out."}
	}
	return fault.Violation{Message: "No such field is defined. Did you mean " + near + "?", Meta: map[string]any{"suggestion": near}}
}

func (d definition) takes(value any) bool {
	switch d.Type {
	case "number":
		return isNumber(value)
	case "boolean":
		_, ok := value.(bool)
		return ok
	}
	text, ok := value.(string)
	switch {
	case ok && d.Type == "date":
		_, err := time.Parse(time.DateOnly, text)
		return err == nil
	case ok && d.Type == "choice":
		return slices.Contains(d.Options, text)
	}
	return ok
}

func isNumber(value any) bool {
	switch value.(type) {
	case float64, int, int64, json.Number:
		return true
	}
	return false
}

// wanted says what a field takes.
func (d definition) wanted() fault.Violation {
	v := fault.Violation{Message: "Must be " + map[string]string{
		"text": "text", "number": "a number", "boolean": "true or false", "date": "a date, like 2026-03-31",
		"choice": "one of: " + strings.Join(d.Options, ", "),
	}[d.Type] + ".", Meta: map[string]any{"type": d.Type}}
	if d.Type == "choice" {
		v.Meta["options"] = d.Options
	}
	return v
}
