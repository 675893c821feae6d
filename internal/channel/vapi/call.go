package vapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
)

// ErrMalformed: a callback or a polled call is not the JSON that Vapi sends.
var ErrMalformed = errors.New("vapi: not a message or a call of Vapi")

// call is the part of Vapi's Call object that we read. Calls in callbacks can be older than the
// message they come in.
type call struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Status      string  `json:"status"`
	EndedReason string  `json:"endedReason"`
	CreatedAt   string  `json:"createdAt"`
	UpdatedAt   string  `json:"updatedAt"`
	StartedAt   string  `json:"startedAt"` // empty: nobody answered
	EndedAt     string  `json:"endedAt"`
	Cost        float64 `json:"cost"` // US dollars
	Customer    person  `json:"customer"`
	Overrides   struct {
		Metadata struct {
			Ref     string `json:"ref"`
			Request string `json:"request"`
		} `json:"metadata"`
	} `json:"assistantOverrides"`
	Artifact artifact `json:"artifact"`
	Analysis analysis `json:"analysis"`
}

type person struct {
	Number     string `json:"number"`
	ExternalID string `json:"externalId"`
}

type artifact struct {
	Transcript   string `json:"transcript"`
	RecordingURL string `json:"recordingUrl"`
	Recording    struct {
		Mono struct {
			CombinedURL string `json:"combinedUrl"`
		} `json:"mono"`
	} `json:"recording"`
}

type analysis struct {
	Summary string `json:"summary"`
}

// ref is our attempt, from the first place that holds one.
func (c call) ref() uuid.UUID {
	for _, s := range []string{c.Overrides.Metadata.Ref, c.Customer.ExternalID, c.Name} {
		if ref, err := uuid.Parse(s); err == nil {
			return ref
		}
	}
	return uuid.Nil
}

func (c call) request() uuid.UUID {
	request, err := uuid.Parse(c.Overrides.Metadata.Request)
	if err != nil {
		return uuid.Nil
	}
	return request
}

func (c call) made() time.Time { return instant(c.CreatedAt) }

// instant reads a time of Vapi's; zero when it is none.
func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// decode reads a JSON object. A field of an unexpected type is left empty: one surprise in a large
// report must not cost the rest.
func decode(raw []byte, v any) error {
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return ErrMalformed
	}
	var surprise *json.UnmarshalTypeError
	if err := json.Unmarshal(raw, v); err != nil && !errors.As(err, &surprise) {
		return ErrMalformed
	}
	return nil
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
