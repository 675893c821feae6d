package access

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

const (
	minSecret   = 32 // bytes, the output of HMAC-SHA256
	minDistinct = 8  // different bytes; a random secret has more in any encoding

	another = "give the project a new one, as of \"openssl rand -base64 48\", or leave the setting out if no token is signed with HS256"
)

// published are the SHA-256 hashes of secrets that stand in public documentation.
var published = map[string]string{
	"a064b502e61d27e94b8717290e5e1b32e36720e9fbdf952ec81a84c07128cb37": "Supabase's local stack",
	"1453cea2dc3799e9026e42b3e465e455256d5a149582e4c5b92d4c8d604731a2": "Supabase's self-hosting example",
	"465d9ad5d5528ebe287b5dce4fb51620833d09b290e49ddcc70ca6c4a0aea01b": "the debugger at jwt.io, 256 bits",
	"db6833593279d7373592ef70e51f3daf048c04475739f8ed024b0821fd9e7fde": "the debugger at jwt.io, 512 bits",
	"fd4dec75abc2df7e4f8776e246ce733d29690230695c4ce8ea7a207eb3a939ab": "PostgREST's tutorial",
	"daee68ee2a012682bb488b242f6de0cf9e230a00da0bae11e35af2a8d1dd06cd": ".env.example",
}

// checkSecret refuses an HS256 secret that others can guess or know. Its errors name the setting
// and the fix, and never the secret.
func checkSecret(secret []byte) error {
	if len(secret) < minSecret {
		return errors.New("SUPABASE_JWT_SECRET is shorter than 32 bytes: " + another)
	}
	hash := sha256.Sum256(secret)
	if where, known := published[hex.EncodeToString(hash[:])]; known {
		return fmt.Errorf("SUPABASE_JWT_SECRET is public knowledge, from %s: %s", where, another)
	}
	distinct := map[byte]bool{}
	for _, b := range secret {
		distinct[b] = true
	}
	if len(distinct) < minDistinct {
		return errors.New("SUPABASE_JWT_SECRET repeats too few characters to be random: " + another)
	}
	return nil
}
