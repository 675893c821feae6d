package vapi

import (
	"encoding/json"
	"sort"
	"time"
)

// Entry is one call that was created. It is written before any reply.
type Entry struct {
	Account string `json:"account"`
	CallID  string `json:"call_id"`
	Number  string `json:"number"` // E.164
	// Reference is what the caller can know it by: externalId of the customer, else name.
	Reference  string          `json:"reference,omitempty"`
	Name       string          `json:"name,omitempty"`
	ExternalID string          `json:"external_id,omitempty"`
	Metadata   json.RawMessage `json:"metadata,omitempty"` // of assistantOverrides
	Assistant  string          `json:"assistant_id,omitempty"`
	From       string          `json:"phone_number_id,omitempty"`
	Status     string          `json:"status"`
	Reason     string          `json:"ended_reason,omitempty"`
	StartedAt  time.Time       `json:"started_at"`  // real time, when the request came in
	AcceptedAt time.Time       `json:"accepted_at"` // real time, when the call was created
	EndedAt    time.Time       `json:"ended_at,omitzero"`
}

// Counts are how many calls were created and how they stand.
type Counts struct {
	Total     int            `json:"total"`
	ByAccount map[string]int `json:"by_account"`
	ByStatus  map[string]int `json:"by_status"`
	ByReason  map[string]int `json:"by_reason"` // of those that ended
	Active    map[string]int `json:"active"`    // slots in use by account
	Peak      map[string]int `json:"peak"`      // most slots ever in use by account
}

// Ledger is every call created so far, by time of creation.
func (s *Server) Ledger() []Entry {
	var all []Entry
	for _, a := range s.accounts {
		all = append(all, a.entries()...)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].AcceptedAt.Before(all[j].AcceptedAt) })
	return all
}

func (a *account) entries() []Entry {
	a.mu.Lock()
	defer a.mu.Unlock()
	list := make([]Entry, len(a.all))
	for i, p := range a.all {
		list[i] = Entry{
			Account:    a.Name,
			CallID:     p.id,
			Number:     p.customer.Number,
			Reference:  p.customer.ExternalID,
			Name:       p.order.Name,
			ExternalID: p.customer.ExternalID,
			Metadata:   p.settings.Metadata,
			Assistant:  p.order.AssistantID,
			From:       p.order.PhoneNumberID,
			Status:     p.status,
			Reason:     p.reason,
			StartedAt:  p.startedAt,
			AcceptedAt: p.createdAt,
			EndedAt:    p.endedAt,
		}
		if list[i].Reference == "" {
			list[i].Reference = p.order.Name
		}
	}
	return list
}

// Counts tells how many calls were created and how they stand.
func (s *Server) Counts() Counts {
	c := Counts{
		ByAccount: map[string]int{}, ByStatus: map[string]int{}, ByReason: map[string]int{},
		Active: map[string]int{}, Peak: map[string]int{},
	}
	for name, a := range s.accounts {
		a.mu.Lock()
		c.Total += len(a.all)
		c.ByAccount[name] = len(a.all)
		c.Active[name], c.Peak[name] = a.active, a.peak
		for _, p := range a.all {
			c.ByStatus[p.status]++
			if p.status == ended {
				c.ByReason[p.reason]++
			}
		}
		a.mu.Unlock()
	}
	return c
}
