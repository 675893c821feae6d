package contract

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/carillonhq/carillon/internal/fault"
)

// translator turns what the validator found into violations. It knows the document that the schemas
// came from, and what may have been meant by a value that a format refuses.
type translator struct {
	root    map[string]any
	suggest map[string]func(string) string
}

// violations are those of the body, each place and code once, sorted by pointer.
func (t translator) violations(err error) []fault.Violation {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []fault.Violation{{In: fault.Body, Code: "invalid", Message: "Cannot be checked."}}
	}
	found := t.all(invalid)
	slices.SortFunc(found, func(a, b fault.Violation) int {
		return cmp.Or(strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(found, func(a, b fault.Violation) bool {
		return a.Pointer == b.Pointer && a.Code == b.Code
	})
}

// all walks the tree of causes down to what the customer can mend.
func (t translator) all(e *jsonschema.ValidationError) []fault.Violation {
	switch k := e.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.Reference, *kind.AllOf:
		return t.causes(e)
	case *kind.AnyOf, *kind.OneOf:
		return t.alternatives(e)
	case *kind.Required:
		return absent(e, k.Missing)
	case *kind.DependentRequired:
		return absent(e, k.Missing)
	case *kind.AdditionalProperties:
		return t.unknown(e.InstanceLocation, k.Properties, t.known(e.SchemaURL))
	case *kind.FalseSchema:
		return t.refused(e)
	}
	return []fault.Violation{t.broken(e)}
}

func (t translator) causes(e *jsonschema.ValidationError) []fault.Violation {
	var found []fault.Violation
	for _, cause := range e.Causes {
		if k, ok := cause.ErrorKind.(*kind.PropertyNames); ok {
			found = append(found, t.misnamed(e.InstanceLocation, k.Property, cause))
			continue
		}
		found = append(found, t.all(cause)...)
	}
	return found
}

// misnamed reports a field whose name breaks the rules for names.
func (t translator) misnamed(object []string, name string, e *jsonschema.ValidationError) fault.Violation {
	v := fault.Violation{In: fault.Body, Pointer: field(object, name), Code: "invalid_field_name",
		Message: "The name of this field is not allowed."}
	if rules := t.causes(e); len(rules) > 0 {
		v.Message, v.Meta = "The name of this field is not allowed. "+rules[0].Message, rules[0].Meta
	}
	return v
}

// alternatives judges a union without discriminator. Branches of another type are set aside; when
// one branch is left its violations are the answer, when all are fixed values they are one list.
func (t translator) alternatives(e *jsonschema.ValidationError) []fault.Violation {
	here := pointerTo(e.InstanceLocation)
	var near [][]fault.Violation
	var expected, allowed []any
	for _, cause := range e.Causes {
		found := t.all(cause)
		if v, ok := only(found, here, "invalid_type"); ok {
			expected = append(expected, v.Meta["expected"].([]any)...)
			continue
		}
		if v, ok := only(found, here, "not_in_enum"); ok {
			allowed = append(allowed, v.Meta["allowed"].([]any)...)
		}
		near = append(near, found)
	}
	switch {
	case len(e.Causes) > 0 && len(near) == 0:
		return []fault.Violation{wrongType(here, expected)}
	case len(near) == 1:
		return near[0]
	case len(allowed) >= len(near) && len(near) > 0:
		return []fault.Violation{notAllowed(here, allowed)}
	}
	return []fault.Violation{{In: fault.Body, Pointer: here, Code: "no_match",
		Message: "Must match exactly one of the shapes the contract allows here."}}
}

// only is the one violation of found when it stands here with this code.
func only(found []fault.Violation, here, code string) (fault.Violation, bool) {
	if len(found) == 1 && found[0].Pointer == here && found[0].Code == code {
		return found[0], true
	}
	return fault.Violation{}, false
}

func absent(e *jsonschema.ValidationError, names []string) []fault.Violation {
	var found []fault.Violation
	for _, name := range names {
		found = append(found, fault.Violation{In: fault.Body, Code: "required",
			Pointer: pointerTo(e.InstanceLocation) + "/" + escape(name),
			Message: "This field is required."})
	}
	return found
}

// field is the pointer of a field the caller named, or of its object when the name is too long to
// repeat.
func field(object []string, name string) string {
	if shown(name) == "" {
		return pointerTo(object)
	}
	return pointerTo(object) + "/" + escape(name)
}

// unknown reports fields that an object does not take.
func (t translator) unknown(object, names, known []string) []fault.Violation {
	var found []fault.Violation
	for _, name := range names {
		v := fault.Violation{In: fault.Body, Pointer: field(object, name), Code: "unknown_field"}
		v.Message, v.Meta = suggest(name, known, "field")
		found = append(found, v)
	}
	return found
}

// refused reports a value where the contract allows none: with unevaluatedProperties, an unknown
// field.
func (t translator) refused(e *jsonschema.ValidationError) []fault.Violation {
	owner, closed := strings.CutSuffix(e.SchemaURL, "/unevaluatedProperties")
	if at := len(e.InstanceLocation) - 1; closed && at >= 0 {
		return t.unknown(e.InstanceLocation[:at], e.InstanceLocation[at:], t.known(owner))
	}
	return []fault.Violation{{In: fault.Body, Pointer: pointerTo(e.InstanceLocation),
		Code: "not_allowed", Message: "Nothing may stand here; remove it."}}
}

// known are the property names of the schema at an address of the compiler.
func (t translator) known(schemaURL string) []string {
	return t.properties(t.schemaAt(schemaURL), MaxDepth)
}

// schemaAt is what stands in the document at an address of the compiler.
func (t translator) schemaAt(schemaURL string) node {
	_, fragment, _ := strings.Cut(schemaURL, "#")
	pointer, err := url.PathUnescape(fragment)
	if err != nil {
		return node{}
	}
	return find(t.root, pointer)
}

// properties gathers names through references and allOf, which may be circular.
func (t translator) properties(n node, depth int) []string {
	if depth == 0 || n.missing() {
		return nil
	}
	found := n.at("properties").keys()
	if ref, local := strings.CutPrefix(n.at("$ref").text(), "#"); local {
		found = append(found, t.properties(find(t.root, ref), depth-1)...)
	}
	for _, part := range n.at("allOf").items() {
		found = append(found, t.properties(part, depth-1)...)
	}
	return found
}

// broken is the violation of a single rule on a single value.
func (t translator) broken(e *jsonschema.ValidationError) fault.Violation {
	here := pointerTo(e.InstanceLocation)
	switch k := e.ErrorKind.(type) {
	case *kind.Type:
		return wrongType(here, anys(k.Want))
	case *kind.Enum:
		return notAllowed(here, k.Want)
	case *kind.Const:
		return notAllowed(here, []any{k.Want})
	case *kind.Format:
		return t.wrongFormat(here, k)
	}
	rule := ruleOf(e.ErrorKind)
	if says := t.schemaAt(e.SchemaURL).at("x-pattern-says").text(); says != "" && rule.name == "pattern" {
		rule.message = says
	}
	v := fault.Violation{In: fault.Body, Pointer: here, Code: rule.code, Message: rule.message}
	if rule.bound != nil {
		v.Meta = map[string]any{rule.name: rule.bound}
	}
	return v
}

func anys(texts []string) []any {
	list := make([]any, len(texts))
	for i, s := range texts {
		list[i] = s
	}
	return list
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
