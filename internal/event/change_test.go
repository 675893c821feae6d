package event_test

import (
	"encoding/json"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/event"
)

func TestChangeTellsWhatIsAndWhatWas(t *testing.T) {
	t.Parallel()
	before := map[string]any{"name": "Spring", "kind": "static", "description": new("old"), "filter": json.RawMessage("null"), "gone": 1}
	after := map[string]any{"name": "Summer", "kind": "static", "description": (*string)(nil), "filter": json.RawMessage("null"), "new": 2}

	facts := event.Changed(event.ListUpdated, "lead_list", uuid.Nil, before, after)

	if len(facts) != 1 || facts[0].Type != event.ListUpdated || facts[0].ObjectType != "lead_list" {
		t.Fatalf("got %+v", facts)
	}
	data, _ := json.Marshal(facts[0].Data)
	previous, _ := json.Marshal(facts[0].Previous)
	if want := `{"changed":["description","gone","name","new"],"description":null,"gone":null,"name":"Summer","new":2}`; string(data) != want {
		t.Errorf("is %s", data)
	}
	if want := `{"description":"old","gone":1,"name":"Spring","new":null}`; string(previous) != want {
		t.Errorf("was %s", previous)
	}
	if facts := event.Changed(event.ListUpdated, "lead_list", uuid.Nil, before, before); facts != nil {
		t.Errorf("nothing changed: %+v", facts)
	}
}
