package access

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// What a caller with an API key is refused with. Whoever does not bring a genuine secret learns
// nothing but ErrInvalidKey.
var (
	// ErrInvalidKey: no key of ours, or only a part of one.
	ErrInvalidKey = fault.New(fault.Unauthenticated, "invalid_key", "This is no API key of ours, or not all of it. Copy it again, or make a new one.")
	// ErrKeyRevoked: somebody ended the key.
	ErrKeyRevoked = fault.New(fault.Unauthenticated, "key_revoked", "This API key has been revoked. Make a new one.")
	// ErrKeyExpired: the key's time is over, or that of the secret it had before.
	ErrKeyExpired = fault.New(fault.Unauthenticated, "key_expired", "The time of this API key, or of its former secret, is over. Use the new one, or make one.")
	// ErrKeyNetwork: the key may not be used from the caller's address.
	ErrKeyNetwork = fault.New(fault.Forbidden, "key_network_forbidden", "This API key may not be used from your address. Add the network to the key, or call from one of its own.")
	// ErrKeyNotAccepted: this is for people; meta has the key's tenant_id and scopes, so that a program learns what it has.
	ErrKeyNotAccepted = fault.New(fault.Forbidden, "key_not_accepted", "API keys cannot do this. Sign in as a person.")
	// ErrScope: the key does not cover the operation; meta names the permission.
	ErrScope = fault.New(fault.Forbidden, "insufficient_scope", "This API key does not cover this. Add the permission to its scopes, or use another key.")
)

// APIKeyScheme is the contract's name for callers with a key.
const APIKeyScheme = "apiKey"

// isKey tells an API key from a token.
func isKey(bearer string) bool { return strings.HasPrefix(bearer, keyPrefix) }

// key is the caller that an API key proves, at an address.
func (g *Gate) key(ctx context.Context, text string, from netip.Addr) (Caller, error) {
	given, err := parseKey(text)
	if err != nil {
		return Caller{}, err
	}
	k, err := g.DB.APIKey(ctx, given.id)
	if errors.Is(err, tenant.ErrNotFound) {
		return Caller{}, invalidKey("nobody has its id")
	}
	if err != nil {
		return Caller{}, err
	}
	if err := admit(k, given, from); err != nil {
		return Caller{}, err
	}
	g.touch(k)
	return Caller{Key: &k}, nil
}

// admit says why a key that was found may not be used now. The secret comes first.
func admit(k tenant.APIKey, given keyText, from netip.Addr) error {
	sum, now := hash(given.secret), time.Now()
	present := subtle.ConstantTimeCompare(sum, k.SecretHash) == 1
	former := subtle.ConstantTimeCompare(sum, k.FormerHash) == 1
	switch {
	case !present && !former || given.mode != k.Mode:
		return invalidKey("its secret does not match")
	case k.RevokedAt != nil:
		return ErrKeyRevoked
	case over(k.ExpiresAt, now), !present && over(k.FormerUntil, now):
		return ErrKeyExpired
	case len(k.Networks) > 0 && !slices.ContainsFunc(k.Networks, func(n netip.Prefix) bool { return n.Contains(from) }):
		return ErrKeyNetwork
	}
	return nil
}

func over(until *time.Time, now time.Time) bool { return until != nil && !now.Before(*until) }

func invalidKey(reason string) error { return fmt.Errorf("%w (%s)", ErrInvalidKey, reason) }

// acting is what a key does in its tenant, whichever that is.
func acting(k tenant.APIKey) tenant.Actor {
	return tenant.Actor{Tenant: k.TenantID, Key: k.ID, Scopes: k.Scopes, Name: "key:" + k.ID.String(), Plan: k.Plan}
}

// chosenBy is the actor of a key, if choice, a header's, does not name another tenant than its own.
func chosenBy(k tenant.APIKey, choice string) (tenant.Actor, error) {
	own := choice == "" || choice == k.Slug || strings.EqualFold(choice, k.TenantID.String())
	if !own || k.TenantStatus != "active" {
		return tenant.Actor{}, ErrTenantForbidden
	}
	return acting(k), nil
}

// noted is how exact the time of a key's last use is, and how long a try to note it may take.
const (
	noted    = time.Minute
	noteWait = 5 * time.Second
)

// touch notes that a key is used: once a minute at most, and beside the request, which does not wait.
func (g *Gate) touch(k tenant.APIKey) {
	if k.LastUsedAt != nil && time.Since(*k.LastUsedAt) < noted {
		return
	}
	if _, underway := g.touching.LoadOrStore(k.ID, true); underway {
		return
	}
	go func() {
		defer g.touching.Delete(k.ID)
		ctx, cancel := context.WithTimeout(context.Background(), noteWait)
		defer cancel()
		if _, err := g.DB.Read(acting(k)).TouchApiKey(ctx, k.ID); err != nil {
			g.Log.Warn("the use of a key could not be noted", "event", "key_use_lost", "key_id", k.ID, "error", err)
		}
	}()
}
