package brevo

import (
	"encoding/json"
	"sync"
)

// batch holds the events that wait for a webhook's next batch.
type batch struct {
	mu     sync.Mutex
	events []json.RawMessage
}

// add keeps an event and reports whether it is the first of a new batch.
func (b *batch) add(body []byte) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, body)
	return len(b.events) == 1
}

func (b *batch) take() []json.RawMessage {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.events
	b.events = nil
	return taken
}
