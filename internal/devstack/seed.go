package devstack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/vapi"
)

// The cast of the development stack. root runs the platform.
var (
	tenantNames = []string{"bluebird", "harbor"}
	people      = []person{
		{"root", "", ""},
		{"ana", "bluebird", client.RoleTenantAdmin}, {"omar", "bluebird", client.RoleOperator}, {"vera", "bluebird", client.RoleViewer},
		{"jonas", "harbor", client.RoleTenantAdmin},
	}
	sizes = map[string]int{"bluebird": 240, "harbor": 24}
)

type person struct {
	name, tenant string
	role         client.Role
}

// Person is the user id and token of somebody in the cast.
func (s *Stack) Person(name string) (uuid.UUID, string, error) {
	id := ID(name)
	token, err := s.Outside.Issuer.Token(id.String())
	return id, token, err
}

// As is the partners' client, signed in as somebody in the cast and acting for a tenant; an empty
// tenant sends no choice.
func (s *Stack) As(name, tenant string) (*client.ClientWithResponses, error) {
	_, token, err := s.Person(name)
	if err != nil {
		return nil, err
	}
	return client.NewClientWithResponses(s.Config.PublicURL, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		if tenant != "" {
			r.Header.Set("Carillon-Tenant", tenant)
		}
		return nil
	}))
}

// Seed fills a fresh installation through its own API: two tenants with people, connections, leads
// and lists, and an automation and an API key in the first. What is there already stays. Callbacks are subscribed at every start, since the
// simulators forget.
func (s *Stack) Seed(ctx context.Context) error {
	if err := s.makeAdmin(ctx); err != nil {
		return err
	}
	root, err := s.As("root", "")
	if err != nil {
		return err
	}
	for _, name := range tenantNames {
		if err := s.seedTenant(ctx, root, name); err != nil {
			return fmt.Errorf("seed %s: %w", name, err)
		}
	}
	return s.seedKey(ctx)
}

// seedKey makes an API key of the first tenant, once: it is shown when it is made and never again.
func (s *Stack) seedKey(ctx context.Context) error {
	if s.Known.APIKey != "" {
		return nil
	}
	c, err := s.As("root", tenantNames[0])
	if err != nil {
		return err
	}
	made, err := c.CreateAPIKeyWithResponse(ctx, nil, client.NewAPIKey{
		Name: "Booking site", Scopes: []string{"leads:read", "leads:write", "events:read", "events:write"},
	})
	if err := answered(made, err, http.StatusCreated); err != nil {
		return err
	}
	s.Known.APIKey = made.JSON201.Key
	return s.Known.keep(s.dir)
}

// makeAdmin is the one thing no API does: who runs the platform is written by its owner.
func (s *Stack) makeAdmin(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.admin)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "INSERT INTO platform_admins (user_id, note) VALUES ($1, 'development') ON CONFLICT DO NOTHING", ID("root"))
	return err
}

func (s *Stack) seedTenant(ctx context.Context, root *client.ClientWithResponses, name string) error {
	c, err := s.As("root", name)
	if err != nil {
		return err
	}
	found, err := c.GetCurrentTenantWithResponse(ctx, nil)
	if err != nil {
		return err
	}
	if found.StatusCode() != http.StatusOK {
		made, err := root.CreateTenantWithResponse(ctx, nil, client.NewTenant{Slug: name, Name: title(name), Timezone: new("America/New_York")})
		if err := answered(made, err, http.StatusCreated); err != nil {
			return err
		}
		if err := s.furnish(ctx, c, name); err != nil {
			return err
		}
	}
	return s.subscribe(ctx, c, name)
}

