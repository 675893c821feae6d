package intake

import (
	"context"
	"errors"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/table"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	batch    = 1000             // rows carried out in one transaction
	abreast  = 2                // imports of one tenant carried out beside each other by one process
	turn     = 40 * time.Second // after which a worker lets go of an import, for the watch to find
	meetings = 5                // how often a batch is tried that meets other changes
	stumbles = 10               // failures in a row that end an import
)

// Work carries a tenant's imports out for a while, a few beside each other, and lets go of those that
// are not over. What a worker leaves behind that dies, another finds a few seconds later, at the batch
// that was not accounted for. An import that keeps failing is ended.
func (r *Room) Work(ctx context.Context, a tenant.Actor) error {
	until := time.Now().Add(turn)
	var group errgroup.Group
	for range abreast {
		group.Go(func() error {
			for time.Now().Before(until) && !tenant.Over(ctx) {
				im, err := r.claim(ctx, a)
				if tenant.IsNone(err) {
					return nil
				}
				if err == nil {
					err = r.carry(ctx, a, im, until)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (r *Room) claim(ctx context.Context, a tenant.Actor) (im db.Import, err error) {
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		im, err = tx.ClaimImport(ctx)
		return err
	})
	return im, err
}

// carry carries an import out until its end or an instant. What fails is tried again after a rest that
// grows; what a customer can mend ends the import.
func (r *Room) carry(ctx context.Context, a tenant.Actor, im db.Import, until time.Time) error {
	err := r.batches(ctx, a, &im, until)
	var f *fault.Fault
	switch {
	case err == nil || errors.Is(err, ErrEnded):
		return nil
	case errors.As(err, &f) && f.Kind != fault.Unavailable:
		return r.fail(ctx, a, im.ID, f.Code)
	}
	failures, lost := r.release(ctx, a, db.ReleaseImportParams{ID: im.ID, Failed: 1, RestSeconds: 1 << min(im.Failures, 6)})
	if lost == nil && failures >= stumbles && ctx.Err() == nil {
		lost = r.fail(ctx, a, im.ID, "internal")
	}
	return errors.Join(err, lost)
}

func (r *Room) fail(ctx context.Context, a tenant.Actor, id uuid.UUID, code string) error {
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		_, err := end(ctx, tx, id, "failed", code)
		return err
	})
}

// release lets go of an import, and says how often it failed in a row.
func (r *Room) release(ctx context.Context, a tenant.Actor, p db.ReleaseImportParams) (failures int32, err error) {
	ctx = context.WithoutCancel(ctx)
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		failures, err = tx.ReleaseImport(ctx, p)
		return err
	})
	return failures, err
}

// batches carries batch after batch out. It fails with ErrEnded when somebody ended the import, or
// another worker took it.
func (r *Room) batches(ctx context.Context, a tenant.Actor, im *db.Import, until time.Time) error {
	if im.Total == nil {
		if err := r.count(ctx, a, *im); err != nil {
			return err
		}
	}
	in := r.rows(ctx, a, *im, im.FileOffset)
	for time.Now().Before(until) && !tenant.Over(ctx) {
		rows, err := next(in, batch)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
				_, err := end(ctx, tx, im.ID, "succeeded", "")
				return err
			})
		}
		if err := r.settle(ctx, a, im, rows, in.Offset()); err != nil {
			return err
		}
	}
	_, err := r.release(ctx, a, db.ReleaseImportParams{ID: im.ID})
	return err
}

