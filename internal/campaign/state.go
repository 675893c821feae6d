package campaign

import "slices"

// States of a campaign.
const (
	Draft     = "draft"
	Scheduled = "scheduled" // waits for start_datetime
	Preparing = "preparing" // freezes its audience
	Running   = "running"
	Paused    = "paused"
	Completed = "completed" // derived: no target may still change
	Cancelled = "cancelled"
	Failed    = "failed"
)

// States are all of them, in the order of a life.
var States = []string{Draft, Scheduled, Preparing, Running, Paused, Completed, Cancelled, Failed}

// moves are the ways a campaign may go; the drawing in the package comment is tested against it.
var moves = map[string][]string{
	Draft:     {Scheduled, Preparing, Cancelled},
	Scheduled: {Preparing, Paused, Cancelled},
	Preparing: {Running, Paused, Cancelled, Failed},
	Running:   {Paused, Completed, Cancelled},
	Paused:    {Preparing, Running, Scheduled, Cancelled},
}

// origins are the states from which a campaign may go to one.
func origins(to string) []string {
	var from []string
	for _, state := range States {
		if slices.Contains(moves[state], to) {
			from = append(from, state)
		}
	}
	return from
}
