package webhook

import (
	"sync"
	"testing"

	"github.com/google/uuid"
)

func TestNoTenantTakesEverySeat(t *testing.T) {
	t.Parallel()
	var s seats
	greedy := uuid.New()

	if n := s.take(greedy, 1000); n != maxPerTenant {
		t.Errorf("one tenant takes %d", n)
	}
	if n := s.take(greedy, 1); n != 0 {
		t.Errorf("and then %d", n)
	}
	all := maxPerTenant
	for range 20 {
		all += s.take(uuid.New(), maxPerTenant)
	}
	if all != maxRequests {
		t.Errorf("%d seats were taken", all)
	}
	s.leave(greedy, maxPerTenant)
	if n := s.take(uuid.New(), 10); n != 10 {
		t.Errorf("after one left there are %d", n)
	}
}

func TestSeatsAreNeitherLostNorMade(t *testing.T) {
	t.Parallel()
	var s seats
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			of := uuid.New()
			for range 100 {
				s.leave(of, s.take(of, 7))
			}
		})
	}
	wg.Wait()

	if s.all != 0 || len(s.taken) != 0 {
		t.Errorf("left are %d seats of %d tenants", s.all, len(s.taken))
	}
}
