package webhook

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

const (
	idleFor  = 2 * time.Second       // a sender that finds nothing for so long ends
	idleStep = 20 * time.Millisecond // between looks
	sulk     = time.Second           // an endpoint is left alone so long when its turn fails
)

// Send tells endpoints what is due, each beside the others, until the instant given or until there
// has been nothing to do for two seconds. Then it waits for what is under way. An endpoint that
// cannot be served keeps no other waiting; the first such failure is returned.
func (r *Room) Send(ctx context.Context, until time.Time) error {
	var group errgroup.Group
	for busy := time.Now(); time.Now().Before(until) && time.Since(busy) < idleFor && !tenant.Over(ctx); {
		began := time.Now()
		due, err := r.DB.WebhooksDue(ctx)
		if err != nil {
			_ = group.Wait()
			return err
		}
		for _, e := range due {
			busy = time.Now()
			if _, taken := r.served.LoadOrStore(e.EndpointID, true); taken {
				continue
			}
			group.Go(func() error {
				defer r.served.Delete(e.EndpointID)
				err := r.serve(ctx, tenant.Job("webhooks", e.TenantID), e.EndpointID, until)
				if err != nil {
					pause(ctx, sulk)
				}
				return err
			})
		}
		pause(ctx, max(idleStep, 4*time.Since(began))) // looking takes a fifth of the time at the most
	}
	return group.Wait()
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// call is a request that was promised.
type call struct {
	delivery db.WebhookDelivery
	request  outbound.Request
	cause    *string // the trace of the event
}

// told is what came of a call. err is of package outbound, or of a context that ended.
type told struct {
	call
	answer outbound.Answer
	err    error
	at     time.Time
	took   time.Duration
}

// serve tells one endpoint what is due until nothing is, or until the instant given. Each turn writes
// down what has come back and promises as much anew.
func (r *Room) serve(ctx context.Context, a tenant.Actor, endpoint uuid.UUID, until time.Time) error {
	back := make(chan told, maxPerTenant)
	underWay := 0
	defer func() {
		for range underWay {
			<-back
		}
	}()
	for results := []told(nil); ; {
		wanted := maxPerTenant
		if !time.Now().Before(until) || tenant.Over(ctx) {
			wanted = 0
		}
		seats := r.seats.take(a.Tenant, wanted)
		calls, err := r.turn(ctx, a, endpoint, results, seats)
		r.seats.leave(a.Tenant, seats-len(calls))
		if err != nil {
			return err
		}
		for _, c := range calls {
			go func() {
				t := r.act(ctx, c)
				r.seats.leave(a.Tenant, 1)
				back <- t
			}()
		}
		if underWay += len(calls); underWay == 0 {
			return ctx.Err()
		}
		results = gather(back)
		underWay -= len(results)
	}
}

// gather waits for one and takes all that have come.
func gather(back <-chan told) []told {
	all := []told{<-back}
	for {
		select {
		case t := <-back:
			all = append(all, t)
		default:
			return all
		}
	}
}

// act makes one request, in the trace of its event.
func (r *Room) act(ctx context.Context, c call) told {
	ctx, span := trace.Start(trace.FollowKept(ctx, c.cause), trace.Call, "webhook")
	trace.Pass(ctx, c.request.Header)
	t := told{call: c, at: time.Now()}
	t.answer, t.err = r.Outbound.Post(ctx, c.request)
	t.took = time.Since(t.at)
	if r.Told != nil {
		r.Told(t.answer.Status, t.took)
	}
	span.End(t.failure(), slog.String("carillon.delivery_id", c.delivery.ID.String()), slog.Int("http.response.status_code", t.answer.Status))
	return t
}

// failure is the code of a call that failed; empty for one that did not.
func (t told) failure() string {
	if t.ok() {
		return ""
	}
	return t.code()
}

// ok says whether the endpoint took it.
func (t told) ok() bool { return t.err == nil && t.answer.OK() }

// code says how it failed: http_ and the status, or why there was no answer.
func (t told) code() string {
	if t.err != nil {
		return failure(t.err)
	}
	return "http_" + strconv.Itoa(t.answer.Status)
}

// failure is the code of an error of package outbound.
func failure(err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return err.Error()
}

// request is a delivery as it is sent at an instant.
func request(d db.WebhookDelivery, to db.WebhookEndpoint, e db.Event, at time.Time, secrets []string) (outbound.Request, error) {
	body, err := Tell(e).Body(to.Payload)
	if err != nil {
		return outbound.Request{}, err
	}
	h, err := Header(e.ID, at, body, secrets...)
	if err != nil {
		return outbound.Request{}, err
	}
	h.Set("Content-Type", "application/json")
	h.Set(HeaderAttempt, strconv.Itoa(int(d.Attempts)))
	return outbound.Request{URL: to.Url, Header: h, Body: body}, nil
}

// HeaderAttempt counts the attempts of a delivery, from 1.
const HeaderAttempt = "Webhook-Attempt"

// shown are a request's headers for the log: all but what proves where it comes from.
func shown(h http.Header) map[string]string {
	kept := map[string]string{}
	for name := range h {
		if name != http.CanonicalHeaderKey("webhook-signature") {
			kept[name] = h.Get(name)
		}
	}
	return kept
}
