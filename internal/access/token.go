// Package access is who is calling and what they may do. Nothing that a caller can set decides
// about either: a token proves an identity, our own tables say the rest.
package access

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/fault"
)

// What Verify fails with. Why a token is invalid is told by the wrapping error's text, which is
// for the log and holds nothing of the token.
var (
	// ErrMissingCredentials: the request carries no token.
	ErrMissingCredentials = fault.New(fault.Unauthenticated, "missing_credentials",
		"Send a bearer token in the Authorization header.")
	// ErrInvalidToken: the token is not genuine, not current or not meant for us.
	ErrInvalidToken = fault.New(fault.Unauthenticated, "invalid_token",
		"The token is not valid here. Sign in again.")
	// ErrTokenExpired: the token was good and its time is over.
	ErrTokenExpired = fault.New(fault.Unauthenticated, "token_expired",
		"The token has expired. Refresh it or sign in again.")
)

const (
	maxToken      = 8 << 10 // bytes
	defaultLeeway = 30 * time.Second
	role          = "authenticated" // Supabase's role of a signed-in user; its API keys have others
)

// Config says whose tokens are accepted. At least one of JWKSURL and LegacySecret is needed.
type Config struct {
	Issuer       string        // exact value of iss
	Audience     string        // one value of aud, "authenticated" with Supabase
	JWKSURL      string        // http or https address of the issuer's keys
	LegacySecret []byte        // HS256 secret of at least 32 bytes; empty refuses HS256
	Leeway       time.Duration // clocks may differ by this; 0 is 30 s
	RefreshEvery time.Duration // how old keys may get while the issuer answers; 0 is 5 min
	Client       *http.Client  // nil is a client of our own; every fetch ends after 5 s either way
}

// Identity is what a token proves. None of it says what the caller may do.
type Identity struct {
	UserID    uuid.UUID
	Email     string // as the issuer knows it; may be empty
	SessionID string
	AAL       string // assurance: aal1, or aal2 after a second factor
	ExpiresAt time.Time
}

// Verifier accepts access tokens of one issuer. It is safe for concurrent use.
type Verifier struct {
	keys       *keyring // nil when only the legacy secret is trusted
	keyfunc    keyfunc.Keyfunc
	asymmetric *jwt.Parser
	legacy     *jwt.Parser // nil when HS256 is refused
	secret     []byte
	proven     proven
}

// NewVerifier fetches the keys once and keeps them fresh until ctx ends. It fails on a
// configuration that could not be safe, and never because the issuer is away: then every token is
// invalid until keys arrive. Failed fetches are logged to log.
func NewVerifier(ctx context.Context, config Config, log *slog.Logger) (*Verifier, error) {
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	v := &Verifier{secret: config.LegacySecret}
	if len(config.LegacySecret) > 0 {
		v.legacy = config.parser("HS256")
	}
	if config.JWKSURL == "" {
		return v, nil
	}
	v.asymmetric = config.parser("ES256", "RS256")
	v.keys = newKeyring(ctx, config, log)
	var err error
	v.keyfunc, err = keyfunc.New(keyfunc.Options{Ctx: ctx, Storage: v.keys})
	return v, err
}

func (c Config) check() error {
	if c.Issuer == "" || c.Audience == "" {
		return errors.New("issuer and audience must be set")
	}
	if c.JWKSURL == "" && len(c.LegacySecret) == 0 {
		return errors.New("neither a JWKS address nor a legacy secret is set")
	}
	if u, err := url.Parse(c.JWKSURL); c.JWKSURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return errors.New("the JWKS address is no http or https URL")
	}
	if len(c.LegacySecret) > 0 {
		return checkSecret(c.LegacySecret)
	}
	return nil
}

