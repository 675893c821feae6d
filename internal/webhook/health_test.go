package webhook

import (
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/outbound"
)

// came is what came of a request about an event.
func came(status int, of string) told {
	return told{call: call{delivery: db.WebhookDelivery{EventType: of, Attempts: 1}}, answer: outbound.Answer{Status: status}}
}

// life goes through an endpoint's answers, hours after the beginning, and returns the facts told.
func life(answers []told, hours []float64) (db.WebhookEndpoint, string) {
	began := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	e := db.WebhookEndpoint{Status: Active}
	var all []string
	for i, a := range answers {
		changed, facts := DefaultTiming().examine(e, []told{a}, began.Add(time.Duration(hours[i]*float64(time.Hour))))
		e = changed
		for _, f := range facts {
			all = append(all, strings.TrimPrefix(string(f.Type), "webhook_endpoint."))
		}
	}
	return e, strings.Join(all, " ")
}

func TestHealthOfAnEndpointIsToldOnceAndEndsWithIt(t *testing.T) {
	t.Parallel()
	const lead, own = "lead.created", "webhook_endpoint.failing"
	ok, bad, gone := came(200, lead), came(503, lead), came(410, lead)
	for name, c := range map[string]struct {
		answers []told
		hours   []float64
		facts   string
		status  string
	}{
		"a short failure":                      {[]told{bad, bad, ok}, []float64{0, 0.001, 0.002}, "", Active},
		"many at once":                         {[]told{bad, bad, bad, bad, bad}, []float64{0, 0, 0, 0, 0.01}, "", Active},
		"a failure that goes on":               {[]told{bad, bad, bad, bad, bad}, []float64{0, 0, 0.1, 1, 2}, "failing", Active},
		"a recovery":                           {[]told{bad, bad, bad, bad, ok, ok, bad}, []float64{0, 0, 0.1, 1, 2, 3, 4}, "failing recovered", Active},
		"five days":                            {[]told{bad, bad, bad, bad, bad}, []float64{0, 0.1, 1, 119.9, 120}, "failing disabled", Disabled},
		"five days, with one that went":        {[]told{bad, bad, bad, ok, bad}, []float64{0, 0.1, 1, 119.9, 120}, "failing recovered", Active},
		"two attempts in five days":            {[]told{bad, bad}, []float64{0, 130}, "disabled", Disabled},
		"gone":                                 {[]told{ok, gone, bad, ok}, []float64{0, 1, 2, 3}, "disabled", Disabled},
		"gone for its test":                    {[]told{came(410, "webhook_endpoint.test")}, []float64{0}, "disabled", Disabled},
		"of other endpoints":                   {[]told{came(500, own), came(500, own), came(500, own), came(500, own)}, []float64{0, 1, 60, 130}, "", Active},
		"a recovery by what is told of others": {[]told{bad, bad, bad, came(200, own)}, []float64{0, 0.1, 1, 2}, "failing", Active},
	} {
		e, facts := life(c.answers, c.hours)
		if facts != c.facts || e.Status != c.status {
			t.Errorf("%s: told %q, %s", name, facts, e.Status)
		}
		if (e.FailingSince == nil) != (e.Failures == 0) || e.Status == Disabled != (e.StatusReason != nil) {
			t.Errorf("%s: left as %+v", name, e)
		}
	}
}
