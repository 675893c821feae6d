// Package assembly puts the house together: one Config in, the doors out, in reading order.
package assembly

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/callback"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/channel/wire"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/document"
	"github.com/carillonhq/carillon/internal/export"
	"github.com/carillonhq/carillon/internal/intake"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/metric"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/person"
	"github.com/carillonhq/carillon/internal/queue"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/server"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
	"github.com/carillonhq/carillon/internal/webhook"
	"github.com/carillonhq/carillon/internal/window"
	"github.com/carillonhq/carillon/internal/worker"
)

// House is everything a process may open a door to.
type House struct {
	Config        config.Config
	DB            *tenant.DB
	Keys          *secret.Keyring
	Book          *connection.Book
	Dispatch      *dispatch.Dispatcher
	Campaigns     *campaign.Room
	Conversations *conversation.Room
	Callbacks     *callback.Room
	Journal       *journal.Room
	Automations   *automation.Room
	Audit         *audit.Room
	Persons       *person.Room
	Exports       *export.Room
	Webhooks      *webhook.Room
	Imports       *intake.Room
	Outbound      *outbound.Client // to addresses that tenants choose
	Meter         *metric.Meter
	Clock         clock.Clock
	Log           *slog.Logger
	Traces        *trace.Tracer // nil: no record is kept

	rules  *contract.Contract
	limits ratelimit.Source
	close  []func()
}

// Choices are what differs between production, the development stack and tests.
type Choices struct {
	Clock  clock.Clock // nil: the wall clock
	Timing dispatch.Timing
	Tell   *webhook.Timing // nil: production's
	Client *http.Client    // for the issuer's keys; nil: a plain one
}

// New builds the rooms over a database. Close the house when done.
func New(ctx context.Context, cfg config.Config, log *slog.Logger, c Choices) (*House, error) {
	if c.Clock == nil {
		c.Clock = clock.Real{}
	}
	legal, err := window.New(window.Spec{Start: cfg.ContactHours.Start * 60, End: cfg.ContactHours.End * 60, Days: everyDay})
	if err != nil {
		return nil, fmt.Errorf("CARILLON_CONTACT_HOURS: %w", err)
	}
	keys, err := secret.NewKeyring(cfg.MasterKeys)
	if err != nil {
		return nil, err
	}
	rules, err := Contract()
	if err != nil {
		return nil, err
	}
	log = trace.Logger(log)
	h := &House{Config: cfg, Clock: c.Clock, Log: log, rules: rules}
	if err := h.open(ctx); err != nil {
		h.Close()
		return nil, err
	}
	if keys, err = connection.Signed(ctx, h.DB, keys); err != nil {
		h.Close()
		return nil, err
	}
	h.Keys = keys
	h.DB.Sign(keys.MAC)
	h.Outbound = outbound.New(outbound.Options{Private: cfg.OutboundPrivate, Allow: cfg.OutboundAllow})
	h.Book = &connection.Book{Keys: keys, PublicURL: cfg.PublicURL, Wire: connection.Wire{
		Client: wire.NewClient(), BrevoURL: cfg.BrevoURL, VapiURL: cfg.VapiURL, Outbound: h.Outbound,
		SandboxBrevoURL: cfg.SandboxBrevoURL, SandboxVapiURL: cfg.SandboxVapiURL,
	}}
	h.Dispatch = &dispatch.Dispatcher{
		DB: h.DB, Book: h.Book, Clock: c.Clock, Limits: h.limits, Legal: legal, Timing: c.Timing, Log: log,
	}
	h.Campaigns = &campaign.Room{Clock: c.Clock, Legal: legal}
	h.Conversations = &conversation.Room{Clock: c.Clock, Dispatch: h.Dispatch}
	h.Callbacks = &callback.Room{DB: h.DB, Book: h.Book, Dispatch: h.Dispatch, Conversations: h.Conversations, Log: log}
	h.Automations = &automation.Room{DB: h.DB, Dispatch: h.Dispatch, Campaigns: h.Campaigns, Outbound: h.Outbound, Clock: c.Clock}
	h.Audit = &audit.Room{DB: h.DB, Keys: keys, Facts: rules.Events}
	h.Persons = &person.Room{DB: h.DB, Facts: rules.Events}
	h.Exports = &export.Room{DB: h.DB}
	h.Webhooks = &webhook.Room{DB: h.DB, Keys: keys, Timing: webhook.DefaultTiming(), Outbound: outbound.New(outbound.Options{
		Private: cfg.OutboundPrivate, Allow: cfg.OutboundAllow, Timeout: 20 * time.Second, Agent: "Carillon-Webhooks/1",
	})}
	if c.Tell != nil {
		h.Webhooks.Timing = *c.Tell
	}
	h.Imports = &intake.Room{DB: h.DB}
	h.Journal = &journal.Room{DB: h.DB, Listeners: []journal.Listener{h.Conversations.Gather, h.Automations.Hear, h.Webhooks.Hear}}
	h.measure()
	return h, nil
}

