package contract

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/carillonhq/carillon/internal/fault"
)

// parameter is one declared name of a path, a query or a header.
type parameter struct {
	in       fault.Place
	name     string
	required bool
	list     bool // may be repeated
	types    map[string]bool
	schema   *schema
}

// parameters reads those of the path item and of the operation; the latter win.
func (l *loader) parameters(op *Operation, shared, own node) {
	byName := map[string]parameter{}
	for _, n := range slices.Concat(shared.items(), own.items()) {
		n = l.follow(n)
		if n.missing() || n.at("in").text() == "cookie" {
			continue
		}
		p := l.parameter(n)
		byName[string(p.in)+" "+p.name] = p
	}
	for _, p := range byName {
		switch p.in {
		case fault.Path:
			op.path = append(op.path, p)
		case fault.Query:
			op.query = append(op.query, p)
		case fault.Header:
			op.header = append(op.header, p)
		}
	}
	for _, list := range [][]parameter{op.path, op.query, op.header} {
		slices.SortFunc(list, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	}
	l.checkTemplate(op)
}

// checkTemplate complains when the path's braces and its parameters differ.
func (l *loader) checkTemplate(op *Operation) {
	declared := 0
	for _, p := range op.path {
		if strings.Contains(op.Path, "{"+p.name+"}") {
			declared++
		}
	}
	if declared != len(op.path) || declared != strings.Count(op.Path, "{") {
		l.complain(op.Method+" "+op.Path, "the path and its parameters do not name the same things")
	}
}

func (l *loader) parameter(n node) parameter {
	p := parameter{
		in:       fault.Place(n.at("in").text()),
		name:     n.at("name").text(),
		required: n.at("required").is(),
		schema:   l.schema(n.at("schema")),
	}
	if p.schema == nil {
		l.complain(n.pointer, "the parameter %q has no schema", p.name)
		return p
	}
	p.types = map[string]bool{}
	collectTypes(p.schema.compiled, p.types)
	p.list = p.types["array"]
	l.checkStyle(n, p)
	return p
}

// checkStyle refuses what the generated clients serialise in different ways.
func (l *loader) checkStyle(n node, p parameter) {
	style, explode := n.at("style").text(), n.at("explode").value
	switch {
	case p.list && p.in != fault.Query:
		l.complain(n.pointer, "lists are read from the query only")
	case p.in == fault.Query && (style != "" && style != "form" || explode == false):
		l.complain(n.pointer, "the query is read as style form with explode only")
	case p.in != fault.Query && style != "" && style != "simple":
		l.complain(n.pointer, "paths and headers are read as style simple only")
	}
}

// collectTypes gathers the types a schema allows, through references and alternatives.
func collectTypes(s *jsonschema.Schema, types map[string]bool) {
	if s == nil {
		return
	}
	if s.Types != nil {
		for _, t := range s.Types.ToStrings() {
			types[t] = true
		}
		return
	}
	collectTypes(s.Ref, types)
	for _, branch := range slices.Concat(s.AllOf, s.AnyOf, s.OneOf) {
		collectTypes(branch, types)
	}
}

var (
	wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,30})$`)
	anyNumber   = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$`)
)

// read turns the text of a parameter into the JSON value that its schema speaks of. Text that
// is no such value stays text, for the schema to refuse.
func (p parameter) read(text string, types map[string]bool) any {
	switch {
	case types["integer"] && wholeNumber.MatchString(text),
		types["number"] && anyNumber.MatchString(text):
		return json.Number(text)
	case types["boolean"] && text == "true":
		return true
	case types["boolean"] && text == "false":
		return false
	}
	return text
}

// check is what is wrong with the values given for one parameter, none of which may be text that
// no database would take.
func (p parameter) check(values []string) []fault.Violation {
	if len(values) == 0 {
		return p.absent()
	}
	if len(values) > 1 && !p.list {
		return p.wrong("repeated_parameter", "Give this parameter once.")
	}
	for _, v := range values {
		if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
			return p.wrong("malformed", "Must be UTF-8 text without the character NUL.")
		}
	}
	found := p.schema.check(p.value(values))
	for i := range found {
		found[i].In, found[i].Name, found[i].Pointer = p.in, p.name, ""
	}
	return found
}

func (p parameter) value(values []string) any {
	if !p.list {
		return p.read(values[0], p.types)
	}
	types := map[string]bool{}
	collectTypes(itemSchema(p.schema.compiled), types)
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = p.read(v, types)
	}
	return list
}

func itemSchema(s *jsonschema.Schema) *jsonschema.Schema {
	for s != nil && s.Items2020 == nil {
		s = s.Ref
	}
	if s == nil {
		return nil
	}
	return s.Items2020
}

func (p parameter) absent() []fault.Violation {
	if !p.required {
		return nil
	}
	return p.wrong("required", "This parameter is required.")
}

func (p parameter) wrong(code, message string) []fault.Violation {
	return []fault.Violation{{In: p.in, Name: p.name, Code: code, Message: message}}
}

func (op *Operation) checkPath(value func(string) string) []fault.Violation {
	var found []fault.Violation
	for _, p := range op.path {
		found = append(found, p.check([]string{value(p.name)})...)
	}
	return found
}

func (op *Operation) checkHeader(header http.Header) []fault.Violation {
	var found []fault.Violation
	for _, p := range op.header {
		found = append(found, p.check(header.Values(p.name))...)
	}
	return found
}

func (op *Operation) checkQuery(raw string) ([]fault.Violation, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, ErrMalformedQuery
	}
	var found []fault.Violation
	for _, p := range op.query {
		found = append(found, p.check(values[p.name])...)
		delete(values, p.name)
	}
	for name := range values {
		found = append(found, op.unknownParameter(name))
	}
	return found, nil
}

func (op *Operation) unknownParameter(name string) fault.Violation {
	names := make([]string, len(op.query))
	for i, p := range op.query {
		names[i] = p.name
	}
	v := fault.Violation{In: fault.Query, Name: shown(name), Code: "unknown_parameter"}
	v.Message, v.Meta = suggest(name, names, "parameter")
	return v
}
