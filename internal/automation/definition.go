package automation

import (
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/content"
)

// Definition is what an automation does, as the contract spells it.
type Definition struct {
	TriggerType   string        `json:"trigger_type"`
	TriggerConfig TriggerConfig `json:"trigger_config,omitzero"`
	Conditions    []Condition   `json:"conditions"` // all of them must be met
	Actions       []Action      `json:"actions"`    // one after the other
	Entry         Entry         `json:"entry,omitzero"`
}

// TriggerConfig narrows a trigger. Which fields count is the trigger's.
type TriggerConfig struct {
	CampaignID uuid.UUID `json:"campaign_id,omitzero"`
	Channel    string    `json:"channel,omitempty"`
	Changed    []string  `json:"changed,omitempty"`     // fields of the lead, one of which must have changed
	EventType  string    `json:"event_type,omitempty"`  // of the tenant's own events
	Cron       string    `json:"cron,omitempty"`        // five fields
	Timezone   string    `json:"timezone,omitempty"`    // on whose clock cron is read
	Missed     string    `json:"missed,omitempty"`      // skip or once
	LeadListID uuid.UUID `json:"lead_list_id,omitzero"` // for each of whom a run begins
}

// Condition is met or not. Its type says which fields of the configuration count: and, or, not
// (Conditions), field_equals and field_contains (Field, Value), tag_has (Tag), time_range (Start,
// End, Timezone).
type Condition struct {
	Type   string          `json:"condition_type"`
	Config ConditionConfig `json:"condition_config"`
}

// ConditionConfig is what a condition looks at and what it expects.
type ConditionConfig struct {
	Conditions []Condition     `json:"conditions,omitempty"`
	Field      string          `json:"field,omitempty"` // email …, custom_fields.<key> or event.<path>
	Value      json.RawMessage `json:"value,omitempty"`
	Tag        string          `json:"tag,omitempty"`
	Start      string          `json:"start,omitempty"`    // HH:MM
	End        string          `json:"end,omitempty"`      // HH:MM, not part of it; before Start it is the next day's
	Timezone   string          `json:"timezone,omitempty"` // IANA, or lead: the lead's own, without one the tenant's
}

// Action is one thing to do. Its type says which fields of the configuration count.
type Action struct {
	Type         string       `json:"action_type"`
	Config       ActionConfig `json:"action_config"`
	DelaySeconds int64        `json:"delay_seconds"`     // waited before it
	Recheck      bool         `json:"recheck,omitempty"` // the conditions are asked again before it
}

// ActionConfig is what an action needs.
type ActionConfig struct {
	content.Content                   // send_email, send_sms, send_whatsapp, make_call
	ConnectionID    uuid.UUID         `json:"connection_id,omitzero"`
	Fields          map[string]any    `json:"fields,omitempty"` // update_lead
	Tag             string            `json:"tag,omitempty"`
	LeadListID      uuid.UUID         `json:"lead_list_id,omitzero"`
	CampaignID      uuid.UUID         `json:"campaign_id,omitzero"`
	Title           string            `json:"title,omitempty"` // create_task
	Description     string            `json:"description,omitempty"`
	AssigneeID      uuid.UUID         `json:"assignee_id,omitzero"` // create_task, assign_conversation
	Owner           string            `json:"owner,omitempty"`      // assign_conversation: bot or human; empty: as it is
	DueInSeconds    int64             `json:"due_in_seconds,omitempty"`
	URL             string            `json:"url,omitempty"` // trigger_webhook
	Headers         map[string]string `json:"headers,omitempty"`
}

// Entry says how often the same lead may enter.
type Entry struct {
	Policy       string `json:"policy,omitempty"` // every (as without), once, again_after, parallel
	AfterSeconds int64  `json:"after_seconds,omitempty"`
	Key          string `json:"key,omitempty"` // event.<path>; without it the lead itself
}

// Parse reads a definition that the contract has checked and refuses what the contract cannot
// see. Violations point at the field.
func Parse(raw json.RawMessage) (Definition, error) {
	var d Definition
	if err := json.Unmarshal(raw, &d); err != nil {
		return d, err
	}
	if d.Conditions == nil {
		d.Conditions = []Condition{}
	}
	return d, d.Check()
}

// Check refuses a definition that could not be carried out as it says.
func (d Definition) Check() error {
	if err := d.checkTrigger(); err != nil {
		return err
	}
	if err := d.checkConditions(); err != nil {
		return err
	}
	if err := d.checkActions(); err != nil {
		return err
	}
	return d.Entry.check()
}
