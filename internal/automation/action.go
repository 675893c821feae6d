package automation

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/window"
)

var (
	// ErrAction: there is no such action.
	ErrAction = fault.New(fault.Invalid, "action_unknown", "There is no such action.")
	// ErrActions: there is nothing to do, or too much.
	ErrActions = fault.New(fault.Invalid, "actions_count", "Give 1 to 50 actions.").At("/actions")
	// ErrActionLead: the action is done to a lead, and the trigger is about none.
	ErrActionLead = fault.New(fault.Invalid, "action_needs_lead", "This trigger is about no lead. Choose another action, or give scheduled_time a lead_list_id.")
	// ErrActionThread: the action is done to a conversation, and the trigger is about none.
	ErrActionThread = fault.New(fault.Invalid, "action_needs_conversation", "This trigger is about no conversation. Choose another action, or the trigger message_received or whatsapp_received.")
	// ErrActionNeeds: the action cannot do without the setting.
	ErrActionNeeds = fault.New(fault.Invalid, "action_incomplete", "This action needs this setting.")
	// ErrDelay: the delay is negative, or longer than a year.
	ErrDelay = fault.New(fault.Invalid, "delay_invalid", "A delay is 0 to 31536000 seconds, a year.")
	// ErrLeadField: automations do not change this field.
	ErrLeadField = fault.New(fault.Invalid, "field_not_allowed", "An automation changes status, first_name, last_name, company, timezone and custom_fields.<key>, nothing else.")
	// ErrLeadValue: the field cannot hold the value.
	ErrLeadValue = fault.New(fault.Invalid, "field_value", "This field cannot hold this value.")
	// ErrOwner: nobody of this name speaks in a conversation.
	ErrOwner = fault.New(fault.Invalid, "owner_unknown", "Write bot or human.")
	// ErrHeader: the header is ours to set, or none.
	ErrHeader = fault.New(fault.Invalid, "webhook_header_invalid", "Leave this header out: it is set by the service or is no header.")
)

// The types of actions.
const (
	sendEmail      = "send_email"
	sendSMS        = "send_sms"
	sendWhatsApp   = "send_whatsapp"
	makeCall       = "make_call"
	updateLead     = "update_lead"
	addTag         = "add_tag"
	removeTag      = "remove_tag"
	addToList      = "add_to_list"
	removeFromList = "remove_from_list"
	startCampaign  = "start_campaign"
	createTask     = "create_task"
	assignThread   = "assign_conversation"
	triggerWebhook = "trigger_webhook"
)

// rule is what an action is to a definition: the channel it sends on, whether it is done to a lead
// or to the conversation with one, and what else must be right about its configuration.
type rule struct {
	channel string
	lead    bool
	thread  bool
	check   func(c ActionConfig, at string) error
}

// rules are the actions there are.
var rules = map[string]rule{
	sendEmail:      {channel: "email", lead: true},
	sendSMS:        {channel: "sms", lead: true},
	sendWhatsApp:   {channel: "whatsapp", lead: true},
	makeCall:       {channel: "voice", lead: true},
	updateLead:     {lead: true, check: checkFields},
	addTag:         {lead: true, check: checkActionTag},
	removeTag:      {lead: true, check: checkActionTag},
	addToList:      {lead: true, check: checkList},
	removeFromList: {lead: true, check: checkList},
	startCampaign:  {check: checkCampaign},
	createTask:     {check: checkTask},
	assignThread:   {lead: true, thread: true, check: checkAssignment},
	triggerWebhook: {check: checkWebhook},
}

// Channel is what an action sends on; empty when it sends nothing.
func (a Action) Channel() string { return rules[a.Type].channel }

// delay is how long a run waits before an action.
func (a Action) delay() time.Duration { return time.Duration(a.DelaySeconds) * time.Second }

// needsLead reports whether an action is done to a lead.
func (d Definition) needsLead() bool {
	return slices.ContainsFunc(d.Actions, func(a Action) bool { return rules[a.Type].lead })
}

func (d Definition) checkActions() error {
	if len(d.Actions) == 0 || len(d.Actions) > MaxActions {
		return ErrActions
	}
	for i, a := range d.Actions {
		if err := d.checkAction(a, fmt.Sprintf("/actions/%d", i)); err != nil {
			return err
		}
	}
	return nil
}

