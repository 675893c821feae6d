package contract

import (
	"fmt"
	"math"
)

// Event is a type of event as x-events has it.
type Event struct {
	Summary string
	Trigger string // the name automations know it by; empty: none
	data    *schema
}

func (l *loader) events() map[string]*Event {
	all := map[string]*Event{}
	table := node{value: l.root}.at("x-events")
	for _, name := range table.keys() {
		n := table.at(name)
		all[name] = &Event{Summary: n.at("summary").text(), Trigger: n.at("trigger").text(), data: l.schema(n.at("data"))}
		if all[name].data == nil {
			l.complain("x-events/"+name, "has no schema for its data")
		}
	}
	return all
}

// CheckData judges the data of an event of ours, for tests. The error lists every violation without
// repeating values.
func (e *Event) CheckData(raw []byte) error {
	value, err := decode(raw, math.MaxInt)
	if err != nil {
		return err
	}
	if found := e.data.check(value); len(found) > 0 {
		return fmt.Errorf("%s", describe(found))
	}
	return nil
}
