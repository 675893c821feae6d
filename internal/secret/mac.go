package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/google/uuid"
)

// MAC authenticates parts for a purpose, under the signing key, or without one under the first
// master: 32 bytes that nobody else can make. Where one part ends and the next begins counts. It
// hides nothing.
func (k *Keyring) MAC(purpose string, parts ...[]byte) []byte {
	return k.signers[0].mac(purpose, parts)
}

// CheckMAC is true if the signing key or any of the masters made mac for the purpose and parts. It
// takes the same time for every wrong mac.
func (k *Keyring) CheckMAC(mac []byte, purpose string, parts ...[]byte) bool {
	found := false
	for _, m := range k.signers {
		found = hmac.Equal(mac, m.mac(purpose, parts)) || found
	}
	return found
}

// Fingerprint is sixteen hexadecimal digits that tell a tenant whether two secrets are equal. It
// says nothing about the secret, differs between tenants, and changes with the key that signs.
func (k *Keyring) Fingerprint(tenant uuid.UUID, plain []byte) string {
	h := hmac.New(sha256.New, k.signers[0].derive("fingerprint", tenant, ""))
	h.Write(plain)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// LastFour is the end of a secret, to show to people: its last four characters, or nothing if it
// has fewer than twelve.
func LastFour(plain string) string {
	runes := []rune(plain)
	if len(runes) < 12 {
		return ""
	}
	return string(runes[len(runes)-4:])
}

func (m master) mac(purpose string, parts [][]byte) []byte {
	h := hmac.New(sha256.New, m.derive("mac", uuid.Nil, purpose))
	for _, part := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write(part)
	}
	return h.Sum(nil)
}
