package contract

import (
	"fmt"
	"math"
	"strings"
)

// Event is a type of event as webhooks has it. Schemas and example are plain JSON values, without
// references; nil where the contract has none.
type Event struct {
	Summary        string
	Trigger        string // the name automations know it by; empty: none
	Schema         any    // of its data
	PreviousSchema any    // of what changed, as it was before
	Example        any    // of the message that an endpoint receives

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
	table := node{value: l.root}.at("webhooks")
	for _, name := range table.keys() {
		all[name] = l.event(table.at(name, "post"))
		if all[name].data == nil {
			l.complain("webhooks/"+name, "has no schema for its data.object")
		}
	}
	return all
}

func (l *loader) event(n node) *Event {
	message := n.at("requestBody", "content", "application/json")
	fields := message.at("schema", "properties", "data", "properties")
	data, previous := fields.at("object"), fields.at("previous")
	e := &Event{
		Summary: n.at("summary").text(), Trigger: n.at("x-trigger").text(),
		Schema: l.whole(data), PreviousSchema: l.whole(previous), Example: message.at("example").value,
		data: l.schema(data), previous: l.schema(previous), personal: map[string]bool{},
	}
	e.mark(l.follow(data))
	e.mark(l.follow(previous))
	return e
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
