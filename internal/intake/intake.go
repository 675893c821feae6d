// Package intake is the room of imports: files of leads, taken in as they come and carried out in
// batches, each in one transaction with the account of it, so that a worker may die anywhere.
package intake

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
)

// What an import may be.
const (
	MaxBytes   = 100 << 20 // of a file
	MaxColumns = 500
)

// Why a file is not taken.
var (
	// ErrTooLarge: the file is longer than a file may be.
	ErrTooLarge = fault.New(fault.TooLarge, "import_too_large", "The file is longer than 100 MiB. Send it in parts.")
	// ErrCut: the upload ended before its file did.
	ErrCut = fault.New(fault.Malformed, "import_cut_off", "The upload ended before its file did. Send it again.")
	// ErrWithdrawn: a person was erased while the file came in, and all files with them.
	ErrWithdrawn = fault.New(fault.Conflict, "import_withdrawn", "A person was erased while the file came in, and the file with them, since they may stand in it. Send it again.")
	// ErrEmpty: the file holds no rows, or none but the head.
	ErrEmpty = fault.New(fault.Invalid, "import_empty", "The file holds no rows. Send a head of column names, and rows under it.").At("/file")
	// ErrHead: the first row cannot be read as names of columns.
	ErrHead = fault.New(fault.Invalid, "import_head_unreadable", "The first row cannot be read as names of columns. Send text with one name for each column.").At("/file")
	// ErrColumns: the first row has more columns than a file may have.
	ErrColumns = fault.New(fault.Invalid, "import_too_many_columns", "The file has more than 500 columns. Leave out those that are not needed.").At("/file")
	// ErrColumnUnnamed: a column has no name; meta tells which, counted from 1.
	ErrColumnUnnamed = fault.New(fault.Invalid, "import_column_unnamed", "A column has no name. Name it in the first row, or take it out.").At("/file")
	// ErrColumnTwice: two columns have the same name; meta tells which, counted from 1.
	ErrColumnTwice = fault.New(fault.Invalid, "import_column_twice", "Two columns have the same name. Rename one of them.").At("/file")
	// ErrNotWaiting: the import does not wait for a mapping.
	ErrNotWaiting = fault.New(fault.Conflict, "import_not_waiting", "Only an import in the state needs_mapping takes a mapping. Send the file again.")
	// ErrEnded: the import is over.
	ErrEnded = fault.New(fault.Conflict, "import_ended", "The import is over, and what it did stands.")
)

// Room takes files in and carries them out. It is safe for concurrent use; any number of processes may
// run one.
type Room struct {
	DB *tenant.DB
}

// Options are how a file is meant.
type Options struct {
	Mode         lead.Mode
	ValidateOnly bool               // nothing is kept but what would come of it
	Mapping      map[string]*string // field by column; nil: as suggested
	Region       string             // of phone numbers that name none, for example DE; may be empty
	List         *uuid.UUID         // a static list that all leads of the file are put in
	Tags         []string           // put on all leads of the file
}

// Begin says of a file that was received how it is meant, and has it carried out, or waits for a mapping
// where none is given and no column is known as a contact. A file that is refused is forgotten. It fails
// with the faults above, with those of a mapping, and when the list is none to put leads in.
func (r *Room) Begin(ctx context.Context, a tenant.Actor, f File, o Options) (im db.Import, err error) {
	p, err := o.settle(f)
	if err != nil {
		return im, errors.Join(err, r.Discard(ctx, a, f.ID))
	}
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		if o.List != nil {
			if _, _, err := list.AddMembers(ctx, tx, *o.List, nil); err != nil {
				return err
			}
		}
		im, err = tx.ReceiveImport(ctx, p)
		if tenant.IsNone(err) {
			err = ErrWithdrawn
		}
		return err
	})
	if err != nil {
		return im, errors.Join(err, r.Discard(ctx, a, f.ID))
	}
	return im, nil
}

