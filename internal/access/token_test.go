package access_test

import (
	"context"
	"crypto/elliptic"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/fault"
)

func TestGenuineTokenProvesItsUser(t *testing.T) {
	t.Parallel()
	ec, rs := ecKey(t, "ec", elliptic.P256()), rsaKey(t, "rs", 2048)
	i := newIssuer(t, ec, rs)
	v := i.verifier(t, withLegacy)

	for name, token := range map[string]string{
		"ES256":          i.token(t, ec),
		"RS256":          i.token(t, rs),
		"HS256":          sign(t, jwt.SigningMethodHS256, legacySecret, i.claims(), nil),
		"HS256 with kid": sign(t, jwt.SigningMethodHS256, legacySecret, i.claims(), map[string]any{"kid": "old"}),
	} {
		got, err := v.Verify(t.Context(), token)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.UserID.String() != subject || got.Email != "ana@bluebird.example" || got.AAL != "aal2" ||
			got.SessionID != "0190f5a0-0000-7000-8000-000000000009" {
			t.Errorf("%s: got %+v", name, got)
		}
		if left := time.Until(got.ExpiresAt); left < 59*time.Minute || left > time.Hour {
			t.Errorf("%s: expires in %v", name, left)
		}
	}
}

func TestAudienceMayBeOneOfSeveral(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	claims := i.claims()
	claims["aud"] = []string{"other", audience}
	delete(claims, "is_anonymous")

	_, err := i.verifier(t, asItIs).Verify(t.Context(), sign(t, jwt.SigningMethodES256, key.key, claims, map[string]any{"kid": "ec"}))

	if err != nil {
		t.Error(err)
	}
}

func TestMissingAndExpiredTokensAreToldApart(t *testing.T) {
	t.Parallel()
	key := ecKey(t, "ec", elliptic.P256())
	i := newIssuer(t, key)
	v := i.verifier(t, asItIs)
	aged := func(by time.Duration, audience string) string {
		claims := i.claims()
		claims["iat"], claims["exp"] = time.Now().Add(-2*time.Hour).Unix(), time.Now().Add(-by).Unix()
		claims["aud"] = audience
		return sign(t, jwt.SigningMethodES256, key.key, claims, map[string]any{"kid": "ec"})
	}

	for name, c := range map[string]struct {
		token string
		want  error
	}{
		"none":                   {"", access.ErrMissingCredentials},
		"expired":                {aged(time.Minute, audience), access.ErrTokenExpired},
		"within the leeway":      {aged(10*time.Second, audience), nil},
		"expired, and not ours":  {aged(time.Minute, "other"), access.ErrInvalidToken},
		"expired, and untouched": {aged(time.Minute, audience) + "A", access.ErrInvalidToken},
	} {
		if _, err := v.Verify(t.Context(), c.token); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

// attacks are tokens of every kind that must not pass, each signed as well as it can be.
func attacks(t *testing.T, i *issuer, ec, rs, wrongCurve named) map[string]string {
	t.Helper()
	rsaPEM := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: must(x509.MarshalPKIXPublicKey(rs.key.Public()))})
	good := i.token(t, ec)
	parts := strings.Split(good, ".")
	none := jwt.UnsafeAllowNoneSignatureType
	stranger := ecKey(t, "ec", elliptic.P256())
	all := map[string]string{
		"HS256 with the public key's PEM":   sign(t, jwt.SigningMethodHS256, rsaPEM, i.claims(), map[string]any{"kid": "rs"}),
		"HS256 with the key set":            sign(t, jwt.SigningMethodHS256, []byte(keySet(t, ec, rs)), i.claims(), nil),
		"HS256 with an empty secret":        sign(t, jwt.SigningMethodHS256, []byte{}, i.claims(), nil),
		"HS512 with the secret":             sign(t, jwt.SigningMethodHS512, legacySecret, i.claims(), nil),
		"RS512":                             sign(t, jwt.SigningMethodRS512, rs.key, i.claims(), map[string]any{"kid": "rs"}),
		"PS256":                             sign(t, jwt.SigningMethodPS256, rs.key, i.claims(), map[string]any{"kid": "rs"}),
		"ES384 of a published P-384 key":    sign(t, jwt.SigningMethodES384, wrongCurve.key, i.claims(), map[string]any{"kid": "p384"}),
		"EdDSA of a published key":          sign(t, jwt.SigningMethodEdDSA, edKey(t, "ed").key, i.claims(), map[string]any{"kid": "ed"}),
		"RS256 under the EC key's id":       sign(t, jwt.SigningMethodRS256, rs.key, i.claims(), map[string]any{"kid": "ec"}),
		"ES256 under the RSA key's id":      sign(t, jwt.SigningMethodES256, ec.key, i.claims(), map[string]any{"kid": "rs"}),
		"oct key's secret as HS256":         sign(t, jwt.SigningMethodHS256, []byte("an oct key that stands in the set"), i.claims(), map[string]any{"kid": "oct"}),
		"a stranger's key under our id":     i.token(t, stranger),
		"no kid":                            sign(t, jwt.SigningMethodES256, ec.key, i.claims(), nil),
		"header changed after signing":      strings.Split(signRaw(t, ec, `{"alg":"ES256","kid":"ec","typ":"x"}`, `{}`), ".")[0] + "." + parts[1] + "." + parts[2],
		"claims of another token":           parts[0] + "." + strings.Split(i.token(t, stranger), ".")[1] + "x." + parts[2],
		"no signature":                      parts[0] + "." + parts[1] + ".",
		"two parts":                         parts[0] + "." + parts[1],
		"four parts":                        good + ".x",
		"JWE":                               "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..YWJj.YWJj.YWJj",
		"padding":                           parts[0] + "." + parts[1] + "." + parts[2] + "==",
		"line break":                        good + "\n",
		"leading space":                     " " + good,
		"standard base64":                   parts[0] + "." + strings.NewReplacer("-", "+", "_", "/").Replace(parts[1]) + "." + parts[2] + "+/",
		"a megabyte of dots":                strings.Repeat(".", 1<<20),
		"8 KiB of one part":                 strings.Repeat("A", 8<<10) + "." + parts[1] + "." + parts[2],
		"a refresh token":                   "v1.MRjcyYlzPGbTxBp",
		"words":                             "Bearer " + good,
		"NUL":                               "\x00",
		"the same signature, other padding": good[:len(good)-1] + flipLastBits(good[len(good)-1]),
	}
	for _, alg := range []string{"none", "None", "NONE", "nOnE", ""} {
		header := map[string]any{"alg": alg, "kid": "ec"}
		all["alg "+alg] = sign(t, jwt.SigningMethodNone, none, i.claims(), header)
	}
	maps.Copy(all, strangeHeaders(t, i, ec))
	maps.Copy(all, strangeClaims(t, i, ec))
	return all
}

