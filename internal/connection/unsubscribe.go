package connection

import (
	"encoding/base64"

	"github.com/google/uuid"
)

// UnsubscribePath is where the links stand by which people get no more messages, below PublicURL.
const UnsubscribePath = "/u/"

// UnsubscribeURL is the link for whom a target of a tenant's is: it names the target, says nothing of
// the person, and proves that we made it. It never expires.
func (b *Book) UnsubscribeURL(tenant, target uuid.UUID) string {
	token := append(tenant[:], target[:]...)
	token = append(token, b.Keys.MAC("unsubscribe", tenant[:], target[:])...)
	return b.PublicURL + UnsubscribePath + base64.RawURLEncoding.EncodeToString(token)
}

// CheckUnsubscribeToken returns what the last part of such a link names, if we made it.
func (b *Book) CheckUnsubscribeToken(token string) (tenant, target uuid.UUID, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) < 32 {
		return tenant, target, false
	}
	copy(tenant[:], raw)
	copy(target[:], raw[16:])
	return tenant, target, b.Keys.CheckMAC(raw[32:], "unsubscribe", tenant[:], target[:])
}
