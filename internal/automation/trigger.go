package automation

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/schedule"
)

var (
	// ErrTrigger: there is no such trigger.
	ErrTrigger = fault.New(fault.Invalid, "trigger_unknown", "There is no such trigger.").At("/trigger_type")
	// ErrTriggerTakes: the setting belongs to another trigger.
	ErrTriggerTakes = fault.New(fault.Invalid, "trigger_config_unused", "This trigger does not take this setting. Leave it out.")
	// ErrTriggerNeeds: the trigger cannot do without the setting.
	ErrTriggerNeeds = fault.New(fault.Invalid, "trigger_config_incomplete", "This trigger needs this setting.")
	// ErrEventType: the tenant's own events begin with custom.
	ErrEventType = fault.New(fault.Invalid, "event_type_invalid", "Name one of your own event types; they begin with custom.").At("/trigger_config/event_type")
	// ErrMissed: an instant that was missed is skipped or made up for once, and nothing else.
	ErrMissed = fault.New(fault.Invalid, "missed_invalid", "Write skip or once.").At("/trigger_config/missed")
	// ErrCron: the schedule cannot be kept; the violation says what to write.
	ErrCron = fault.New(fault.Invalid, "cron_invalid", "The schedule cannot be kept.")
)

// The triggers that no event type stands for.
const (
	customEvent   = "custom_event"
	scheduledTime = "scheduled_time"
)

// What becomes of an instant of a schedule at which nobody was there to begin the runs.
const (
	Skip     = "skip" // as without
	OnceLate = "once" // begun late, once for all that were missed
)

// trigger is what a founding name listens to.
type trigger struct {
	event   event.Type // empty: the configuration names it
	channel string     // only events of this channel
	lead    bool       // there is a lead whom it is about, or may be
	thread  bool       // it happened in the conversation with the lead
	takes   string     // what its configuration may say
}

// triggers are the names by which automations know events.
var triggers = map[string]trigger{
	"lead_created":       {event: event.LeadCreated, lead: true},
	"lead_updated":       {event: event.LeadUpdated, lead: true, takes: "changed"},
	"lead_unsubscribed":  {event: event.LeadUnsubscribed, lead: true, takes: "channel"},
	"message_received":   {event: event.MessageReceived, lead: true, thread: true, takes: "channel campaign_id"},
	"whatsapp_received":  {event: event.MessageReceived, channel: "whatsapp", lead: true, thread: true, takes: "campaign_id"},
	"sms_delivered":      {event: event.MessageDelivered, channel: "sms", lead: true, takes: "campaign_id"},
	"email_opened":       {event: event.MessageOpened, channel: "email", lead: true, takes: "campaign_id"},
	"email_clicked":      {event: event.MessageClicked, channel: "email", lead: true, takes: "campaign_id"},
	"voice_completed":    {event: event.CallCompleted, lead: true, takes: "campaign_id"},
	"voice_failed":       {event: event.CallFailed, lead: true, takes: "campaign_id"},
	"campaign_started":   {event: event.CampaignStarted, takes: "campaign_id"},
	"campaign_completed": {event: event.CampaignCompleted, takes: "campaign_id"},
	customEvent:          {lead: true, takes: "event_type"},
	scheduledTime:        {event: scheduledTime, takes: "cron timezone missed lead_list_id"},
}

// Listens is the event type that the definition waits for. What scheduled_time waits for is never
// in the log.
func (d Definition) Listens() event.Type {
	if d.TriggerType == customEvent {
		return event.Type(d.TriggerConfig.EventType)
	}
	return triggers[d.TriggerType].event
}

// leads reports whether a run can be about a lead.
func (d Definition) leads() bool {
	return triggers[d.TriggerType].lead || d.TriggerType == scheduledTime && d.TriggerConfig.LeadListID != uuid.Nil
}

// Schedule is when a scheduled_time definition comes due.
func (d Definition) Schedule() (schedule.Schedule, error) {
	return schedule.Parse(d.TriggerConfig.Cron, d.TriggerConfig.Timezone)
}

func (d Definition) checkTrigger() error {
	const at = "/trigger_config/"
	t, known := triggers[d.TriggerType]
	if !known {
		return ErrTrigger
	}
	given := d.TriggerConfig.given()
	for _, name := range given {
		if !slices.Contains(strings.Fields(t.takes), name) {
			return ErrTriggerTakes.At(at + name)
		}
	}
	for _, name := range needed[d.TriggerType] {
		if !slices.Contains(given, name) {
			return ErrTriggerNeeds.At(at + name)
		}
	}
	if d.TriggerType == customEvent && !strings.HasPrefix(d.TriggerConfig.EventType, "custom.") {
		return ErrEventType
	}
	if d.TriggerType == scheduledTime {
		return d.checkSchedule()
	}
	return nil
}

// needed are the settings that a trigger cannot do without.
var needed = map[string][]string{
	customEvent:   {"event_type"},
	scheduledTime: {"cron", "timezone"},
}

func (d Definition) checkSchedule() error {
	if missed := d.TriggerConfig.Missed; missed != "" && missed != Skip && missed != OnceLate {
		return ErrMissed
	}
	_, err := d.Schedule()
	if err == nil {
		return nil
	}
	at := "/trigger_config/cron"
	if errors.Is(err, schedule.ErrZone) {
		at = "/trigger_config/timezone"
	}
	return ErrCron.Listing(fault.Violation{In: fault.Body, Pointer: at, Code: ErrCron.Code, Message: "This is " + err.Error() + "."})
}

// given are the settings that say something, by their name in the contract.
func (c TriggerConfig) given() []string {
	raw, _ := json.Marshal(c)
	fields := map[string]json.RawMessage{}
	_ = json.Unmarshal(raw, &fields)
	return slices.Sorted(maps.Keys(fields))
}

// hears is the trigger's line of the trace: whether an event is one that it is after, and if not,
// what it missed.
func (d Definition) hears(f Facts) Step {
	c, e := d.TriggerConfig, f.Event
	heard := Step{Kind: StepTrigger, Type: d.TriggerType, At: f.Now, Expected: string(d.Listens()), Actual: string(e.Type), Verdict: NotMet}
	channel := triggers[d.TriggerType].channel + c.Channel
	switch {
	case e.Type != d.Listens():
	case channel != "" && e.Data["channel"] != channel:
		heard.Path, heard.Expected, heard.Actual = "/trigger_config/channel", channel, shown(e.Data["channel"])
	case c.CampaignID != uuid.Nil && e.campaign() != c.CampaignID.String():
		heard.Path, heard.Expected, heard.Actual = "/trigger_config/campaign_id", c.CampaignID, e.campaign()
	case len(c.Changed) > 0 && !slices.ContainsFunc(c.Changed, e.changed):
		heard.Path, heard.Expected, heard.Actual = "/trigger_config/changed", c.Changed, e.Data["changed"]
	default:
		heard.Verdict = Met
	}
	return heard
}
