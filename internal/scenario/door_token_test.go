package scenario_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// somewhere are operations on each side of the door: with and without tenant, body and path id.
var somewhere = [][2]string{
	{"GET", "/api/v1/me"}, {"GET", "/api/v1/leads"}, {"POST", "/api/v1/leads"}, {"POST", "/api/v1/tenants"},
	{"PATCH", "/api/v1/connections/0190f5a0-0000-7000-8000-00000000dead"}, {"DELETE", "/api/v1/leads/0190f5a0-0000-7000-8000-00000000dead"},
}

// forgeries are tokens of every kind that must not pass, each signed as well as it can be.
func forgeries(r *rig) map[string]string {
	r.t.Helper()
	issuer := r.out.Issuer
	rsa, err := issuer.AddStandby(supabase.RS256)
	if err != nil {
		r.t.Fatal(err)
	}
	now := time.Now()
	all := map[string]string{"garbage": "garbage", "dots": "..", "a refresh token": "v1.MRjcyYlzPGbTxBp", "8 KiB": strings.Repeat("A", 8<<10)}
	for name, mutations := range map[string][]supabase.Mutation{
		"HS256 with the EC public key":  {supabase.Secret(issuer.PublicPEM(issuer.KeyID()))},
		"HS256 with the RSA public key": {supabase.Secret(issuer.PublicPEM(rsa)), supabase.Header("kid", rsa)},
		"HS256 with an empty secret":    {supabase.Secret(nil)},
		"HS256 with a secret we lack":   {supabase.Secret([]byte(legacy)), supabase.Header("kid", nil)},
		"wrong issuer":                  {supabase.Claim("iss", "https://evil.example/auth/v1")},
		"longer issuer":                 {supabase.Claim("iss", issuer.Issuer()+"/")},
		"no issuer":                     {supabase.Claim("iss", nil)},
		"wrong audience":                {supabase.Claim("aud", "anon")},
		"no audience":                   {supabase.Claim("aud", nil)},
		"role anon":                     {supabase.Claim("role", "anon")},
		"role service_role":             {supabase.Claim("role", "service_role")},
		"role super_admin":              {supabase.Claim("role", "super_admin")},
		"no role":                       {supabase.Claim("role", nil)},
		"anonymous":                     {supabase.Claim("is_anonymous", true)},
		"expired":                       {supabase.TTL(-time.Minute)},
		"no expiry":                     {supabase.Claim("exp", nil)},
		"not yet":                       {supabase.Claim("nbf", now.Add(10*time.Minute).Unix())},
		"issued tomorrow":               {supabase.Claim("iat", now.Add(24*time.Hour).Unix())},
		"no subject":                    {supabase.Claim("sub", nil)},
		"subject no UUID":               {supabase.Claim("sub", "' OR 1=1 --")},
		"another key's id":              {supabase.Header("kid", rsa)},
		"no kid":                        {supabase.Header("kid", nil)},
		"kid unknown":                   {supabase.Header("kid", "0190f5a0-0000-7000-8000-00000000beef")},
		"kid path":                      {supabase.Header("kid", "../../../../dev/null")},
		"kid SQL":                       {supabase.Header("kid", "x' UNION SELECT 'secret' --")},
		"kid URL":                       {supabase.Header("kid", "https://evil.example/key")},
		"kid huge":                      {supabase.Header("kid", strings.Repeat("k", 4000))},
		"kid array":                     {supabase.Header("kid", []string{issuer.KeyID()})},
		"kid number":                    {supabase.Header("kid", 7)},
		"jku":                           {supabase.Header("jku", "https://evil.example/jwks")},
		"jwk":                           {supabase.Header("jwk", map[string]string{"kty": "EC"})},
		"x5u":                           {supabase.Header("x5u", "https://evil.example/cert")},
		"x5c":                           {supabase.Header("x5c", []string{"AA=="})},
		"crit":                          {supabase.Header("crit", []string{"exp"})},
	} {
		all[name] = r.token("bluebird-admin", mutations...)
	}
	for _, alg := range []string{"none", "None", "NONE", "nOnE", ""} {
		all["alg "+alg] = r.token("bluebird-admin", supabase.Unsigned(alg))
	}
	good := r.token("bluebird-admin")
	all["no signature"] = good[:strings.LastIndexByte(good, '.')+1]
	all["cut"] = good[:len(good)-4]
	return all
}

