package automation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/lead"
)

// The types of conditions.
const (
	condAnd      = "and"
	condOr       = "or"
	condNot      = "not"
	condEquals   = "field_equals"
	condContains = "field_contains"
	condTag      = "tag_has"
	condTime     = "time_range"
)

// leadsZone is the name that stands for the lead's own zone.
const leadsZone = "lead"

// Holds asks every condition, also those that can no longer change the answer, and reports
// whether all are met. It is pure.
func (d Definition) Holds(f Facts) (bool, []Step) {
	a := asking{facts: f}
	met := a.all(d.Conditions, "/conditions")
	return met, a.trace
}

// asking collects the trace.
type asking struct {
	facts Facts
	trace []Step
}

// all asks each of the conditions and reports whether all are met.
func (a *asking) all(conditions []Condition, at string) bool {
	return a.count(conditions, at) == len(conditions)
}

// count asks each of the conditions and counts those that are met.
func (a *asking) count(conditions []Condition, at string) (met int) {
	for i, c := range conditions {
		if a.ask(c, fmt.Sprintf("%s/%d", at, i)) {
			met++
		}
	}
	return met
}

// ask asks one condition. Its line stands before those of the conditions within it.
func (a *asking) ask(c Condition, at string) bool {
	line := len(a.trace)
	a.trace = append(a.trace, Step{Kind: StepCondition, Type: c.Type, Path: at, At: a.facts.Now})
	expected, actual, met := a.answer(c, at+"/condition_config")
	step := &a.trace[line]
	step.Expected, step.Actual, step.Verdict = shown(expected), shown(actual), verdicts[met]
	return met
}

// answer is what a condition expects, what it finds, and whether it is met.
func (a *asking) answer(c Condition, at string) (expected, actual any, met bool) {
	within, f := c.Config.Conditions, a.facts
	switch c.Type {
	case condAnd, condOr, condNot:
		n := a.count(within, at+"/conditions")
		return wanted[c.Type], fmt.Sprintf("%d of %d met", n, len(within)), combined(c.Type, n, len(within))
	case condTag:
		if f.Lead == nil {
			return c.Config.Tag, nil, false
		}
		return c.Config.Tag, f.Lead.Tags, slices.Contains(f.Lead.Tags, c.Config.Tag)
	case condTime:
		return c.Config.between(f.Now.In(f.clock(c.Config.Timezone)))
	}
	actual = f.value(c.Config.Field)
	_ = json.Unmarshal(c.Config.Value, &expected)
	if c.Type == condContains {
		return expected, actual, contains(actual, expected)
	}
	return expected, actual, equals(c.Config.Field, actual, expected)
}

// wanted is what conditions about conditions expect.
var wanted = map[string]string{condAnd: "all", condOr: "at least one", condNot: "none"}

func combined(kind string, met, of int) bool {
	switch kind {
	case condAnd:
		return met == of
	case condOr:
		return met > 0
	}
	return met == 0
}

// equals compares exactly, as list filters do: an address in its normal form, a number only with
// a number. Expecting null is expecting that nothing is set.
func equals(field string, actual, expected any) bool {
	if text, ok := expected.(string); ok && field == "email" {
		address, _ := actual.(string)
		return lead.EmailKey(address) == lead.EmailKey(text)
	}
	switch actual.(type) {
	case nil, string, float64, bool:
		return actual == expected
	}
	return false
}

// contains looks for a text in a text, or among a list of texts, whatever the case of letters.
func contains(actual, expected any) bool {
	part, _ := expected.(string)
	part = strings.ToLower(part)
	switch actual := actual.(type) {
	case string:
		return strings.Contains(strings.ToLower(actual), part)
	case []any:
		return slices.ContainsFunc(actual, func(v any) bool {
			text, ok := v.(string)
			return ok && strings.ToLower(text) == part
		})
	}
	return false
}

// between asks whether a local time lies in the range; one that ends before it begins goes on
// after midnight.
func (c ConditionConfig) between(local time.Time) (expected, actual any, met bool) {
	now := local.Format("15:04")
	met = c.Start <= now && now < c.End
	if c.End < c.Start {
		met = now >= c.Start || now < c.End
	}
	return fmt.Sprintf("%s-%s %s", c.Start, c.End, local.Location()), now, met
}
