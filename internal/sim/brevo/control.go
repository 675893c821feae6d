package brevo

import (
	"net/http"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// control adds the endpoints that steer the simulator.
func (s *Server) control() {
	s.mux.HandleFunc("GET /_sim/ledger", s.showLedger)
	s.mux.HandleFunc("GET /_sim/counts", func(w http.ResponseWriter, r *http.Request) {
		sim.Reply(w, http.StatusOK, s.Counts(r.URL.Query()["tag"]...))
	})
	s.mux.HandleFunc("POST /_sim/faults", s.changeFaults)
	s.mux.HandleFunc("POST /_sim/reply", s.fromPerson(s.Reply))
	s.mux.HandleFunc("POST /_sim/unsubscribe", s.fromPerson(func(account string, channel Channel, from, _ string) bool {
		return s.Unsubscribe(account, channel, from)
	}))
}

// Reply lets a person answer: a callback on SMS, an event to be polled on WhatsApp. It reports
// whether the account exists and the channel carries replies.
func (s *Server) Reply(account string, channel Channel, from, text string) bool {
	a := s.accounts[account]
	if a == nil || channel == Email {
		return false
	}
	e := a.from(channel, from)
	e.kind, e.text = replied, text
	s.aside(a, e)
	return true
}

// Unsubscribe lets a person opt out. Brevo tells the account and from then on blocks what is
// sent to the person on that channel. It reports whether the account exists.
func (s *Server) Unsubscribe(account string, channel Channel, from string) bool {
	a := s.accounts[account]
	if a == nil {
		return false
	}
	e := a.from(channel, from)
	e.kind = unsubscribed
	a.mu.Lock()
	a.blocked[contact{channel, e.person}] = e.at
	a.mu.Unlock()
	s.aside(a, e)
	return true
}

// from is an event that a person causes now, tied to the last message sent to them.
func (a *account) from(channel Channel, person string) event {
	person = strings.TrimPrefix(person, "+")
	return event{channel: channel, person: person, message: a.ledger.latest(channel, person), at: time.Now()}
}

func (s *Server) showLedger(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("account")
	list := []Entry{}
	for _, entry := range s.Ledger() {
		if name == "" || name == entry.Account {
			list = append(list, entry)
		}
	}
	sim.Reply(w, http.StatusOK, list)
}

func (s *Server) changeFaults(w http.ResponseWriter, r *http.Request) {
	var f Faults
	if err := sim.Read(w, r, &f); err != nil {
		http.Error(w, "faults are not valid JSON", http.StatusBadRequest)
		return
	}
	name := r.URL.Query().Get("account")
	if name == "" {
		s.SetFaults(f)
	} else if !s.SetAccountFaults(name, f) {
		http.Error(w, "no such account", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// fromPerson reads what a person does and lets act do it.
func (s *Server) fromPerson(act func(account string, channel Channel, from, text string) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Account string  `json:"account"`
			Channel Channel `json:"channel"`
			From    string  `json:"from"`
			Text    string  `json:"text"`
		}
		if err := sim.Read(w, r, &body); err != nil || vocabulary[body.Channel] == nil {
			http.Error(w, "account, channel and from are needed", http.StatusBadRequest)
			return
		}
		if !act(body.Account, body.Channel, body.From, body.Text) {
			http.Error(w, "no such account, or the channel cannot do that", http.StatusNotFound)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	}
}