func (d Definition) checkAction(a Action, at string) error {
	r, known := rules[a.Type]
	switch {
	case !known:
		return ErrAction.At(at + "/action_type")
	case r.thread && !triggers[d.TriggerType].thread:
		return ErrActionThread.At(at + "/action_type")
	case r.lead && !d.leads():
		return ErrActionLead.At(at + "/action_type")
	case a.DelaySeconds < 0 || a.DelaySeconds > MaxDelay:
		return ErrDelay.At(at + "/delay_seconds")
	case r.channel != "":
		return moved(a.Config.Content.Check(r.channel), "/message_content", at+"/action_config")
	}
	return r.check(a.Config, at+"/action_config")
}

// moved is a fault whose violations stand below another place.
func moved(err error, from, to string) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	c := *f
	c.Violations = slices.Clone(f.Violations)
	for i, v := range c.Violations {
		c.Violations[i].Pointer = to + strings.TrimPrefix(v.Pointer, from)
	}
	return &c
}

// statuses are what a lead's status may become.
var statuses = []string{"new", "contacted", "qualified", "customer", "lost"}

func checkFields(c ActionConfig, at string) error {
	if len(c.Fields) == 0 {
		return ErrActionNeeds.At(at + "/fields")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Fields)) {
		if err := checkLeadField(name, c.Fields[name], at+"/fields/"+escape.Replace(name)); err != nil {
			return err
		}
	}
	return nil
}

func checkLeadField(name string, value any, at string) error {
	text, isText := value.(string)
	switch {
	case customField.MatchString(name):
		if !scalar(value) {
			return ErrLeadValue.At(at)
		}
	case name == "status":
		if !slices.Contains(statuses, text) {
			return ErrLeadValue.At(at)
		}
	case name == "timezone":
		if _, err := window.Zone(text); err != nil && value != nil {
			return ErrZone.At(at)
		}
	case name == "first_name", name == "last_name", name == "company":
		if !isText && value != nil {
			return ErrLeadValue.At(at)
		}
	default:
		return ErrLeadField.At(at)
	}
	return nil
}

// scalar reports whether a custom field can hold the value; null takes the field away.
func scalar(value any) bool {
	switch v := value.(type) {
	case nil, bool, float64:
		return true
	case string:
		return len([]rune(v)) <= 1000
	}
	return false
}

func checkActionTag(c ActionConfig, at string) error {
	if c.Tag == "" {
		return ErrTag.At(at + "/tag")
	}
	return nil
}

func checkList(c ActionConfig, at string) error {
	if c.LeadListID == uuid.Nil {
		return ErrActionNeeds.At(at + "/lead_list_id")
	}
	return nil
}

func checkCampaign(c ActionConfig, at string) error {
	if c.CampaignID == uuid.Nil {
		return ErrActionNeeds.At(at + "/campaign_id")
	}
	return nil
}

func checkTask(c ActionConfig, at string) error {
	if strings.TrimSpace(c.Title) == "" {
		return ErrActionNeeds.At(at + "/title")
	}
	if c.DueInSeconds < 0 || c.DueInSeconds > MaxDelay {
		return ErrDelay.At(at + "/due_in_seconds")
	}
	return nil
}

func checkAssignment(c ActionConfig, at string) error {
	if c.AssigneeID == uuid.Nil {
		return ErrActionNeeds.At(at + "/assignee_id")
	}
	if c.Owner != "" && c.Owner != conversation.Bot && c.Owner != conversation.Human {
		return ErrOwner.At(at + "/owner")
	}
	return nil
}

// checkWebhook leaves the form of the address to the client that calls it.
func checkWebhook(c ActionConfig, at string) error {
	if c.URL == "" {
		return ErrActionNeeds.At(at + "/url")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Headers)) {
		if !headerName.MatchString(name) || ours.MatchString(name) || strings.ContainsAny(c.Headers[name], "\r\n\x00") {
			return ErrHeader.At(at + "/headers/" + escape.Replace(name))
		}
	}
	return nil
}

// A header's name, and those that a webhook's sender sets itself.
var (
	headerName = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$")
	ours       = regexp.MustCompile(`(?i)^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.*|expect|user-agent|webhook-.*)$`)
)

// escape writes a name as part of a JSON pointer.
var escape = strings.NewReplacer("~", "~0", "/", "~1")
