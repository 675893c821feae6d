package contract

import (
	"fmt"
	"strings"
)

// rewrite walks all that could be a schema. Unions with a discriminator become conditions, so that
// only the chosen branch is judged; numbers without a format get the one Go can hold; rules about
// property names stand alone.
func rewrite(value any) error {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if err := rewrite(item); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, item := range v {
			if err := rewrite(item); err != nil {
				return err
			}
		}
		bound(v)
		isolate(v)
		return choose(v)
	}
	return nil
}

// bound gives integers and numbers without a format the range of int64 and float64.
func bound(s map[string]any) {
	if _, has := s["format"]; has {
		return
	}
	switch {
	case allows(s, "integer") && !allows(s, "string") && !allows(s, "number"):
		s["format"] = "int64"
	case allows(s, "number") && !allows(s, "string"):
		s["format"] = "double"
	}
}

func allows(s map[string]any, typ string) bool {
	if list, ok := s["type"].([]any); ok {
		for _, t := range list {
			if t == typ {
				return true
			}
		}
	}
	return s["type"] == typ
}

// isolate moves propertyNames into a schema of its own: the library gives its errors a place that
// later errors overwrite, so the place is taken from the schema around it.
func isolate(s map[string]any) {
	names, has := s["propertyNames"].(map[string]any)
	if !has {
		return
	}
	all, _ := s["allOf"].([]any)
	s["allOf"] = append(all, map[string]any{"propertyNames": names})
	delete(s, "propertyNames")
}

// choose replaces oneOf or anyOf with a discriminator by if and then for each branch.
func choose(s map[string]any) error {
	discriminator, _ := s["discriminator"].(map[string]any)
	property, _ := discriminator["propertyName"].(string)
	keyword, branches := union(s)
	if property == "" || branches == nil {
		return nil
	}
	names := branchNames(discriminator)
	types, values, conditions := []any{"object"}, []any{}, []any{}
	for _, branch := range branches {
		b, _ := branch.(map[string]any)
		ref, _ := b["$ref"].(string)
		switch {
		case b["type"] == "null":
			types = append(types, "null")
		case ref == "":
			return fmt.Errorf("a union with the discriminator %q has a branch that is no $ref", property)
		default:
			for _, name := range names(ref) {
				values = append(values, name)
				conditions = append(conditions, branchWhen(property, name, ref))
			}
		}
	}
	kind := map[string]any{"type": "string", "enum": values}
	all, _ := s["allOf"].([]any)
	all = append(all, map[string]any{"type": types, "required": []any{property},
		"properties": map[string]any{property: kind}})
	s["allOf"] = append(all, conditions...)
	delete(s, keyword)
	return nil
}

func union(s map[string]any) (keyword string, branches []any) {
	for _, keyword := range []string{"oneOf", "anyOf"} {
		if branches, ok := s[keyword].([]any); ok {
			return keyword, branches
		}
	}
	return "", nil
}

// branchNames tells the discriminator values of a reference: those of the mapping, or the name of
// the schema itself.
func branchNames(discriminator map[string]any) func(ref string) []string {
	byRef := map[string][]string{}
	mapping := node{value: discriminator["mapping"]}
	for _, name := range mapping.keys() {
		ref := mapping.at(name).text()
		byRef[ref] = append(byRef[ref], name)
	}
	return func(ref string) []string {
		if names := byRef[ref]; names != nil {
			return names
		}
		return []string{ref[strings.LastIndexByte(ref, '/')+1:]}
	}
}

func branchWhen(property, name, ref string) map[string]any {
	return map[string]any{
		"if": map[string]any{
			"required":   []any{property},
			"properties": map[string]any{property: map[string]any{"const": name}},
		},
		"then": map[string]any{"$ref": ref},
	}
}
