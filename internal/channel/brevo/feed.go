package brevo

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/carillonhq/carillon/internal/channel"
)

// ErrMalformed: a callback is not the JSON that Brevo sends.
var ErrMalformed = errors.New("brevo: the callback is neither a JSON object nor an array of them")

// split finds the events of a callback: one object, or an array when Brevo gathers events. An
// element that is no object still becomes an event, so that it cannot hide its neighbours; Parse
// refuses it. An event that key cannot name has the hash of its bytes as its key.
func split(body []byte, key func(event []byte) string) ([]channel.Event, error) {
	elements := []json.RawMessage{body}
	switch body = bytes.TrimSpace(body); {
	case bytes.HasPrefix(body, []byte("[")):
		elements = nil
		if json.Unmarshal(body, &elements) != nil {
			return nil, ErrMalformed
		}
	case !bytes.HasPrefix(body, []byte("{")) || !json.Valid(body):
		return nil, ErrMalformed
	}
	events := make([]channel.Event, len(elements))
	for i, raw := range elements {
		events[i] = channel.Event{Key: key(raw), Body: raw}
		if events[i].Key == "" {
			events[i].Key = channel.Key(string(raw))
		}
	}
	return events, nil
}

// decode reads one event; it refuses what is no object.
func decode(raw []byte, event any) error {
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) || json.Unmarshal(raw, event) != nil {
		return ErrMalformed
	}
	return nil
}

// plain is a status as the tables below spell it: Brevo writes soft_bounce, softBounce and
// soft-bounce.
func plain(s loose) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(string(s)))
}

// kindOf looks a status up; an unknown one is of no interest.
func kindOf(kinds map[string]channel.Kind, status loose) channel.Kind {
	if k, ok := kinds[plain(status)]; ok {
		return k
	}
	return channel.ReportIgnored
}

// number is a telephone number in E.164, or empty when it cannot be one.
func number(s loose) string {
	n := strings.TrimPrefix(digits(string(s)), "00")
	if len(n) < 6 || len(n) > 15 {
		return ""
	}
	return "+" + n
}
