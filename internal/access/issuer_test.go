package access_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"

	"github.com/carillonhq/carillon/internal/access"
)

const (
	subject  = "5f0c7a52-0b55-4d0e-9a51-6f0d8a8f0001"
	audience = "authenticated"
)

var legacySecret = []byte("correct horse battery staple, and then some more")

// issuer serves a key set that the test can change, and counts how often it is asked.
type issuer struct {
	*httptest.Server
	answer  atomic.Pointer[http.HandlerFunc]
	fetches atomic.Int32
}

func newIssuer(t testing.TB, keys ...any) *issuer {
	t.Helper()
	i := &issuer{}
	i.serve(keySet(t, keys...))
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.fetches.Add(1)
		(*i.answer.Load())(w, r)
	}))
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) serve(body string) {
	i.reply(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
}

func (i *issuer) reply(handler http.HandlerFunc) { i.answer.Store(&handler) }

func (i *issuer) name() string { return "https://project.supabase.test/auth/v1" }

func (i *issuer) config() access.Config {
	return access.Config{Issuer: i.name(), Audience: audience, JWKSURL: i.URL}
}

// verifier trusts this issuer until the test ends.
func (i *issuer) verifier(t testing.TB, change func(*access.Config)) *access.Verifier {
	t.Helper()
	config := i.config()
	change(&config)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	v, err := access.NewVerifier(ctx, config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func asItIs(*access.Config) {}

func withLegacy(c *access.Config) { c.LegacySecret = legacySecret }

// named is a private key with the id it is published under.
type named struct {
	kid string
	key crypto.Signer
}

func ecKey(t testing.TB, kid string, curve elliptic.Curve) named {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return named{kid, key}
}

func rsaKey(t testing.TB, kid string, bits int) named {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return named{kid, key}
}

func edKey(t testing.TB, kid string) named {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return named{kid, key}
}

// keySet is a JWKS document of private keys' public halves and of raw JSON strings.
func keySet(t testing.TB, keys ...any) string {
	t.Helper()
	set := struct {
		Keys []json.RawMessage `json:"keys"`
	}{Keys: []json.RawMessage{}}
	for _, k := range keys {
		switch k := k.(type) {
		case string:
			set.Keys = append(set.Keys, json.RawMessage(k))
		case named:
			set.Keys = append(set.Keys, publicJWK(t, k))
		}
	}
	raw, err := json.Marshal(set)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func publicJWK(t testing.TB, k named) json.RawMessage {
	t.Helper()
	options := jwkset.JWKOptions{Metadata: jwkset.JWKMetadataOptions{KID: k.kid, USE: jwkset.UseSig}}
	key, err := jwkset.NewJWKFromKey(k.key.Public(), options)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(key.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// claims are those of a signed-in user with an hour to go.
func (i *issuer) claims() jwt.MapClaims {
	now := time.Now()
	return jwt.MapClaims{
		"iss": i.name(), "aud": audience, "sub": subject, "role": "authenticated",
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "is_anonymous": false,
		"email": "ana@bluebird.example", "session_id": "0190f5a0-0000-7000-8000-000000000009", "aal": "aal2",
		"user_metadata": map[string]any{"role": "super_admin"},
	}
}

// sign mints a token with the header changed as wished.
func sign(t testing.TB, method jwt.SigningMethod, key any, claims jwt.MapClaims, header map[string]any) string {
	t.Helper()
	token := jwt.NewWithClaims(method, claims)
	for name, value := range header {
		token.Header[name] = value
	}
	signed, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// token is a good token of this key.
func (i *issuer) token(t testing.TB, k named) string {
	t.Helper()
	method := jwt.SigningMethod(jwt.SigningMethodES256)
	if _, isRSA := k.key.(*rsa.PrivateKey); isRSA {
		method = jwt.SigningMethodRS256
	}
	return sign(t, method, k.key, i.claims(), map[string]any{"kid": k.kid})
}

// signRaw signs header and claims as they are written, which no JWT library would do.
func signRaw(t testing.TB, k named, header, claims string) string {
	t.Helper()
	text := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(claims))
	signature, err := jwt.SigningMethodES256.Sign(text, k.key)
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}
