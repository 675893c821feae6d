package tenant

import (
	"cmp"
	"net/netip"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/event"
)

// Actor is who acts, and for which tenant. API calls, jobs and callbacks differ only in where
// their Actor comes from.
type Actor struct {
	Tenant uuid.UUID   // whose rows are seen; zero only for platform operations
	User   uuid.UUID   // the signed-in person; zero for keys, jobs and callbacks
	Role   string      // tenant_admin, operator, viewer, super_admin; empty for keys, jobs and callbacks
	Name   string      // as events record it: "user:<id>", "key:<id>", "job:pump", "callback:brevo_sms"
	Cause  event.Cause // why an automation acts; zero for what people and providers do
	Plan   Plan        // the tenant's; zero for jobs and callbacks

	Key     uuid.UUID  // the API key that acts; zero for people, jobs and callbacks
	Scopes  []string   // what that key may do, as permissions of the contract
	Request string     // the id of the request, "req_…"; empty outside of one
	Address netip.Addr // of the client, as far as proxies can be believed; invalid outside of a request
	Call    *Call      // what the audit log says of the request; nil for reads and outside of one
	Match   int32      // the version of a row that a change is meant for; 0: whichever it has
}

// Plan is how many requests a tenant may make within a minute. Zero is what the installation grants
// anybody.
type Plan struct {
	Reads  int `json:"reads_per_minute,omitempty"`
	Writes int `json:"writes_per_minute,omitempty"`
	Bulk   int `json:"bulk_per_minute,omitempty"` // of either kind, those that cost more
}

// Or fills in what the plan leaves open.
func (p Plan) Or(usual Plan) Plan {
	return Plan{cmp.Or(p.Reads, usual.Reads), cmp.Or(p.Writes, usual.Writes), cmp.Or(p.Bulk, usual.Bulk)}
}

// Job is the actor of background work for a tenant.
func Job(kind string, tenant uuid.UUID) Actor {
	return Actor{Tenant: tenant, Name: "job:" + kind}
}

// Callback is the actor of a provider's word about a tenant's message.
func Callback(feed string, tenant uuid.UUID) Actor {
	return Actor{Tenant: tenant, Name: "callback:" + feed}
}
