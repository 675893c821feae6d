package supabase

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/sim"
)

// reuseInterval is how long a refresh token that was used may be used again: two tabs of one
// browser do that.
const reuseInterval = 10 * time.Second

// refresh is what a refresh token stands for.
type refresh struct {
	user    string
	session string
	used    time.Time // zero until used
}

func (s *Server) grant(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Email        string `json:"email"`
		Password     string `json:"password"`
		RefreshToken string `json:"refresh_token"`
	}
	if err := sim.Read(w, r, &body); err != nil {
		refuse(w, http.StatusBadRequest, "bad_json", "Could not parse request body as JSON")
		return
	}
	switch r.URL.Query().Get("grant_type") {
	case "password":
		s.grantPassword(w, body.Email, body.Password)
	case "refresh_token":
		s.grantRefresh(w, body.RefreshToken)
	default:
		refuse(w, http.StatusBadRequest, "validation_failed", "unsupported_grant_type")
	}
}

func (s *Server) grantPassword(w http.ResponseWriter, email, password string) {
	u, found := s.userWith(email)
	if !found || subtle.ConstantTimeCompare([]byte(u.Password), []byte(password)) == 0 {
		refuse(w, http.StatusBadRequest, "invalid_credentials", "Invalid login credentials")
		return
	}
	s.replySession(w, u, uuid.NewString())
}

func (s *Server) grantRefresh(w http.ResponseWriter, token string) {
	s.mu.Lock()
	ref, found := s.refreshes[token]
	u := s.users[ref.user]
	stale := !ref.used.IsZero() && time.Since(ref.used) > reuseInterval
	if found && ref.used.IsZero() {
		ref.used = time.Now()
		s.refreshes[token] = ref
	}
	s.mu.Unlock()
	if !found {
		refuse(w, http.StatusBadRequest, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
		return
	}
	if stale {
		refuse(w, http.StatusBadRequest, "refresh_token_already_used", "Invalid Refresh Token: Already Used")
		return
	}
	s.replySession(w, u, ref.session)
}

// replySession answers with a new access token and a new refresh token of the session.
func (s *Server) replySession(w http.ResponseWriter, u User, session string) {
	token, err := s.mint(u, session)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "unexpected_failure", "Internal Server Error")
		return
	}
	next := rand.Text()
	s.mu.Lock()
	s.refreshes[next] = refresh{user: u.ID, session: session}
	s.mu.Unlock()
	sim.Reply(w, http.StatusOK, map[string]any{
		"access_token":  token,
		"token_type":    "bearer",
		"expires_in":    int(s.life.Seconds()),
		"expires_at":    time.Now().Add(s.life).Unix(),
		"refresh_token": next,
		"user":          s.show(u),
	})
}

func (s *Server) userWith(email string) (User, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range s.users {
		if email != "" && strings.EqualFold(u.Email, email) {
			return u, true
		}
	}
	return User{}, false
}

// show is a user in the shape of the API.
func (s *Server) show(u User) map[string]any {
	began := s.began.UTC().Format(time.RFC3339)
	return map[string]any{
		"id":                 u.ID,
		"aud":                "authenticated",
		"role":               "authenticated",
		"email":              u.Email,
		"phone":              u.Phone,
		"is_anonymous":       u.Anonymous,
		"app_metadata":       u.appMetadata(),
		"user_metadata":      u.userMetadata(),
		"identities":         []any{},
		"email_confirmed_at": began,
		"confirmed_at":       began,
		"last_sign_in_at":    time.Now().UTC().Format(time.RFC3339),
		"created_at":         began,
		"updated_at":         began,
	}
}

// caller is who the request's bearer token speaks for. False means that the refusal has been
// written.
func (s *Server) caller(w http.ResponseWriter, r *http.Request) (bearer, User, bool) {
	token, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !found {
		refuse(w, http.StatusUnauthorized, "no_authorization", "This endpoint requires a valid Bearer token")
		return bearer{}, User{}, false
	}
	b, u, ok := s.open(token)
	if !ok {
		refuse(w, http.StatusForbidden, "bad_jwt", "invalid JWT: unable to parse or verify signature")
	}
	return b, u, ok
}

func (s *Server) showUser(w http.ResponseWriter, r *http.Request) {
	if _, u, ok := s.caller(w, r); ok {
		sim.Reply(w, http.StatusOK, s.show(u))
	}
}

// signOut ends this session, the others, or with scope global (the default) all of them.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	b, u, ok := s.caller(w, r)
	if !ok {
		return
	}
	scope := r.URL.Query().Get("scope")
	s.mu.Lock()
	defer s.mu.Unlock()
	for token, ref := range s.refreshes {
		mine := ref.session == b.Session
		if ref.user != u.ID || scope == "local" && !mine || scope == "others" && mine {
			continue
		}
		delete(s.refreshes, token)
		s.signedOut[ref.session] = true
	}
	if scope != "others" {
		s.signedOut[b.Session] = true
	}
	w.WriteHeader(http.StatusNoContent)
}

// signUp makes a user, confirmed at once; without email and password an anonymous one.
func (s *Server) signUp(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Email    string         `json:"email"`
		Password string         `json:"password"`
		Phone    string         `json:"phone"`
		Data     map[string]any `json:"data"`
	}
	if err := sim.Read(w, r, &body); err != nil {
		refuse(w, http.StatusBadRequest, "bad_json", "Could not parse request body as JSON")
		return
	}
	u := User{
		ID:           uuid.NewString(),
		Email:        body.Email,
		Password:     body.Password,
		Phone:        body.Phone,
		Anonymous:    body.Email == "" && body.Password == "",
		UserMetadata: body.Data,
	}
	if !u.Anonymous && len(u.Password) < 6 {
		refuse(w, http.StatusUnprocessableEntity, "weak_password", "Password should be at least 6 characters")
		return
	}
	if _, taken := s.userWith(u.Email); taken {
		refuse(w, http.StatusUnprocessableEntity, "user_already_exists", "User already registered")
		return
	}
	s.mu.Lock()
	s.users[u.ID] = u
	s.mu.Unlock()
	s.replySession(w, u, uuid.NewString())
}
