// Package forward brings a tenant's events to a developer's machine: it pulls the log and sends each
// event to a local address, written and signed as a webhook endpoint would receive it.
package forward

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/webhook"
)

// Listener forwards events, each once, whatever comes of it.
type Listener struct {
	API    *client.ClientWithResponses // signed in
	Tenant string                      // id or slug; empty where the caller has but one
	Types  []string                    // only events of these types; none: all
	To     string                      // an address, on this machine or elsewhere
	Out    *outbound.Client
	Secret string        // whsec_…
	Every  time.Duration // between looks
	Report io.Writer     // a line for each event
}

// pageSize is how many events are pulled at once.
const pageSize = 100

// Run forwards what comes after a number of the log until the context ends. While the API cannot be
// reached it says so and goes on asking; it fails when the API refuses.
func (l *Listener) Run(ctx context.Context, after int64) error {
	for ctx.Err() == nil {
		events, of, err := l.pull(ctx, after, pageSize)
		var refused *refusal
		switch {
		case errors.As(err, &refused):
			return err
		case err != nil && ctx.Err() == nil:
			l.say("the API cannot be reached; asking again")
		}
		for _, e := range events {
			if err := l.send(ctx, e, of); err != nil {
				return err
			}
			after = e.Sequence
		}
		if len(events) < pageSize {
			wait(ctx, l.Every)
		}
	}
	return nil
}

// End is the number of the last event there is now; 0 when there is none. It asks about twice as often
// as the number has binary digits.
func (l *Listener) End(ctx context.Context) (int64, error) {
	beyond := func(n int64) (bool, error) {
		events, _, err := l.pull(ctx, n, 1)
		return len(events) > 0, err
	}
	low, high := int64(0), int64(1)
	for { // there is something after low, or low is 0
		more, err := beyond(high)
		if err != nil {
			return 0, err
		}
		if !more {
			break
		}
		low, high = high, high*2
	}
	for low < high {
		middle := (low + high) / 2
		more, err := beyond(middle)
		if err != nil {
			return 0, err
		}
		if more {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}

// refusal is what the API answered in place of a page.
type refusal struct {
	status int
	said   *client.Problem
}

// Error is what is wrong and what to do about it.
func (r *refusal) Error() string {
	if r.said == nil {
		return "the API answered with status " + strconv.Itoa(r.status)
	}
	return "the API answered " + r.said.Code + ": " + r.said.Detail
}

// pull reads a page of the log, and whose it is.
func (l *Listener) pull(ctx context.Context, after int64, limit int) ([]client.Event, uuid.UUID, error) {
	q := client.ListEventsParams{After: &after, Limit: &limit, Type: l.Types}
	if l.Tenant != "" {
		q.CarillonTenant = &l.Tenant
	}
	page, err := l.API.ListEventsWithResponse(ctx, &q)
	if err != nil {
		return nil, uuid.Nil, err
	}
	if page.JSON200 == nil && page.StatusCode() < http.StatusInternalServerError && page.StatusCode() != http.StatusTooManyRequests {
		return nil, uuid.Nil, &refusal{page.StatusCode(), page.ApplicationProblemJSONDefault}
	}
	if page.JSON200 == nil {
		return nil, uuid.Nil, fmt.Errorf("status %d", page.StatusCode())
	}
	of, err := uuid.Parse(page.HTTPResponse.Header.Get("Carillon-Tenant"))
	return page.JSON200.Data, of, err
}

// send forwards one event and says what came of it. It fails only where the event cannot be written.
func (l *Listener) send(ctx context.Context, e client.Event, of uuid.UUID) error {
	row, err := rowOf(e, of)
	if err != nil {
		return err
	}
	body, err := webhook.Tell(row).Body(webhook.Full)
	if err != nil {
		return err
	}
	header, err := webhook.Header(e.ID, time.Now(), body, l.Secret)
	if err != nil {
		return err
	}
	began := time.Now()
	answer, err := l.Out.Post(ctx, outbound.Request{URL: l.To, Header: header, Body: body})
	came := strconv.Itoa(answer.Status)
	if err != nil {
		came = err.Error()
	}
	l.say(fmt.Sprintf("#%d %s %s -> %s (%d ms)", e.Sequence, e.Type, e.ID, came, time.Since(began).Milliseconds()))
	return nil
}

// rowOf is an event as the log has it.
func rowOf(e client.Event, of uuid.UUID) (db.Event, error) {
	row := db.Event{TenantID: of, Seq: e.Sequence, ID: e.ID, Type: e.Type, ObjectType: e.ObjectType, ObjectID: e.ObjectID, CreatedAt: e.CreatedAt}
	if lead, err := e.LeadID.Get(); err == nil {
		row.LeadID = &lead
	}
	var err error
	if row.Data, err = json.Marshal(e.Data); err != nil {
		return row, err
	}
	if previous, there := e.Previous.Get(); there == nil {
		row.Previous, err = json.Marshal(previous)
	}
	return row, err
}

func (l *Listener) say(line string) {
	_, _ = fmt.Fprintln(l.Report, time.Now().Format(time.TimeOnly)+" "+line) // a report has nowhere to complain
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
