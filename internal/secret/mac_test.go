package secret

import (
	"regexp"
	"testing"
)

func TestMACHoldsForItsPurposeAndPartsOnly(t *testing.T) {
	t.Parallel()
	k := ring(t, oldKey)
	mac := k.MAC("callback", []byte("ab"), []byte("c"))

	if !k.CheckMAC(mac, "callback", []byte("ab"), []byte("c")) {
		t.Fatal("the right one is refused")
	}

	for name, ok := range map[string]bool{
		"other purpose":    k.CheckMAC(mac, "cursor", []byte("ab"), []byte("c")),
		"other boundaries": k.CheckMAC(mac, "callback", []byte("a"), []byte("bc")),
		"one part":         k.CheckMAC(mac, "callback", []byte("abc")),
		"an empty part":    k.CheckMAC(mac, "callback", []byte("ab"), []byte("c"), nil),
		"truncated":        k.CheckMAC(mac[:31], "callback", []byte("ab"), []byte("c")),
		"empty":            k.CheckMAC(nil, "callback", []byte("ab"), []byte("c")),
		"other master":     ring(t, newKey).CheckMAC(mac, "callback", []byte("ab"), []byte("c")),
	} {
		if ok {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestMACOutlivesANewMaster(t *testing.T) {
	t.Parallel()
	mac := ring(t, oldKey).MAC("cursor", []byte("page 2"))

	if !ring(t, newKey, oldKey).CheckMAC(mac, "cursor", []byte("page 2")) {
		t.Error("a MAC of the second master is refused")
	}
}

func TestFingerprintTellsSecretsApartWithinATenant(t *testing.T) {
	t.Parallel()
	k := ring(t, oldKey)
	mark := k.Fingerprint(acme, []byte("xkeysib-123"))

	if !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(mark) {
		t.Errorf("got %q", mark)
	}
	if mark != k.Fingerprint(acme, []byte("xkeysib-123")) {
		t.Error("equal secrets differ")
	}
	for name, other := range map[string]string{
		"other secret": k.Fingerprint(acme, []byte("xkeysib-124")),
		"other tenant": k.Fingerprint(globex, []byte("xkeysib-123")),
		"other master": ring(t, newKey).Fingerprint(acme, []byte("xkeysib-123")),
	} {
		if other == mark {
			t.Errorf("%s: the same fingerprint", name)
		}
	}
}

func TestLastFourOfAShortSecretShowsNothing(t *testing.T) {
	t.Parallel()
	for plain, want := range map[string]string{
		"":              "",
		"abcdefghijk":   "",
		"abcdefghijkl":  "ijkl",
		"abcdefghijkłó": "jkłó",
	} {
		if got := LastFour(plain); got != want {
			t.Errorf("%q gives %q", plain, got)
		}
	}
}
