package server

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/journal"
)

var (
	// errStreams: the tenant has as many streams open at this server as it may have; meta has the "limit".
	errStreams = fault.New(fault.Limited, "too_many_streams", "Your tenant has as many streams open as it may have. Close one, or let readers share one.")
	// errStreamsFull: the server has as many streams open as it can carry.
	errStreamsFull = fault.New(fault.Unavailable, "streams_full", "This server carries as many streams as it can. Come again in a moment.")
)

const (
	heartbeat = 15 * time.Second // between signs of life, at each of which it is asked whether the caller may still be told
	glance    = 5 * time.Second  // between looks when nothing is said to have changed
)

// feed is what a stream tells.
type feed interface {
	// tell sends what there is and was not sent, and says how it goes on. The log can be read up to
	// end, if not further.
	tell(ctx context.Context, end int64, out *wire) (course, error)
	// mark is the id with which a comment goes out; empty for none.
	mark() string
}

// course is how a stream goes on.
type course int

const (
	waits   course = iota // for something to happen
	hasMore               // to tell at once
	over                  // for good
)

// live is an answer that goes on while it is read.
type live func(http.ResponseWriter) error

// VisitStreamEventsResponse implements api.StreamEventsResponseObject.
func (l live) VisitStreamEventsResponse(w http.ResponseWriter) error { return l(w) }

// VisitStreamCampaignResponse implements api.StreamCampaignResponseObject.
func (l live) VisitStreamCampaignResponse(w http.ResponseWriter) error { return l(w) }

// stream has a feed told until it ends, the caller leaves or may not be told any more, or the server
// stops. Between looks it holds no connection of the store's.
func (s *Server) stream(ctx context.Context, f feed) live {
	return func(w http.ResponseWriter) error {
		of := actor(ctx).Tenant
		leave, err := s.seats.take(of, s.Quotas)
		if err != nil {
			return err
		}
		defer leave()
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(s.open, cancel)()
		tail, err := s.Lookout.Follow(ctx, of)
		if err != nil {
			return err
		}
		defer tail.Leave()
		err = s.follow(ctx, f, tail, opened(w))
		if errors.Is(err, errGone) || ctx.Err() != nil {
			return nil
		}
		return err
	}
}

// follow tells a feed as its tenant's log grows.
func (s *Server) follow(ctx context.Context, f feed, tail *journal.Tail, out *wire) error {
	beat := time.Now()
	for marked := false; ; {
		end, grown := tail.End()
		next, err := f.tell(ctx, end, out)
		if err != nil || next == over {
			return err
		}
		if time.Since(beat) >= heartbeat {
			if s.turnedAway(ctx) {
				return nil
			}
			beat, marked = time.Now(), false
		}
		if next == hasMore {
			continue
		}
		if !marked {
			if err := out.comment(f.mark()); err != nil {
				return err
			}
			marked = true
		}
		select {
		case <-ctx.Done():
			return nil
		case <-grown:
		case <-time.After(min(glance, heartbeat-time.Since(beat))):
		}
	}
}

// seats are the streams that are open.
type seats struct {
	lock  sync.Mutex
	taken int
	of    map[uuid.UUID]int // tenant ⇒ how many of them
}

// take opens a stream of a tenant, or says why not.
func (s *seats) take(tenant uuid.UUID, q Quotas) (leave func(), err error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	switch {
	case s.of[tenant] >= q.TenantStreams:
		return nil, errStreams.With("limit", q.TenantStreams)
	case s.taken >= q.Streams:
		return nil, errStreamsFull
	case s.of == nil:
		s.of = map[uuid.UUID]int{}
	}
	s.taken++
	s.of[tenant]++
	return func() { s.leave(tenant) }, nil
}

func (s *seats) leave(tenant uuid.UUID) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.taken--
	if s.of[tenant]--; s.of[tenant] == 0 {
		delete(s.of, tenant)
	}
}
