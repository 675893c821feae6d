// Package worker is the door for time. A watch asks our own tables what is due and wakes River;
// River runs the job; the rooms do the work. Losing every River job loses nothing: the watch makes
// them anew.
package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/callback"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/dispatch"
	exports "github.com/carillonhq/carillon/internal/export"
	"github.com/carillonhq/carillon/internal/intake"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/metric"
	"github.com/carillonhq/carillon/internal/person"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
	"github.com/carillonhq/carillon/internal/webhook"
)

// Rooms are what the door opens to.
type Rooms struct {
	DB          *tenant.DB
	Dispatch    *dispatch.Dispatcher
	Campaigns   *campaign.Room
	Callbacks   *callback.Room
	Journal     *journal.Room
	Automations *automation.Room
	Audit       *audit.Room
	Webhooks    *webhook.Room
	Persons     *person.Room
	Exports     *exports.Room
	Imports     *intake.Room
	Meter       *metric.Meter
	Clock       clock.Clock
	Log         *slog.Logger
	Traces      *trace.Tracer // nil: no record is kept of jobs
	Pumps       int           // slices worked beside each other by this process
	Watch       time.Duration // between looks for due work; 0: half a second
}

// Worker runs jobs. Any number of processes may run one.
type Worker struct {
	Rooms
	id    uuid.UUID // of this process
	river *river.Client[pgx.Tx]
}

// softStop is how long a stopping worker lets jobs finish before it cancels them.
const softStop = 20 * time.Second

