package secret

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
)

const signing = "signing" // the purpose of the key that signs

// Masters are the ids of the master keys, in the order of the setting: the first seals. An id tells
// nothing of its key.
func (k *Keyring) Masters() []string {
	ids := make([]string, len(k.masters))
	for i, m := range k.masters {
		ids[i] = m.id
	}
	return ids
}

// MasterOf is the id of the master key that sealed a token; empty for what is no token.
func MasterOf(token string) string {
	if parts := strings.Split(token, "."); len(parts) == 3 && parts[0] == version {
		return parts[1]
	}
	return ""
}

// Fresh is how every token begins that the first master sealed. What any other holds has to be
// sealed anew before its master is taken out of the setting.
func (k *Keyring) Fresh() string { return version + "." + k.masters[0].id + "." }

// NewSigningKey makes a random key that signs, sealed, for WithSigningKey.
func (k *Keyring) NewSigningKey() (string, error) {
	key := make([]byte, size)
	_, _ = rand.Read(key) // it does not fail
	return k.Seal(uuid.Nil, signing, key)
}

// ResealSigningKey seals the key that signs under the first master. It fails as Open does.
func (k *Keyring) ResealSigningKey(token string) (string, error) {
	key, err := k.Open(uuid.Nil, signing, token)
	if err != nil {
		return "", err
	}
	return k.Seal(uuid.Nil, signing, key)
}

// WithSigningKey is a keyring whose MACs and fingerprints are made with the key of a token, so that
// they outlive every master. MACs that the masters made themselves hold as long as those are listed.
// It fails as Open does.
func (k *Keyring) WithSigningKey(token string) (*Keyring, error) {
	key, err := k.Open(uuid.Nil, signing, token)
	if err != nil {
		return nil, fmt.Errorf("the signing key: %w", err)
	}
	return &Keyring{masters: k.masters, signers: slices.Concat([]master{newMaster(key)}, k.masters)}, nil
}
