package automation

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/window"
)

// Facts are what a decision is made from.
type Facts struct {
	Automation uuid.UUID // whose definition it is
	Event      Event
	Lead       *Lead          // whom the event is about; nil without one
	Zone       *time.Location // the tenant's
	Now        time.Time      // business time
}

// Event is what happened, as far as a run remembers it.
type Event struct {
	ID         uuid.UUID      `json:"id"`
	Type       event.Type     `json:"type"`
	ObjectType string         `json:"object_type"`
	Object     uuid.UUID      `json:"object_id"`
	Data       map[string]any `json:"data"` // as encoding/json reads an object
	At         time.Time      `json:"at"`
	Depth      int            `json:"-"` // causes behind it
	Chain      []uuid.UUID    `json:"-"` // automations among them
	Parent     string         `json:"-"` // the traceparent of what caused it; empty: none is known
}

// Lead is a person as conditions see one. Empty texts are not set.
type Lead struct {
	Email, Phone, ExternalID, FirstName, LastName, Company, Timezone, Status string

	ID           uuid.UUID
	Tags         []string
	CustomFields map[string]any
}

// campaign is the campaign that the event is of or about; empty when there is none.
func (e Event) campaign() string {
	if e.ObjectType == "campaign" {
		return e.Object.String()
	}
	id, _ := e.Data["campaign_id"].(string)
	return id
}

// changed reports whether the event says that a field of the lead changed. custom_fields stands
// for each of them.
func (e Event) changed(field string) bool {
	names, _ := e.Data["changed"].([]any)
	return slices.ContainsFunc(names, func(name any) bool {
		text, _ := name.(string)
		return text == field || strings.HasPrefix(text, field+".")
	})
}

// at is the value at a dotted path into the event's data; nil when there is none.
func (e Event) at(path string) any {
	var value any = e.Data
	for key := range strings.SplitSeq(path, ".") {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	return value
}

// The two families of fields beside the lead's own.
const (
	customPrefix = "custom_fields."
	eventPrefix  = "event."
)

// columns are the lead's own fields, all of them text.
var columns = map[string]func(*Lead) string{
	"email":       func(l *Lead) string { return l.Email },
	"phone":       func(l *Lead) string { return l.Phone },
	"external_id": func(l *Lead) string { return l.ExternalID },
	"first_name":  func(l *Lead) string { return l.FirstName },
	"last_name":   func(l *Lead) string { return l.LastName },
	"company":     func(l *Lead) string { return l.Company },
	"timezone":    func(l *Lead) string { return l.Timezone },
	"status":      func(l *Lead) string { return l.Status },
}

// value is what a field holds: a text, a number, a truth, a list or an object; nil when it is not
// set.
func (f Facts) value(field string) any {
	if path, ok := strings.CutPrefix(field, eventPrefix); ok {
		return f.Event.at(path)
	}
	if f.Lead == nil {
		return nil
	}
	if key, ok := strings.CutPrefix(field, customPrefix); ok {
		return f.Lead.CustomFields[key]
	}
	column, known := columns[field]
	if !known || column(f.Lead) == "" {
		return nil
	}
	return column(f.Lead)
}

// clock is the zone that a time_range is read in: the lead's own, or the tenant's where the lead
// has none.
func (f Facts) clock(name string) *time.Location {
	if name == "" || name == leadsZone {
		name, _ = f.value("timezone").(string)
	}
	zone, err := window.Zone(name)
	if err != nil {
		return f.Zone
	}
	return zone
}
