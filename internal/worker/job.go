package worker

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/carillonhq/carillon/internal/tenant"
)

// bucket is the life of a wake-up: one lost with its worker is made anew in the next.
const bucket = 5 * time.Second

// Queues are bulkheads: none can take the workers of another.
const (
	queuePump    = "pump"
	queueTend    = "tend"
	queueNews    = "callbacks"
	queueJournal = "journal"
	queueAuto    = "automation"
	queueAudit   = "audit"
	queueTell    = "webhooks"
	queueIntake  = "imports"
	jobTimeout   = time.Minute
)

// Pump works slices of lanes. Each process asks for as many as it can run; who runs them does not
// matter. Process, Slot and Bucket make it one of a kind.
type Pump struct {
	Process uuid.UUID `json:"process"`
	Slot    int       `json:"slot"`
	Bucket  int64     `json:"bucket"`
}

// Kind names the job to River.
func (Pump) Kind() string { return "pump" }

// Journal writes event logs. One in each process is enough: it goes from tenant to tenant.
type Journal struct {
	Process uuid.UUID `json:"process"`
	Bucket  int64     `json:"bucket"`
}

// Kind names the job to River.
func (Journal) Kind() string { return "journal" }

// Tell tells tenants' systems what happened. One in each process is enough: it goes from endpoint to
// endpoint.
type Tell struct {
	Process uuid.UUID `json:"process"`
	Bucket  int64     `json:"bucket"`
}

// Kind names the job to River.
func (Tell) Kind() string { return "webhooks" }

// For is a job that tends one tenant: its arguments are ids, never a person's data.
type For[K kind] struct {
	Tenant uuid.UUID `json:"tenant"`
	Bucket int64     `json:"bucket"`
}

// Kind names the job to River.
func (For[K]) Kind() string { var k K; return k.name() }

type kind interface{ name() string }

// The kinds of tending; crossing.work_due says which tenant needs which.
type (
	start     struct{} // starts scheduled campaigns
	prepare   struct{} // freezes audiences
	finish    struct{} // completes campaigns
	sweep     struct{} // finds attempts of dead workers
	reconcile struct{} // settles unknown attempts
	poll      struct{} // asks for news that no callback brings
	callbacks struct{} // applies what providers said
	tidy      struct{} // forgets old events
	fire      struct{} // writes down what schedules came due
	expand    struct{} // begins the runs of schedules
	runs      struct{} // does the steps of automations' runs
	discard   struct{} // cancels what archived automations left
	forget    struct{} // forgets answers that nobody may ask for again
	take      struct{} // carries imports out
	shed      struct{} // forgets old imports
	seal      struct{} // appends to audit logs
	anchor    struct{} // tells the ends of audit logs
	wipe      struct{} // wipes what came later of people who were erased
	export    struct{} // writes files, and forgets old ones
)

func (start) name() string     { return "start" }
func (prepare) name() string   { return "prepare" }
func (finish) name() string    { return "finish" }
func (sweep) name() string     { return "sweep" }
func (reconcile) name() string { return "reconcile" }
func (poll) name() string      { return "poll" }
func (callbacks) name() string { return "callbacks" }
func (tidy) name() string      { return "tidy" }
func (fire) name() string      { return "fire" }
func (expand) name() string    { return "expand" }
func (runs) name() string      { return "runs" }
func (discard) name() string   { return "clear" }
func (forget) name() string    { return "forget" }
func (take) name() string      { return "import" }
func (shed) name() string      { return "import_forget" }
func (seal) name() string      { return "seal" }
func (anchor) name() string    { return "anchor" }
func (wipe) name() string      { return "wipe" }
func (export) name() string    { return "export" }

