package automation

import "slices"

// States of an automation.
const (
	Draft    = "draft"
	Active   = "active"
	Paused   = "paused"   // runs wait, nothing is heard
	Archived = "archived" // for good
)

// States are all of them, in the order of a life.
var States = []string{Draft, Active, Paused, Archived}

// moves are the ways an automation may go; the drawing in the package comment is tested against it.
// From active to active it takes a new version.
var moves = map[string][]string{
	Draft:  {Active, Archived},
	Active: {Active, Paused, Archived},
	Paused: {Active, Archived},
}

// States of a run.
const (
	Pending     = "pending" // nothing is done yet
	Running     = "running"
	Waiting     = "waiting"   // for the delay of an action
	Completed   = "completed" // every action is done
	NotMatched  = "not_matched"
	Exited      = "exited" // asked again, the conditions are not met; or the lead is gone
	Failed      = "failed"
	Cancelled   = "cancelled"
	LoopStopped = "loop_stopped"
)

// RunStates are all of them, in the order of a life.
var RunStates = []string{Pending, Running, Waiting, Completed, NotMatched, Exited, Failed, Cancelled, LoopStopped}

// steps are the ways a run may go.
var steps = map[string][]string{
	Pending: {Running, Waiting, Completed, Exited, Failed, Cancelled},
	Running: {Running, Waiting, Completed, Exited, Failed, Cancelled},
	Waiting: {Running, Waiting, Completed, Exited, Failed, Cancelled},
}

// origins are the states from which an automation may go to one.
func origins(to string) []string {
	var from []string
	for _, state := range States {
		if slices.Contains(moves[state], to) {
			from = append(from, state)
		}
	}
	return from
}
