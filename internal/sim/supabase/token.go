package supabase

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"time"

	"github.com/google/uuid"
)

// ErrUser means that no such user exists.
var ErrUser = errors.New("supabase simulator: no such user")

// Draft is a token before it is signed.
type Draft struct {
	Header map[string]any
	Claims map[string]any
	// Sign makes the signature of the first two parts.
	Sign func(text string) ([]byte, error)
}

// Mutation changes a token before it is signed.
type Mutation func(*Server, *Draft)

// Claim sets a claim to any JSON value; nil takes it away.
func Claim(name string, value any) Mutation {
	return func(_ *Server, d *Draft) { set(d.Claims, name, value) }
}

// Header sets a header field, after the signer has set its own; nil takes it away.
func Header(name string, value any) Mutation {
	return func(_ *Server, d *Draft) { set(d.Header, name, value) }
}

func set(fields map[string]any, name string, value any) {
	if value == nil {
		delete(fields, name)
		return
	}
	fields[name] = value
}

// TTL lets the token end that long from now; a negative duration makes an expired one.
func TTL(d time.Duration) Mutation {
	return Claim("exp", time.Now().Add(d).Unix())
}

// Key signs with the key of that id in whatever state it is; an unknown id changes nothing.
func Key(id string) Mutation {
	return func(s *Server, d *Draft) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if k := s.keyNamed(id); k != nil {
			d.signBy(k)
		}
	}
}

// Secret signs with HS256 and any bytes, and leaves kid as it is.
func Secret(secret []byte) Mutation {
	return func(_ *Server, d *Draft) {
		d.Header["alg"] = "HS256"
		d.Sign = func(text string) ([]byte, error) { return hs256(secret, text), nil }
	}
}

// Legacy signs with HS256 and the project's legacy secret, without kid.
func Legacy() Mutation {
	return func(s *Server, d *Draft) {
		Secret(s.secret)(s, d)
		delete(d.Header, "kid")
	}
}

// Unsigned leaves the signature empty and names alg as algorithm: none, None, nOnE.
func Unsigned(alg string) Mutation {
	return func(_ *Server, d *Draft) {
		d.Header["alg"] = alg
		d.Sign = func(string) ([]byte, error) { return nil, nil }
	}
}

func (d *Draft) signBy(k *key) {
	d.Header["alg"], d.Header["kid"] = k.alg, k.id
	d.Sign = k.sign
}

// Token mints an access token for a user as a sign-in with password would, with a session of
// its own, and lets the mutations change it in order. It fails with ErrUser for an unknown id.
func (s *Server) Token(userID string, mutations ...Mutation) (string, error) {
	s.mu.Lock()
	u, found := s.users[userID]
	s.mu.Unlock()
	if !found {
		return "", ErrUser
	}
	return s.mint(u, uuid.NewString(), mutations...)
}

func (s *Server) mint(u User, session string, mutations ...Mutation) (string, error) {
	issuer := s.Issuer()
	d := &Draft{Header: map[string]any{"typ": "JWT"}, Claims: s.claims(u, session, issuer)}
	s.mu.Lock()
	d.signBy(s.keyIn(inUse))
	s.mu.Unlock()
	for _, change := range mutations {
		change(s, d)
	}
	return d.compact()
}

func (s *Server) claims(u User, session, issuer string) map[string]any {
	now := time.Now()
	return map[string]any{
		"iss":           issuer,
		"aud":           "authenticated",
		"sub":           u.ID,
		"exp":           now.Add(s.life).Unix(),
		"iat":           now.Unix(),
		"role":          "authenticated",
		"aal":           "aal1",
		"session_id":    session,
		"email":         u.Email,
		"phone":         u.Phone,
		"is_anonymous":  u.Anonymous,
		"app_metadata":  u.appMetadata(),
		"user_metadata": u.userMetadata(),
		"amr":           []map[string]any{{"method": "password", "timestamp": now.Unix()}},
	}
}

func (u User) appMetadata() map[string]any {
	all := map[string]any{"provider": "email", "providers": []string{"email"}}
	maps.Copy(all, u.AppMetadata)
	return all
}

func (u User) userMetadata() map[string]any {
	all := map[string]any{"email": u.Email, "email_verified": true, "sub": u.ID}
	maps.Copy(all, u.UserMetadata)
	return all
}

// compact signs the draft and joins its three parts.
func (d *Draft) compact() (string, error) {
	header, err := json.Marshal(d.Header)
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(d.Claims)
	if err != nil {
		return "", err
	}
	text := encode(header) + "." + encode(claims)
	signature, err := d.Sign(text)
	if err != nil {
		return "", err
	}
	return text + "." + encode(signature), nil
}

// bearer is what the simulator itself reads in a token.
type bearer struct {
	Subject string `json:"sub"`
	Session string `json:"session_id"`
	Expiry  int64  `json:"exp"`
}

// open checks a token of this project: its signature, its end, its session and its user.
func (s *Server) open(token string) (bearer, User, bool) {
	var b bearer
	parts := strings.Split(token, ".")
	if len(parts) != 3 || !s.signed(parts[0], parts[0]+"."+parts[1], parts[2]) {
		return b, User{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(raw, &b) != nil || b.Expiry < time.Now().Unix() {
		return b, User{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u, found := s.users[b.Subject]
	return b, u, found && !s.signedOut[b.Session]
}

func (s *Server) signed(header, text, signature string) bool {
	var head struct {
		Alg string `json:"alg"`
		Kid string `json:"kid"`
	}
	raw, err := base64.RawURLEncoding.DecodeString(header)
	mac, err2 := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || err2 != nil || json.Unmarshal(raw, &head) != nil {
		return false
	}
	if head.Alg == "HS256" {
		return len(s.secret) > 0 && hmac.Equal(mac, hs256(s.secret, text))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.keyNamed(head.Kid)
	return k != nil && k.state != revoked && string(k.alg) == head.Alg && k.verifies(text, mac)
}

func hs256(secret []byte, text string) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
