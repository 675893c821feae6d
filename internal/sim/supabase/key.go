package supabase

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"

	"github.com/google/uuid"
)

// Algorithm is how a key signs.
type Algorithm string

// The algorithms of Supabase's signing keys.
const (
	ES256 Algorithm = "ES256"
	RS256 Algorithm = "RS256"
)

// ErrKey means that a signing key could not be read or made.
var ErrKey = errors.New("supabase simulator: signing key cannot be used")

// state is where a key is in its life. Only revoked keys are not published.
type state string

const (
	standby  state = "standby"
	inUse    state = "in_use"
	previous state = "previous"
	revoked  state = "revoked"
)

type key struct {
	id     string
	state  state
	alg    Algorithm
	signer crypto.Signer
}

func firstKey(o Options) (*key, error) {
	switch {
	case len(o.PEM) > 0:
		return readKey(o.PEM)
	case o.Seed != "" && o.Algorithm != RS256:
		return seededKey(o.Seed)
	default:
		return randomKey(o.Algorithm, inUse)
	}
}

func readKey(text []byte) (*key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, ErrKey
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	switch k := parsed.(type) {
	case *ecdsa.PrivateKey:
		if k.Curve == elliptic.P256() {
			return newKey(k, ES256, inUse)
		}
	case *rsa.PrivateKey:
		return newKey(k, RS256, inUse)
	}
	return nil, ErrKey
}

// seededKey hashes the seed until the result is a private key on P-256, which the first one
// all but always is.
func seededKey(seed string) (*key, error) {
	for n := range uint32(16) {
		raw := sha256.Sum256(binary.BigEndian.AppendUint32([]byte("supabase simulator "+seed), n))
		private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw[:])
		if err == nil {
			return newKey(private, ES256, inUse)
		}
	}
	return nil, ErrKey
}

func randomKey(alg Algorithm, st state) (*key, error) {
	if alg == RS256 {
		private, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			return nil, err
		}
		return newKey(private, RS256, st)
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return newKey(private, ES256, st)
}

// newKey names the key after its public half, so that the same key has the same id.
func newKey(signer crypto.Signer, alg Algorithm, st state) (*key, error) {
	der, err := x509.MarshalPKIXPublicKey(signer.Public())
	if err != nil {
		return nil, err
	}
	id := uuid.NewSHA1(uuid.NameSpaceOID, der).String()
	return &key{id: id, state: st, alg: alg, signer: signer}, nil
}

// sign makes a JWS signature: r and s in 32 bytes each for ES256, PKCS #1 v1.5 for RS256.
func (k *key) sign(text string) ([]byte, error) {
	digest := sha256.Sum256([]byte(text))
	if private, ok := k.signer.(*ecdsa.PrivateKey); ok {
		r, s, err := ecdsa.Sign(rand.Reader, private, digest[:])
		if err != nil {
			return nil, err
		}
		raw := make([]byte, 64)
		r.FillBytes(raw[:32])
		s.FillBytes(raw[32:])
		return raw, nil
	}
	return k.signer.Sign(rand.Reader, digest[:], crypto.SHA256)
}

func (k *key) verifies(text string, signature []byte) bool {
	digest := sha256.Sum256([]byte(text))
	switch public := k.signer.Public().(type) {
	case *ecdsa.PublicKey:
		if len(signature) != 64 {
			return false
		}
		r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
		return ecdsa.Verify(public, digest[:], r, s)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature) == nil
	default:
		return false
	}
}

// jwk is the public half as the key set shows it.
func (k *key) jwk() map[string]any {
	show := map[string]any{"kid": k.id, "alg": k.alg, "use": "sig", "key_ops": []string{"verify"}, "ext": true}
	switch public := k.signer.Public().(type) {
	case *ecdsa.PublicKey:
		point, _ := public.Bytes() // 4, x, y
		show["kty"], show["crv"] = "EC", "P-256"
		show["x"], show["y"] = encode(point[1:33]), encode(point[33:])
	case *rsa.PublicKey:
		show["kty"] = "RSA"
		show["n"], show["e"] = encode(public.N.Bytes()), encode(big.NewInt(int64(public.E)).Bytes())
	}
	return show
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }
