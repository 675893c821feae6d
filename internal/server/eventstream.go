package server

import (
	"context"
	"strconv"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
)

// logPage is how many events a stream reads and sends at once.
const logPage = 200

// StreamEvents answers with the log as it grows.
func (s *Server) StreamEvents(ctx context.Context, r api.StreamEventsRequestObject) (api.StreamEventsResponseObject, error) {
	p := r.Params
	return s.stream(ctx, &logFeed{
		read: s.DB.Read(actor(ctx)), types: append([]string{}, p.Type...), seq: or(p.LastEventID, or(p.After, fromNowOn)),
	}), nil
}

// fromNowOn is the number of a feed that begins where the log ends.
const fromNowOn = -1

// logFeed tells a log onwards from a number.
type logFeed struct {
	read  *db.Queries
	types []string
	seq   int64 // nothing up to here is still to be told
}

// tell implements feed, a page at a time.
func (f *logFeed) tell(ctx context.Context, end int64, out *wire) (course, error) {
	if f.seq == fromNowOn {
		f.seq = end
	}
	rows, err := f.read.ListEvents(ctx, db.ListEventsParams{AfterSeq: f.seq, Types: f.types, Page: logPage})
	if err != nil {
		return over, err
	}
	for _, row := range rows {
		f.seq = row.Seq
		out.add(f.mark(), row.Type, encoded(eventOf(row)))
	}
	if len(rows) == logPage {
		return hasMore, out.flush()
	}
	f.seq = max(f.seq, end) // what is of other types need not be looked through again
	return waits, out.flush()
}

// mark implements feed.
func (f *logFeed) mark() string { return strconv.FormatInt(f.seq, 10) }
