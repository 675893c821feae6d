package export

import (
	"context"
	"io"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
)

// File is what an export wrote, read chunk by chunk; one that was taken back meanwhile ends in an
// error. It fails with ErrUnfinished.
func File(ctx context.Context, read *db.Queries, e db.Export) (io.Reader, error) {
	if e.State != Succeeded {
		return nil, ErrUnfinished
	}
	return &file{ctx: ctx, read: read, id: e.ID, chunks: e.Chunks}, nil
}

// file holds one chunk at a time.
type file struct {
	ctx          context.Context
	read         *db.Queries
	id           uuid.UUID
	next, chunks int32
	rest         []byte
}

// Read implements io.Reader.
func (f *file) Read(into []byte) (int, error) {
	for len(f.rest) == 0 {
		if f.next == f.chunks {
			return 0, io.EOF
		}
		var err error
		if f.rest, err = f.read.GetExportChunk(f.ctx, f.id, f.next); err != nil {
			return 0, err
		}
		f.next++
	}
	n := copy(into, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}
