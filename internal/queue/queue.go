// Package queue shows River's jobs to those who run the platform, in River UI. It asks nobody who
// they are: server does.
package queue

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/jackc/pgx/v5"
	"riverqueue.com/riverui"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Path is where River UI stands.
const Path = "/ops/river"

// Policy is what the page may do. It makes styles as it runs, and does without compiling code, for
// which it asks once.
const Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
	"script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"

// May is what River UI lets people do.
type May string

// What there is to choose from.
const (
	Nothing May = "off"  // there is no River UI
	Read    May = "read" // jobs and queues are shown
	Change  May = "full" // jobs can be cancelled, tried again and deleted, queues paused
)

// ErrReadOnly: River UI shows jobs and queues here, and changes none.
var ErrReadOnly = fault.New(fault.Forbidden, "queue_read_only", "River UI may only show jobs here. Set CARILLON_RIVER_UI=full to let it change them.")

// UI is River UI below Path. It is safe for concurrent use.
type UI struct {
	may   May
	river http.Handler
}

// New makes River UI over a database, and counts jobs beside it until the context ends.
func New(ctx context.Context, db *tenant.DB, may May, log *slog.Logger) (*UI, error) {
	h, err := riverui.NewHandler(&riverui.HandlerOpts{
		Endpoints: riverui.NewEndpoints[pgx.Tx](db.Client(), nil), Prefix: Path, JobListHideArgsByDefault: true,
		Logger: slog.New(until{log.Handler(), ctx.Done()}),
	})
	if err != nil {
		return nil, err
	}
	return &UI{may, h}, h.Start(ctx)
}

// Permits says whether a request may be made, whoever makes it; it fails with ErrReadOnly.
func (u *UI) Permits(r *http.Request) error {
	if u.may != Change && r.Method != http.MethodGet && r.Method != http.MethodHead {
		return ErrReadOnly
	}
	return nil
}

// ServeHTTP shows River UI, without the arguments of jobs.
func (u *UI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", Policy)
	if !tellsOfJobs(r) {
		u.river.ServeHTTP(w, r)
		return
	}
	m := &mask{header: w.Header(), status: http.StatusOK}
	u.river.ServeHTTP(m, r)
	m.send(w)
}
