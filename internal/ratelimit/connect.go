package ratelimit

import (
	"errors"
	"net/url"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// ErrAddress means that the address of Redis cannot be read; it is not quoted, for it may hold a
// password.
var ErrAddress = errors.New("ratelimit: REDIS_URL must look like redis://[user:password@]host:port[/database], or rediss:// for TLS; with ?cluster=true, and &addr=host:port for further nodes, it names a Redis Cluster")

const dialTimeout = time.Second

// connect is a client of the Redis at an address, or of a cluster by one or several of its nodes.
// A take that ran unheard must not run again, so nothing is retried. What the client would print by
// itself is in our one line when Redis goes.
func connect(address string) (redis.UniversalClient, error) {
	logging.Disable()
	u, err := url.Parse(address)
	if err != nil {
		return nil, ErrAddress
	}
	query := u.Query()
	if query.Get("cluster") == "true" {
		query.Del("cluster")
		u.RawQuery = query.Encode()
		return connectCluster(u.String())
	}
	o, err := redis.ParseURL(address)
	if err != nil {
		return nil, ErrAddress
	}
	o.MaxRetries, o.DialerRetries, o.DialTimeout, o.ContextTimeoutEnabled = -1, 1, dialTimeout, true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return redis.NewClient(o), nil
}

func connectCluster(address string) (redis.UniversalClient, error) {
	o, err := redis.ParseClusterURL(address)
	if err != nil {
		return nil, ErrAddress
	}
	o.MaxRetries, o.DialerRetries, o.DialTimeout, o.ContextTimeoutEnabled = -1, 1, dialTimeout, true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.DisableRoutingPolicies = true // each script names its keys, which say where it runs
	return redis.NewClusterClient(o), nil
}