func TestForgedTokenIsRefusedAtEveryDoor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	table := forgeries(r)
	headers := map[string]http.Header{
		"no header":                   {},
		"empty":                       {"Authorization": {""}},
		"scheme alone":                {"Authorization": {"Bearer"}},
		"basic":                       {"Authorization": {"Basic cm9vdDpyb290"}},
		"token without scheme":        {"Authorization": {r.token("bluebird-admin")}},
		"another scheme":              {"Authorization": {"Token " + r.token("bluebird-admin")}},
		"good token, then forged":     {"Authorization": {"Bearer " + r.token("bluebird-admin"), "Bearer " + table["alg none"]}},
		"forged token, then good":     {"Authorization": {"Bearer " + table["alg none"], "Bearer " + r.token("bluebird-admin")}},
		"two good tokens":             {"Authorization": {"Bearer " + r.token("bluebird-admin"), "Bearer " + r.token("harbor-admin")}},
		"two tokens in one":           {"Authorization": {"Bearer " + r.token("bluebird-admin") + ", Bearer " + r.token("bluebird-admin")}},
		"good token in another place": {"X-Authorization": {"Bearer " + r.token("bluebird-admin")}, "Cookie": {"sb-access-token=" + r.token("bluebird-admin")}},
	}
	for name, token := range table {
		headers[name] = http.Header{"Authorization": {"Bearer " + token}}
	}
	codes := map[string]string{
		"no header": "missing_credentials", "empty": "missing_credentials", "scheme alone": "missing_credentials", "basic": "missing_credentials",
		"token without scheme": "missing_credentials", "another scheme": "missing_credentials", "good token in another place": "missing_credentials",
		"expired": "token_expired",
	}

	for name, header := range headers {
		want, special := codes[name]
		if !special {
			want = "invalid_token"
		}
		for _, op := range somewhere {
			r.ask(op[0], op[1], "", header).wants(t, name+" at "+op[0]+" "+op[1], 401, want)
		}
	}
	t.Logf("%d headers at %d operations", len(headers), len(somewhere))
	r.ask("GET", "/api/v1/leads", "", r.bearer("bluebird-admin")).wants(t, "the good token", 200, "")
}

func TestHeaderOfAMegabyteIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	front := r.door(func(*config.Config) {}, logger(t))

	for size, want := range map[int]int{10 << 10: 401, 1 << 20: 431} { // 431 is net/http's own, before any code of ours
		q, err := http.NewRequest("GET", front.url+"/api/v1/leads", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Authorization", "Bearer "+strings.Repeat("A", size))
		got, err := http.DefaultTransport.RoundTrip(q)
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close()
		if got.StatusCode != want {
			t.Errorf("%d bytes: got %d, want %d", size, got.StatusCode, want)
		}
	}
}

func TestChallengeSaysWhatIsWrongAsTheStandardHasIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for want, header := range map[string]http.Header{
		`Bearer realm="carillon"`:                        {},
		`Bearer realm="carillon", error="invalid_token"`: {"Authorization": {"Bearer x"}},
	} {
		if got := r.ask("GET", "/api/v1/me", "", header).header.Get("WWW-Authenticate"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// legacy is a secret in Supabase's old style.
const legacy = "correct horse battery staple, and then some more"

func TestLegacySecretCountsOnlyWhereItIsConfigured(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	front := r.door(func(c *config.Config) { c.JWTSecret = legacy }, logger(t))
	old := http.Header{"Authorization": {"Bearer " + r.token("bluebird-admin", supabase.Secret([]byte(legacy)), supabase.Header("kid", nil))}}
	service := http.Header{"Authorization": {"Bearer " + r.token("bluebird-admin", supabase.Secret([]byte(legacy)), supabase.Claim("role", "service_role"))}}
	confused := http.Header{"Authorization": {"Bearer " + r.token("bluebird-admin", supabase.Secret(r.out.Issuer.PublicPEM(r.out.Issuer.KeyID())))}}

	front.ask("GET", "/api/v1/leads", "", old).wants(t, "configured", 200, "")
	front.ask("GET", "/api/v1/leads", "", r.bearer("bluebird-admin")).wants(t, "a new token beside", 200, "")
	front.ask("GET", "/api/v1/leads", "", service).wants(t, "the service key", 401, "invalid_token")
	front.ask("GET", "/api/v1/leads", "", confused).wants(t, "the public key as secret", 401, "invalid_token")
	r.ask("GET", "/api/v1/leads", "", old).wants(t, "not configured", 401, "invalid_token")
}

func TestRotatedKeyIsLearntAtFirstUse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	before := r.bearer("bluebird-admin")
	r.ask("GET", "/api/v1/me", "", before).wants(t, "before the rotation", 200, "")

	if _, err := r.out.Issuer.Rotate(); err != nil {
		t.Fatal(err)
	}

	r.ask("GET", "/api/v1/me", "", r.bearer("bluebird-admin")).wants(t, "the new key", 200, "")
	r.ask("GET", "/api/v1/me", "", before).wants(t, "the previous key", 200, "")
}
