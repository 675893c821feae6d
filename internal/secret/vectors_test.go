package secret

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/fernet/fernet-go"
)

// vector is one case of the Fernet specification, as the library ships them (testdata/LICENSE).
type vector struct {
	Desc   string `json:"desc"`
	Token  string `json:"token"`
	Source string `json:"src"`
	Secret string `json:"secret"`
}

func vectors(t *testing.T, file string) []vector {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("%s is empty", file)
	}
	return all
}

func (v vector) key(t *testing.T) *fernet.Key {
	t.Helper()
	key, err := fernet.DecodeKey(v.Secret)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestSpecifiedTokensOpen(t *testing.T) {
	t.Parallel()
	for _, v := range slices.Concat(vectors(t, "generate.json"), vectors(t, "verify.json")) {
		if got, err := decrypt(v.Token, v.key(t)); err != nil || string(got) != v.Source {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

// What is stored does not age, so the two vectors that are wrong in time only do open.
func TestSpecifiedFaultsStayClosed(t *testing.T) {
	t.Parallel()
	wrongInTimeOnly := []string{"far-future TS (unacceptable clock skew)", "expired TTL"}
	for _, v := range vectors(t, "invalid.json") {
		_, err := decrypt(v.Token, v.key(t))

		if opened := err == nil; opened != slices.Contains(wrongInTimeOnly, v.Desc) {
			t.Errorf("%s: %v", v.Desc, err)
		}
	}
}
