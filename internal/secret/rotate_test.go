package secret

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestNewMasterReplacesTheOldOneWithoutAGap(t *testing.T) {
	t.Parallel()
	token := seal(t, ring(t, oldKey), "xkeysib-123")
	both := ring(t, newKey, oldKey)

	plain, err := both.Open(acme, "brevo key", token)
	if err != nil {
		t.Fatal(err)
	}
	resealed := seal(t, both, string(plain))

	if strings.HasPrefix(token, both.Fresh()) || !strings.HasPrefix(resealed, both.Fresh()) {
		t.Errorf("what is fresh begins with %s: %s, %s", both.Fresh(), token, resealed)
	}
	if !slices.Equal([]string{MasterOf(resealed), MasterOf(token)}, both.Masters()) || MasterOf("v1") != "" {
		t.Errorf("the masters are %q, of the tokens %q and %q", both.Masters(), MasterOf(resealed), MasterOf(token))
	}
	if got, err := ring(t, newKey).Open(acme, "brevo key", resealed); err != nil || string(got) != "xkeysib-123" {
		t.Errorf("without the old master: %q, %v", got, err)
	}
}

func TestWhatTheSigningKeySignedOutlivesTheMasters(t *testing.T) {
	t.Parallel()
	sealed, err := ring(t, oldKey).NewSigningKey()
	if err != nil {
		t.Fatal(err)
	}
	before := signed(t, sealed, oldKey)
	resealed, err := ring(t, newKey, oldKey).ResealSigningKey(sealed)
	if err != nil {
		t.Fatal(err)
	}

	after := signed(t, resealed, newKey)

	if !after.CheckMAC(before.MAC("callback", acme[:]), "callback", acme[:]) {
		t.Error("a MAC ends with the master under which it was made")
	}
	if before.Fingerprint(acme, []byte("x")) != after.Fingerprint(acme, []byte("x")) {
		t.Error("a fingerprint changes with the master")
	}
	if !before.CheckMAC(ring(t, oldKey).MAC("callback", acme[:]), "callback", acme[:]) {
		t.Error("a MAC of a listed master is refused")
	}
	if after.CheckMAC(ring(t, oldKey).MAC("callback", acme[:]), "callback", acme[:]) {
		t.Error("a MAC of a master that is gone is believed")
	}
	if _, err := ring(t, newKey).WithSigningKey(sealed); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("a signing key of an unknown master: %v", err)
	}
}

// signed is a keyring with a signing key.
func signed(t *testing.T, token string, keys ...string) *Keyring {
	t.Helper()
	k, err := ring(t, keys...).WithSigningKey(token)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
