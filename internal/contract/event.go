package contract

import (
	"fmt"
	"math"
	"strings"
)

// Event is a type of event as x-events has it. Schemas and examples are plain JSON values, without
// references; nil where the contract has none.
type Event struct {
	Summary         string
	Trigger         string // the name automations know it by; empty: none
	Schema          any    // of its data
	PreviousSchema  any    // of what changed, as it was before
	Example         any    // of its data
	PreviousExample any

	data, previous *schema
	personal       map[string]bool // of the fields it names, those that say something of a person
	others         bool            // whether a field it does not name does
}

// Personal says whether a field of data or previous says something of a person, by the mark
// x-personal on its schema.
func (e *Event) Personal(field string) bool {
	marked, named := e.personal[field]
	return marked || !named && e.others
}

func (l *loader) events() map[string]*Event {
	all := map[string]*Event{}
	table := node{value: l.root}.at("x-events")
	for _, name := range table.keys() {
		n := table.at(name)
		all[name] = &Event{
			Summary: n.at("summary").text(), Trigger: n.at("trigger").text(),
			Schema: l.whole(n.at("data")), PreviousSchema: l.whole(n.at("previous")),
			Example: n.at("example").value, PreviousExample: n.at("previous_example").value,
			data: l.schema(n.at("data")), previous: l.schema(n.at("previous")), personal: map[string]bool{},
		}
		all[name].mark(l.follow(n.at("data")))
		all[name].mark(l.follow(n.at("previous")))
		if all[name].data == nil {
			l.complain("x-events/"+name, "has no schema for its data")
		}
	}
	return all
}

// mark learns from a schema which fields are personal.
func (e *Event) mark(n node) {
	fields := n.at("properties")
	for _, name := range fields.keys() {
		e.personal[name] = e.personal[name] || fields.at(name, "x-personal").is()
	}
	e.others = e.others || n.at("additionalProperties", "x-personal").is()
}

// whole is what stands at n with every reference replaced by what it leads to, and without the keys
// that only our generators read.
func (l *loader) whole(n node) any {
	n = l.follow(n)
	switch v := n.value.(type) {
	case []any:
		list := make([]any, len(v))
		for i, item := range n.items() {
			list[i] = l.whole(item)
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for _, key := range n.keys() {
			if !strings.HasPrefix(key, "x-") {
				m[key] = l.whole(n.at(key))
			}
		}
		return m
	}
	return n.value
}

// Check judges data and previous of an event of ours, for tests; previous is nil where there is
// none, which must be so just where the contract has no shape for it. The error lists every
// violation without repeating values.
func (e *Event) Check(data, previous []byte) error {
	if (previous == nil) != (e.previous == nil) {
		return fmt.Errorf("previous is there: %t; in the contract: %t", previous != nil, e.previous != nil)
	}
	if err := e.data.judge(data); err != nil || previous == nil {
		return err
	}
	return e.previous.judge(previous)
}

// judge checks a value in JSON.
func (s *schema) judge(raw []byte) error {
	value, err := decode(raw, math.MaxInt)
	if err != nil {
		return err
	}
	if found := s.check(value); len(found) > 0 {
		return fmt.Errorf("%s", describe(found))
	}
	return nil
}
