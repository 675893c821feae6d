package brevo

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// retryAfter is when a callback is tried again, counted from its first try.
var retryAfter = [...]time.Duration{10 * time.Minute, time.Hour, 2 * time.Hour, 8 * time.Hour}

// batchWait and batchSize govern webhooks that ask for batches.
const (
	batchWait = 5 * time.Minute
	batchSize = 500
)

// delivery is one callback on its way.
type delivery struct {
	url     string
	auth    string
	headers []hookHeader
	body    []byte
	first   time.Time // of the first try
	tries   int
}

func callbackClient() *http.Client {
	return &http.Client{
		Timeout:       10 * time.Second,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// announce sets the events of an accepted message going.
func (s *Server) announce(c *call, rec *record) {
	if rec.channel == WhatsApp {
		return // no webhooks there: events are polled
	}
	events := life(rec, s.spacing)
	if c.faults.Callbacks.Shuffle {
		s.scatter(c.account, events)
		return
	}
	if c.faults.Callbacks.BeforeReply && len(events) > 0 {
		s.tell(c.r.Context(), c.account, events[0])
		events = events[1:]
	}
	s.follow(c.account, events)
}

// follow tells events in order: none before its time, none before the one ahead was tried.
func (s *Server) follow(a *account, events []event) {
	if len(events) == 0 {
		return
	}
	a.agenda.At(events[0].at, func(ctx context.Context) {
		s.tell(ctx, a, events[0])
		s.follow(a, events[1:])
	})
}

// scatter tells events in any order.
func (s *Server) scatter(a *account, events []event) {
	span := float64(s.spacing) * float64(len(events))
	for _, e := range events {
		at := time.Now().Add(time.Duration(span * s.dice.Roll()))
		a.agenda.At(at, func(ctx context.Context) { s.tell(ctx, a, e) })
	}
}

// tell sends an event to everybody who should hear of it: the message's own webUrl and the
// account's webhooks.
func (s *Server) tell(ctx context.Context, a *account, e event) {
	if e.message != nil && e.message.webURL != "" {
		body := s.payload(a, e, 0)
		s.send(ctx, a, delivery{url: e.message.webURL, body: body, first: time.Now()})
	}
	for _, h := range a.hooks.all() {
		if !h.wants(e) {
			continue
		}
		body := s.payload(a, e, h.ID)
		if h.Batched {
			s.gather(a, h, body)
			continue
		}
		s.send(ctx, a, h.delivery(body))
	}
}

func (h *hook) delivery(body []byte) delivery {
	d := delivery{url: h.URL, headers: h.Headers, body: body, first: time.Now()}
	if h.Auth != nil {
		d.auth = "Bearer " + h.Auth.Token
	}
	return d
}

// send makes the first try of a delivery, or two of them, or none, as the faults will have it.
func (s *Server) send(ctx context.Context, a *account, d delivery) {
	faults := s.faultsOf(a).Callbacks
	if s.dice.Roll() < faults.Lost {
		return
	}
	s.deliver(ctx, a, d)
	if s.dice.Roll() < faults.Duplicate {
		s.deliver(ctx, a, d)
	}
}

// deliver tries once and plans the next try when Brevo would.
func (s *Server) deliver(ctx context.Context, a *account, d delivery) {
	if s.settled(ctx, a, d) || d.tries == len(retryAfter) {
		return
	}
	again := d.first.Add(s.pace.Real(retryAfter[d.tries]))
	d.tries++
	a.agenda.At(again, func(ctx context.Context) { s.deliver(ctx, a, d) })
}

// settled posts once and reports whether that was the end of it: delivered, or refused in a
// way that makes Brevo discard the event.
func (s *Server) settled(ctx context.Context, a *account, d delivery) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url, bytes.NewReader(d.body))
	if err != nil {
		return true
	}
	req.Header.Set("Content-Type", "application/json")
	if d.auth != "" {
		req.Header.Set("Authorization", d.auth)
	}
	for _, h := range d.headers {
		req.Header.Set(h.Key, h.Value)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10)
	if resp.StatusCode >= 500 {
		return !s.faultsOf(a).Callbacks.RetryServerErrors
	}
	return resp.StatusCode != http.StatusTooManyRequests
}

// gather keeps an event for the next batch of a webhook.
func (s *Server) gather(a *account, h *hook, body []byte) {
	if h.pending.add(body) {
		at := time.Now().Add(s.pace.Real(batchWait))
		a.agenda.At(at, func(ctx context.Context) { s.sendBatches(ctx, a, h) })
	}
}

func (s *Server) sendBatches(ctx context.Context, a *account, h *hook) {
	all := h.pending.take()
	for len(all) > 0 {
		n := min(len(all), batchSize)
		body, _ := json.Marshal(all[:n])
		s.send(ctx, a, h.delivery(body))
		all = all[n:]
	}
}

// aside makes something happen that no message's fate foresaw.
func (s *Server) aside(a *account, e event) {
	a.mu.Lock()
	a.asides = append(a.asides, e)
	a.mu.Unlock()
	if a.agenda != nil && e.channel != WhatsApp {
		a.agenda.At(e.at, func(ctx context.Context) { s.tell(ctx, a, e) })
	}
}