// parser accepts only the methods named, so that a key of one family is never used by the other.
func (c Config) parser(methods ...string) *jwt.Parser {
	leeway := c.Leeway
	if leeway == 0 {
		leeway = defaultLeeway
	}
	return jwt.NewParser(jwt.WithValidMethods(methods), jwt.WithIssuer(c.Issuer), jwt.WithAudience(c.Audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(leeway),
		jwt.WithStrictDecoding(), jwt.WithJSONNumber())
}

// RefreshNow fetches the keys at once, for the day a key must be revoked without delay. It fails
// when the issuer gives no usable keys; the known ones then stay.
func (v *Verifier) RefreshNow(ctx context.Context) error {
	if v.keys == nil {
		return nil
	}
	return v.keys.fetch(ctx)
}

// Trust is how well a Verifier can tell who calls.
type Trust int

// Degrees of trust, from none.
const (
	Blind Trust = iota // no key ever came: nobody is known
	Stale              // some tokens cannot be told any more, or soon: the issuer has given no keys for a while
	Fresh
)

// Trust says how well tokens can be told now. The issuer is not asked.
func (v *Verifier) Trust() Trust {
	if v.keys == nil {
		return Fresh
	}
	given := v.given()
	switch {
	case given == 0 && v.legacy == nil:
		return Blind
	case time.Since(time.Unix(0, given)) > 3*v.keys.every:
		return Stale
	}
	return Fresh
}

// Verify is the identity that an access token proves. It fails with ErrMissingCredentials,
// ErrTokenExpired or ErrInvalidToken, within a second even when keys have to be fetched. A token is
// checked once, and again after the issuer has given keys.
func (v *Verifier) Verify(ctx context.Context, token string) (Identity, error) {
	digest, given := sha256.Sum256([]byte(token)), v.given()
	if id, known := v.proven.of(digest, given); known {
		return id, nil
	}
	id, err := v.check(ctx, token)
	if err == nil {
		v.proven.put(digest, given, id)
	}
	return id, err
}

// check is what Verify answers of a token that is not remembered.
func (v *Verifier) check(ctx context.Context, token string) (Identity, error) {
	if token == "" {
		return Identity{}, ErrMissingCredentials
	}
	alg, err := inspect(token)
	if err != nil {
		return Identity{}, err
	}
	claims := jwt.MapClaims{}
	switch {
	case alg == "HS256" && v.legacy != nil:
		_, err = v.legacy.ParseWithClaims(token, claims, v.secretKey)
	case alg != "HS256" && v.asymmetric != nil:
		_, err = v.asymmetric.ParseWithClaims(token, claims, v.keyfunc.KeyfuncCtx(ctx))
	default:
		return Identity{}, invalid("its algorithm is not accepted")
	}
	if err != nil {
		return Identity{}, refusal(err)
	}
	return identify(claims)
}

// given is when the issuer last gave keys, in Unix nanoseconds; 0 is never.
func (v *Verifier) given() int64 {
	if v.keys == nil {
		return 0
	}
	return v.keys.given.Load()
}

func (v *Verifier) secretKey(*jwt.Token) (any, error) { return v.secret, nil }

func invalid(reason string) error { return fmt.Errorf("%w (%s)", ErrInvalidToken, reason) }

// reasons tell the library's errors apart without the values in their texts.
var reasons = []struct {
	err  error
	text string
}{
	{jwt.ErrTokenMalformed, "it is no JWT"},
	{jwt.ErrTokenSignatureInvalid, "its signature does not match"},
	{jwt.ErrTokenUnverifiable, "its key is not known"},
	{jwt.ErrTokenInvalidIssuer, "another issuer"},
	{jwt.ErrTokenInvalidAudience, "another audience"},
	{jwt.ErrTokenNotValidYet, "not valid yet"},
	{jwt.ErrTokenUsedBeforeIssued, "issued in the future"},
	{jwt.ErrTokenRequiredClaimMissing, "a claim is missing"},
}

// refusal is ErrTokenExpired when nothing else is wrong with the token.
func refusal(err error) error {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return invalid(r.text)
		}
	}
	if errors.Is(err, jwt.ErrTokenExpired) {
		return ErrTokenExpired
	}
	return invalid("its claims do not hold")
}
