// Package supabase simulates the part of Supabase Auth that signs people in: the five routes
// that supabase-js calls, and the key set by which others check its tokens. It also mints any
// token at all, so that attacks can be tried. For development and tests only.
package supabase

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// Options describe one simulated project. The zero value has a fresh key and no users.
type Options struct {
	// URL is where the simulator is reached, without a trailing slash; tokens name it as
	// issuer. SetURL can give it later.
	URL string
	// Seed makes the first ES256 key, the same one for the same seed. PEM, a PKCS #8 private
	// key on P-256 or of RSA, comes before Seed. With neither, the key is random.
	Seed string
	PEM  []byte
	// Algorithm of the first key when PEM does not say; ES256 by default. A seed makes no RSA key.
	Algorithm Algorithm
	// LegacySecret signs HS256 tokens for those who ask with Legacy.
	LegacySecret []byte
	// TokenLife is how long an access token is good for, one hour by default.
	TokenLife time.Duration
	// SlowKeys is how long the key set takes under the fault KeysSlow, 30 s by default.
	SlowKeys time.Duration
	Users    []User
}

// User is one person who may sign in.
type User struct {
	ID           string // a UUID
	Email        string
	Password     string
	Phone        string
	Anonymous    bool
	AppMetadata  map[string]any
	UserMetadata map[string]any
}

// Server is one simulated project. It is an http.Handler, safe for concurrent use.
type Server struct {
	secret   []byte
	life     time.Duration
	slowKeys time.Duration
	began    time.Time
	mux      *http.ServeMux

	mu        sync.Mutex
	url       string
	keys      []*key
	fault     KeyFault
	users     map[string]User    // by id
	refreshes map[string]refresh // by refresh token
	signedOut map[string]bool    // by session id
}

// New makes a simulated project. It fails when the key in Options cannot be used.
func New(o Options) (*Server, error) {
	first, err := firstKey(o)
	if err != nil {
		return nil, err
	}
	s := &Server{
		secret:    o.LegacySecret,
		life:      o.TokenLife,
		slowKeys:  o.SlowKeys,
		began:     time.Now(),
		url:       strings.TrimRight(o.URL, "/"),
		keys:      []*key{first},
		users:     map[string]User{},
		refreshes: map[string]refresh{},
		signedOut: map[string]bool{},
	}
	if s.life == 0 {
		s.life = time.Hour
	}
	if s.slowKeys == 0 {
		s.slowKeys = 30 * time.Second
	}
	for _, u := range o.Users {
		s.users[u.ID] = u
	}
	s.mux = s.routes()
	return s, nil
}

// SetURL changes where the simulator is reached; tokens made from now on name it as issuer.
func (s *Server) SetURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.url = strings.TrimRight(url, "/")
}

// Issuer is what tokens have as iss.
func (s *Server) Issuer() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url + "/auth/v1"
}

// JWKSURL is where the public keys are.
func (s *Server) JWKSURL() string { return s.Issuer() + "/.well-known/jwks.json" }

// ServeHTTP answers one request, of a browser too: every origin is welcome.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS")
		h.Set("Access-Control-Allow-Headers", r.Header.Get("Access-Control-Request-Headers"))
		h.Set("Access-Control-Max-Age", "600")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.mux.ServeHTTP(w, r)
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /auth/v1/.well-known/jwks.json", s.showKeys)
	mux.HandleFunc("POST /auth/v1/token", s.grant)
	mux.HandleFunc("GET /auth/v1/user", s.showUser)
	mux.HandleFunc("POST /auth/v1/logout", s.signOut)
	mux.HandleFunc("POST /auth/v1/signup", s.signUp)
	mux.HandleFunc("GET /auth/v1/health", func(w http.ResponseWriter, _ *http.Request) {
		sim.Reply(w, http.StatusOK, map[string]string{"name": "GoTrue", "description": "simulated"})
	})
	mux.HandleFunc("POST /_sim/faults", s.changeFault)
	mux.HandleFunc("POST /_sim/rotate", s.rotateByHand)
	return mux
}

// refuse answers as Supabase Auth does.
func refuse(w http.ResponseWriter, status int, code, message string) {
	sim.Reply(w, status, map[string]any{"code": status, "error_code": code, "msg": message})
}