var everyDay = []int{0, 1, 2, 3, 4, 5, 6}

// open connects to the stores, and to where traces go.
func (h *House) open(ctx context.Context) (err error) {
	h.Traces, err = trace.New(ctx, trace.Options{Endpoint: h.Config.TraceEndpoint, Ratio: h.Config.TraceRatio, Log: h.Log})
	if err != nil {
		return err
	}
	h.close = append(h.close, h.Traces.Close)
	conns := h.Config.DBConns
	if conns == 0 {
		conns = int32(h.Config.Pumps) + 16 // pumps beside requests, callbacks and the watch
	}
	if h.DB, err = tenant.Open(ctx, h.Config.DatabaseURL, conns); err != nil {
		return err
	}
	h.close = append(h.close, h.DB.Close)
	if h.Config.RedisURL == "" {
		h.limits = ratelimit.NewMemory()
		return nil
	}
	redis, err := ratelimit.Dial(ctx, h.Config.RedisURL, ratelimit.Options{Instances: h.Config.Instances, Log: h.Log})
	if err != nil {
		return err
	}
	h.limits = redis
	h.close = append(h.close, func() { _ = redis.Close() })
	return nil
}

// Close ends every connection, the last opened first.
func (h *House) Close() {
	for i := len(h.close) - 1; i >= 0; i-- {
		h.close[i]()
	}
}

// Contract is the embedded contract, compiled, with the formats only we know.
func Contract() (c *contract.Contract, err error) {
	c, err = contract.Load(api.Contract, contract.WithSuggestion("timezone", window.Suggest), contract.WithFormat("timezone", func(name string) error {
		_, err := window.Zone(name)
		return err
	}), contract.WithFormat("event-filter", func(filter string) error {
		return webhook.CheckFilter(filter, slices.Sorted(maps.Keys(c.Events)))
	}))
	return c, err
}

// Server is the door for requests.
func (h *House) Server(ctx context.Context) (*server.Server, error) {
	verifier, err := access.NewVerifier(ctx, access.Config{
		Issuer: h.Config.Issuer(), Audience: h.Config.JWTAudience, JWKSURL: h.Config.JWKSURL(), LegacySecret: []byte(h.Config.JWTSecret),
	}, h.Log)
	if err != nil {
		return nil, err
	}
	documents, err := document.New(api.Contract, server.Status)
	if err != nil {
		return nil, err
	}
	jobs, err := h.queue(ctx)
	if err != nil {
		return nil, err
	}
	return server.New(server.Rooms{
		DB: h.DB, Gate: &access.Gate{DB: h.DB, Verifier: verifier, Roles: h.rules.Roles, Scopes: h.rules.Asked(access.APIKeyScheme), Log: h.Log},
		Contract: h.rules, Keys: h.Keys,
		Book: h.Book, Dispatch: h.Dispatch, Campaigns: h.Campaigns, Conversations: h.Conversations, Callbacks: h.Callbacks,
		Automations: h.Automations, Lookout: &journal.Lookout{DB: h.DB}, Webhooks: h.Webhooks, Persons: h.Persons, Imports: h.Imports, Documents: documents, Queue: jobs, Meter: h.Meter,
		Migration: schema.Latest(), Clock: h.Clock, Log: h.Log, Traces: h.Traces,
		Limits: h.limits, Quotas: server.Quotas{
			Plan:    tenant.Plan{Reads: h.Config.APIReads, Writes: h.Config.APIWrites, Bulk: h.Config.APIBulk},
			Address: h.Config.APIAddress, Streams: h.Config.Streams, TenantStreams: h.Config.TenantStreams,
		},
		Origins: h.Config.CORSOrigins, Proxies: h.Config.TrustedProxies,
	}), nil
}

// queue is River UI; nil where nobody may see it.
func (h *House) queue(ctx context.Context) (*queue.UI, error) {
	if may := queue.May(h.Config.RiverUI); may == queue.Read || may == queue.Change {
		ctx, stop := context.WithCancel(ctx)
		h.close = append(h.close, stop)
		return queue.New(ctx, h.DB, may, h.Log)
	}
	return nil, nil
}

// Worker is the door for time.
func (h *House) Worker() (*worker.Worker, error) {
	return worker.New(worker.Rooms{
		DB: h.DB, Dispatch: h.Dispatch, Campaigns: h.Campaigns, Callbacks: h.Callbacks, Journal: h.Journal, Automations: h.Automations, Audit: h.Audit, Webhooks: h.Webhooks, Persons: h.Persons, Exports: h.Exports, Imports: h.Imports,
		Meter: h.Meter, Clock: h.Clock, Log: h.Log, Traces: h.Traces,
		Pumps: h.Config.Pumps,
	})
}
