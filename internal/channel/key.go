package channel

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Key makes an event's key of the parts that tell it from others: a hash, in which no part can run
// into the next.
func Key(parts ...string) string {
	raw, _ := json.Marshal(parts) // strings: cannot fail
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
