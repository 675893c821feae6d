package vapi

import (
	"encoding/json"
	"net/http"
	"strings"
)

// subscription tells of slots.
type subscription struct {
	Blocked   bool `json:"concurrencyBlocked"`
	Limit     int  `json:"concurrencyLimit"`
	Remaining int  `json:"remainingConcurrentCalls"`
}

// refusedCustomer is one customer of a batch whom Vapi will not call.
type refusedCustomer struct {
	Customer json.RawMessage `json:"customer"`
	Error    string          `json:"error"`
}

func (s *Server) create(q *request) {
	o, ok := q.readOrder()
	if !ok {
		return
	}
	if len(o.Customers) > 0 {
		s.createMany(q, o)
		return
	}
	p, status, problem := s.dial(q, o, o.Customer)
	if p == nil {
		refuse(q.w, status, problem)
		return
	}
	shown, slots := q.answer(p)
	shown["subscriptionLimits"] = slots
	s.launch(q.account, p)
	s.awaitFirst(q, p)
	q.created(shown)
}

// createMany calls everybody it can and names the others.
func (s *Server) createMany(q *request, o *order) {
	results, refused := []map[string]any{}, []refusedCustomer{}
	var calls []*phoneCall
	var slots subscription
	for _, raw := range o.Customers {
		p, _, problem := s.dial(q, o, raw)
		if p == nil {
			refused = append(refused, refusedCustomer{raw, join(problem)})
			continue
		}
		shown, after := q.answer(p)
		results, calls, slots = append(results, shown), append(calls, p), after
	}
	for _, p := range calls {
		s.launch(q.account, p)
	}
	q.created(map[string]any{"results": results, "errors": refused, "subscriptionLimits": slots})
}

func join(problem any) string {
	if list, ok := problem.([]string); ok {
		return strings.Join(list, "; ")
	}
	return problem.(string)
}

// dial puts one call into the ledger. Without a call it gives the status and the message of
// the refusal.
func (s *Server) dial(q *request, o *order, raw json.RawMessage) (p *phoneCall, status int, problem any) {
	who, wrong := readCustomer(raw)
	if len(wrong) > 0 {
		return nil, http.StatusBadRequest, wrong
	}
	a := q.account
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.newPhoneCall(q, o, raw, who)
	switch {
	case err != nil:
		return nil, http.StatusBadRequest, []string{"assistantOverrides must be an object"}
	case p.fate.refused == http.StatusBadRequest:
		return nil, http.StatusBadRequest, "This number cannot be called."
	case p.fate.refused != 0:
		return nil, p.fate.refused, "Internal server error"
	case a.full() && o.Schedule == nil && s.capacity.Load() == CapacityRefuses:
		return nil, http.StatusBadRequest, "Over Concurrency Limit. All concurrent call slots are in use."
	}
	a.dialled[who.Number]++
	a.all = append(a.all, p)
	a.byID[p.id] = p
	if o.Schedule != nil {
		p.status = scheduled
	} else {
		s.place(a, p)
	}
	return p, http.StatusCreated, nil
}

// place gives a call a slot, or a place in the queue, or an early end.
func (s *Server) place(a *account, p *phoneCall) {
	switch {
	case !a.full():
		a.take(p)
	case s.capacity.Load() == CapacityEnds:
		p.fate = fate{early: true, reason: concurrencyReached}
	default:
		a.waiting = append(a.waiting, p)
	}
}

func (a *account) full() bool { return a.active >= a.Concurrency }

// take gives the call a slot.
func (a *account) take(p *phoneCall) {
	p.slot = true
	a.active++
	a.peak = max(a.peak, a.active)
}

// answer is the call as the reply shows it, and the slots that are left.
func (q *request) answer(p *phoneCall) (map[string]any, subscription) {
	a := q.account
	a.mu.Lock()
	defer a.mu.Unlock()
	slots := subscription{
		Blocked:   !p.slot && !p.fate.early && p.status == queued,
		Limit:     a.Concurrency,
		Remaining: max(a.Concurrency-a.active, 0),
	}
	return a.show(p, p.status), slots
}
