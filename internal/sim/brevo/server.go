package brevo

import (
	"net/http"
	"sync/atomic"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// Server is one simulated Brevo. It is an http.Handler, safe for concurrent use.
type Server struct {
	quiet    bool
	pace     sim.Pace
	spacing  time.Duration // real time between one event of a message and the next
	limits   Limits
	began    time.Time
	mux      *http.ServeMux
	keys     map[string]*account // by API key
	accounts map[string]*account // by name
	client   *http.Client
	dice     *sim.Dice
	ids      atomic.Uint64
	latency  atomic.Int64
	faults   atomic.Pointer[Faults]
}

// New starts a simulator. Close it to stop its callbacks.
func New(o Options) *Server {
	s := &Server{
		quiet:    o.Quiet,
		pace:     sim.Pace(o.TimeScale),
		limits:   o.Limits,
		began:    time.Now(),
		mux:      http.NewServeMux(),
		keys:     map[string]*account{},
		accounts: map[string]*account{},
		client:   callbackClient(),
		dice:     sim.NewDice(o.Faults.Seed),
	}
	if o.DeliveryDelay == 0 {
		o.DeliveryDelay = 200 * time.Millisecond
	}
	s.spacing = s.pace.Real(o.DeliveryDelay) / 2
	if s.limits == nil {
		s.limits = GeneralTier()
	}
	s.ids.Store(uint64(s.began.UnixMicro()))
	s.SetLatency(o.Latency)
	s.SetFaults(o.Faults)
	for key, entry := range o.Keys {
		s.keys[key] = s.open(entry)
	}
	s.routes()
	s.control()
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Close stops all callbacks and waits for those under way.
func (s *Server) Close() {
	for _, a := range s.accounts {
		if a.agenda != nil {
			a.agenda.Close()
		}
	}
	s.client.CloseIdleConnections()
}

// SetLatency changes the real time that is added to every request.
func (s *Server) SetLatency(d time.Duration) { s.latency.Store(int64(d)) }

// SetFaults changes what goes wrong for accounts without faults of their own.
func (s *Server) SetFaults(f Faults) {
	if f.Seed != 0 {
		s.dice.Reseed(f.Seed)
	}
	s.faults.Store(&f)
}

// SetAccountFaults changes what goes wrong for one account, and reports whether it exists.
func (s *Server) SetAccountFaults(name string, f Faults) bool {
	a := s.accounts[name]
	if a == nil {
		return false
	}
	a.faults.Store(&f)
	return true
}

// faultsOf gives the faults that apply to a, which may be nil.
func (s *Server) faultsOf(a *account) *Faults {
	if a != nil {
		if own := a.faults.Load(); own != nil {
			return own
		}
	}
	return s.faults.Load()
}

func (s *Server) routes() {
	s.handle("POST /v3/transactionalSMS/send", SendSMS, s.sendSMS)
	s.handle("POST /v3/transactionalSMS/sms", SendSMS, s.sendSMSOld)
	s.handle("GET /v3/transactionalSMS/statistics/events", Other, s.smsEvents)
	s.handle("POST /v3/smtp/email", SendEmail, s.sendEmail)
	s.handle("GET /v3/smtp/emails", ListEmails, s.listEmails)
	s.handle("GET /v3/smtp/statistics/events", OtherSMTP, s.emailEvents)
	s.handle("GET /v3/smtp/blockedContacts", SendEmail, s.listBlocked)
	s.handle("DELETE /v3/smtp/blockedContacts/{email}", OtherSMTP, s.unblock)
	s.handle("POST /v3/whatsapp/sendMessage", SendWhatsApp, s.sendWhatsApp)
	s.handle("GET /v3/whatsapp/statistics/events", Other, s.whatsappEvents)
	s.handle("GET /v3/whatsappCampaigns/template-list", Other, s.listTemplates)
	s.handle("GET /v3/account", Other, s.showAccount)
	s.handle("GET /v3/senders", Other, s.listSenders)
	s.handle("POST /v3/webhooks", Other, s.createHook)
	s.handle("GET /v3/webhooks", Other, s.listHooks)
	s.handle("GET /v3/webhooks/{id}", Other, s.showHook)
	s.handle("PUT /v3/webhooks/{id}", Other, s.changeHook)
	s.handle("DELETE /v3/webhooks/{id}", Other, s.deleteHook)
	s.handle("/v3/", Other, func(c *call) {
		c.refuse(http.StatusNotFound, "document_not_found", "There is nothing here")
	})
}

func (s *Server) handle(pattern string, endpoint Endpoint, serve func(*call)) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if c := s.admit(w, r, endpoint); c != nil {
			serve(c)
		}
	})
}