func strangeHeaders(t *testing.T, i *issuer, ec named) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, extra := range map[string]string{
		"jku": `"jku":"https://evil.example/jwks"`, "x5u": `"x5u":"https://evil.example/cert"`, "jwk": `"jwk":{"kty":"EC"}`,
		"x5c": `"x5c":["AA=="]`, "crit": `"crit":["exp"]`, "empty crit": `"crit":[]`, "b64": `"b64":false`, "zip": `"zip":"DEF"`,
		"kid twice": `"kid":"ec"`, "alg twice": `"alg":"ES256"`, "ALG beside alg": `"ALG":"none"`,
	} {
		all["header "+name] = signRaw(t, ec, `{"alg":"ES256","kid":"ec",`+extra+`}`, claimsText(t, i, nil))
	}
	for name, kid := range map[string]string{
		"path": `"../../../../dev/null"`, "SQL": `"ec' OR '1'='1"`, "URL": `"https://evil.example/key"`, "number": `7`, "array": `["ec"]`,
		"null": `null`, "object": `{"kid":"ec"}`, "empty": `""`, "huge": `"` + strings.Repeat("k", 4000) + `"`, "NUL": `"ec\u0000"`,
	} {
		all["kid "+name] = signRaw(t, ec, `{"alg":"ES256","kid":`+kid+`}`, claimsText(t, i, nil))
	}
	for name, header := range map[string]string{"array": `["ES256"]`, "null": `null`, "text": `"ES256"`, "cut": `{"alg":"ES256"`, "twice": `{"alg":"ES256","kid":"ec"}{}`} {
		all["header is "+name] = signRaw(t, ec, header, claimsText(t, i, nil))
	}
	return all
}

