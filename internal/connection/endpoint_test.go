package connection_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/secret"
)

// book has the master keys given: the first seals, the others still open.
func book(t *testing.T, keys string) *connection.Book {
	t.Helper()
	ring, err := secret.NewKeyring(keys)
	if err != nil {
		t.Fatal(err)
	}
	return &connection.Book{Keys: ring, PublicURL: "https://carillon.example"}
}

const (
	oldKey = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
	newKey = "bGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGw="
)

func TestMessageAddressNamesOneAttemptOfOneConnection(t *testing.T) {
	t.Parallel()
	b := book(t, oldKey)
	c, attempt := db.Connection{Provider: "brevo", EndpointID: uuid.New()}, uuid.New()

	token, found := strings.CutPrefix(b.MessageURL(c, attempt), b.CallbackURLs(c)["sms"]+"/")

	if got, ok := b.CheckMessageToken(c.EndpointID, token); !found || !ok || got != attempt {
		t.Errorf("the address names %v, %v", got, ok)
	}
	id, proof, _ := strings.Cut(token, ".")
	for name, forged := range map[string]string{
		"nothing": "", "no proof": id, "an empty proof": id + ".", "another attempt": uuid.NewString() + "." + proof,
		"upper case": strings.ToUpper(id) + "." + proof[:len(proof)-2] + "AA", "braces": "{" + id + "}." + proof, "a proof cut short": token[:len(token)-2],
		"the callbacks' token": id + "." + b.CallbackToken(c),
	} {
		if _, ok := b.CheckMessageToken(c.EndpointID, forged); ok {
			t.Errorf("%s passes", name)
		}
	}
	if _, ok := b.CheckMessageToken(uuid.New(), token); ok {
		t.Error("it passes at another connection")
	}
}

func TestTokensMadeByAMasterHoldWhileItIsListed(t *testing.T) {
	t.Parallel()
	c, attempt := db.Connection{Provider: "brevo", EndpointID: uuid.New()}, uuid.New()
	before, rotated, after := book(t, oldKey), book(t, newKey+","+oldKey), book(t, newKey)
	_, token, _ := strings.Cut(before.MessageURL(c, attempt), c.EndpointID.String()+"/")

	if !rotated.CheckCallbackToken(c.EndpointID, before.CallbackToken(c)) {
		t.Error("the old token was refused while its key is known")
	}
	if _, ok := rotated.CheckMessageToken(c.EndpointID, token); !ok {
		t.Error("the old address was refused while its key is known")
	}
	if after.CheckCallbackToken(c.EndpointID, before.CallbackToken(c)) || rotated.CallbackToken(c) != after.CallbackToken(c) {
		t.Error("the old token outlives its key, or new ones are made with it")
	}
}
