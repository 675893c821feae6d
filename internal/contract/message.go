package contract

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/carillonhq/carillon/internal/fault"
)

// rule is how one keyword of a schema is spoken of.
type rule struct {
	code, message string
	name          string // of the bound in meta
	bound         any    // nil when the keyword has none
}

// ruleOf names the keywords that hold a bound.
func ruleOf(k jsonschema.ErrorKind) rule {
	switch k := k.(type) {
	case *kind.MinLength:
		return rule{"too_short", "Must have at least " + count(k.Want, "character", "characters") + ".", "min_length", k.Want}
	case *kind.MaxLength:
		return rule{"too_long", "Must have at most " + count(k.Want, "character", "characters") + ".", "max_length", k.Want}
	case *kind.Minimum:
		return rule{"below_minimum", "Must be at least " + decimal(k.Want) + ".", "minimum", json.Number(decimal(k.Want))}
	case *kind.ExclusiveMinimum:
		return rule{"below_minimum", "Must be more than " + decimal(k.Want) + ".", "exclusive_minimum", json.Number(decimal(k.Want))}
	case *kind.Maximum:
		return rule{"above_maximum", "Must be at most " + decimal(k.Want) + ".", "maximum", json.Number(decimal(k.Want))}
	case *kind.ExclusiveMaximum:
		return rule{"above_maximum", "Must be less than " + decimal(k.Want) + ".", "exclusive_maximum", json.Number(decimal(k.Want))}
	case *kind.MultipleOf:
		return rule{"not_a_multiple", "Must be a multiple of " + decimal(k.Want) + ".", "multiple_of", json.Number(decimal(k.Want))}
	case *kind.MinItems:
		return rule{"too_few_items", "Must have at least " + count(k.Want, "item", "items") + ".", "min_items", k.Want}
	case *kind.MaxItems:
		return rule{"too_many_items", "Must have at most " + count(k.Want, "item", "items") + ".", "max_items", k.Want}
	case *kind.UniqueItems:
		return rule{"duplicate_items", "Items must differ; two are equal.", "positions", k.Duplicates[:]}
	case *kind.MinProperties:
		return rule{"too_few_fields", "Must have at least " + count(k.Want, "field", "fields") + ".", "min_fields", k.Want}
	case *kind.MaxProperties:
		return rule{"too_many_fields", "Must have at most " + count(k.Want, "field", "fields") + ".", "max_fields", k.Want}
	case *kind.Pattern:
		return rule{"pattern_mismatch", "Must match the pattern " + k.Want + ".", "pattern", k.Want}
	case *kind.Not:
		return rule{"not_allowed", "Has a form that is not allowed here.", "", nil}
	}
	return rule{"invalid", "Does not obey the contract.", "", nil}
}

// decimal is a bound in plain digits.
func decimal(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	f, _ := r.Float64()
	return fmt.Sprint(f)
}

// typeWords are the JSON types in plain English, in the order they are told.
var typeWords = []struct{ name, words string }{
	{"string", "text"}, {"integer", "a whole number"}, {"number", "a number"},
	{"boolean", "true or false"}, {"array", "a list"}, {"object", "an object"}, {"null", "null"},
}

func wrongType(pointer string, expected []any) fault.Violation {
	var words []string
	for _, t := range typeWords {
		if slices.Contains(expected, any(t.name)) {
			words = append(words, t.words)
		}
	}
	return fault.Violation{In: fault.Body, Pointer: pointer, Code: "invalid_type",
		Message: "Must be " + strings.Join(words, " or ") + ".", Meta: map[string]any{"expected": expected}}
}

func notAllowed(pointer string, allowed []any) fault.Violation {
	words := make([]string, len(allowed))
	for i, value := range allowed {
		words[i] = fmt.Sprint(value)
		if value == nil {
			words[i] = "null"
		}
	}
	message := "Must be one of: " + strings.Join(words, ", ") + "."
	if len(words) == 1 {
		message = "Must be " + words[0] + "."
	}
	return fault.Violation{In: fault.Body, Pointer: pointer, Code: "not_in_enum",
		Message: message, Meta: map[string]any{"allowed": allowed}}
}

// formatWords tell what a format wants to see.
var formatWords = map[string]string{
	"uuid":      "a UUID, like 0190f5a0-0000-7000-8000-000000000001",
	"date-time": "an RFC 3339 instant, like 2026-03-01T09:00:00Z",
	"date":      "a date, like 2026-03-01",
	"time":      "a time of day, like 09:00",
	"email":     "an e-mail address, like ana@bluebird.example",
	"uri":       "an absolute URI, like https://bluebird.example/hook",
	"ipv4":      "an IPv4 address, like 192.0.2.1",
	"ipv6":      "an IPv6 address, like 2001:db8::1",
	"cidr":      "a network without bits behind its prefix, like 203.0.113.0/24 or 2001:db8::/32",
	"timezone":  "an IANA time zone, like Europe/Paris",

	"event-filter": "a type of GET /event-types, the beginning of some like lead.*, or * for all",
}

func (t translator) wrongFormat(pointer string, k *kind.Format) fault.Violation {
	if n, ok := k.Got.(json.Number); ok {
		return wrongNumber(pointer, n.String(), k.Want)
	}
	words := formatWords[k.Want]
	if words == "" {
		words = "a valid " + k.Want
	}
	v := fault.Violation{In: fault.Body, Pointer: pointer, Code: "invalid_format",
		Message: "Must be " + words + ".", Meta: map[string]any{"format": k.Want}}
	if near := t.near(k); near != "" {
		v.Message += " Did you mean " + near + "?"
		v.Meta["suggestion"] = near
	}
	return v
}

// near is the value of ours that a refused one may have meant, "" when there is none.
func (t translator) near(k *kind.Format) string {
	got, isText := k.Got.(string)
	if nearest := t.suggest[k.Want]; isText && nearest != nil {
		return nearest(got)
	}
	return ""
}

// wrongNumber tells a number that its Go type cannot hold: 1.0 and 1e2 are whole to JSON Schema
// but not to the binding.
func wrongNumber(pointer, got, format string) fault.Violation {
	v := fault.Violation{In: fault.Body, Pointer: pointer, Code: "above_maximum",
		Message: "Must fit the number format " + format + ".", Meta: map[string]any{"format": format}}
	switch {
	case strings.HasPrefix(format, "int") && strings.ContainsAny(got, ".eE"):
		v = wrongType(pointer, []any{"integer"})
		v.Message = "Must be a whole number written in plain digits."
	case strings.HasPrefix(got, "-"):
		v.Code = "below_minimum"
	}
	return v
}
