package config

import "slices"

// setting is one variable of the environment.
type setting struct {
	name     string
	standard string             // the default; empty: none
	example  string             // what .env.example and a complaint show where there is no default
	doc      string             // for whoever fills the value in
	read     func(string) error // puts a value that is not empty where it belongs
}

// settings is the table of all settings, bound to c, in the order of .env.example.
func (c *Config) settings() []setting {
	return slices.Concat(c.stores(), c.doors(), c.limits(), c.work(), c.outside(), c.watching())
}

// stores are what is kept where, and who is believed.
func (c *Config) stores() []setting {
	return []setting{
		{"DATABASE_URL", "", "postgres://carillon_app:password@localhost:5432/carillon",
			"Postgres as serve and work sign in: the role carillon_app, which owns nothing.\n" +
				"# Behind a pooler that pools by transaction, such as PgBouncer, add ?pooling=transaction.", into(&c.DatabaseURL, postgres)},
		{"MIGRATE_DATABASE_URL", "", "postgres://postgres:password@localhost:5432/carillon",
			"Postgres as migrate signs in: a role that may create roles. Nothing else needs it. Never through a pooler.", into(&c.MigrateDatabaseURL, postgres)},
		{"REDIS_URL", "", "redis://:password@localhost:6379/0",
			"Redis, which shares the limits of sends and requests between processes. Without it each process counts for itself.\n" +
				"# For a Redis Cluster add ?cluster=true, and &addr=host:port for each further node to be asked where the others are.", into(&c.RedisURL, redis)},
		{"SUPABASE_URL", "", "https://your-project.supabase.co",
			"The Supabase project whose users sign in. Issuer and keys are found below it.", into(&c.SupabaseURL, web)},
		{"SUPABASE_JWT_SECRET", "", "at-least-32-random-bytes-of-the-project",
			"The project's legacy secret, if tokens are still signed with HS256. Otherwise leave it out.", into(&c.JWTSecret, text)},
		{"SUPABASE_JWT_AUDIENCE", "authenticated", "",
			"The audience a token must name.", into(&c.JWTAudience, text)},
		{"CARILLON_MASTER_KEYS", "", "the-output-of-openssl-rand-base64-32",
			"Keys that seal the tenants' secrets, newest first, joined by commas. Make one with: openssl rand -base64 32\n" +
				"# To replace one, list the new key second everywhere, then first, then run \"carillon secrets rotate\"; take the old\n" +
				"# one out once that says it may go. Callback addresses at providers stay good.", into(&c.MasterKeys, masters)},
	}
}

// doors are where serve is found, and by whom.
func (c *Config) doors() []setting {
	return []setting{
		{"CARILLON_PUBLIC_URL", "", "https://api.example.com",
			"The address at which providers reach serve with their callbacks.", into(&c.PublicURL, web)},
		{"CARILLON_ADDR", ":8000", "",
			"Where serve listens, host:port. An empty host is every interface.", into(&c.Addr, hostPort)},
		{"CARILLON_METRICS_ADDR", "", "127.0.0.1:9464",
			"Where serve and work tell Prometheus at /metrics what they count, host:port. It asks nobody who they are: keep it inside.\n" +
				"# Without it they do not, since on one machine each process needs a port of its own.", into(&c.MetricsAddr, hostPort)},
		{"CARILLON_DRAIN_SECONDS", "5", "",
			"For how long a serve that is told to stop says so at /readyz, and goes on serving, before it takes no new connections:\n" +
				"# longer than balancers need to notice.", into(&c.DrainSeconds, between(0, 300))},
		{"CARILLON_TRUSTED_PROXIES", "", "10.0.0.0/8,fd00::/8",
			"Networks of the proxies in front of serve, whose X-Forwarded-For is believed. Without it nobody's is.", into(&c.TrustedProxies, prefixes)},
		{"CARILLON_CORS_ORIGINS", "", "https://app.example.com,https://admin.example.com",
			"Origins of the web pages whose scripts may call serve. Without it only pages of its own origin may.", into(&c.CORSOrigins, origins)},
	}
}