// New is the door over its rooms.
func New(r Rooms) (*Worker, error) {
	w := &Worker{Rooms: r, id: uuid.New()}
	if w.Watch == 0 {
		w.Watch = 500 * time.Millisecond
	}
	var err error
	w.river, err = river.NewClient(r.DB.River(), &river.Config{
		Schema: "river", Workers: w.workers(), Logger: slog.New(slog.DiscardHandler), ErrorHandler: w,
		Middleware: []rivertype.Middleware{river.WorkerMiddlewareFunc(w.traced), river.WorkerMiddlewareFunc(w.measured)},
		Queues: map[string]river.QueueConfig{
			queuePump:    {MaxWorkers: max(r.Pumps, 1), FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueTend:    {MaxWorkers: 4, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueNews:    {MaxWorkers: 2, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueAuto:    {MaxWorkers: 4, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueAudit:   {MaxWorkers: 2, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueIntake:  {MaxWorkers: 2, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueJournal: {MaxWorkers: 1, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond},
			queueTell:    {MaxWorkers: 8, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond}, // one, and those before it that wait for slow servers
		},
		PollOnly:   r.DB.Pooling() == tenant.PerTransaction,
		JobTimeout: jobTimeout, RescueStuckJobsAfter: 3 * jobTimeout, CompletedJobRetentionPeriod: time.Hour,
		FetchOnlyKnownKinds: true, ReindexerSchedule: river.NeverSchedule(), SoftStopTimeout: softStop,
	})
	return w, err
}

// workers is the list of kinds and what each does.
func (w *Worker) workers() *river.Workers {
	ws := river.NewWorkers()
	river.AddWorker(ws, river.WorkFunc(func(ctx context.Context, job *river.Job[Pump]) error {
		return w.Dispatch.Pump(ctx, end(job.Args.Bucket))
	}))
	river.AddWorker(ws, river.WorkFunc(func(ctx context.Context, job *river.Job[Journal]) error {
		return w.Journal.Read(ctx, end(job.Args.Bucket))
	}))
	river.AddWorker(ws, river.WorkFunc(func(ctx context.Context, job *river.Job[Tell]) error {
		return w.Webhooks.Send(ctx, end(job.Args.Bucket))
	}))
	tend[start](ws, func(ctx context.Context, a tenant.Actor) error { return w.Campaigns.StartScheduled(ctx, w.DB, a) })
	tend[prepare](ws, func(ctx context.Context, a tenant.Actor) error { return w.Campaigns.Prepare(ctx, w.DB, a) })
	tend[finish](ws, func(ctx context.Context, a tenant.Actor) error { return w.Campaigns.Finish(ctx, w.DB, a) })
	tend[sweep](ws, func(ctx context.Context, a tenant.Actor) error { _, err := w.Dispatch.Sweep(ctx, a); return err })
	tend[reconcile](ws, func(ctx context.Context, a tenant.Actor) error { return w.Dispatch.Reconcile(ctx, a, w.Callbacks.News) })
	tend[poll](ws, func(ctx context.Context, a tenant.Actor) error { return w.Dispatch.Poll(ctx, a, w.Callbacks.News) })
	tend[callbacks](ws, w.Callbacks.Apply)
	tend[tidy](ws, func(ctx context.Context, a tenant.Actor) error {
		return errors.Join(w.Automations.Tidy(ctx, a), w.Webhooks.Tidy(ctx, a), w.Journal.Tidy(ctx, a))
	})
	tend[fire](ws, w.Automations.Fire)
	tend[expand](ws, w.Automations.Expand)
	tend[runs](ws, w.Automations.Run)
	tend[discard](ws, w.Automations.Clear)
	tend[forget](ws, w.DB.ForgetAnswers)
	tend[take](ws, w.Imports.Work)
	tend[shed](ws, w.Imports.Forget)
	tend[seal](ws, w.Audit.Seal)
	tend[anchor](ws, func(ctx context.Context, a tenant.Actor) error { return w.Audit.LogAnchor(ctx, a, w.Log) })
	tend[wipe](ws, w.Persons.Wipe)
	tend[export](ws, w.Exports.Work)
	return ws
}

// Run works until the context ends, then lets what is under way finish.
func (w *Worker) Run(ctx context.Context) error {
	if err := w.await(ctx); err != nil {
		return err
	}
	if err := w.river.Start(tenant.Shift(context.WithoutCancel(ctx), ctx.Done())); err != nil {
		return err
	}
	w.watch(ctx)
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), softStop+10*time.Second)
	defer cancel()
	return w.river.Stop(stop)
}

// await takes a fresh database into use, and waits for one that is away.
func (w *Worker) await(ctx context.Context) error {
	for {
		err := w.DB.Claim(ctx, "worker", tenant.IfFresh)
		if err == nil || !errors.Is(err, tenant.ErrStore) {
			break
		}
		w.Log.WarnContext(ctx, "the database is away: waiting", "event", "database_away", "error", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
	if err := w.DB.KeepEventPartitions(ctx); err != nil {
		return err
	}
	if may, err := w.DB.MayDispatch(ctx); err == nil && !may {
		w.Log.ErrorContext(ctx, "this database was claimed elsewhere, it may be a restored copy: nothing is sent until an operator runs carillon dispatch claim",
			"event", "dispatch_not_claimed")
	}
	return nil
}

// watch asks the tables what is due and wakes River for it. With the database away it goes on
// asking.
func (w *Worker) watch(ctx context.Context) {
	tick := time.NewTicker(w.Watch)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		due, err := w.DB.WorkDue(ctx, w.Clock.Now())
		if err == nil {
			err = w.DB.Wake(ctx, w.wakeups(due, time.Now()))
		}
		if err != nil && ctx.Err() == nil {
			w.Log.WarnContext(ctx, "the watch could not look for work", "event", "watch_failed", "error", err)
		}
	}
}

// measured has a job counted. One that a stop cut short has not failed.
func (w *Worker) measured(ctx context.Context, job *rivertype.JobRow, work func(context.Context) error) error {
	began := time.Now()
	err := work(ctx)
	failure := err
	if errors.Is(err, context.Canceled) {
		failure = nil
	}
	w.Meter.Worked(job.Kind, time.Since(began), failure)
	return err
}

// HandleError logs what a job failed with. River does not try it again: the watch does.
func (w *Worker) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if ctx = trace.Follow(ctx, parentOf(job)); !errors.Is(err, context.Canceled) {
		w.Log.ErrorContext(ctx, "a job failed", "event", "job_failed", "kind", job.Kind, "job_id", job.ID, "error", err)
	}
	return nil
}

// HandlePanic logs a panic; the job's transaction has rolled back.
func (w *Worker) HandlePanic(ctx context.Context, job *rivertype.JobRow, panicked any, stack string) *river.ErrorHandlerResult {
	w.Log.ErrorContext(trace.Follow(ctx, parentOf(job)), "a job panicked", "event", "panic", "kind", job.Kind, "job_id", job.ID, "panic", panicked, "stack", stack)
	return nil
}
