package automation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/fault"
)

// ErrEntry: the policy lacks what it needs, or has what it does not take.
var ErrEntry = fault.New(fault.Invalid, "entry_invalid", "The entry policy is every, once, again_after (with after_seconds) or parallel; its key is event.<path>.")

// The entry policies.
const (
	Every      = "every"       // each event begins a run
	Once       = "once"        // one run for each lead and key, ever
	AgainAfter = "again_after" // the next run begins when AfterSeconds have passed since the last began
	Parallel   = "parallel"    // one unfinished run for each lead and key
)

func (e Entry) policy() string {
	if e.Policy == "" {
		return Every
	}
	return e.Policy
}

// After is how long again_after waits.
func (e Entry) After() time.Duration { return time.Duration(e.AfterSeconds) * time.Second }

func (e Entry) check() error {
	if !slices.Contains([]string{Every, Once, AgainAfter, Parallel}, e.policy()) {
		return ErrEntry.At("/entry/policy")
	}
	if (e.Policy == AgainAfter) != (e.AfterSeconds > 0) || e.AfterSeconds < 0 || e.AfterSeconds > MaxDelay {
		return ErrEntry.At("/entry/after_seconds")
	}
	if e.Key != "" && !eventField.MatchString(e.Key) {
		return ErrEntry.At("/entry/key")
	}
	return nil
}

// Key is what, beside the lead, the entry policy tells runs apart by: the value at the entry's
// path in the event, as text of at most 200 characters; empty without one.
func (d Definition) Key(e Event) string {
	path, ok := strings.CutPrefix(d.Entry.Key, eventPrefix)
	value := e.at(path)
	if !ok || value == nil {
		return ""
	}
	return clip(fmt.Sprint(value))
}
