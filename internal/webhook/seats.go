package webhook

import (
	"sync"

	"github.com/google/uuid"
)

// What one process has under way at once, so that its memory is bounded and no tenant with slow
// servers keeps the others waiting.
const (
	maxRequests  = 256
	maxPerTenant = 48
)

// seats are the requests that may still be made. The zero value is all of them.
type seats struct {
	lock  sync.Mutex
	taken map[uuid.UUID]int
	all   int
}

// take gives a tenant up to so many seats, and says how many.
func (s *seats) take(of uuid.UUID, want int) int {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.taken == nil {
		s.taken = map[uuid.UUID]int{}
	}
	n := max(min(want, maxRequests-s.all, maxPerTenant-s.taken[of]), 0)
	s.taken[of] += n
	s.all += n
	return n
}

// leave gives seats back.
func (s *seats) leave(of uuid.UUID, n int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.all -= n
	if s.taken[of] -= n; s.taken[of] == 0 {
		delete(s.taken, of)
	}
}
