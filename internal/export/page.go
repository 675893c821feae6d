package export

import (
	"context"
	"encoding/json"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	page  = 500       // rows read at a time
	chunk = 256 << 10 // bytes after which a chunk is full
)

// add reads a page of an export's source and puts it into a chunk. What does not fit any more is read
// again for the next.
func add(ctx context.Context, tx *tenant.Tx, e db.Export) error {
	s := sources[e.Resource]
	var f Filter
	var after position
	if err := json.Unmarshal(e.Filter, &f); err != nil {
		return err
	}
	if e.Position != nil {
		if err := json.Unmarshal(e.Position, &after); err != nil {
			return err
		}
	}
	if e.Total == nil {
		total, err := s.size(ctx, tx, f, e)
		if err != nil {
			return err
		}
		e.Total = &total
	}
	rows, err := s.read(ctx, tx, f, e, after)
	if err != nil {
		return err
	}
	return put(ctx, tx, e, s, rows)
}

// put writes rows into a chunk, up to where it is full, and ends an export that has no more.
func put(ctx context.Context, tx *tenant.Tx, e db.Export, s source, rows []row) error {
	write := formats[e.Format]
	var body []byte
	if e.Chunks == 0 {
		body = write.head(s.columns)
	}
	written := 0
	for ; written < len(rows) && len(body) < chunk; written++ {
		body = write.row(body, s.columns, rows[written].values)
	}
	if len(body) > 0 {
		if err := tx.InsertExportChunk(ctx, db.InsertExportChunkParams{ExportID: e.ID, Number: e.Chunks, Body: body}); err != nil {
			return err
		}
		e.Chunks++
	}
	moved := db.AdvanceExportParams{
		ID: e.ID, Total: e.Total, Rows: e.Rows + int64(written), Bytes: e.Bytes + int64(len(body)), Chunks: e.Chunks, Position: e.Position,
	}
	if written > 0 {
		var err error
		if moved.Position, err = json.Marshal(rows[written-1].at); err != nil {
			return err
		}
	}
	if err := tx.AdvanceExport(ctx, moved); err != nil || written < len(rows) || len(rows) == page {
		return err
	}
	_, err := tx.FinishExport(ctx, db.FinishExportParams{ID: e.ID, State: Succeeded})
	return err
}
