// Package secret keeps what must not be read: Fernet tokens under keys of their own for every
// tenant and purpose, with several master keys so that they can be replaced while running.
package secret

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/fernet/fernet-go"
	"github.com/google/uuid"
)

const (
	version = "v1"
	size    = 32 // bytes of a master and of every key derived from it
)

// ErrInvalid means that a token is damaged, or was sealed for another tenant or purpose: the two
// cannot be told apart.
var ErrInvalid = errors.New("secret: the token is damaged, or was sealed for another tenant or purpose")

// ErrUnknownKey means that the master which sealed a token is not in CARILLON_MASTER_KEYS any more.
var ErrUnknownKey = errors.New("secret: no key of CARILLON_MASTER_KEYS has the id of this token: put the old key back, after the new ones")

// Keyring seals with its first master key and opens with all of them. It is safe for concurrent
// use and prints none of its keys.
type Keyring struct {
	masters []master
	signers []master // may have made a MAC; the first makes new ones
}

type master struct {
	id  string // eight hexadecimal digits, derived from the key
	key []byte
}

// NewKeyring reads the value of CARILLON_MASTER_KEYS: keys of 32 bytes in base64, separated by
// commas, the newest first. Its errors name the setting and the fix, and never the value.
func NewKeyring(setting string) (*Keyring, error) {
	parts := strings.Split(setting, ",")
	k := &Keyring{}
	seen := map[string]int{}
	for i, part := range parts {
		m, err := parse(strings.TrimSpace(part))
		if err != nil {
			return nil, fmt.Errorf("CARILLON_MASTER_KEYS: key %d of %d %w: make one with \"openssl rand -base64 32\"", i+1, len(parts), err)
		}
		if first, twice := seen[m.id]; twice {
			return nil, fmt.Errorf("CARILLON_MASTER_KEYS: keys %d and %d of %d are the same: remove one", first, i+1, len(parts))
		}
		seen[m.id] = i + 1
		k.masters = append(k.masters, m)
	}
	k.signers = k.masters
	return k, nil
}

func parse(text string) (master, error) {
	if text == "" {
		return master{}, errors.New("is empty")
	}
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		key, err := encoding.DecodeString(text)
		if err != nil {
			continue
		}
		if len(key) != size {
			return master{}, fmt.Errorf("is %d bytes long, not 32", len(key))
		}
		return newMaster(key), nil
	}
	return master{}, errors.New("is not base64")
}

func newMaster(key []byte) master {
	m := master{key: key}
	m.id = hex.EncodeToString(m.derive("id", uuid.Nil, "")[:4])
	return m
}

// derive is the key of one use, tenant and purpose. The tenant has a fixed length and a use holds
// no zero byte, so no two triples meet.
func (m master) derive(use string, tenant uuid.UUID, purpose string) []byte {
	info := "carillon " + use + "\x00" + string(tenant[:]) + purpose
	key, err := hkdf.Key(sha256.New, m.key, nil, info, size)
	if err != nil {
		panic(err) // only for a length that SHA-256 cannot give
	}
	return key
}

// Seal encrypts for one tenant and purpose. The token is text: v1.<key id>.<Fernet token>.
func (k *Keyring) Seal(tenant uuid.UUID, purpose string, plain []byte) (string, error) {
	m := k.masters[0]
	token, err := fernet.EncryptAndSign(plain, m.fernetKey(tenant, purpose))
	if err != nil {
		return "", fmt.Errorf("secret: seal: %w", err)
	}
	return strings.Join([]string{version, m.id, string(token)}, "."), nil
}

// Open decrypts a token of Seal, however old. It fails with ErrUnknownKey or ErrInvalid.
func (k *Keyring) Open(tenant uuid.UUID, purpose, token string) ([]byte, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || parts[0] != version {
		return nil, ErrInvalid
	}
	for _, m := range k.masters {
		if m.id == parts[1] {
			return decrypt(parts[2], m.fernetKey(tenant, purpose))
		}
	}
	return nil, ErrUnknownKey
}

// Format keeps the keys out of every print, whatever the verb.
func (k *Keyring) Format(out fmt.State, _ rune) {
	_, _ = fmt.Fprintf(out, "keyring of %d", len(k.masters)) // a print has nowhere to report to
}

func (m master) fernetKey(tenant uuid.UUID, purpose string) *fernet.Key {
	key := fernet.Key(m.derive("seal", tenant, purpose))
	return &key
}

// decrypt ignores a token's age. The library takes what base64 it can read and drops the rest, so
// that many spellings would open: here only the one that encryption makes does.
func decrypt(token string, key *fernet.Key) ([]byte, error) {
	raw, err := base64.URLEncoding.DecodeString(token)
	if err != nil || base64.URLEncoding.EncodeToString(raw) != token {
		return nil, ErrInvalid
	}
	plain := fernet.VerifyAndDecrypt([]byte(token), 0, []*fernet.Key{key})
	if plain == nil {
		return nil, ErrInvalid
	}
	return plain, nil
}