func strangeClaims(t *testing.T, i *issuer, ec named) map[string]string {
	t.Helper()
	all := map[string]string{}
	now := time.Now().Unix()
	for name, c := range map[string]struct {
		claim string
		value any
	}{
		"no exp": {"exp", nil}, "exp as text": {"exp", "9999999999"}, "exp in parts": {"exp", float64(now) + 600.5},
		"exp 1e308": {"exp", json.Number("1e308")}, "exp negative": {"exp", -1}, "exp true": {"exp", true}, "exp beyond int64": {"exp", json.Number("9223372036854775808")},
		"exp after year 9999": {"exp", int64(999_999_999_999)}, "nbf future": {"nbf", now + 600}, "nbf as text": {"nbf", "0"}, "iat future": {"iat", now + 600}, "iat 1e308": {"iat", json.Number("-1e308")},
		"no iss": {"iss", nil}, "other iss": {"iss", "https://evil.example/auth/v1"}, "longer iss": {"iss", i.name() + "/"}, "iss list": {"iss", []string{i.name()}},
		"no aud": {"aud", nil}, "other aud": {"aud", "anon"}, "empty aud": {"aud", []string{}}, "aud object": {"aud", map[string]any{audience: true}},
		"role anon": {"role", "anon"}, "role service": {"role", "service_role"}, "no role": {"role", nil}, "role list": {"role", []string{"authenticated"}}, "role case": {"role", "Authenticated"},
		"anonymous": {"is_anonymous", true}, "anonymous as text": {"is_anonymous", "false"}, "anonymous number": {"is_anonymous", 0},
		"no sub": {"sub", nil}, "sub no UUID": {"sub", "admin"}, "sub braces": {"sub", "{" + subject + "}"}, "sub plain": {"sub", strings.ReplaceAll(subject, "-", "")},
		"sub urn": {"sub", "urn:uuid:" + subject}, "sub nil": {"sub", "00000000-0000-0000-0000-000000000000"}, "sub number": {"sub", 7}, "sub SQL": {"sub", "' OR 1=1 --"},
	} {
		all[name] = signRaw(t, ec, `{"alg":"ES256","kid":"ec"}`, claimsText(t, i, func(claims jwt.MapClaims) {
			if claims[c.claim] = c.value; c.value == nil {
				delete(claims, c.claim)
			}
		}))
	}
	good := claimsText(t, i, nil)
	for name, claims := range map[string]string{
		"role twice": `{"role":"service_role",` + good[1:], "ROLE beside role": `{"ROLE":"service_role",` + good[1:], "sub twice": good[:len(good)-1] + `,"sub":"` + subject + `"}`,
		"claims null": `null`, "claims array": `[` + good + `]`, "claims cut": good[:len(good)-1], "claims and more": good + `{}`, "claims empty": `{}`, "number too big": `{"x":1e999,` + good[1:],
	} {
		all[name] = signRaw(t, ec, `{"alg":"ES256","kid":"ec"}`, claims)
	}
	return all
}

func claimsText(t *testing.T, i *issuer, change func(jwt.MapClaims)) string {
	t.Helper()
	claims := i.claims()
	if change != nil {
		change(claims)
	}
	return string(must(json.Marshal(claims)))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// flipLastBits is a letter that lax base64 decodes to the same bytes at the end of 64 bytes.
func flipLastBits(last byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[strings.IndexByte(alphabet, last)^1])
}

func TestAttackIsRefusedAndNothingIsGivenAway(t *testing.T) {
	t.Parallel()
	ec, rs, p384 := ecKey(t, "ec", elliptic.P256()), rsaKey(t, "rs", 2048), ecKey(t, "p384", elliptic.P384())
	oct := `{"kty":"oct","kid":"oct","k":"YW4gb2N0IGtleSB0aGF0IHN0YW5kcyBpbiB0aGUgc2V0"}`
	i := newIssuer(t, ec, rs, p384, edKey(t, "ed"), oct)
	verifiers := map[string]*access.Verifier{"keys": i.verifier(t, asItIs), "keys and secret": i.verifier(t, withLegacy)}
	table := attacks(t, i, ec, rs, p384)
	if len(table) < 100 {
		t.Fatalf("only %d attacks", len(table))
	}

	for with, v := range verifiers {
		if _, err := v.Verify(t.Context(), i.token(t, ec)); err != nil {
			t.Fatalf("%s: the good token is refused: %v", with, err)
		}
		for name, token := range table {
			id, err := v.Verify(t.Context(), token)
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Unauthenticated || id != (access.Identity{}) {
				t.Errorf("%s: %s: got %+v, %v", with, name, id, err)
				continue
			}
			for _, private := range []string{"ana@bluebird", subject, "evil", "/dev/null"} {
				if strings.Contains(err.Error(), private) {
					t.Errorf("%s: %s: the error repeats the token: %v", with, name, err)
				}
			}
		}
	}
}

