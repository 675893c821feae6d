package connection

import (
	"encoding/base64"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
)

// Callback tokens are derived, not stored: what proves a callback is a MAC over its address.

// CallbackURLs are the addresses a provider reports to, by kind of event.
func (b *Book) CallbackURLs(c db.Connection) map[string]string {
	at := func(kind string) string {
		return b.PublicURL + "/api/v1/webhooks/" + kind + "/" + c.EndpointID.String()
	}
	switch c.Provider {
	case "brevo":
		return map[string]string{"email": at("brevo/email"), "sms": at("brevo/sms")}
	case "vapi":
		return map[string]string{"call_status": at("vapi/call-status")}
	}
	return map[string]string{}
}

// CallbackToken is the bearer token of a connection's callback addresses.
func (b *Book) CallbackToken(c db.Connection) string {
	return base64.RawURLEncoding.EncodeToString(b.Keys.MAC("callback", c.EndpointID[:]))
}

// CheckCallbackToken says whether a token is that of an endpoint, under any master key.
func (b *Book) CheckCallbackToken(endpoint uuid.UUID, token string) bool {
	mac, err := base64.RawURLEncoding.DecodeString(token)
	return err == nil && b.Keys.CheckMAC(mac, "callback", endpoint[:])
}

// MessageURL is the address at which Brevo reports on one text message: it names the attempt and
// proves that we made it.
func (b *Book) MessageURL(c db.Connection, attempt uuid.UUID) string {
	mac := b.Keys.MAC("message", c.EndpointID[:], attempt[:])
	return b.CallbackURLs(c)["sms"] + "/" + attempt.String() + "." + base64.RawURLEncoding.EncodeToString(mac)
}

// CheckMessageToken returns the attempt that a message's address names, if we made the address.
func (b *Book) CheckMessageToken(endpoint uuid.UUID, token string) (uuid.UUID, bool) {
	id, proof, _ := strings.Cut(token, ".")
	attempt, err := uuid.Parse(id)
	if err != nil || len(id) != 36 {
		return uuid.Nil, false
	}
	mac, err := base64.RawURLEncoding.DecodeString(proof)
	return attempt, err == nil && b.Keys.CheckMAC(mac, "message", endpoint[:], attempt[:])
}
