package vapi

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// standardTimeout is how long a server may take to answer when it does not say.
const standardTimeout = 20 * time.Second

func messageClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// tell puts a message into the call's outbox, if anybody asked for it. Messages of one call
// leave in order. The account's lock is held.
func (s *Server) tell(a *account, p *phoneCall, m message) {
	if s.quiet || p.server == nil || p.fate.unheard || !p.hears(m.kind) {
		return
	}
	p.outbox = append(p.outbox, m)
	if p.telling {
		return
	}
	p.telling = true
	a.messages.At(time.Now(), func(ctx context.Context) { s.empty(ctx, a, p) })
}

// empty sends what is in the call's outbox.
func (s *Server) empty(ctx context.Context, a *account, p *phoneCall) {
	for {
		a.mu.Lock()
		if len(p.outbox) == 0 {
			p.telling = false
			a.mu.Unlock()
			return
		}
		next := p.outbox[0]
		p.outbox = p.outbox[1:]
		a.mu.Unlock()
		s.send(ctx, a, p, next)
		p.toldOnce.Do(func() { close(p.told) })
	}
}

// awaitFirst holds the reply back until the first message was tried, when the faults say so.
func (s *Server) awaitFirst(q *request, p *phoneCall) {
	if !q.faults.Callbacks.BeforeReply || s.quiet || p.server == nil || p.fate.unheard || !p.hears("status-update") {
		return
	}
	select {
	case <-p.told:
	case <-q.r.Context().Done():
	case <-time.After(standardTimeout):
	}
}

// send makes the first try of a message, or two of them, or none, as the faults will have it.
func (s *Server) send(ctx context.Context, a *account, p *phoneCall, m message) {
	faults := s.faultsOf(a).Callbacks
	if s.dice.Roll() < faults.Lost {
		return
	}
	body, err := json.Marshal(m.body)
	if err != nil {
		return
	}
	s.deliver(ctx, a, p.server, body, 0)
	if s.dice.Roll() < faults.Duplicate {
		s.deliver(ctx, a, p.server, body, 0)
	}
}

// deliver tries once and, when that fails, plans the next try of the backoff plan.
func (s *Server) deliver(ctx context.Context, a *account, to *Endpoint, body []byte, tries int) {
	status := s.post(ctx, a, to, body)
	if status >= 200 && status < 300 || to.Backoff == nil ||
		tries >= to.Backoff.MaxRetries || slices.Contains(to.Backoff.Excluded, status) {
		return
	}
	again := time.Now().Add(s.pace.Real(to.Backoff.wait(tries)))
	a.messages.At(again, func(ctx context.Context) { s.deliver(ctx, a, to, body, tries+1) })
}

// wait is the simulated time before the retry with this number, counted from 0.
func (b *Backoff) wait(retry int) time.Duration {
	seconds := b.BaseDelaySeconds
	if b.Type == "exponential" {
		seconds *= math.Pow(2, float64(retry))
	}
	return time.Duration(seconds * float64(time.Second))
}

// post sends one message and gives the status of the answer, 0 when there was none.
func (s *Server) post(ctx context.Context, a *account, to *Endpoint, body []byte) int {
	timeout := standardTimeout
	if to.TimeoutSeconds > 0 {
		timeout = time.Duration(to.TimeoutSeconds * float64(time.Second))
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.URL, bytes.NewReader(body))
	if err != nil {
		return 0
	}
	req.Header.Set("Content-Type", "application/json")
	for name, value := range to.Headers {
		req.Header.Set(name, value)
	}
	a.Credentials[to.CredentialID].prove(req.Header, body)
	resp, err := s.client.Do(req)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10)
	return resp.StatusCode
}

// prove adds the headers that the credential stands for; the zero value adds none.
func (c Credential) prove(h http.Header, body []byte) {
	switch {
	case c.Token == "":
	case c.Header == "" || c.Header == "Authorization":
		h.Set("Authorization", "Bearer "+c.Token)
	default:
		h.Set(c.Header, c.Token)
	}
	if c.HMACSecret == "" {
		return
	}
	now := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(c.HMACSecret))
	mac.Write([]byte(now + "."))
	mac.Write(body)
	h.Set("X-Timestamp", now)
	h.Set("X-Signature", hex.EncodeToString(mac.Sum(nil)))
}
