package access_test

import (
	"crypto/elliptic"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/carillonhq/carillon/internal/access"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// faults are the ways in which an issuer can be away.
var faults = map[string]http.HandlerFunc{
	"500":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
	"HTML":    func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>maintenance</html>")) },
	"no keys": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"keys":[]}`)) },
	"no set":  func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"error":"away"}`)) },
	"10 MB": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"keys":[` + strings.Repeat(" ", 10<<20) + `]}`))
	},
	"cut off": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte(`{`))
	},
	"only oct": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"keys":[{"kty":"oct","kid":"ec","k":"c2VjcmV0"}]}`))
	},
	"wrong use": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"keys":[{"kty":"EC","use":"enc","kid":"ec"}]}`))
	},
}

func TestKnownKeysKeepWorkingWhileTheIssuerIsAway(t *testing.T) {
	t.Parallel()

	for name, away := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key := ecKey(t, "ec", elliptic.P256())
			i := newIssuer(t, key)
			v := i.verifier(t, asItIs)
			i.reply(away)

			if err := v.RefreshNow(t.Context()); err == nil {
				t.Error("the refresh claims to have worked")
			}
			if _, err := v.Verify(t.Context(), i.token(t, key)); err != nil {
				t.Errorf("a known key fails: %v", err)
			}
		})
	}
}

func TestStartNeedsNoIssuerAndKeysArriveLater(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	keys := *i.answer.Load()
	i.reply(faults["500"])
	v := i.verifier(t, func(c *access.Config) { c.RefreshEvery = 20 * time.Millisecond })

	if _, err := v.Verify(t.Context(), i.token(t, key)); !errors.Is(err, access.ErrInvalidToken) {
		t.Fatalf("without keys: %v", err)
	}
	i.reply(keys)

	eventually(t, func() bool { _, err := v.Verify(t.Context(), i.token(t, key)); return err == nil })
}

func TestVerifierSaysHowFarItsKeysCanBeTrusted(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "key", elliptic.P256())
	i := newIssuer(t)
	often := func(c *access.Config) { c.RefreshEvery = 20 * time.Millisecond }
	v, old := i.verifier(t, often), i.verifier(t, withLegacy)
	if v.Trust() != access.Blind || old.Trust() != access.Stale {
		t.Errorf("before any key: %d, with the legacy secret %d", v.Trust(), old.Trust())
	}

	i.serve(keySet(t, key))
	eventually(t, func() bool { return v.Trust() == access.Fresh })
	i.serve("away")
	eventually(t, func() bool { return v.Trust() == access.Stale })

	if _, err := v.Verify(t.Context(), i.token(t, key)); err != nil {
		t.Errorf("a key that is known: %v", err)
	}
}

func TestNewKeyIsAcceptedAtItsFirstUse(t *testing.T) {
	t.Parallel()
	old, fresh := ecKey(t, "old", elliptic.P256()), ecKey(t, "fresh", elliptic.P256())
	i := newIssuer(t, old)
	v := i.verifier(t, asItIs)
	i.serve(keySet(t, old, fresh))

	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := v.Verify(t.Context(), i.token(t, fresh)); err != nil {
				t.Errorf("the new key: %v", err)
			}
		})
	}
	wg.Wait()

	if _, err := v.Verify(t.Context(), i.token(t, old)); err != nil {
		t.Errorf("the old key: %v", err)
	}
	if n := i.fetches.Load(); n != 2 {
		t.Errorf("%d fetches for one rotation", n)
	}
}

func TestRevokedKeyIsRefusedAfterARefresh(t *testing.T) {
	t.Parallel()
	old, fresh := ecKey(t, "old", elliptic.P256()), ecKey(t, "fresh", elliptic.P256())
	i := newIssuer(t, old, fresh)
	byHand, byTime := i.verifier(t, asItIs), i.verifier(t, func(c *access.Config) { c.RefreshEvery = 20 * time.Millisecond })
	i.serve(keySet(t, fresh))

	if err := byHand.RefreshNow(t.Context()); err != nil {
		t.Fatal(err)
	}

	if _, err := byHand.Verify(t.Context(), i.token(t, old)); !errors.Is(err, access.ErrInvalidToken) {
		t.Errorf("after RefreshNow: %v", err)
	}
	eventually(t, func() bool {
		_, err := byTime.Verify(t.Context(), i.token(t, old))
		return errors.Is(err, access.ErrInvalidToken)
	})
}

func TestOneBrokenKeyDoesNotSpoilTheOthers(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, `{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"bad"}`, `{"kty":"new","kid":"later"}`, `7`, `null`, key)

	if _, err := i.verifier(t, asItIs).Verify(t.Context(), i.token(t, key)); err != nil {
		t.Error(err)
	}
}

func TestKeyOfAnotherKindIsNotKept(t *testing.T) {
	t.Parallel()
	ec := string(publicJWK(t, ecKey(t, "ec", elliptic.P256())))

	for name, key := range map[string]any{
		"another curve":     ecKey(t, "ec", elliptic.P384()),
		"another family":    edKey(t, "ed"),
		"short RSA":         rsaKey(t, "rs", 1024),
		"no id":             ecKey(t, "", elliptic.P256()),
		"another algorithm": strings.Replace(ec, `{`, `{"alg":"ES384",`, 1),
		"another use":       strings.Replace(ec, `"sig"`, `"enc"`, 1),
	} {
		if err := newIssuer(t, key).verifier(t, asItIs).RefreshNow(t.Context()); err == nil {
			t.Errorf("%s: kept", name)
		}
	}
	if err := newIssuer(t, ec).verifier(t, asItIs).RefreshNow(t.Context()); err != nil {
		t.Errorf("the key itself: %v", err)
	}
}

func TestRandomKeyIdsCauseTwoFetchesAtMost(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	v := i.verifier(t, asItIs)

	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for n := range 125 {
				stranger := named{fmt.Sprintf("%d-%d", worker, n), key.key}
				if _, err := v.Verify(t.Context(), i.token(t, stranger)); !errors.Is(err, access.ErrInvalidToken) {
					t.Errorf("%s: %v", stranger.kid, err)
				}
			}
		})
	}
	wg.Wait()

	if n := i.fetches.Load(); n > 2 {
		t.Errorf("%d fetches, the first included", n)
	}
}

func TestUnknownKeyFailsAtOnceWhenTheBudgetIsUsed(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	v := i.verifier(t, asItIs)
	i.reply(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })

	if spent := refused(t, i, v, named{"first", key.key}); spent < 900*time.Millisecond || spent > 2*time.Second {
		t.Errorf("the first unknown key waited %v for a hanging issuer, want a second", spent)
	}
	var waits []time.Duration
	for range 20 {
		waits = append(waits, refused(t, i, v, named{"second", key.key}))
	}
	if slices.Sort(waits); waits[10] > 50*time.Millisecond { // half of them: a busy machine has its pauses
		t.Errorf("the next ones waited %v", waits)
	}
	if _, err := v.Verify(t.Context(), i.token(t, key)); err != nil {
		t.Errorf("the known key: %v", err)
	}
}

// refused is how long the verifier took to refuse this key's token.
func refused(t *testing.T, i *issuer, v *access.Verifier, k named) time.Duration {
	t.Helper()
	token, start := i.token(t, k), time.Now()
	if _, err := v.Verify(t.Context(), token); !errors.Is(err, access.ErrInvalidToken) {
		t.Errorf("%s: %v", k.kid, err)
	}
	return time.Since(start)
}

func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Error("did not happen within five seconds")
}