// limits are how much is taken from whom.
func (c *Config) limits() []setting {
	return []setting{
		{"CARILLON_API_READS_PER_MINUTE", "6000", "",
			"Requests that read, which a tenant may make within any minute, unless a super admin gave it other numbers.", into(&c.APIReads, perMinute)},
		{"CARILLON_API_WRITES_PER_MINUTE", "1200", "",
			"All other requests of a tenant, likewise.", into(&c.APIWrites, perMinute)},
		{"CARILLON_API_BULK_PER_MINUTE", "300", "",
			"Those among both that cost more than others, likewise: previews, tests, members and events by the hundred.", into(&c.APIBulk, perMinute)},
		{"CARILLON_API_ADDRESS_PER_MINUTE", "120", "",
			"Requests from one address that do not prove who calls. Who makes more is not listened to for a while. Behind a proxy\n" +
				"# set CARILLON_TRUSTED_PROXIES, for else all callers have one address.", into(&c.APIAddress, perMinute)},
		{"CARILLON_STREAMS", "1000", "",
			"Live streams that one serve process keeps open at once.", into(&c.Streams, between(1, 100_000))},
		{"CARILLON_TENANT_STREAMS", "100", "",
			"Those among them that one tenant may have.", into(&c.TenantStreams, between(1, 100_000))},
	}
}

// work is how much is done at once, and when.
func (c *Config) work() []setting {
	return []setting{
		{"CARILLON_INSTANCES", "1", "",
			"How many processes share these limits and the send rates, so that each keeps to its share while Redis is away.", into(&c.Instances, between(1, 1000))},
		{"CARILLON_PUMPS", "8", "",
			"Slices of sending that one worker process carries side by side.", into(&c.Pumps, between(1, 256))},
		{"CARILLON_DB_CONNS", "0", "",
			"Connections to Postgres per process. 0 lets the service choose.", into(&c.DBConns, between[int32](0, 1000))},
		{"CARILLON_CONTACT_HOURS", "8-21", "",
			"The local hours of the recipient outside of which nobody is ever contacted.", into(&c.ContactHours, hours)},
	}
}

// outside is whom we reach.
func (c *Config) outside() []setting {
	return []setting{
		{"BREVO_API_URL", "", "http://127.0.0.1:8100",
			"Another Brevo, such as the simulator. Without it, production.", into(&c.BrevoURL, web)},
		{"VAPI_API_URL", "", "http://127.0.0.1:8200",
			"Another Vapi, such as the simulator. Without it, production.", into(&c.VapiURL, web)},
		{"CARILLON_SANDBOX_BREVO_URL", "", "http://127.0.0.1:8100/v3",
			"The simulated Brevo that test tenants reach. Without it they cannot connect one.", into(&c.SandboxBrevoURL, simulator)},
		{"CARILLON_SANDBOX_VAPI_URL", "", "http://127.0.0.1:8200",
			"The simulated Vapi that test tenants reach. Without it they cannot connect one.", into(&c.SandboxVapiURL, simulator)},
		{"CARILLON_OUTBOUND_ALLOW", "", "10.20.0.0/16,192.168.7.25/32",
			"Networks of your own that the addresses tenants choose, of web hooks and mail servers, may lead to beside public ones.\n" +
				"# Metadata addresses of clouds stay closed.", into(&c.OutboundAllow, prefixes)},
		{"CARILLON_OUTBOUND_PRIVATE", "false", "",
			"For development: true lets the addresses that tenants choose be http, on any port, on this machine and in private networks.", into(&c.OutboundPrivate, truth)},
	}
}

// watching is what operators see.
func (c *Config) watching() []setting {
	return []setting{
		{"CARILLON_LOG", "json", "",
			"Form of the log: json, or text for people.", into(&c.LogFormat, oneOf("json", "text"))},
		{"CARILLON_LOG_LEVEL", "info", "",
			"The least level that is logged: debug, info, warn or error.", into(&c.LogLevel, level)},
		{"CARILLON_RIVER_UI", "read", "",
			"What super admins may do with jobs at /ops/river: off, read, or full, which lets them cancel and repeat jobs and pause queues.", into(&c.RiverUI, oneOf("off", "read", "full"))},
		{"OTEL_EXPORTER_OTLP_ENDPOINT", "", "http://localhost:4318",
			"The OTLP receiver that traces are sent to, over HTTP. Without it none are; trace ids are handed on all the same.", into(&c.TraceEndpoint, web)},
		{"OTEL_TRACES_SAMPLER_ARG", "1", "",
			"Which part of the traces that begin here is sent, 0 to 1. Of the others, whoever began them decides.", into(&c.TraceRatio, ratio)},
	}
}
