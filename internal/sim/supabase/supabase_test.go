package supabase_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/carillonhq/carillon/internal/sim/supabase"
)

const adaID = "5b0c1b9e-6a52-4d5e-9a53-0f4f5a3f0001"

var ada = supabase.User{ID: adaID, Email: "ada@example.com", Password: "correct horse",
	AppMetadata: map[string]any{"plan": "pro"}}

// project is a simulator behind a real listener.
type project struct {
	t *testing.T
	*supabase.Server
	url string
}

func start(t *testing.T, o supabase.Options) *project {
	t.Helper()
	o.Users = append(o.Users, ada)
	s, err := supabase.New(o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.SetURL(server.URL)
	return &project{t, s, server.URL}
}

type answer struct {
	status int
	header http.Header
	body   map[string]any
}

func (p *project) do(method, path, token string, body any) answer {
	p.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	req, err := http.NewRequest(method, p.url+path, bytes.NewReader(raw))
	if err != nil {
		p.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	got := answer{status: resp.StatusCode, header: resp.Header}
	_ = json.Unmarshal(text, &got.body)
	return got
}

func (p *project) signIn() answer {
	return p.do("POST", "/auth/v1/token?grant_type=password", "", map[string]string{"email": ada.Email, "password": ada.Password})
}

func (p *project) token(mutations ...supabase.Mutation) string {
	p.t.Helper()
	token, err := p.Token(adaID, mutations...)
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}

// keys reads the key set as an outsider would.
func (p *project) keys() map[string]any {
	p.t.Helper()
	keys := map[string]any{}
	for _, raw := range p.do("GET", "/auth/v1/.well-known/jwks.json", "", nil).body["keys"].([]any) {
		k := raw.(map[string]any)
		field := func(name string) []byte {
			raw, err := base64.RawURLEncoding.DecodeString(k[name].(string))
			if err != nil {
				p.t.Fatal(err)
			}
			return raw
		}
		switch k["kty"] {
		case "EC":
			point := append(append([]byte{4}, field("x")...), field("y")...)
			public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
			if err != nil {
				p.t.Fatal(err)
			}
			keys[k["kid"].(string)] = public
		case "RSA":
			keys[k["kid"].(string)] = &rsa.PublicKey{N: new(big.Int).SetBytes(field("n")), E: int(new(big.Int).SetBytes(field("e")).Int64())}
		default:
			keys[k["kid"].(string)] = k["kty"]
		}
	}
	return keys
}

// verify checks a token with a library and the published keys.
func (p *project) verify(token string) (jwt.MapClaims, error) {
	keys := p.keys()
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(t *jwt.Token) (any, error) {
		key, found := keys[t.Header["kid"].(string)]
		if !found {
			return nil, jwt.ErrTokenUnverifiable
		}
		return key, nil
	}, jwt.WithValidMethods([]string{"ES256", "RS256"}), jwt.WithIssuer(p.Issuer()), jwt.WithAudience("authenticated"))
	return claims, err
}

func TestPasswordGivesATokenThatTheKeySetVerifies(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})

	got := p.signIn()

	if got.status != 200 || got.body["token_type"] != "bearer" || got.body["expires_in"] != 3600.0 {
		t.Fatalf("sign-in answered %d %v", got.status, got.body)
	}
	claims, err := p.verify(got.body["access_token"].(string))
	if err != nil {
		t.Fatal(err)
	}
	if claims["sub"] != adaID || claims["role"] != "authenticated" || claims["aal"] != "aal1" || claims["session_id"] == "" ||
		claims["email"] != ada.Email || claims["is_anonymous"] != false || claims["iss"] != p.url+"/auth/v1" {
		t.Errorf("claims are %v", claims)
	}
	if claims["app_metadata"].(map[string]any)["plan"] != "pro" || claims["amr"] == nil || claims["phone"] != "" {
		t.Errorf("claims are %v", claims)
	}
	if life := claims["exp"].(float64) - claims["iat"].(float64); life != 3600 {
		t.Errorf("the token lives %v s", life)
	}
}

func TestWrongPasswordIsRefused(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})

	got := p.do("POST", "/auth/v1/token?grant_type=password", "", map[string]string{"email": ada.Email, "password": "guess"})
	other := p.do("POST", "/auth/v1/token?grant_type=pkce", "", map[string]string{})

	if got.status != 400 || got.body["error_code"] != "invalid_credentials" || other.status != 400 {
		t.Errorf("answered %d %v, then %d", got.status, got.body, other.status)
	}
}