func TestSecretIsNoKeyUnlessConfigured(t *testing.T) {
	t.Parallel()
	i := newIssuer(t, ecKey(t, "ec", elliptic.P256()))
	legacyOnly := i.verifier(t, func(c *access.Config) { c.JWKSURL, c.LegacySecret = "", legacySecret })
	token := sign(t, jwt.SigningMethodHS256, legacySecret, i.claims(), nil)

	if _, err := i.verifier(t, asItIs).Verify(t.Context(), token); !errors.Is(err, access.ErrInvalidToken) {
		t.Errorf("without the secret: %v", err)
	}
	if _, err := legacyOnly.Verify(t.Context(), token); err != nil {
		t.Errorf("with the secret alone: %v", err)
	}
	if _, err := legacyOnly.Verify(t.Context(), i.token(t, ecKey(t, "ec", elliptic.P256()))); !errors.Is(err, access.ErrInvalidToken) {
		t.Errorf("ES256 with the secret alone: %v", err)
	}
	if err := legacyOnly.RefreshNow(t.Context()); err != nil {
		t.Errorf("nothing to refresh: %v", err)
	}
}

func TestUnsafeConfigurationStopsTheStart(t *testing.T) {
	t.Parallel()
	secret := func(s string) access.Config {
		return access.Config{Issuer: "i", Audience: "a", LegacySecret: []byte(s)}
	}

	for name, config := range map[string]access.Config{
		"no issuer":        {Audience: "a", LegacySecret: legacySecret},
		"no audience":      {Issuer: "i", LegacySecret: legacySecret},
		"nothing to trust": {Issuer: "i", Audience: "a"},
		"no address":       {Issuer: "i", Audience: "a", JWKSURL: "/jwks"},
		"a file":           {Issuer: "i", Audience: "a", JWKSURL: "file:///etc/passwd"},
		"short secret":     secret("your-256-bit-secret"),
		"local stack's":    secret("super-secret-jwt-token-with-at-least-32-characters-long"),
		"self-hosting's":   secret("your-super-secret-jwt-token-with-at-least-32-characters-long"),
		"jwt.io's":         secret("a-string-secret-at-least-256-bits-long"),
		"jwt.io's longer":  secret("a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long"),
		"tutorial's":       secret("reallyreallyreallyreallyverysafe"),
		"our own example":  secret("at-least-32-random-bytes-of-the-project"),
		"one letter":       secret(strings.Repeat("x", 64)),
	} {
		_, err := access.NewVerifier(context.Background(), config, slog.New(slog.DiscardHandler))
		if err == nil {
			t.Errorf("%s: accepted", name)
		} else if s := string(config.LegacySecret); s != "" && strings.Contains(err.Error(), s) {
			t.Errorf("%s: the error repeats the secret", name)
		} else if s != "" && config.Issuer != "" && config.Audience != "" && !strings.Contains(err.Error(), "SUPABASE_JWT_SECRET ") {
			t.Errorf("%s: the error does not name the setting: %v", name, err)
		}
	}
}

// FuzzToken holds that nothing but what the issuer signed proves anybody, and that a refusal quotes
// nothing of the token.
func FuzzToken(f *testing.F) {
	key := ecKey(f, "ec", elliptic.P256())
	i := newIssuer(f, key)
	v := i.verifier(f, withLegacy)
	genuine := []string{i.token(f, key), sign(f, jwt.SigningMethodHS256, legacySecret, i.claims(), nil)}
	for _, token := range append(genuine, "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", strings.Repeat("A", 9000)) {
		f.Add(token)
	}
	f.Fuzz(func(t *testing.T, token string) {
		who, err := v.Verify(t.Context(), token)
		switch {
		case err == nil && who.UserID.String() != subject:
			t.Errorf("%q proves %s", token, who.UserID)
		case err == nil && !slices.Contains(genuine, token):
			t.Errorf("%q was not signed so", token)
		case err != nil && !errors.Is(err, access.ErrInvalidToken) && !errors.Is(err, access.ErrTokenExpired) && token != "":
			t.Errorf("%q: %v", token, err)
		}
	})
}
