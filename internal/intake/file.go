package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/table"
	"github.com/carillonhq/carillon/internal/tenant"
)

// piece is how many bytes of text are kept in a row of the database.
const piece = table.MaxRow

// File is one that was received whole.
type File struct {
	ID       uuid.UUID
	Name     string
	head     []byte // the beginning of its text
	bytes    int64  // as it came
	size     int64  // as text is kept
	encoding string
}

// Receive takes a file in, piece by piece. Key names the upload, so that the same one is not taken
// twice; empty, it has no name. What was taken of one that fails is forgotten; it fails with ErrTooLarge,
// ErrEmpty, ErrWithdrawn and as in does.
func (r *Room) Receive(ctx context.Context, a tenant.Actor, key string, in io.Reader) (File, error) {
	f := File{ID: uuid.Must(uuid.NewV7())}
	err := r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		if _, err := tx.DeleteStaleUploads(ctx); err != nil {
			return err
		}
		return tx.InsertImport(ctx, f.ID, key)
	})
	if err != nil {
		return f, err
	}
	if err := r.take(ctx, a, &f, in); err != nil {
		return f, errors.Join(err, r.Discard(ctx, a, f.ID))
	}
	return f, nil
}

func (r *Room) take(ctx context.Context, a tenant.Actor, f *File, in io.Reader) error {
	counted := &counter{in: in}
	text, err := table.Open(counted)
	if err != nil {
		return err
	}
	buffer := make([]byte, piece)
	for number := int32(0); ; number++ {
		n, err := io.ReadFull(text, buffer)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		if number == 0 {
			f.head = bytes.Clone(buffer[:n])
		}
		if n > 0 {
			if err := r.put(ctx, a, f.ID, number, buffer[:n]); err != nil {
				return err
			}
		}
		f.size += int64(n)
		if err != nil {
			break
		}
	}
	f.bytes, f.encoding = counted.n, text.Encoding()
	if f.size == 0 {
		return ErrEmpty
	}
	return nil
}

func (r *Room) put(ctx context.Context, a tenant.Actor, id uuid.UUID, number int32, body []byte) error {
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		n, err := tx.InsertImportChunk(ctx, db.InsertImportChunkParams{ImportID: id, Number: number, Body: body})
		if err == nil && n == 0 {
			err = ErrWithdrawn
		}
		return err
	})
}

// Discard forgets a file.
func (r *Room) Discard(ctx context.Context, a tenant.Actor, id uuid.UUID) error {
	ctx = context.WithoutCancel(ctx)
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error { _, err := tx.DeleteImport(ctx, id); return err })
}

// counter counts what is read, and reads no more than a file may have.
type counter struct {
	in io.Reader
	n  int64
}

// Read implements io.Reader.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) { // which is also how io.ReadFull tells an end
		err = ErrCut
	}
	if c.n += int64(n); c.n > MaxBytes {
		return 0, ErrTooLarge.With("maximum_bytes", MaxBytes)
	}
	return n, err
}

// text is the kept text of an import from an offset on.
type text struct {
	ctx    context.Context //nolint:containedctx // io.Reader leaves no other place for it
	db     *db.Queries
	im     db.Import
	offset int64
	rest   []byte
}

// Read implements io.Reader.
func (t *text) Read(p []byte) (int, error) {
	if len(t.rest) == 0 {
		if t.offset == t.im.Size {
			return 0, io.EOF
		}
		body, err := t.db.GetImportChunk(t.ctx, t.im.ID, int32(t.offset/piece))
		if err != nil {
			return 0, fmt.Errorf("read a piece of an import: %w", err)
		}
		t.rest = body[t.offset%piece:]
	}
	n := copy(p, t.rest)
	t.rest, t.offset = t.rest[n:], t.offset+int64(n)
	return n, nil
}

// rows are those of an import from an offset on.
func (r *Room) rows(ctx context.Context, a tenant.Actor, im db.Import, offset int64) *table.Reader {
	d := table.Dialect{Delimiter: im.Delimiter[0], Encoding: table.UTF8}
	if im.Encoding == table.Windows1252 {
		d.Encoding = table.Windows1252
	}
	return table.NewReader(&text{ctx: ctx, db: r.DB.Read(a), im: im, offset: offset}, d, offset)
}

// head is the first row of a file.
type head struct {
	columns   []string
	delimiter byte
	ends      int64 // offset of the row after it
}

// read finds the names of the columns.
func (f File) read() (head, error) {
	h := head{delimiter: table.Delimiter(f.head)}
	d := table.Dialect{Delimiter: h.delimiter, Encoding: f.encoding}
	rows := table.NewReader(bytes.NewReader(f.head), d, 0)
	row, err := rows.Next()
	for err == nil && row.Blank() {
		row, err = rows.Next()
	}
	h.ends = rows.Offset()
	switch {
	case errors.Is(err, io.EOF):
		return h, ErrEmpty
	case err != nil:
		return h, err
	case len(row.Cells) > MaxColumns:
		return h, ErrColumns
	case row.Err != nil || h.ends == int64(len(f.head)) && f.size > h.ends:
		return h, ErrHead
	case h.ends == f.size:
		return h, ErrEmpty
	}
	h.columns = row.Cells
	return h, h.check()
}

// check refuses names that do not tell columns apart.
func (h head) check() error {
	for i, name := range h.columns {
		h.columns[i] = strings.TrimSpace(name)
		if h.columns[i] == "" {
			return ErrColumnUnnamed.With("column", i+1)
		}
		if first := slices.Index(h.columns[:i], h.columns[i]); first >= 0 {
			return ErrColumnTwice.With("columns", []int{first + 1, i + 1})
		}
	}
	return nil
}
