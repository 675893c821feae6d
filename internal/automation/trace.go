package automation

import (
	"time"
	"unicode/utf8"
)

// Kinds of steps in a trace.
const (
	StepTrigger   = "trigger"
	StepEntry     = "entry"
	StepCondition = "condition"
	StepAction    = "action"
)

// What a trigger, a condition or an entry came to.
const (
	Met    = "met"
	NotMet = "not_met"
)

// Step is one line of a run's trace: what was asked and answered, or done and how it went.
type Step struct {
	Kind     string    `json:"kind"`
	Type     string    `json:"type"`           // trigger, condition, action, or what entry was asked
	Path     string    `json:"path,omitempty"` // JSON pointer into the definition
	At       time.Time `json:"at"`             // business time
	Expected any       `json:"expected,omitempty"`
	Actual   any       `json:"actual,omitempty"`
	Verdict  string    `json:"verdict,omitempty"` // met or not_met; empty for actions

	DelaySeconds int64  `json:"delay_seconds,omitempty"` // of an action
	Attempts     int    `json:"attempts,omitempty"`
	Result       string `json:"result,omitempty"` // done, skipped, failed …
	Detail       string `json:"detail,omitempty"` // a code: why
}

// verdicts are the words for answers.
var verdicts = map[bool]string{true: Met, false: NotMet}

// longest is how many characters of one value a trace keeps.
const longest = 200

// shown is a value as a trace keeps it: texts are cut, and what is no text, number, truth or list
// of texts is only named.
func shown(v any) any {
	switch v := v.(type) {
	case string:
		return clip(v)
	case nil, bool, float64, []string:
		return v
	case []any:
		return "a list"
	}
	return "an object"
}

func clip(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest]) + "…"
}
