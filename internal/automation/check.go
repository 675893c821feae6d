package automation

import (
	"encoding/json"
	"fmt"
	"regexp"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/window"
)

// How much a definition may hold.
const (
	MaxConditions = 50 // those within others included
	MaxNesting    = 8
	MaxActions    = 50
	MaxDelay      = 365 * 24 * 60 * 60 // seconds
)

var (
	// ErrCondition: there is no such condition.
	ErrCondition = fault.New(fault.Invalid, "condition_unknown", "There is no such condition.")
	// ErrConditions: the conditions are too many or nest too deep.
	ErrConditions = fault.New(fault.Invalid, "conditions_too_many", "Conditions nest at most 8 deep, 50 in all. Flatten them.").At("/conditions")
	// ErrGroup: a group has fewer conditions than it needs, or more.
	ErrGroup = fault.New(fault.Invalid, "condition_group", "and and or need at least one condition, not needs exactly one.")
	// ErrField: conditions know no such field.
	ErrField = fault.New(fault.Invalid, "condition_field", "Name a field of the lead (email, phone, external_id, first_name, last_name, company, timezone, status), custom_fields.<key> or event.<path>.")
	// ErrValue: the condition cannot compare with this value.
	ErrValue = fault.New(fault.Invalid, "condition_value", "Give a value that can be compared: text for field_contains and the lead's own fields, else text, a number, true, false or null.")
	// ErrTag: the condition or action needs a tag.
	ErrTag = fault.New(fault.Invalid, "tag_missing", "Name the tag.")
	// ErrTime: the range has no start, no end or no length.
	ErrTime = fault.New(fault.Invalid, "time_range_invalid", "Write start and end as HH:MM, 00:00 to 23:59, and let them differ.")
	// ErrZone: no time zone has this name.
	ErrZone = fault.New(fault.Invalid, "timezone_unknown", "Write an IANA time zone, such as America/New_York, or lead for the lead's own.")
	// ErrConditionLead: the trigger is about no lead.
	ErrConditionLead = fault.New(fault.Invalid, "condition_needs_lead", "This trigger is about no lead. Take the condition out, or give scheduled_time a lead_list_id.")
)

var (
	customField = regexp.MustCompile(`^custom_fields\.[A-Za-z][A-Za-z0-9_]{0,63}$`)
	eventField  = regexp.MustCompile(`^event(\.[A-Za-z_][A-Za-z0-9_]{0,63}){1,5}$`)
	civilTime   = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
)

func (d Definition) checkConditions() error {
	left := MaxConditions
	return d.checkEach(d.Conditions, "/conditions", 1, &left)
}

func (d Definition) checkEach(conditions []Condition, at string, depth int, left *int) error {
	*left -= len(conditions)
	if *left < 0 || depth > MaxNesting && len(conditions) > 0 {
		return ErrConditions
	}
	for i, c := range conditions {
		if err := d.checkCondition(c, fmt.Sprintf("%s/%d", at, i), depth, left); err != nil {
			return err
		}
	}
	return nil
}

func (d Definition) checkCondition(c Condition, at string, depth int, left *int) error {
	config, n := at+"/condition_config", len(c.Config.Conditions)
	switch c.Type {
	case condAnd, condOr, condNot:
		if n == 0 || c.Type == condNot && n > 1 {
			return ErrGroup.At(config + "/conditions")
		}
		return d.checkEach(c.Config.Conditions, config+"/conditions", depth+1, left)
	case condEquals, condContains:
		return d.checkField(c, config)
	case condTag:
		return d.checkTag(c.Config, config)
	case condTime:
		return c.Config.checkRange(config)
	}
	return ErrCondition.At(at + "/condition_type")
}

func (d Definition) checkField(c Condition, at string) error {
	column := columns[c.Config.Field] != nil
	if !column && !customField.MatchString(c.Config.Field) && !eventField.MatchString(c.Config.Field) {
		return ErrField.At(at + "/field")
	}
	if !d.leads() && !eventField.MatchString(c.Config.Field) {
		return ErrConditionLead.At(at + "/field")
	}
	var value any
	if json.Unmarshal(c.Config.Value, &value) != nil {
		return ErrValue.At(at + "/value")
	}
	switch value.(type) {
	case string:
		return nil
	case nil:
		column = false
	case float64, bool:
	default:
		return ErrValue.At(at + "/value")
	}
	if c.Type == condContains || column {
		return ErrValue.At(at + "/value")
	}
	return nil
}

func (d Definition) checkTag(c ConditionConfig, at string) error {
	if c.Tag == "" {
		return ErrTag.At(at + "/tag")
	}
	if !d.leads() {
		return ErrConditionLead.At(at + "/tag")
	}
	return nil
}

func (c ConditionConfig) checkRange(at string) error {
	if !civilTime.MatchString(c.Start) {
		return ErrTime.At(at + "/start")
	}
	if !civilTime.MatchString(c.End) || c.Start == c.End {
		return ErrTime.At(at + "/end")
	}
	if c.Timezone == "" || c.Timezone == leadsZone {
		return nil
	}
	if _, err := window.Zone(c.Timezone); err != nil {
		return ErrZone.At(at + "/timezone")
	}
	return nil
}
