package webhook

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/carillonhq/carillon/gen/db"
)

const purpose = "webhook"

// NewSecret is a fresh secret as Standard Webhooks writes one: whsec_ and 32 random bytes in base64.
func NewSecret() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it does not fail
	return "whsec_" + base64.StdEncoding.EncodeToString(key)
}

// Header is what goes with a message that is sent now: the event's id, the instant, and a signature
// of the body with each of the secrets. It fails where one is no secret.
func Header(id uuid.UUID, at time.Time, body []byte, secrets ...string) (http.Header, error) {
	signatures := make([]string, len(secrets))
	for i, s := range secrets {
		w, err := standardwebhooks.NewWebhook(s)
		if err != nil {
			return nil, err
		}
		if signatures[i], err = w.Sign(id.String(), at, body); err != nil {
			return nil, err
		}
	}
	h := http.Header{}
	h.Set(standardwebhooks.HeaderWebhookID, id.String())
	h.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	h.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
	return h, nil
}

func (r *Room) seal(tenant uuid.UUID, plain string) (string, error) {
	return r.Keys.Seal(tenant, purpose, []byte(plain))
}

// secrets are what an endpoint's messages are signed with at an instant, the present one first.
func (r *Room) secrets(e db.WebhookEndpoint, at time.Time) ([]string, error) {
	sealed := []string{e.Secret}
	if e.FormerSecret != nil && at.Before(*e.FormerUntil) {
		sealed = append(sealed, *e.FormerSecret)
	}
	for i, token := range sealed {
		plain, err := r.Keys.Open(e.TenantID, purpose, token)
		if err != nil {
			return nil, err
		}
		sealed[i] = string(plain)
	}
	return sealed, nil
}