// furnish gives a new tenant people, connections, leads and a list of them all.
func (s *Stack) furnish(ctx context.Context, c *client.ClientWithResponses, name string) error {
	for _, p := range people {
		if p.tenant != name {
			continue
		}
		added, err := c.AddMembershipWithResponse(ctx, nil, client.NewMembership{UserID: ID(p.name), Email: new(p.name + "@carillon.example"), Role: p.role})
		if err := answered(added, err, http.StatusCreated); err != nil {
			return err
		}
	}
	for _, n := range connections(name) {
		made, err := c.CreateConnectionWithResponse(ctx, nil, n)
		if err := answered(made, err, http.StatusCreated); err != nil {
			return err
		}
	}
	ids, err := s.leads(ctx, c, name)
	if err != nil {
		return err
	}
	list, err := c.CreateLeadListWithResponse(ctx, nil, client.NewLeadList{Name: Everybody, Kind: client.LeadListKindStatic})
	if err := answered(list, err, http.StatusCreated); err != nil {
		return err
	}
	members, err := c.AddLeadListMembersWithResponse(ctx, list.JSON201.ID, nil, client.NewLeadListMembers{LeadIds: ids})
	if err := answered(members, err, http.StatusOK); err != nil {
		return err
	}
	var vips client.LeadFilter
	if err := vips.FromTagFilter(client.TagFilter{Tag: "vip"}); err != nil {
		return err
	}
	dynamic, err := c.CreateLeadListWithResponse(ctx, nil, client.NewLeadList{Name: "VIPs", Kind: client.LeadListKindDynamic, Filter: &vips})
	if err := answered(dynamic, err, http.StatusCreated); err != nil || name != tenantNames[0] {
		return err
	}
	return automate(ctx, c, dynamic.JSON201.ID)
}

// callsAtOnce is how many lines a tenant of the development stack has; an ordinary account has 10.
const callsAtOnce = 40

// Everybody is the name of the list that holds all of a tenant's seeded leads.
const Everybody = "Everybody"

func connections(name string) []client.NewConnection {
	return []client.NewConnection{
		{Name: "Brevo", Provider: client.ProviderBrevo, Secret: BrevoKey(name),
			Settings: &client.ConnectionSettings{
				SmsSender: new("Carillon"), EmailFrom: new("hello@" + name + ".example"), EmailFromName: new(title(name)), WhatsappNumber: new("+12025550100"),
			},
			// A real account sends 100 WhatsApp messages an hour; the simulated one takes more.
			RateLimits: &client.SendRates{Whatsapp: &client.RateLimit{Limit: 100, WindowSeconds: 1}}},
		{Name: "Vapi", Provider: client.ProviderVapi, Secret: VapiKey(name),
			Settings: &client.ConnectionSettings{
				AssistantID: new(vapi.DefaultAssistant(name)), PhoneNumberID: new(vapi.DefaultNumber(name)), MaxConcurrentCalls: new(callsAtOnce),
			},
			RateLimits: &client.SendRates{Voice: &client.RateLimit{Limit: 100, WindowSeconds: 1}}},
	}
}

// leads creates the tenant's leads, several at a time, and returns their ids.
func (s *Stack) leads(ctx context.Context, c *client.ClientWithResponses, name string) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, sizes[name])
	var group errgroup.Group
	group.SetLimit(8)
	for i := range ids {
		group.Go(func() error {
			made, err := c.CreateLeadWithResponse(ctx, nil, cast(name, i))
			if err := answered(made, err, http.StatusCreated); err != nil {
				return err
			}
			ids[i] = made.JSON201.ID
			return nil
		})
	}
	return ids, group.Wait()
}

// subscribe has the simulated Brevo report to the tenant's connection.
func (s *Stack) subscribe(ctx context.Context, c *client.ClientWithResponses, name string) error {
	all, err := c.ListConnectionsWithResponse(ctx, nil)
	if err := answered(all, err, http.StatusOK); err != nil {
		return err
	}
	for _, conn := range all.JSON200.Data {
		address, reports := conn.CallbackUrls["email"]
		if !reports {
			continue
		}
		token, err := c.GetCallbackTokenWithResponse(ctx, conn.ID, nil)
		if err := answered(token, err, http.StatusOK); err != nil {
			return err
		}
		if err := s.Outside.Subscribe(ctx, name, "email", address, token.JSON200.Token); err != nil {
			return err
		}
	}
	return nil
}

// answered turns an answer with another status than the one wanted into an error that says why.
func answered(answer interface{ StatusCode() int }, err error, want int) error {
	if err != nil {
		return err
	}
	if answer.StatusCode() == want {
		return nil
	}
	raw, _ := json.Marshal(answer)
	var p struct {
		ApplicationproblemJSONDefault *client.Problem
	}
	_ = json.Unmarshal(raw, &p)
	if p.ApplicationproblemJSONDefault != nil {
		return errors.New(p.ApplicationproblemJSONDefault.Code + ": " + p.ApplicationproblemJSONDefault.Detail)
	}
	return fmt.Errorf("answered %d", answer.StatusCode())
}

func title(slug string) string {
	return map[string]string{"bluebird": "Bluebird Dental", "harbor": "Harbor Cafe"}[slug]
}