// settle is what is kept of a file and its options.
func (o Options) settle(f File) (db.ReceiveImportParams, error) {
	head, err := f.read()
	if err != nil {
		return db.ReceiveImportParams{}, err
	}
	fields, state := Suggest(head.columns), "queued"
	if o.Mapping != nil {
		fields, err = fieldsOf(head.columns, o.Mapping)
	} else if !named(fields) {
		state = "needs_mapping"
	}
	return db.ReceiveImportParams{
		ID: f.ID, State: state, FileName: f.Name, Mode: string(o.Mode), ValidateOnly: o.ValidateOnly, DefaultRegion: o.Region, ListID: o.List,
		Tags: append([]string{}, o.Tags...), Columns: head.columns, Fields: fields, Delimiter: string(head.delimiter), Encoding: f.encoding,
		Bytes: f.bytes, Size: f.size, FirstRow: head.ends,
	}, err
}

// Map says which field each column of an import is that waits for it, and has it carried out. It fails
// with ErrNotWaiting, tenant.ErrNotFound, and with the faults of a mapping.
func Map(ctx context.Context, tx *tenant.Tx, id uuid.UUID, mapping map[string]*string) (db.Import, error) {
	im, err := tx.LockImport(ctx, id)
	if err == nil {
		err = tx.Match(im.Version)
	}
	if err != nil {
		return im, err
	}
	if im.State != "needs_mapping" {
		return im, ErrNotWaiting
	}
	fields, err := fieldsOf(im.Columns, mapping)
	if err != nil {
		return im, err
	}
	return tx.MapImport(ctx, fields, id)
}

// Cancel ends an import; rows that were carried out stay so. It fails with ErrEnded and
// tenant.ErrNotFound.
func Cancel(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Import, error) {
	im, err := tx.GetImport(ctx, id)
	if err != nil {
		return im, err
	}
	if slices.Contains([]string{"succeeded", "failed", "cancelled"}, im.State) {
		return im, ErrEnded
	}
	return end(ctx, tx, id, "cancelled", "")
}

// end ends an import, forgets its file, and tells of it.
func end(ctx context.Context, tx *tenant.Tx, id uuid.UUID, state, code string) (db.Import, error) {
	im, err := tx.EndImport(ctx, db.EndImportParams{ID: id, State: state, ErrorCode: code})
	if tenant.IsNone(err) {
		err = ErrEnded
	}
	if err != nil {
		return im, err
	}
	if _, err := tx.DeleteImportChunks(ctx, id); err != nil {
		return im, err
	}
	if _, err := tx.DeleteRehearsed(ctx, id); err != nil {
		return im, err
	}
	return im, tx.Emit(ctx, ended(im))
}

// ended is what an import's end is told as.
func ended(im db.Import) event.Fact {
	what := map[string]event.Type{"succeeded": event.ImportCompleted, "failed": event.ImportFailed, "cancelled": event.ImportCancelled}
	return event.Of(what[im.State], "import", im.ID, map[string]any{
		"mode": im.Mode, "validate_only": im.ValidateOnly, "total": im.Total, "error_code": im.ErrorCode,
		"created": im.Created, "updated": im.Updated, "skipped": im.Skipped, "rejected": im.Rejected,
	})
}

// TakeBack forgets all files of a tenant and the rows that were refused, since a person who is erased
// may stand in them; imports that are not over fail. What was counted stays.
func TakeBack(ctx context.Context, tx *tenant.Tx) error {
	open, err := tx.EndOpenImports(ctx, "person_erased")
	if err != nil {
		return err
	}
	var told []event.Fact
	for _, im := range open {
		told = append(told, ended(im))
	}
	for _, forget := range []func(context.Context) error{tx.DeleteOpenUploads, tx.EraseImportChunks, tx.EraseImportRejects, tx.EraseRehearsed} {
		if err := forget(ctx); err != nil {
			return err
		}
	}
	return tx.Emit(ctx, told...)
}

// forgotten is how many imports one transaction forgets.
const forgotten = 10

// Forget forgets old imports of a tenant, and files that were never received whole.
func (r *Room) Forget(ctx context.Context, a tenant.Actor) error {
	return r.DB.Pages(ctx, a, forgotten, func(tx *tenant.Tx) (int64, error) { return tx.DeleteExpiredImports(ctx, forgotten) })
}
