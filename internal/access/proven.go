package access

import (
	"crypto/sha256"
	"sync"
	"time"
)

// manyProven is how many tokens are remembered before all are forgotten.
const manyProven = 10_000

// proven remembers what genuine tokens prove, under their digests: a signature costs more to check than
// most requests cost to answer, and a client sends the same token until it expires.
type proven struct {
	mu         sync.Mutex
	given      int64 // when the issuer gave the keys that all of these were checked with
	identities map[[sha256.Size]byte]Identity
}

// of is what a token proves. It is not known of a token that has expired, or was checked with keys
// other than those given then.
func (p *proven) of(digest [sha256.Size]byte, given int64) (Identity, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	id, known := p.identities[digest]
	return id, known && p.given == given && time.Now().Before(id.ExpiresAt)
}

// put remembers what a token proves that was checked with the keys given then.
func (p *proven) put(digest [sha256.Size]byte, given int64, id Identity) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.identities == nil || p.given != given || len(p.identities) >= manyProven {
		p.given, p.identities = given, map[[sha256.Size]byte]Identity{}
	}
	p.identities[digest] = id
}
