package doctor

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"

	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/ratelimit"
)

// outside is what the service needs beside its database.
type outside struct{ cfg config.Config }

// address: providers keep it, and send the words of people there.
func (o outside) address(context.Context) Finding {
	u, err := url.Parse(o.cfg.PublicURL)
	if err != nil {
		return Finding{Level: Bad, Says: "CARILLON_PUBLIC_URL cannot be read", Do: "Write it as https://api.example.com."}
	}
	ip, err := netip.ParseAddr(u.Hostname())
	switch local := u.Hostname() == "localhost" || err == nil && (ip.IsLoopback() || ip.IsPrivate()); {
	case local:
		return Finding{Level: Warn, Says: "CARILLON_PUBLIC_URL leads to this machine or its network: no provider reaches it with callbacks",
			Do: "In production, set it to the https address under which the world reaches serve."}
	case u.Scheme != "https":
		return Finding{Level: Warn, Says: "CARILLON_PUBLIC_URL is not https: callbacks and unsubscribe links travel in the clear",
			Do: "Put TLS in front of serve and write the address with https."}
	}
	return Finding{Level: OK, Says: "https"}
}

// issuer asks for the keys that tokens are verified with.
func (o outside) issuer(ctx context.Context) Finding {
	c := access.Config{Issuer: o.cfg.Issuer(), Audience: o.cfg.JWTAudience, JWKSURL: o.cfg.JWKSURL(), LegacySecret: []byte(o.cfg.JWTSecret)}
	n, err := access.CountKeys(ctx, c)
	switch {
	case err == nil && o.cfg.JWTSecret != "":
		return Finding{Level: OK, Says: fmt.Sprintf("usable keys: %d, and the legacy secret is trusted too", n),
			Do: "Once no token is signed with HS256 any more, take SUPABASE_JWT_SECRET out."}
	case err == nil:
		return Finding{Level: OK, Says: fmt.Sprintf("usable keys: %d", n)}
	}
	return Finding{Level: Bad, Says: "the issuer gives no keys: " + err.Error(),
		Do: "See that SUPABASE_URL is the project's address and that this machine reaches it. Until then nobody new can sign in."}
}

func (o outside) redis(ctx context.Context) Finding {
	if o.cfg.RedisURL == "" {
		if o.cfg.Instances > 1 {
			return Finding{Level: Warn, Says: "REDIS_URL is not set, and several processes share limits: each keeps to a part of its own",
				Do: "Set REDIS_URL, so that what one process leaves another may use."}
		}
		return Finding{Level: OK, Says: "not used: one process keeps the limits by itself"}
	}
	r, err := ratelimit.Dial(ctx, o.cfg.RedisURL, ratelimit.Options{Instances: o.cfg.Instances, Patience: patience / 2})
	if err != nil {
		return Finding{Level: Bad, Says: err.Error(), Do: "Correct REDIS_URL."}
	}
	defer func() { _ = r.Close() }()
	if r.Degraded() {
		return Finding{Level: Warn, Says: "Redis does not answer: each process keeps to its own share of the limits, which is slower",
			Do: "See that Redis runs and that REDIS_URL names it. Nothing is lost meanwhile."}
	}
	return Finding{Level: OK, Says: "answers"}
}
