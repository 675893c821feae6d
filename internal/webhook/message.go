package webhook

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/outbound"
)

// Payloads of an endpoint.
const (
	Full = "full"
	Thin = "thin" // ids only
)

// Version is that of the form in which messages are written.
const Version = "v1"

// Message is an event as endpoints are told of it.
type Message struct {
	ID         uuid.UUID `json:"id"`
	Type       string    `json:"type"`
	Timestamp  time.Time `json:"timestamp"`
	TenantID   uuid.UUID `json:"tenant_id"`
	APIVersion string    `json:"api_version"`
	Data       Data      `json:"data"`
}

// Data is what an event is about. Object and Previous are left out of thin messages and of those
// that would be too long with them; then Truncated is true.
type Data struct {
	Sequence   int64           `json:"sequence"`
	ObjectType string          `json:"object_type"`
	ObjectID   uuid.UUID       `json:"object_id"`
	LeadID     *uuid.UUID      `json:"lead_id"`
	Object     json.RawMessage `json:"object,omitempty"`
	Previous   json.RawMessage `json:"previous,omitempty"`
	Truncated  bool            `json:"truncated,omitempty"`
}

// Tell is the message about an event.
func Tell(e db.Event) Message {
	return Message{e.ID, e.Type, e.CreatedAt.UTC(), e.TenantID, Version, Data{
		Sequence: e.Seq, ObjectType: e.ObjectType, ObjectID: e.ObjectID, LeadID: e.LeadID, Object: e.Data, Previous: e.Previous,
	}}
}

// Body is a message as it is sent, full or thin, of at most outbound.MaxBody bytes.
func (m Message) Body(payload string) ([]byte, error) {
	if payload == Full {
		body, err := json.Marshal(m)
		if err != nil || len(body) <= outbound.MaxBody {
			return body, err
		}
		m.Data.Truncated = true
	}
	m.Data.Object, m.Data.Previous = nil, nil
	return json.Marshal(m)
}
