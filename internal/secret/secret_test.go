package secret

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

var (
	oldKey = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("old-"), 8))
	newKey = base64.URLEncoding.EncodeToString(bytes.Repeat([]byte{0xfb, 0xff, 1, 2}, 8))

	acme   = uuid.MustParse("0193c6a0-0000-7000-8000-00000000000a")
	globex = uuid.MustParse("0193c6a0-0000-7000-8000-00000000000b")
)

func ring(t *testing.T, keys ...string) *Keyring {
	t.Helper()
	k, err := NewKeyring(strings.Join(keys, ", "))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func seal(t *testing.T, k *Keyring, plain string) string {
	t.Helper()
	token, err := k.Seal(acme, "brevo key", []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestSealedBytesComeBackForTheirTenant(t *testing.T) {
	t.Parallel()
	k := ring(t, oldKey)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		tenant := uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "tenant"))
		purpose := rapid.String().Draw(t, "purpose")

		token, err := k.Seal(tenant, purpose, plain)
		if err != nil {
			t.Fatal(err)
		}

		if got, err := k.Open(tenant, purpose, token); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %q, %v", got, err)
		}
	})
}

func TestTokenPastedElsewhereStaysClosed(t *testing.T) {
	t.Parallel()
	k := ring(t, newKey, oldKey)
	token := seal(t, k, "xkeysib-123")

	if _, err := k.Open(globex, "brevo key", token); !errors.Is(err, ErrInvalid) {
		t.Errorf("another tenant: %v", err)
	}
	if _, err := k.Open(acme, "vapi key", token); !errors.Is(err, ErrInvalid) {
		t.Errorf("another purpose: %v", err)
	}
	relabelled := strings.Replace(token, k.masters[0].id, k.masters[1].id, 1)
	if _, err := k.Open(acme, "brevo key", relabelled); !errors.Is(err, ErrInvalid) {
		t.Errorf("another key id: %v", err)
	}
}

func TestTokenOfAnUnknownMasterStaysClosed(t *testing.T) {
	t.Parallel()

	_, err := ring(t, newKey).Open(acme, "brevo key", seal(t, ring(t, oldKey), "xkeysib-123"))

	if !errors.Is(err, ErrUnknownKey) {
		t.Errorf("got %v", err)
	}
}

func TestDamagedTokenStaysClosed(t *testing.T) {
	t.Parallel()
	k := ring(t, oldKey)
	token := seal(t, k, "xkeysib-123")
	damaged := []string{"", "v1", "v1..", token + "=", token + "\n", token + "!", token + ".x", "v2" + token[2:]}
	for i := range token {
		damaged = append(damaged, token[:i], token[i+1:], token[:i]+string(token[i]^1)+token[i+1:])
	}

	for _, bad := range damaged {
		if plain, err := k.Open(acme, "brevo key", bad); err == nil {
			t.Errorf("%q opened to %q", bad, plain)
		}
	}
}

func TestBadSettingIsNamedAndNotQuoted(t *testing.T) {
	t.Parallel()
	for setting, complaint := range map[string]string{
		"":                    "key 1 of 1 is empty",
		oldKey + ",":          "key 2 of 2 is empty",
		oldKey + ",hunter2!!": "key 2 of 2 is not base64",
		"aHVudGVyMg==":        "key 1 of 1 is 7 bytes long, not 32",
		oldKey + "," + oldKey: "keys 1 and 2 of 2 are the same",
	} {
		_, err := NewKeyring(setting)

		if err == nil || !strings.Contains(err.Error(), "CARILLON_MASTER_KEYS: "+complaint) {
			t.Errorf("want %q, got %v", complaint, err)
			continue
		}
		for _, value := range []string{"hunter2", "aHVudGVyMg", oldKey} {
			if strings.Contains(err.Error(), value) {
				t.Errorf("the error quotes the value: %v", err)
			}
		}
	}
}

func TestKeyringPrintsNoKey(t *testing.T) {
	t.Parallel()
	k := ring(t, oldKey)

	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		if text := fmt.Sprintf(verb, k); text != "keyring of 1" {
			t.Errorf("%s prints %q", verb, text)
		}
	}
}