// next reads as many rows, or those that are left; blank ones are none.
func next(in *table.Reader, n int) (rows []table.Row, err error) {
	for len(rows) < n {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if !row.Blank() {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// count finds out how many rows there are.
func (r *Room) count(ctx context.Context, a tenant.Actor, im db.Import) error {
	in, total := r.rows(ctx, a, im, im.FirstRow), int64(0)
	for {
		rows, err := next(in, batch)
		if err != nil {
			return err
		}
		if total += int64(len(rows)); len(rows) < batch {
			break
		}
	}
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		n, err := tx.CountImport(ctx, &total, im.ID)
		if err == nil && n == 0 {
			err = ErrEnded
		}
		return err
	})
}

// settle carries a batch out, and again when it met other changes to the same leads.
func (r *Room) settle(ctx context.Context, a tenant.Actor, im *db.Import, rows []table.Row, offset int64) error {
	b := read(rows, *im)
	var err error
	for try := range meetings {
		err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
			now, err := b.carry(ctx, tx, offset)
			if err == nil {
				*im = now
			}
			return err
		})
		if !errors.Is(err, tenant.ErrBusy) {
			return err
		}
		time.Sleep(time.Duration(try+1) * 20 * time.Millisecond)
	}
	return err
}

// pile is a batch of rows: those that can be carried out, and those that were refused before that.
type pile struct {
	im      db.Import
	rows    []lead.Row
	cells   [][]string // of rows
	numbers []int64    // of rows
	rejects []reject
}

// read takes the rows of a batch for what the import says they are.
func read(rows []table.Row, im db.Import) pile {
	p := pile{im: im}
	number := im.Created + im.Updated + im.Skipped + im.Rejected
	for _, row := range rows {
		number++
		if row.Err != nil {
			p.rejects = append(p.rejects, reject{number: number, cells: row.Cells, why: unreadable[row.Err]})
			continue
		}
		one, column, why := said(row.Cells, im)
		if why != nil {
			p.rejects = append(p.rejects, reject{number, row.Cells, why, column})
			continue
		}
		p.rows, p.cells, p.numbers = append(p.rows, one), append(p.cells, row.Cells), append(p.numbers, number)
	}
	return p
}

// carry carries a batch out that ends at an offset, and accounts for it. It fails with ErrEnded when it
// is not this batch's turn any more.
func (p pile) carry(ctx context.Context, tx *tenant.Tx, offset int64) (db.Import, error) {
	results, err := p.bulk(ctx, tx)
	if err != nil {
		return p.im, err
	}
	sum := db.AdvanceImportParams{ID: p.im.ID, FromOffset: p.im.FileOffset, ToOffset: offset}
	rejects, members := p.rejects, []uuid.UUID{}
	for i, result := range results {
		switch result.Outcome {
		case lead.Created:
			sum.Created++
		case lead.Updated:
			sum.Updated++
		case lead.Unchanged:
			sum.Skipped++
		case lead.Refused:
			why, column := refusal(result.Refused, p.im)
			rejects = append(rejects, reject{p.numbers[i], p.cells[i], why, column})
			continue
		}
		members = append(members, result.ID)
	}
	sum.Rejected = int64(len(rejects))
	if err := p.list(ctx, tx, members); err != nil {
		return p.im, err
	}
	if err := keep(ctx, tx, p.im.ID, rejects); err != nil {
		return p.im, err
	}
	im, err := tx.AdvanceImport(ctx, sum)
	if tenant.IsNone(err) {
		err = ErrEnded
	}
	return im, err
}

func (p pile) bulk(ctx context.Context, tx *tenant.Tx) ([]lead.Result, error) {
	switch {
	case len(p.rows) == 0:
		return nil, nil
	case p.im.ValidateOnly:
		return lead.Rehearse(ctx, tx, p.im.ID, lead.Mode(p.im.Mode), p.rows)
	}
	return lead.Bulk(ctx, tx, lead.Mode(p.im.Mode), p.rows)
}

// list puts leads into the import's list, if it has one.
func (p pile) list(ctx context.Context, tx *tenant.Tx, leads []uuid.UUID) error {
	if p.im.ListID == nil || p.im.ValidateOnly || len(leads) == 0 {
		return nil
	}
	_, _, err := list.AddMembers(ctx, tx, *p.im.ListID, leads)
	return err
}
