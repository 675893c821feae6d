package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"math/big"
	"regexp"
	"strings"
)

// The text of an API key is crl_live_<id>_<secret><checksum>, with crl_test_ for a test tenant's, all
// in base62. So a program can tell it from a token, a scanner from other texts, and we a typing error
// from an attack, without asking the database.
const (
	keyPrefix = "crl_"

	idWidth     = 11 // digits of 64 bits
	secretWidth = 43 // of 256 bits
	sumWidth    = 6  // of a CRC-32
)

var keyShape = regexp.MustCompile(`^crl_(live|test)_([0-9A-Za-z]{11})_([0-9A-Za-z]{43})[0-9A-Za-z]{6}$`)

// keyText is an API key, taken apart.
type keyText struct{ mode, id, secret string }

// newSecret draws 256 random bits.
func newSecret() string { return random(32, secretWidth) }

// newID draws what names a key and is no secret.
func newID() string { return random(8, idWidth) }

// parseKey takes a key apart. It fails with ErrInvalidKey for a text that we cannot have made.
func parseKey(text string) (keyText, error) {
	parts := keyShape.FindStringSubmatch(text)
	if parts == nil {
		return keyText{}, invalidKey("it has not the shape of a key")
	}
	k := keyText{mode: parts[1], id: parts[2], secret: parts[3]}
	if k.String() != text {
		return keyText{}, invalidKey("its checksum does not match")
	}
	return k, nil
}

// String is the key in clear.
func (k keyText) String() string {
	body := keyPrefix + k.mode + "_" + k.id + "_" + k.secret
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body)))
	return body + base62(sum, sumWidth)
}

// end is what people tell keys apart by.
func (k keyText) end() string {
	text := k.String()
	return text[len(text)-4:]
}

// hash is what is kept of a secret. It is random enough to need nothing slower.
func hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

func random(bytes, width int) string {
	raw := make([]byte, bytes)
	_, _ = rand.Read(raw) // never fails
	return base62(raw, width)
}

// base62 writes bytes as a number of so many digits.
func base62(raw []byte, width int) string {
	digits := new(big.Int).SetBytes(raw).Text(62)
	return strings.Repeat("0", width-len(digits)) + digits
}
