package brevo

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// callbackWorkers is how many callbacks of one account are under way at once.
const callbackWorkers = 8

// account is one Brevo customer with everything that happened to it.
type account struct {
	Account
	budget  budget
	ledger  ledger
	hooks   hooks
	spent   atomic.Int64 // SMS parts
	faults  atomic.Pointer[Faults]
	agenda  *sim.Agenda // nil in quiet mode
	mu      sync.Mutex
	asides  []event // what the control endpoints made happen
	blocked map[contact]time.Time
	claims  map[string]time.Time // idempotency key to the real time of its end
}

// contact is a person on a channel.
type contact struct {
	channel Channel
	person  string
}

// open gives the account of that name, made on first use.
func (s *Server) open(o Account) *account {
	if a := s.accounts[o.Name]; a != nil {
		return a
	}
	a := &account{
		Account: o,
		ledger:  ledger{counts: map[Channel]int{}},
		blocked: map[contact]time.Time{},
		claims:  map[string]time.Time{},
	}
	if !s.quiet {
		a.agenda = sim.NewAgenda(callbackWorkers)
	}
	if o.Callback.SMSURL != "" {
		a.hooks.add(hookTo(o.Callback.SMSURL, SMS, o.Callback.Token))
	}
	if o.Callback.EmailURL != "" {
		a.hooks.add(hookTo(o.Callback.EmailURL, Email, o.Callback.Token))
	}
	s.accounts[o.Name] = a
	return a
}

// pay takes SMS parts off the credit and reports whether there was enough.
func (a *account) pay(parts int) bool {
	spent := a.spent.Add(int64(parts))
	if a.Credits == 0 || spent <= int64(a.Credits) {
		return true
	}
	a.spent.Add(-int64(parts))
	return false
}

// credit is what is left; an account without end shows a million.
func (a *account) credit() int64 {
	if a.Credits == 0 {
		return 1_000_000
	}
	return int64(a.Credits) - a.spent.Load()
}

// fateOf is the outcome for a contact who may have opted out before.
func (a *account) fateOf(c contact, fate outcome) outcome {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, out := a.blocked[c]; out {
		return isBlocked
	}
	return fate
}

// claim takes an idempotency key for a real duration; false means that it is taken.
func (a *account) claim(key string, life time.Duration) bool {
	now := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	if now.Before(a.claims[key]) {
		return false
	}
	if len(a.claims) > 100_000 {
		a.forgetClaims(now)
	}
	a.claims[key] = now.Add(life)
	return true
}

func (a *account) forgetClaims(now time.Time) {
	for key, end := range a.claims {
		if now.After(end) {
			delete(a.claims, key)
		}
	}
}

func (s *Server) showAccount(c *call) {
	type plan struct {
		Type        string `json:"type"`
		CreditsType string `json:"creditsType"`
		Credits     int64  `json:"credits"`
	}
	c.reply(http.StatusOK, map[string]any{
		"organization_id": "sim-" + c.Name,
		"user_id":         1,
		"enterprise":      false,
		"companyName":     c.Name,
		"email":           "owner@" + c.Name + ".example",
		"firstName":       "Ada",
		"lastName":        "Simulated",
		"address":         map[string]string{"city": "Paris", "country": "France", "street": "1 rue de la Paix", "zipCode": "75002"},
		"plan":            []plan{{"payAsYouGo", "sendLimit", 1_000_000}, {"sms", "sendLimit", c.credit()}},
		"relay": map[string]any{"enabled": true, "data": map[string]any{
			"userName": "owner@" + c.Name + ".example", "relay": "smtp-relay.brevo.com", "port": 587}},
	})
}

func (s *Server) listSenders(c *call) {
	c.reply(http.StatusOK, map[string]any{"senders": []map[string]any{
		{"id": 1, "name": c.Name, "email": "hello@" + c.Name + ".example", "active": true},
	}})
}
