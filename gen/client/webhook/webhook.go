// Package webhook reads what Carillon tells a webhook endpoint, once its signature is checked as
// Standard Webhooks has it. It holds none of the server's code.
package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// A request that Parse does not believe; answer it with 400.
var (
	// ErrHeader: webhook-id, webhook-timestamp or webhook-signature is missing or is none.
	ErrHeader = errors.New("webhook: a header is missing, or is none")
	// ErrTime: webhook-timestamp is more than five minutes off.
	ErrTime = errors.New("webhook: the message is too old or from the future")
	// ErrSignature: no signature fits. Check the secret, and give the body exactly as it came.
	ErrSignature = errors.New("webhook: no signature fits")
)

// ErrSecret means that no secret was given, or one that is not an endpoint's: whsec_ and base64.
var ErrSecret = errors.New("webhook: a secret begins with whsec_ and goes on in base64")

// Event is what a message tells. The same one may come again: remember its ID.
type Event struct {
	ID         uuid.UUID `json:"id"`
	Type       string    `json:"type"`      // noun.verb; may grow: answer 2xx to what you do not know
	Timestamp  time.Time `json:"timestamp"` // when it became true
	TenantID   uuid.UUID `json:"tenant_id"`
	APIVersion string    `json:"api_version"`
	Data       Data      `json:"data"`
}

// Data is what an event is about.
type Data struct {
	Sequence   int64      `json:"sequence"` // its number in the tenant's log, 1, 2, 3 … without gaps
	ObjectType string     `json:"object_type"`
	ObjectID   uuid.UUID  `json:"object_id"`
	LeadID     *uuid.UUID `json:"lead_id"` // in whose timeline it stands; nil: in nobody's
	// Object is what goes with the type, and Previous what changed, as it was before. They are not there
	// in thin messages, nor where Truncated: read those under /events.
	Object    json.RawMessage `json:"object"`
	Previous  json.RawMessage `json:"previous"`
	Truncated bool            `json:"truncated"`
}

// Parse is the event in a request to an endpoint. The body is as it came, before anything parsed it.
// Of several secrets one has to fit: give both while the endpoint's is being replaced. It fails with
// ErrHeader, ErrTime, ErrSignature or ErrSecret, or where a signed body is no message.
func Parse(body []byte, header http.Header, secrets ...string) (Event, error) {
	if err := verify(body, header, secrets); err != nil {
		return Event{}, err
	}
	var e Event
	if err := json.Unmarshal(body, &e); err != nil {
		return Event{}, fmt.Errorf("webhook: the body is no message: %w", err)
	}
	return e, nil
}

// Object is what goes with an event, as a type of package client: of lead.created, client.LeadFact.
// It is nil where the message leaves it out.
func Object[T any](e Event) (*T, error) {
	if len(e.Data.Object) == 0 {
		return nil, nil
	}
	var object T
	if err := json.Unmarshal(e.Data.Object, &object); err != nil {
		return nil, fmt.Errorf("webhook: %s does not go with such an object: %w", e.Type, err)
	}
	return &object, nil
}

func verify(body []byte, header http.Header, secrets []string) error {
	err := ErrSecret
	for _, secret := range secrets {
		verifier, unreadable := standardwebhooks.NewWebhook(secret)
		if unreadable != nil || strings.TrimPrefix(secret, "whsec_") == "" { // an empty secret is everybody's
			return ErrSecret
		}
		if err = meaning(verifier.Verify(body, header)); err == nil {
			return nil
		}
	}
	return err
}

// meaning says in words of ours why a message is not believed.
func meaning(err error) error {
	switch {
	case errors.Is(err, standardwebhooks.ErrRequiredHeaders), errors.Is(err, standardwebhooks.ErrInvalidHeaders):
		return ErrHeader
	case errors.Is(err, standardwebhooks.ErrMessageTooOld), errors.Is(err, standardwebhooks.ErrMessageTooNew):
		return ErrTime
	case err != nil:
		return ErrSignature
	}
	return nil
}