func TestRefreshKeepsTheSessionAndSignOutEndsIt(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})
	first := p.signIn()
	renew := func(token any) answer {
		return p.do("POST", "/auth/v1/token?grant_type=refresh_token", "", map[string]any{"refresh_token": token})
	}

	second := renew(first.body["refresh_token"])
	before, err := p.verify(first.body["access_token"].(string))
	if err != nil {
		t.Fatal(err)
	}
	token := second.body["access_token"].(string)
	after, err := p.verify(token)
	if err != nil {
		t.Fatal(err)
	}
	user := p.do("GET", "/auth/v1/user", token, nil)
	out := p.do("POST", "/auth/v1/logout?scope=global", token, nil)

	if before["session_id"] != after["session_id"] || second.body["refresh_token"] == first.body["refresh_token"] {
		t.Error("a refresh keeps the session and changes the refresh token")
	}
	if user.status != 200 || user.body["id"] != adaID || user.body["email"] != ada.Email {
		t.Errorf("user is %d %v", user.status, user.body)
	}
	if out.status != 204 {
		t.Errorf("sign-out answered %d", out.status)
	}
	if got := p.do("GET", "/auth/v1/user", token, nil); got.status != 403 {
		t.Errorf("after sign-out the user is shown with %d", got.status)
	}
	if got := renew(second.body["refresh_token"]); got.status != 400 || got.body["error_code"] != "refresh_token_not_found" {
		t.Errorf("after sign-out a refresh answered %d %v", got.status, got.body)
	}
}

func TestSignUpSignsInAndRefusesTheSameAddressTwice(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})
	form := map[string]any{"email": "ben@example.com", "password": "secret1", "data": map[string]any{"name": "Ben"}}

	first := p.do("POST", "/auth/v1/signup", "", form)
	again := p.do("POST", "/auth/v1/signup", "", form)
	weak := p.do("POST", "/auth/v1/signup", "", map[string]any{"email": "cleo@example.com", "password": "abc"})
	nobody := p.do("POST", "/auth/v1/signup", "", map[string]any{})

	claims, err := p.verify(first.body["access_token"].(string))
	if err != nil || claims["user_metadata"].(map[string]any)["name"] != "Ben" {
		t.Errorf("claims are %v, %v", claims, err)
	}
	if again.body["error_code"] != "user_already_exists" || weak.body["error_code"] != "weak_password" {
		t.Errorf("answered %v and %v", again.body, weak.body)
	}
	if claims, err := p.verify(nobody.body["access_token"].(string)); err != nil || claims["is_anonymous"] != true {
		t.Errorf("anonymous claims are %v, %v", claims, err)
	}
}

func TestTokensOfASeedSurviveARestart(t *testing.T) {
	t.Parallel()
	before := start(t, supabase.Options{Seed: "dev"})
	after := start(t, supabase.Options{Seed: "dev"})
	stranger := start(t, supabase.Options{Seed: "other"})
	after.SetURL(before.url)
	stranger.SetURL(before.url)

	token := before.token()

	if _, err := after.verify(token); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	if _, err := stranger.verify(token); err == nil {
		t.Error("another seed verifies the token")
	}
}

func TestBrowserMayCall(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})
	req, err := http.NewRequest("OPTIONS", p.url+"/auth/v1/token", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Access-Control-Request-Headers", "apikey,x-client-info")

	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()

	if resp.StatusCode != 204 || resp.Header.Get("Access-Control-Allow-Headers") != "apikey,x-client-info" ||
		resp.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("answered %d %v", resp.StatusCode, resp.Header)
	}
}

func TestUserRouteRefusesWhatItDidNotSign(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{LegacySecret: []byte("a legacy secret of more than 32 bytes")})
	for name, token := range map[string]string{
		"none":       p.token(supabase.Unsigned("none")),
		"hs256":      p.token(supabase.Secret(p.PublicPEM(p.KeyID()))),
		"expired":    p.token(supabase.TTL(-time.Minute)),
		"two parts":  "a.b",
		"no session": "",
	} {
		if got := p.do("GET", "/auth/v1/user", token, nil); got.status != 401 && got.status != 403 {
			t.Errorf("%s: got %d", name, got.status)
		}
	}
	if got := p.do("GET", "/auth/v1/user", p.token(supabase.Legacy()), nil); got.status != 200 {
		t.Errorf("legacy: got %d", got.status)
	}
}
