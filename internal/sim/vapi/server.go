package vapi

import (
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/sim"
)

// Server is one simulated Vapi. It is an http.Handler, safe for concurrent use.
type Server struct {
	quiet      bool
	pace       sim.Pace
	ringTime   time.Duration // real, like the next two
	talkTime   time.Duration
	reportTime time.Duration
	mux        *http.ServeMux
	keys       map[string]*account // by API key
	accounts   map[string]*account // by name
	client     *http.Client
	dice       *sim.Dice
	latency    atomic.Int64
	faults     atomic.Pointer[Faults]
	capacity   atomic.Value // Capacity
}

// New starts a simulator. Close it to stop its calls and messages.
func New(o Options) *Server {
	pace := sim.Pace(o.TimeScale)
	s := &Server{
		quiet:      o.Quiet,
		pace:       pace,
		ringTime:   pace.Real(orElse(o.RingTime, 5*time.Second)),
		talkTime:   pace.Real(orElse(o.TalkTime, 30*time.Second)),
		reportTime: pace.Real(orElse(o.ReportDelay, 2*time.Second)),
		mux:        http.NewServeMux(),
		keys:       map[string]*account{},
		accounts:   map[string]*account{},
		client:     messageClient(),
		dice:       sim.NewDice(o.Faults.Seed),
	}
	s.SetLatency(o.Latency)
	s.SetFaults(o.Faults)
	s.SetCapacity(o.AtCapacity)
	for key, entry := range o.Keys {
		s.keys[key] = s.open(entry)
	}
	s.routes()
	s.control()
	return s
}

func orElse(d, standard time.Duration) time.Duration {
	if d == 0 {
		return standard
	}
	return d
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Close stops all calls and messages and waits for what is under way.
func (s *Server) Close() {
	for _, a := range s.accounts {
		a.calls.Close()
		a.messages.Close()
	}
	s.client.CloseIdleConnections()
}

// SetLatency changes the real time that is added to every request.
func (s *Server) SetLatency(d time.Duration) { s.latency.Store(int64(d)) }

// SetCapacity changes what becomes of a call for which no slot is free.
func (s *Server) SetCapacity(c Capacity) { s.capacity.Store(c) }

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

// SetConcurrency changes how many calls of an account may be under way at once, and reports
// whether the account exists.
func (s *Server) SetConcurrency(name string, slots int) bool {
	a := s.accounts[name]
	if a == nil {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.Concurrency = slots
	return true
}

// DefaultAssistant is the id of the assistant of an account that was given none.
func DefaultAssistant(account string) string { return idOf("assistant", account) }

// DefaultNumber is the id of the phone number of an account that was given none.
func DefaultNumber(account string) string { return idOf("phone-number", account) }

func idOf(kind, account string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("vapi:"+kind+":"+account)).String()
}

func (s *Server) faultsOf(a *account) *Faults {
	if a != nil {
		if own := a.faults.Load(); own != nil {
			return own
		}
	}
	return s.faults.Load()
}

func (s *Server) routes() {
	s.handle("POST /call", s.create)
	s.handle("POST /call/phone", s.create)
	s.handle("GET /call", s.list)
	s.handle("GET /call/{id}", s.show)
	s.handle("PATCH /call/{id}", s.rename)
	s.handle("DELETE /call/{id}", s.remove)
	for _, kind := range []string{"mono", "stereo", "customer", "assistant"} {
		s.handle("GET /call/{id}/"+kind+"-recording", s.recording)
	}
	s.handle("GET /assistant", s.listAssistants)
	s.handle("GET /assistant/{id}", s.showAssistant)
	s.handle("GET /phone-number", s.listNumbers)
	s.handle("GET /phone-number/{id}", s.showNumber)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, http.StatusNotFound, "Cannot "+r.Method+" "+r.URL.Path)
	})
}

func (s *Server) handle(pattern string, serve func(*request)) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if q := s.admit(w, r); q != nil {
			serve(q)
		}
	})
}

// request is one request that was let in.
type request struct {
	*account
	w       http.ResponseWriter
	r       *http.Request
	started time.Time
	faults  *Faults
	mishap  sim.Mishap
}

// admit checks the key. Nil means that the refusal has been written.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) *request {
	key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	q := &request{account: s.keys[key], w: w, r: r, started: time.Now()}
	q.faults = s.faultsOf(q.account)
	sim.Pause(r.Context(), time.Duration(s.latency.Load())+q.faults.Slow())
	if q.faults.Down {
		refuse(w, http.StatusServiceUnavailable, "Service Unavailable")
		return nil
	}
	if q.account == nil || q.faults.Unauthorized {
		refuse(w, http.StatusUnauthorized, "Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.")
		return nil
	}
	q.mishap = q.faults.Draw(s.dice.Roll())
	if q.mishap == sim.TooMany {
		wait := "1"
		if q.faults.Reset != "" {
			wait = q.faults.Reset
		}
		w.Header().Set("Retry-After", wait)
		refuse(w, http.StatusTooManyRequests, "Rate limit exceeded")
		return nil
	}
	return q
}

// created answers a request whose calls exist, unless a mishap swallows the answer.
func (q *request) created(body any) {
	if sim.Spoil(q.w, q.r, q.mishap) {
		return
	}
	if q.mishap == sim.ErrorAfterAccept {
		refuse(q.w, http.StatusInternalServerError, "Internal server error")
		return
	}
	sim.Reply(q.w, http.StatusCreated, body)
}

// refuse answers in the shape of NestJS: message is a text, or a list of them for a body that
// is not valid.
func refuse(w http.ResponseWriter, status int, message any) {
	sim.Reply(w, status, map[string]any{
		"message": message, "error": http.StatusText(status), "statusCode": status})
}