// makers make the job for a kind of due work.
var makers = map[string]func(uuid.UUID, int64) river.JobArgs{
	"start":     func(t uuid.UUID, b int64) river.JobArgs { return For[start]{t, b} },
	"prepare":   func(t uuid.UUID, b int64) river.JobArgs { return For[prepare]{t, b} },
	"finish":    func(t uuid.UUID, b int64) river.JobArgs { return For[finish]{t, b} },
	"sweep":     func(t uuid.UUID, b int64) river.JobArgs { return For[sweep]{t, b} },
	"reconcile": func(t uuid.UUID, b int64) river.JobArgs { return For[reconcile]{t, b} },
	"poll":      func(t uuid.UUID, b int64) river.JobArgs { return For[poll]{t, b} },
	"callbacks": func(t uuid.UUID, b int64) river.JobArgs { return For[callbacks]{t, b} },
	"tidy":      func(t uuid.UUID, b int64) river.JobArgs { return For[tidy]{t, b} },
	"fire":      func(t uuid.UUID, b int64) river.JobArgs { return For[fire]{t, b} },
	"expand":    func(t uuid.UUID, b int64) river.JobArgs { return For[expand]{t, b} },
	"runs":      func(t uuid.UUID, b int64) river.JobArgs { return For[runs]{t, b} },
	"clear":     func(t uuid.UUID, b int64) river.JobArgs { return For[discard]{t, b} },
	"forget":    func(t uuid.UUID, b int64) river.JobArgs { return For[forget]{t, b} },
	"import":    func(t uuid.UUID, b int64) river.JobArgs { return For[take]{t, b} },
	"seal":      func(t uuid.UUID, b int64) river.JobArgs { return For[seal]{t, b} },
	"anchor":    func(t uuid.UUID, b int64) river.JobArgs { return For[anchor]{t, b} },
	"wipe":      func(t uuid.UUID, b int64) river.JobArgs { return For[wipe]{t, b} },
	"export":    func(t uuid.UUID, b int64) river.JobArgs { return For[export]{t, b} },

	"import_forget": func(t uuid.UUID, b int64) river.JobArgs { return For[shed]{t, b} },
}

// Kinds are the names of all kinds of jobs.
func Kinds() []string {
	return slices.AppendSeq([]string{Pump{}.Kind(), Journal{}.Kind(), Tell{}.Kind()}, maps.Keys(makers))
}

// options make a job the only one of its arguments that waits or runs, and never retried by River:
// the watch makes a new one while there is work.
func options(queue string) *river.InsertOpts {
	return &river.InsertOpts{
		Queue: queue, MaxAttempts: 1,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
			rivertype.JobStateRetryable, rivertype.JobStateScheduled,
		}},
	}
}

// wakeups are the jobs for the work that is due.
func (w *Worker) wakeups(due []tenant.Work, now time.Time) []river.InsertManyParams {
	b := now.Unix() / int64(bucket.Seconds())
	var jobs []river.InsertManyParams
	for _, work := range due {
		switch work.Kind {
		case "pump":
			for slot := range w.Pumps {
				jobs = append(jobs, river.InsertManyParams{Args: Pump{w.id, slot, b}, InsertOpts: options(queuePump)})
			}
		case "read":
			jobs = append(jobs, river.InsertManyParams{Args: Journal{w.id, b}, InsertOpts: options(queueJournal)})
		case "webhooks":
			jobs = append(jobs, river.InsertManyParams{Args: Tell{w.id, b}, InsertOpts: options(queueTell)})
		default:
			o := options(queueOf(work.Kind))
			o.Metadata = causedBy(work.Parent)
			jobs = append(jobs, river.InsertManyParams{Args: makers[work.Kind](work.TenantID, b), InsertOpts: o})
		}
	}
	return jobs
}

// queueOf is the queue of a kind of tending.
func queueOf(kind string) string {
	switch kind {
	case "callbacks":
		return queueNews
	case "fire", "expand", "runs", "clear":
		return queueAuto
	case "import":
		return queueIntake
	case "seal", "anchor":
		return queueAudit
	}
	return queueTend
}

// end is when a job that goes on while there is work makes room for the next.
func end(b int64) time.Time { return time.Unix((b+1)*int64(bucket.Seconds()), 0) }

// tend registers the work of one kind for one tenant at a time.
func tend[K kind](ws *river.Workers, do func(context.Context, tenant.Actor) error) {
	river.AddWorker(ws, river.WorkFunc(func(ctx context.Context, job *river.Job[For[K]]) error {
		return do(ctx, tenant.Job(job.Kind, job.Args.Tenant))
	}))
}
