package lead

import (
	"encoding/json"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
)

// created is the fact of a new lead, with all that was given.
func created(l db.Lead, tags []string) event.Fact {
	data := map[string]any{"tags": append([]string{}, tags...), "status": l.Status}
	for name, value := range texts(l) {
		if value != nil {
			data[name] = *value
		}
	}
	if custom := customOf(l); len(custom) > 0 {
		data["custom_fields"] = custom
	}
	return event.Of(event.LeadCreated, "lead", l.ID, data)
}

// changed is the fact of a change, if there is one. Custom fields stand one by one, as
// custom_fields.<key>.
func changed(before, after db.Lead) []event.Fact {
	return event.Changed(event.LeadUpdated, "lead", after.ID, fields(before), fields(after))
}

// retagged is the fact of changed tags, if they did.
func retagged(l db.Lead, before, after []string) []event.Fact {
	tags := func(of []string) map[string]any { return map[string]any{"tags": append([]string{}, of...)} }
	return event.Changed(event.LeadUpdated, "lead", l.ID, tags(before), tags(after))
}

// fields are a lead's fields by the names the contract gives them; those not set are nil.
func fields(l db.Lead) map[string]any {
	all := map[string]any{"status": l.Status}
	for name, value := range texts(l) {
		all[name] = nil
		if value != nil {
			all[name] = *value
		}
	}
	for key, value := range customOf(l) {
		all["custom_fields."+key] = value
	}
	return all
}

func texts(l db.Lead) map[string]*string {
	return map[string]*string{
		"email": l.Email, "phone": l.Phone, "external_id": l.ExternalID, "first_name": l.FirstName, "last_name": l.LastName,
		"company": l.Company, "timezone": l.Timezone,
	}
}

func customOf(l db.Lead) map[string]any {
	custom := map[string]any{}
	_ = json.Unmarshal(l.CustomFields, &custom) // the database holds objects only
	return custom
}
