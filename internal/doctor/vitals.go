package doctor

import (
	"context"
	"fmt"
	"time"

	"github.com/carillonhq/carillon/internal/tenant"
)

// ailment is what a vital means when it is not zero.
type ailment struct {
	vital    string
	check    string
	level    Level
	late     time.Duration // how old the oldest may be before anything is said
	says, do string
}

var ailments = []ailment{
	{"campaigns_late", "campaigns", Bad, 0, "scheduled campaigns past their start: %d", "See that a worker runs; it starts them, or pauses them if the hour is long gone."},
	{"lanes_stuck", "lanes", Bad, 0, "lanes with targets due for ten minutes and not served: %d", "See that a worker runs and reaches the providers; its log names each failure."},
	{"lanes_open", "breakers", Warn, 0, "lanes that wait because their provider fails: %d", "They are probed every ten seconds and go on by themselves. See the provider's status page."},
	{"attempts_unknown", "unknown attempts", Warn, 30 * time.Minute, "sends that may have happened and are being looked up: %d", "Nothing at first. What no provider answers for is unresolved after a day and listed with the campaign."},
	{"connections_paused", "connections", Warn, 0, "paused connections: %d", "Their tenants see why under GET /api/v1/connections: a refused key, as a rule. Set it anew, then resume."},
	{"callbacks_waiting", "callbacks", Warn, 5 * time.Minute, "callbacks that wait to be applied: %d", "See that a worker runs. What matches nothing is tried for a while, since a callback may come before its send is written."},
	{"deliveries_late", "webhooks", Warn, 0, "deliveries that active endpoints should have been asked for two minutes ago: %d", "See that a worker runs. An endpoint that answers slowly holds up its own: its tenant may raise max_in_flight."},
	{"audit_unsealed", "audit log", Warn, 5 * time.Minute, "calls that are not in their tenant's chain yet: %d", "See that a worker runs; its log says why one could not be sealed."},
	{"facts_unread", "event log", Bad, 2 * time.Minute, "facts not in their log yet: %d", "See that a worker runs: automations hear them only from the log. Its log says when a listener fails."},
}

// vitals says what waits, each with what it means.
func (i *inside) vitals(ctx context.Context) []Finding {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, err := i.db.Vitals(ctx, i.now)
	if err != nil {
		f := failed(err)
		f.Check = "vitals"
		return []Finding{f}
	}
	by := map[string]tenant.Vital{}
	for _, v := range rows {
		by[v.Name] = v
	}
	found := make([]Finding, 0, len(ailments))
	for _, a := range ailments {
		found = append(found, a.judge(by[a.vital], i.now))
	}
	return found
}

func (a ailment) judge(v tenant.Vital, now time.Time) Finding {
	if v.Count == 0 {
		return Finding{Check: a.check, Level: OK, Says: "none"}
	}
	says, level, do := fmt.Sprintf(a.says, v.Count), a.level, a.do
	if v.Since != nil {
		says += ", the oldest since " + v.Since.UTC().Format(time.RFC3339)
		if now.Sub(*v.Since) < a.late {
			level, do = OK, ""
		}
	}
	return Finding{Check: a.check, Level: level, Says: says, Do: do}
}
