package ratelimit

import (
	"fmt"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/redistest"
)

// lane are the limits of one tenant's sends on one channel, as the dispatcher takes them.
func lane(tenant int) []Limit {
	return []Limit{
		{fmt.Sprintf("{tenant:%d}:connection:7:sms", tenant), 30, time.Minute},
		{fmt.Sprintf("{tenant:%d}:send:sms", tenant), 20, time.Minute},
	}
}

func TestClusterKeepsTheLimitsOfEveryTenantOnAllItsNodes(t *testing.T) {
	t.Parallel()
	c := redistest.StartCluster(t)
	one := dial(t, c.URL(), Options{Instances: 2, Patience: time.Second})
	two := dial(t, c.Nodes[2].URL()+"?cluster=true", Options{Instances: 2, Patience: time.Second})

	for tenant := range 60 {
		g := mustTake(t, one, 25, 20, lane(tenant)...)
		mustTake(t, two, 1, 0, lane(tenant)...)
		giveBack(t, one, g, 5)
		lower(t, two, lane(tenant)[0].Key, 3, time.Minute)
		mustTake(t, two, 10, 3, lane(tenant)...)
	}

	if one.Degraded() || two.Degraded() {
		t.Fatal("a script was refused: its keys lie on several nodes")
	}
	for i, n := range c.Nodes {
		if keys := n.Keys(t); keys < 30 {
			t.Errorf("node %d holds %d keys of 180: the tenants are not spread", i, keys)
		}
	}
}

func TestClusterThatLosesANodeIsAwayThoughTheOthersAnswer(t *testing.T) {
	t.Parallel()
	c := redistest.StartCluster(t)
	s := dial(t, c.URL(), Options{Instances: 2})
	c.Nodes[1].Kill(t)

	eventually(t, "a take misses the node, and the source does not believe in it again", func() bool {
		for tenant := range 60 {
			if g := take(t, s, 1, lane(tenant)...); g.N != 1 && g.Quotas[1].Remaining > 0 {
				t.Fatalf("tenant %d was granted %+v", tenant, g)
			}
		}
		time.Sleep(300 * time.Millisecond)
		return s.Degraded()
	})
}

func TestLimitsOfTwoOwnersAreNotTakenTogether(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		if _, err := s.Take(t.Context(), 1, lane(1)[0], lane(2)[1]); err == nil {
			t.Error("a cluster would refuse this")
		}
	})
}

func TestOwnerIsWhatRedisWouldHash(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"{tenant:1}:write": "tenant:1", "plain": "carillon", "{}": "carillon", "a{b}{c}": "b", "{open": "carillon", "x}y": "carillon",
	} {
		if got := owner(key); got != want {
			t.Errorf("%q: %q", key, got)
		}
	}
}
