package supabase_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/carillonhq/carillon/internal/sim/supabase"
)

func TestKeyLivesFromStandbyToRevoked(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})
	old := p.KeyID()
	oldToken := p.token()

	next, err := p.AddStandby(supabase.RS256)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.keys()) != 2 || p.KeyID() != old {
		t.Error("a standby key is published and signs nothing")
	}
	if rotated, err := p.Rotate(); err != nil || rotated != next {
		t.Errorf("rotated to %s, %v", rotated, err)
	}
	newToken := p.token()
	for _, token := range []string{oldToken, newToken} {
		if _, err := p.verify(token); err != nil {
			t.Errorf("after rotation: %v", err)
		}
	}
	if p.Revoke(next) || !p.Revoke(old) {
		t.Error("only a key that is not in use can be revoked")
	}
	if _, err := p.verify(oldToken); err == nil {
		t.Error("the revoked key still verifies")
	}
	if _, err := p.verify(p.token(supabase.Key(old))); err == nil {
		t.Error("a token signed by the revoked key verifies")
	}
	if got := p.do("GET", "/auth/v1/user", oldToken, nil); got.status != 403 {
		t.Errorf("the issuer itself answers %d", got.status)
	}
}

func TestRotationWithoutAStandbyMakesAKey(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{})
	old := p.KeyID()

	got := p.do("POST", "/_sim/rotate", "", nil)

	if got.body["kid"] == old || got.body["kid"] != p.KeyID() || len(p.keys()) != 2 {
		t.Errorf("rotated from %s to %v", old, got.body["kid"])
	}
}

func TestMutationsMakeAnyToken(t *testing.T) {
	t.Parallel()
	secret := []byte("a legacy secret of more than 32 bytes")
	p := start(t, supabase.Options{LegacySecret: secret})

	token := p.token(
		supabase.Claim("role", "service_role"), supabase.Claim("aud", nil), supabase.Claim("exp", "soon"),
		supabase.Header("jku", "http://evil.example"), supabase.Legacy())
	none := p.token(supabase.Unsigned("nOnE"))
	wrongUser, err := p.Token("nobody")

	part := func(token string, n int) map[string]any {
		var fields map[string]any
		raw, _ := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[n])
		_ = json.Unmarshal(raw, &fields)
		return fields
	}
	header, claims := part(token, 0), part(token, 1)
	if header["alg"] != "HS256" || header["jku"] == nil || header["kid"] != nil {
		t.Errorf("header is %v", header)
	}
	if _, found := claims["aud"]; found || claims["role"] != "service_role" || claims["exp"] != "soon" {
		t.Errorf("claims are %v", claims)
	}
	parts := strings.Split(token, ".")
	mac, _ := base64.RawURLEncoding.DecodeString(parts[2])
	if err := jwt.SigningMethodHS256.Verify(parts[0]+"."+parts[1], mac, secret); err != nil {
		t.Error(err)
	}
	if part(none, 0)["alg"] != "nOnE" || !strings.HasSuffix(none, ".") {
		t.Errorf("unsigned token is %s", none)
	}
	if wrongUser != "" || !errors.Is(err, supabase.ErrUser) {
		t.Errorf("a stranger got %q, %v", wrongUser, err)
	}
}

func TestKeyCanBeGivenInPEM(t *testing.T) {
	t.Parallel()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}

	p := start(t, supabase.Options{PEM: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})})

	if !private.PublicKey.Equal(p.keys()[p.KeyID()]) {
		t.Error("the published key is another one")
	}
	if _, err := supabase.New(supabase.Options{PEM: []byte("nonsense")}); !errors.Is(err, supabase.ErrKey) {
		t.Errorf("nonsense gave %v", err)
	}
}

func TestKeySetFails(t *testing.T) {
	t.Parallel()
	p := start(t, supabase.Options{SlowKeys: 80 * time.Millisecond})
	fetch := func(fault supabase.KeyFault) answer {
		p.do("POST", "/_sim/faults", "", map[string]any{"keys": fault})
		return p.do("GET", "/auth/v1/.well-known/jwks.json", "", nil)
	}

	failed, page, empty := fetch(supabase.KeysFailed), fetch(supabase.KeysHTML), fetch(supabase.KeysEmpty)
	began := time.Now()
	slow := fetch(supabase.KeysSlow)
	took := time.Since(began)
	huge := fetch(supabase.KeysHuge)
	fetch(supabase.KeysFine)
	p.SetKeyFault(supabase.KeysOct)
	withOct := p.keys()
	p.SetKeyFault(supabase.KeysDown)
	_, err := http.Get(p.JWKSURL())

	if failed.status != 500 || page.body != nil || page.header.Get("Content-Type") != "text/html" {
		t.Errorf("failed %d, page %v", failed.status, page.header)
	}
	if len(empty.body["keys"].([]any)) != 0 || len(huge.body["keys"].([]any)) != 1 {
		t.Errorf("empty %v, huge %v", empty.body, huge.body)
	}
	if slow.status != 200 || took < 80*time.Millisecond {
		t.Errorf("slow took %v", took)
	}
	if withOct[supabase.OctKeyID] != "oct" || len(withOct) != 2 {
		t.Errorf("keys are %v", withOct)
	}
	if err == nil {
		t.Error("down answered")
	}
}
