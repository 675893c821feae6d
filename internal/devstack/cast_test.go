package devstack

import (
	"testing"

	"github.com/carillonhq/carillon/internal/lead"
)

func TestEveryoneInTheCastHasANumberOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}

	for i := range sizes["bluebird"] {
		l := cast("bluebird", i)
		e164, err := lead.Phone(*l.Phone)
		if err != nil || e164 != *l.Phone {
			t.Errorf("lead %d: %s is no E.164 number: %v", i, *l.Phone, err)
		}
		if before, taken := seen[e164]; taken {
			t.Errorf("leads %d and %d share %s", before, i, e164)
		}
		seen[e164] = i
	}
}
