package access_test

import (
	"crypto/elliptic"
	"errors"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/carillonhq/carillon/internal/access"
)

func TestTokenProvesNothingAnyMoreOnceItsKeyIsRevoked(t *testing.T) {
	t.Parallel()
	old, fresh := ecKey(t, "old", elliptic.P256()), ecKey(t, "fresh", elliptic.P256())
	i := newIssuer(t, old, fresh)
	v := i.verifier(t, asItIs)
	token := i.token(t, old)
	for range 2 {
		must(v.Verify(t.Context(), token))
	}

	i.serve(keySet(t, fresh))
	if err := v.RefreshNow(t.Context()); err != nil {
		t.Fatal(err)
	}

	if _, err := v.Verify(t.Context(), token); !errors.Is(err, access.ErrInvalidToken) {
		t.Errorf("the token of a revoked key: %v", err)
	}
	must(v.Verify(t.Context(), i.token(t, fresh)))
}

func TestTokenThatWasAcceptedExpiresAllTheSame(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	v := i.verifier(t, func(c *access.Config) { c.Leeway = time.Millisecond })
	claims := i.claims()
	claims["exp"] = time.Now().Add(2 * time.Second).Unix()
	token := sign(t, jwt.SigningMethodES256, key.key, claims, map[string]any{"kid": key.kid})
	for range 2 {
		must(v.Verify(t.Context(), token))
	}

	eventually(t, func() bool { _, err := v.Verify(t.Context(), token); return errors.Is(err, access.ErrTokenExpired) })
}

func TestTokenLikeOneThatWasAcceptedIsRefused(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	v := i.verifier(t, asItIs)
	token := i.token(t, key)
	id := must(v.Verify(t.Context(), token))
	if again := must(v.Verify(t.Context(), token)); again != id {
		t.Errorf("the second time it proves %v", again)
	}

	for at := 0; at < len(token); at += 7 {
		other := []byte(token)
		other[at] ^= 1
		if _, err := v.Verify(t.Context(), string(other)); !errors.Is(err, access.ErrInvalidToken) {
			t.Errorf("with another letter at %d: %v", at, err)
		}
	}
}

// BenchmarkVerify checks a token that is new, and one that was checked before.
func BenchmarkVerify(b *testing.B) {
	key := ecKey(b, "ec", elliptic.P256())
	i := newIssuer(b, key)
	v := i.verifier(b, asItIs)
	first, again := time.Duration(0), time.Duration(0)
	for range b.N {
		token := i.token(b, key)
		for _, spent := range []*time.Duration{&first, &again} {
			began := time.Now()
			if _, err := v.Verify(b.Context(), token); err != nil {
				b.Fatal(err)
			}
			*spent += time.Since(began)
		}
	}
	b.ReportMetric(float64(first.Nanoseconds())/float64(b.N), "first-ns")
	b.ReportMetric(float64(again.Nanoseconds())/float64(b.N), "again-ns")
}
