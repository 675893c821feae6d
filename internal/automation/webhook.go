package automation

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

// lease is how long a call of a tenant's server is given before it is made again.
const lease = time.Minute

// The action trigger_webhook is the only one with network, and so it has three steps, as sends have:
// promise, in the transaction that claims the run; act, outside of any; account, in another. A call
// whose answer was lost is made again with the same webhook-id.

// call is a request that was promised.
type call struct {
	request outbound.Request
	tries   int32  // this one included
	trace   []Step // of the run, with what was asked before it
}

// promise writes down that a run's server is about to be called; nil when it was called often
// enough.
func (r *Room) promise(ctx context.Context, tx *tenant.Tx, w *work) (*call, error) {
	if w.row.Tries >= maxTries {
		w.row.Tries--
		return nil, r.fail(ctx, tx, w, outbound.ErrTimeout.Error())
	}
	request, err := w.request()
	if err != nil {
		return nil, err
	}
	w.row.State, w.row.DueAt = Running, new(w.facts.Now.Add(lease))
	w.row.Tries++
	c := &call{request, w.row.Tries, w.trace}
	w.trace = nil
	if err := json.Unmarshal(w.row.Trace, &w.trace); err != nil {
		return nil, err
	}
	return c, w.keep(ctx, tx)
}

// request is what a tenant's server is told.
func (w *work) request() (outbound.Request, error) {
	config := w.action().Config
	q := outbound.Request{URL: config.URL, Header: http.Header{
		"Webhook-Id":        {part(w.row.ID, int(w.row.Step)).String()},
		"Webhook-Timestamp": {strconv.FormatInt(time.Now().Unix(), 10)},
	}}
	for name, value := range config.Headers {
		q.Header.Set(name, value)
	}
	var err error
	q.Body, err = json.Marshal(map[string]any{
		"automation_id": w.row.AutomationID, "run_id": w.row.ID, "event": w.facts.Event, "lead": w.facts.Lead.card(),
	})
	return q, err
}

// card is a lead as a tenant's server is told of one: without custom fields, which may be too much
// for a request. Nobody is null.
func (l *Lead) card() any {
	if l == nil {
		return nil
	}
	return map[string]any{
		"id": l.ID, "external_id": l.ExternalID, "email": l.Email, "phone": l.Phone, "first_name": l.FirstName,
		"last_name": l.LastName, "company": l.Company, "timezone": l.Timezone, "status": l.Status, "tags": l.Tags,
	}
}

// act makes a promised call and accounts for it.
func (r *Room) act(ctx context.Context, a tenant.Actor, due db.ListDueRunsRow, c *call) error {
	ctx, span := trace.Start(ctx, trace.Call, "automation webhook")
	trace.Pass(ctx, c.request.Header)
	answer, err := r.Outbound.Post(ctx, c.request)
	span.End(trace.Code(err), slog.String("carillon.run_id", due.ID.String()), slog.Int("http.response.status_code", answer.Status))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	code := "http_" + strconv.Itoa(answer.Status)
	if err != nil {
		code = err.Error()
	}
	d := did{Failed, code}
	if answer.OK() {
		d.result = Done
	}
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		row, err := tx.LockRun(ctx, due.ID)
		if err != nil || row.DueAt == nil || row.Step != due.Step || row.Tries != c.tries {
			return err
		}
		w, err := r.open(ctx, tx, row)
		if err != nil {
			return err
		}
		return r.account(ctx, tx, w, c, d)
	})
}

// account moves a run on after a call that was taken, and has one that was not made again later.
func (r *Room) account(ctx context.Context, tx *tenant.Tx, w *work, c *call, d did) error {
	if d.result == Failed && c.tries < maxTries {
		w.row.DueAt = new(w.facts.Now.Add(patience << (c.tries - 1)))
		return w.keep(ctx, tx)
	}
	w.trace = c.trace
	w.row.Tries-- // a line counts the try that it tells of
	if d.result == Failed {
		return r.fail(ctx, tx, w, d.detail)
	}
	return r.next(ctx, tx, w, w.line(d))
}
