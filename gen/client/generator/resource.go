package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// resource is one tag: a field of API and its type.
type resource struct {
	Name, Says string
	Methods    []method
}

// method is one operation.
type method struct {
	Name, Says   string
	Verb, Path   string
	Call         string      // the function of the generated client
	Parameters   []parameter // as customers give them
	Arguments    string      // as the generated client takes them
	Result, Item string      // of the answer; of a list, what it holds
	Told         string      // of a stream: what it tells
	Kinds        []parameter // of a stream that tells several kinds of things: each, as a field of Told
}

// Given is a method's parameters as Go writes them, each with a comma after it.
func (m method) Given() string {
	text := ""
	for _, p := range m.Parameters {
		text += p.Name + " " + p.Type + ", "
	}
	return text
}

// gather finds for each operation of a contract what the generated client has of it.
func gather(s spec, c code) ([]resource, error) {
	operations, err := s.operations()
	if err != nil {
		return nil, err
	}
	var all []resource
	for _, tag := range s.Tags {
		r := resource{Name: pascal(tag.Name), Says: tag.Description}
		for _, op := range operations {
			if op.Tags[0] != tag.Name {
				continue
			}
			made, known := c.calls[strings.ToLower(op.ID)]
			if !known {
				return nil, fmt.Errorf("%s is not in the generated client", op.ID)
			}
			r.Methods = append(r.Methods, c.method(tag.Name, op, made))
		}
		if len(r.Methods) > 0 {
			all = append(all, r)
		}
	}
	return all, nil
}

func (c code) method(tag string, op operation, made call) method {
	m := method{Name: short(tag, made.name), Says: op.says(), Verb: op.method, Path: op.path, Call: made.name}
	m.tells(op)
	m.Result = c.field(made.name+"Response", "JSON2")
	if c.field(m.Result, "NextCursor") != "" {
		m.Item = strings.TrimPrefix(c.field(m.Result, "Data"), "[]")
	}
	arguments, options := []string{"ctx"}, "options"
	for _, p := range made.parameters {
		switch {
		case p.Name == "params" && !c.queried(strings.TrimPrefix(p.Type, "*")):
			arguments = append(arguments, "nil")
			continue
		case p.Name == "params":
			p.Name = "query"
		case p.Name == "body":
			p.Type = c.aliases[p.Type]
		case c.plain(p.Type) == "string":
			options = "segment(" + p.Name + ", " + options + ")"
			p.Type = "string"
		default:
			p.Type = c.plain(p.Type)
		}
		arguments = append(arguments, p.Name)
		m.Parameters = append(m.Parameters, p)
	}
	m.Arguments = strings.Join(append(arguments, options+"..."), ", ")
	return m
}

// tells notes what an operation streams, if it does.
func (m *method) tells(op operation) {
	m.Told = op.told().name()
	for _, kind := range slices.Sorted(maps.Keys(op.told().Kinds)) {
		m.Told = strings.TrimPrefix(m.Call, "Stream") + "Update"
		m.Kinds = append(m.Kinds, parameter{kind, op.told().Kinds[kind].name()})
	}
}

// Field is a kind of thing as a field is named.
func (p parameter) Field() string { return pascal(p.Name) }

// short leaves out of an operation's name what the tag says already: CreateLead of leads is Create,
// ListLeads is List, ListLeadListMembers of lead-lists is ListMembers.
func short(tag, name string) string {
	plural := pascal(tag)
	singular := strings.TrimSuffix(plural, "s")
	if stem, is := strings.CutSuffix(plural, "ies"); is {
		singular = stem + "y"
	}
	said := regexp.MustCompile(`(?:To)?(?:` + plural + `|` + singular + `)([^a-z]|$)`)
	if rest := said.ReplaceAllString(name, "$1"); rest != "" {
		return rest
	}
	return name
}

// pascal writes a tag as a Go name: lead-lists is LeadLists, api-keys is APIKeys.
func pascal(tag string) string {
	text := ""
	for _, word := range strings.Split(tag, "-") {
		if word == "api" {
			text += "API"
			continue
		}
		text += strings.ToUpper(word[:1]) + word[1:]
	}
	return text
}
