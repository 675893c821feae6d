package worker

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/riverqueue/river/rivertype"

	"github.com/carillonhq/carillon/internal/trace"
)

// metadata is what River keeps beside a job's arguments.
type metadata struct {
	Parent string `json:"traceparent,omitempty"`
}

// causedBy is the metadata of a job with a cause; nil where none is known.
func causedBy(parent string) []byte {
	if parent == "" {
		return nil
	}
	raw, _ := json.Marshal(metadata{parent}) // a text: cannot fail
	return raw
}

// parentOf is the traceparent of what caused a job; empty where none is known.
func parentOf(job *rivertype.JobRow) string {
	var m metadata
	_ = json.Unmarshal(job.Metadata, &m) // somebody else's is nobody's
	return m.Parent
}

// traced has a job done in the trace of what caused it, or in one of its own. What it tends to may
// have another cause each, whose trace it follows there.
func (w *Worker) traced(ctx context.Context, job *rivertype.JobRow, do func(context.Context) error) error {
	ctx, span := w.Traces.Begin(ctx, trace.Work, "job "+job.Kind, parentOf(job))
	if parentOf(job) == "" {
		job.Metadata = causedBy(trace.Parent(ctx)) // for HandleError, whose context is another
	}
	began := time.Now()
	err := do(ctx)
	span.End(trace.Code(err), slog.Int64("carillon.job_id", job.ID), slog.String("carillon.queue", job.Queue))
	w.Log.DebugContext(ctx, "a job ended", "event", "job", "kind", job.Kind, "job_id", job.ID, "ms", time.Since(began).Milliseconds())
	return err
}
