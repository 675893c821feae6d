// Code generated from api/openapi.yaml by go generate; DO NOT EDIT.

package client

import (
	"context"
	"iter"
	"net/http"

	"github.com/google/uuid"
)

// Version is the contract's that this client was written for.
const Version = "1.0.0"

// API is Carillon for one caller: a field for each kind of thing. Connect makes one. It is safe for
// concurrent use.
type API struct {
	// Client sends single requests as the generated code has them: what has no method here. Its answers
	// are checked, repeated and refused as all others are.
	Client *Client

	// Who is calling.
	Me MeAPI
	// Customers of the platform and the people in them.
	Tenants TenantsAPI
	// What partners' programs sign in with.
	APIKeys APIKeysAPI
	// The people a tenant may reach.
	Leads LeadsAPI
	// What the custom fields of leads are called and may hold.
	LeadFields LeadFieldsAPI
	// Groups of leads: static, or described by a filter.
	LeadLists LeadListsAPI
	// Files of leads, taken in row by row.
	Imports ImportsAPI
	// A tenant's own provider accounts.
	Connections ConnectionsAPI
	// One channel, one content, one list, one account of every send.
	Campaigns CampaignsAPI
	// What is said, kept for many campaigns: a draft, and versions that never change.
	Templates TemplatesAPI
	// What happened, in order, once.
	Events EventsAPI
	// What people have to do.
	Tasks TasksAPI
	// Files made of what a tenant has.
	Exports ExportsAPI
	// Addresses that must not be contacted, whoever the lead is today.
	Suppressions SuppressionsAPI
	// What people said about being contacted, kept as evidence.
	Consents ConsentsAPI
	// Texts that may ask for an opt-out, for somebody to read.
	ConsentReviews ConsentReviewsAPI
	// Who asked for what, and what came of it: a log that can be checked.
	Audit AuditAPI
	// Threads with the people who write back, one for each lead and channel.
	Conversations ConversationsAPI
	// What happens by itself: a trigger, conditions, actions.
	Automations AutomationsAPI
	// Systems of a tenant that are told what happens.
	WebhookEndpoints WebhookEndpointsAPI
	// What they were told, and what came of it.
	WebhookDeliveries WebhookDeliveriesAPI
	// For load balancers and people on call.
	Health HealthAPI
}

func over(c *Client) *API {
	return &API{c, MeAPI{c}, TenantsAPI{c}, APIKeysAPI{c}, LeadsAPI{c}, LeadFieldsAPI{c}, LeadListsAPI{c}, ImportsAPI{c}, ConnectionsAPI{c}, CampaignsAPI{c}, TemplatesAPI{c}, EventsAPI{c}, TasksAPI{c}, ExportsAPI{c}, SuppressionsAPI{c}, ConsentsAPI{c}, ConsentReviewsAPI{c}, AuditAPI{c}, ConversationsAPI{c}, AutomationsAPI{c}, WebhookEndpointsAPI{c}, WebhookDeliveriesAPI{c}, HealthAPI{c}}
}

// MeAPI is the field of API. Who is calling.
type MeAPI struct{ client *Client }

// Get: Who am I, and where do I belong? The caller and every membership the caller has. Needs no tenant.
//
// GET /api/v1/me
func (a MeAPI) Get(ctx context.Context, options ...CallOption) (*Me, error) {
	return answer[Me](a.client.GetMe(ctx, options...))
}

// TenantsAPI is the field of API. Customers of the platform and the people in them.
type TenantsAPI struct{ client *Client }

// Create: Open a tenant. Only a super admin may. The new tenant has no members until one is added.
//
// POST /api/v1/tenants
func (a TenantsAPI) Create(ctx context.Context, body NewTenant, options ...CallOption) (*Tenant, error) {
	return answer[Tenant](a.client.CreateTenant(ctx, nil, body, options...))
}

// GetCurrent: The tenant this request acts for. The tenant chosen by the caller's membership, or by the header among them.
//
// GET /api/v1/tenants/current
func (a TenantsAPI) GetCurrent(ctx context.Context, options ...CallOption) (*Tenant, error) {
	return answer[Tenant](a.client.GetCurrentTenant(ctx, nil, options...))
}

// UpdateCurrent: Change the tenant. A merge patch; absent fields stay as they are.
//
// PATCH /api/v1/tenants/current
func (a TenantsAPI) UpdateCurrent(ctx context.Context, body TenantChange, options ...CallOption) (*Tenant, error) {
	return answer[Tenant](a.client.UpdateCurrentTenant(ctx, nil, body, options...))
}

// SetAPILimits: Set how many requests the tenant may make. Only a super admin may. What is left out is what this installation grants anybody. Takes effect with the next request.
//
// PUT /api/v1/tenants/current/api-limits
func (a TenantsAPI) SetAPILimits(ctx context.Context, body APILimits, options ...CallOption) (*Tenant, error) {
	return answer[Tenant](a.client.SetAPILimits(ctx, nil, body, options...))
}

// SetUsageLimits: Set how much the tenant may send in a month. Only a super admin may. What is left out is without limit. Takes effect with the next sends; up to 100,000 on each channel that wait for quota are asked again at once.
//
// PUT /api/v1/tenants/current/usage-limits
func (a TenantsAPI) SetUsageLimits(ctx context.Context, body UsageLimits, options ...CallOption) (*Tenant, error) {
	return answer[Tenant](a.client.SetUsageLimits(ctx, nil, body, options...))
}

// ListMemberships: The people in this tenant. Newest first.
//
// GET /api/v1/tenants/current/memberships
func (a TenantsAPI) ListMemberships(ctx context.Context, query *ListMembershipsParams, options ...CallOption) iter.Seq2[Membership, error] {
	return walk[Membership](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListMemberships(ctx, query, options...)
	})
}

// ListMembershipsPage is one page of ListMemberships: the first, or that of the query's cursor.
func (a TenantsAPI) ListMembershipsPage(ctx context.Context, query *ListMembershipsParams, options ...CallOption) (*Page[Membership], error) {
	return answer[Page[Membership]](a.client.ListMemberships(ctx, query, options...))
}

// AddMembership: Add a person to this tenant. The role may not be above the caller's own.
//
// POST /api/v1/tenants/current/memberships
func (a TenantsAPI) AddMembership(ctx context.Context, body NewMembership, options ...CallOption) (*Membership, error) {
	return answer[Membership](a.client.AddMembership(ctx, nil, body, options...))
}

// ChangeMembership: Change a person's role. Neither the old role nor the new one may be above the caller's own. The last tenant_admin stays.
//
// PATCH /api/v1/tenants/current/memberships/{membership_id}
func (a TenantsAPI) ChangeMembership(ctx context.Context, membershipID uuid.UUID, body MembershipChange, options ...CallOption) (*Membership, error) {
	return answer[Membership](a.client.ChangeMembership(ctx, membershipID, nil, body, options...))
}

// RemoveMembership: Remove a person from this tenant. Takes effect with that person's next request. The last tenant_admin stays.
//
// DELETE /api/v1/tenants/current/memberships/{membership_id}
func (a TenantsAPI) RemoveMembership(ctx context.Context, membershipID uuid.UUID, options ...CallOption) error {
	return done(a.client.RemoveMembership(ctx, membershipID, nil, options...))
}

// APIKeysAPI is the field of API. What partners' programs sign in with.
type APIKeysAPI struct{ client *Client }

// List: List API keys. Newest first, revoked ones too. Secrets are never returned.
//
// GET /api/v1/api-keys
func (a APIKeysAPI) List(ctx context.Context, query *ListAPIKeysParams, options ...CallOption) iter.Seq2[APIKey, error] {
	return walk[APIKey](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListAPIKeys(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a APIKeysAPI) ListPage(ctx context.Context, query *ListAPIKeysParams, options ...CallOption) (*Page[APIKey], error) {
	return answer[Page[APIKey]](a.client.ListAPIKeys(ctx, query, options...))
}

// Create: Make an API key. The answer shows the key, this once. It acts for this tenant alone and may do what its scopes say: permissions that the caller has, of operations that take keys. A key of a test tenant begins with crl_test_, any other with crl_live_.
//
// POST /api/v1/api-keys
func (a APIKeysAPI) Create(ctx context.Context, body NewAPIKey, options ...CallOption) (*IssuedAPIKey, error) {
	return answer[IssuedAPIKey](a.client.CreateAPIKey(ctx, nil, body, options...))
}

// Get: One API key. Without its secret.
//
// GET /api/v1/api-keys/{api_key_id}
func (a APIKeysAPI) Get(ctx context.Context, apiKeyID uuid.UUID, options ...CallOption) (*APIKey, error) {
	return answer[APIKey](a.client.GetAPIKey(ctx, apiKeyID, nil, options...))
}

// Update: Change an API key. A merge patch; scopes and networks are replaced whole. Takes effect with the key's next request. The caller must hold every scope that the key has, before and after.
//
// PATCH /api/v1/api-keys/{api_key_id}
func (a APIKeysAPI) Update(ctx context.Context, apiKeyID uuid.UUID, body APIKeyChange, options ...CallOption) (*APIKey, error) {
	return answer[APIKey](a.client.UpdateAPIKey(ctx, apiKeyID, nil, body, options...))
}

// Rotate: Give an API key a new secret. The answer shows the new key, this once. The former one works until the overlap is over; one that was replaced before it ends at once. All else about the key stays.
//
// POST /api/v1/api-keys/{api_key_id}/rotate
func (a APIKeysAPI) Rotate(ctx context.Context, apiKeyID uuid.UUID, body APIKeyRotation, options ...CallOption) (*IssuedAPIKey, error) {
	return answer[IssuedAPIKey](a.client.RotateAPIKey(ctx, apiKeyID, nil, body, options...))
}

// Revoke: End an API key for good. From the next request on, for both of its secrets. Again, it changes nothing.
//
// POST /api/v1/api-keys/{api_key_id}/revoke
func (a APIKeysAPI) Revoke(ctx context.Context, apiKeyID uuid.UUID, options ...CallOption) (*APIKey, error) {
	return answer[APIKey](a.client.RevokeAPIKey(ctx, apiKeyID, nil, options...))
}

// LeadsAPI is the field of API. The people a tenant may reach.
type LeadsAPI struct{ client *Client }

// List: List leads. Filters are joined by "and"; deleted leads are not listed.
//
// GET /api/v1/leads
func (a LeadsAPI) List(ctx context.Context, query *ListLeadsParams, options ...CallOption) iter.Seq2[Lead, error] {
	return walk[Lead](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListLeads(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a LeadsAPI) ListPage(ctx context.Context, query *ListLeadsParams, options ...CallOption) (*Page[Lead], error) {
	return answer[Page[Lead]](a.client.ListLeads(ctx, query, options...))
}

// Create: Create a lead. A lead has at least one of email, phone and external_id; each of the three is unique among the tenant's leads. Phone numbers must be in international form, unless the tenant has a default_region. Custom fields that are defined under /lead-fields hold what they are defined to hold.
//
// POST /api/v1/leads
func (a LeadsAPI) Create(ctx context.Context, body NewLead, options ...CallOption) (*Lead, error) {
	return answer[Lead](a.client.CreateLead(ctx, nil, body, options...))
}

// Count: How many leads there are. With the filters of the list. Up to 10,000 are counted; of more there is an estimate.
//
// GET /api/v1/leads/count
func (a LeadsAPI) Count(ctx context.Context, query *CountLeadsParams, options ...CallOption) (*LeadCount, error) {
	return answer[LeadCount](a.client.CountLeads(ctx, query, options...))
}

// Bulk: Create and change many leads. Up to 1,000 at a time, each as if it came by itself, in their order. A row means the lead that has its external_id, without one its email, without that its phone: mode create refuses a lead that is there, update one that is not, and upsert takes both. What a row does not name stays, null empties a field, custom_fields are merged key by key, tags are added. A row that is refused keeps no other back: each has a result of its own. A contact that a lead gives up stays its own until the call is over.
//
// POST /api/v1/leads/bulk
func (a LeadsAPI) Bulk(ctx context.Context, body LeadRows, options ...CallOption) (*LeadResults, error) {
	return answer[LeadResults](a.client.BulkLeads(ctx, nil, body, options...))
}

// Upsert: Create or change the lead with your id. What is not named stays, null empties a field, custom_fields are merged key by key, tags are added. However many send the same id at once, there is one lead.
//
// PUT /api/v1/leads/by-external-id/{external_id}
func (a LeadsAPI) Upsert(ctx context.Context, externalID string, body LeadUpsert, options ...CallOption) (*Lead, error) {
	return answer[Lead](a.client.UpsertLead(ctx, externalID, nil, body, segment(externalID, options)...))
}

// Get: One lead. Deleted leads are not found; of one that was merged into another, 410 lead_merged names that under existing_id.
//
// GET /api/v1/leads/{lead_id}
func (a LeadsAPI) Get(ctx context.Context, leadID uuid.UUID, options ...CallOption) (*Lead, error) {
	return answer[Lead](a.client.GetLead(ctx, leadID, nil, options...))
}

// Update: Change a lead. A merge patch: absent fields stay, null empties a field, custom_fields are merged key by key. Tags are changed under /tags.
//
// PATCH /api/v1/leads/{lead_id}
func (a LeadsAPI) Update(ctx context.Context, leadID uuid.UUID, body LeadChange, options ...CallOption) (*Lead, error) {
	return answer[Lead](a.client.UpdateLead(ctx, leadID, nil, body, options...))
}

// Delete: Delete a lead. The lead is hidden and no longer contacted; what was sent to it stays accounted for.
//
// DELETE /api/v1/leads/{lead_id}
func (a LeadsAPI) Delete(ctx context.Context, leadID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteLead(ctx, leadID, nil, options...))
}

// Erase: Erase a person. Wipes what is kept of a person, for good: the lead's fields, tags and lists, what was said to and by them, what providers reported, tasks, and what is personal in events. What the account of sends needs stays and names nobody. What has not been sent yet is skipped as `erased`. Of each address at which the person was known a keyed hash is kept: a lead with one of them is refused as `lead_erased` from now on. A deleted lead can be erased too, and one that was erased again.
//
// POST /api/v1/leads/{lead_id}/erase
func (a LeadsAPI) Erase(ctx context.Context, leadID uuid.UUID, options ...CallOption) error {
	return done(a.client.EraseLead(ctx, leadID, nil, options...))
}

// GetExport: All that is kept of a person. For a person who asks what is known of them: the lead, deleted or not, and all that is about it, as it is stored. Fields here are the store's and may change without notice.
//
// GET /api/v1/leads/{lead_id}/export
func (a LeadsAPI) GetExport(ctx context.Context, leadID uuid.UUID, options ...CallOption) (*LeadExport, error) {
	return answer[LeadExport](a.client.GetLeadExport(ctx, leadID, nil, options...))
}

// AddTags: Put tags on a lead. Tags that are there already stay. A lead carries at most 100 tags.
//
// POST /api/v1/leads/{lead_id}/tags
func (a LeadsAPI) AddTags(ctx context.Context, leadID uuid.UUID, body LeadTags, options ...CallOption) (*Lead, error) {
	return answer[Lead](a.client.AddLeadTags(ctx, leadID, nil, body, options...))
}

// RemoveTag: Take a tag off a lead. A tag that is not there is no error.
//
// DELETE /api/v1/leads/{lead_id}/tags/{tag}
func (a LeadsAPI) RemoveTag(ctx context.Context, leadID uuid.UUID, tag string, options ...CallOption) error {
	return done(a.client.RemoveLeadTag(ctx, leadID, tag, nil, segment(tag, options)...))
}

// Merge: Merge another lead into this one. For two leads that are one person. What this lead lacks it takes over from the other: contacts, names, custom fields; where both have something, prefer decides. It gets the other's tags, places in lists, conversations (one for each channel, joined), tasks, what was and will be sent, and runs of automations; its timeline shows both. The other is deleted, and found as 410 lead_merged with this one under existing_id. A campaign that has both as targets sends to this one alone, as far as it has not sent yet.
//
// POST /api/v1/leads/{lead_id}/merge
func (a LeadsAPI) Merge(ctx context.Context, leadID uuid.UUID, body LeadMerge, options ...CallOption) (*Lead, error) {
	return answer[Lead](a.client.MergeLeads(ctx, leadID, nil, body, options...))
}

// LeadFieldsAPI is the field of API. What the custom fields of leads are called and may hold.
type LeadFieldsAPI struct{ client *Client }

// List: List lead fields. In the order of their keys.
//
// GET /api/v1/lead-fields
func (a LeadFieldsAPI) List(ctx context.Context, query *ListLeadFieldsParams, options ...CallOption) iter.Seq2[LeadField, error] {
	return walk[LeadField](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListLeadFields(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a LeadFieldsAPI) ListPage(ctx context.Context, query *ListLeadFieldsParams, options ...CallOption) (*Page[LeadField], error) {
	return answer[Page[LeadField]](a.client.ListLeadFields(ctx, query, options...))
}

// Create: Define a lead field. From now on the custom field of this key holds values of its type only, however a lead is written. What leads hold already stays. A tenant defines at most 200. Fields that are not defined take anything, unless the tenant's strict_lead_fields is on: then they are refused.
//
// POST /api/v1/lead-fields
func (a LeadFieldsAPI) Create(ctx context.Context, body NewLeadField, options ...CallOption) (*LeadField, error) {
	return answer[LeadField](a.client.CreateLeadField(ctx, nil, body, options...))
}

// Get: One lead field. Deleted ones are not found.
//
// GET /api/v1/lead-fields/{lead_field_id}
func (a LeadFieldsAPI) Get(ctx context.Context, leadFieldID uuid.UUID, options ...CallOption) (*LeadField, error) {
	return answer[LeadField](a.client.GetLeadField(ctx, leadFieldID, nil, options...))
}

// Update: Change a lead field. A merge patch: absent fields stay, null empties a field. Key and type never change. Leads that hold an option which is gone keep it.
//
// PATCH /api/v1/lead-fields/{lead_field_id}
func (a LeadFieldsAPI) Update(ctx context.Context, leadFieldID uuid.UUID, body LeadFieldChange, options ...CallOption) (*LeadField, error) {
	return answer[LeadField](a.client.UpdateLeadField(ctx, leadFieldID, nil, body, options...))
}

// Delete: Delete a lead field. It is not defined any more; what leads hold in it stays.
//
// DELETE /api/v1/lead-fields/{lead_field_id}
func (a LeadFieldsAPI) Delete(ctx context.Context, leadFieldID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteLeadField(ctx, leadFieldID, nil, options...))
}

// LeadListsAPI is the field of API. Groups of leads: static, or described by a filter.
type LeadListsAPI struct{ client *Client }

// List: List lead lists. Newest first.
//
// GET /api/v1/lead-lists
func (a LeadListsAPI) List(ctx context.Context, query *ListLeadListsParams, options ...CallOption) iter.Seq2[LeadList, error] {
	return walk[LeadList](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListLeadLists(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a LeadListsAPI) ListPage(ctx context.Context, query *ListLeadListsParams, options ...CallOption) (*Page[LeadList], error) {
	return answer[Page[LeadList]](a.client.ListLeadLists(ctx, query, options...))
}

// Create: Create a lead list. A static list is filled by adding members; a dynamic one is the leads its filter finds.
//
// POST /api/v1/lead-lists
func (a LeadListsAPI) Create(ctx context.Context, body NewLeadList, options ...CallOption) (*LeadList, error) {
	return answer[LeadList](a.client.CreateLeadList(ctx, nil, body, options...))
}

// PreviewLeadFilter: Try a filter before it is saved. How many leads the filter finds, and a few of them.
//
// POST /api/v1/lead-lists/preview
func (a LeadListsAPI) PreviewLeadFilter(ctx context.Context, body LeadFilterTrial, options ...CallOption) (*LeadListPreview, error) {
	return answer[LeadListPreview](a.client.PreviewLeadFilter(ctx, nil, body, options...))
}

// Get: One lead list. Without its members; see /members and /preview.
//
// GET /api/v1/lead-lists/{list_id}
func (a LeadListsAPI) Get(ctx context.Context, listID uuid.UUID, options ...CallOption) (*LeadList, error) {
	return answer[LeadList](a.client.GetLeadList(ctx, listID, nil, options...))
}

// Update: Change a lead list. The kind cannot change. Campaigns that have started keep the audience they froze.
//
// PATCH /api/v1/lead-lists/{list_id}
func (a LeadListsAPI) Update(ctx context.Context, listID uuid.UUID, body LeadListChange, options ...CallOption) (*LeadList, error) {
	return answer[LeadList](a.client.UpdateLeadList(ctx, listID, nil, body, options...))
}

// Delete: Delete a lead list. Refused while a campaign that has not started yet names it.
//
// DELETE /api/v1/lead-lists/{list_id}
func (a LeadListsAPI) Delete(ctx context.Context, listID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteLeadList(ctx, listID, nil, options...))
}

// Preview: Count and sample of a list. Whom a campaign on this list would address if it started now.
//
// GET /api/v1/lead-lists/{list_id}/preview
func (a LeadListsAPI) Preview(ctx context.Context, listID uuid.UUID, options ...CallOption) (*LeadListPreview, error) {
	return answer[LeadListPreview](a.client.PreviewLeadList(ctx, listID, nil, options...))
}

// ListMembers: The leads in a list. For a static list its members, for a dynamic one the leads its filter finds now.
//
// GET /api/v1/lead-lists/{list_id}/members
func (a LeadListsAPI) ListMembers(ctx context.Context, listID uuid.UUID, query *ListLeadListMembersParams, options ...CallOption) iter.Seq2[Lead, error] {
	return walk[Lead](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListLeadListMembers(ctx, listID, query, options...)
	})
}

// ListMembersPage is one page of ListMembers: the first, or that of the query's cursor.
func (a LeadListsAPI) ListMembersPage(ctx context.Context, listID uuid.UUID, query *ListLeadListMembersParams, options ...CallOption) (*Page[Lead], error) {
	return answer[Page[Lead]](a.client.ListLeadListMembers(ctx, listID, query, options...))
}

// AddMembers: Put leads into a static list. Leads that are members already stay members; an id that is no lead of yours refuses the whole call.
//
// POST /api/v1/lead-lists/{list_id}/members
func (a LeadListsAPI) AddMembers(ctx context.Context, listID uuid.UUID, body NewLeadListMembers, options ...CallOption) (*LeadListMembersAdded, error) {
	return answer[LeadListMembersAdded](a.client.AddLeadListMembers(ctx, listID, nil, body, options...))
}

// RemoveMember: Take a lead out of a static list. A lead that is not in the list is no error.
//
// DELETE /api/v1/lead-lists/{list_id}/members/{lead_id}
func (a LeadListsAPI) RemoveMember(ctx context.Context, listID uuid.UUID, leadID uuid.UUID, options ...CallOption) error {
	return done(a.client.RemoveLeadListMember(ctx, listID, leadID, nil, options...))
}

// ImportsAPI is the field of API. Files of leads, taken in row by row.
type ImportsAPI struct{ client *Client }

// List: List imports. Newest first, for 30 days.
//
// GET /api/v1/imports
func (a ImportsAPI) List(ctx context.Context, query *ListImportsParams, options ...CallOption) iter.Seq2[Import, error] {
	return walk[Import](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListImports(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a ImportsAPI) ListPage(ctx context.Context, query *ListImportsParams, options ...CallOption) (*Page[Import], error) {
	return answer[Page[Import]](a.client.ListImports(ctx, query, options...))
}

// Create: Import leads from a file. A table as spreadsheets and databases write it, up to 100 MiB, whose first row names the columns: with commas, semicolons, tabs or bars; in UTF-8, in UTF-16 with its mark, or in Windows-1252. It comes as multipart/form-data, the part `file` and, before or after it, the part `options`, which is JSON; a short one may come as JSON. Each row means a lead as one of bulkLeads does; an empty cell leaves a field as it is. Columns are mapped by their names unless `mapping` says otherwise; where none is known as external_id, email or phone the import waits for a mapping (`needs_mapping`). Rows are carried out in their order, and what becomes of each is counted: created + updated + skipped + rejected = total. No answer tells of it but the import itself and the event import.completed. An Idempotency-Key makes the same import of an upload that comes again, whatever it holds, for as long as there is one.
//
// POST /api/v1/imports
func (a ImportsAPI) Create(ctx context.Context, body NewImport, options ...CallOption) (*Import, error) {
	return answer[Import](a.client.CreateImport(ctx, nil, body, options...))
}

// Get: One import. How far it is, and what became of its rows so far.
//
// GET /api/v1/imports/{import_id}
func (a ImportsAPI) Get(ctx context.Context, importID uuid.UUID, options ...CallOption) (*Import, error) {
	return answer[Import](a.client.GetImport(ctx, importID, nil, options...))
}

// Update: Map the columns of an import. Of one that waits for it, in the state needs_mapping; its rows are carried out then.
//
// PATCH /api/v1/imports/{import_id}
func (a ImportsAPI) Update(ctx context.Context, importID uuid.UUID, body ImportChange, options ...CallOption) (*Import, error) {
	return answer[Import](a.client.UpdateImport(ctx, importID, nil, body, options...))
}

// Cancel: Stop an import. Rows that were carried out stay so; none is begun any more.
//
// POST /api/v1/imports/{import_id}/cancel
func (a ImportsAPI) Cancel(ctx context.Context, importID uuid.UUID, options ...CallOption) (*Import, error) {
	return answer[Import](a.client.CancelImport(ctx, importID, nil, options...))
}

// ListRejects: List the rows that were refused. In the order of the file, each with the reason.
//
// GET /api/v1/imports/{import_id}/rejects
func (a ImportsAPI) ListRejects(ctx context.Context, importID uuid.UUID, query *ListImportRejectsParams, options ...CallOption) iter.Seq2[ImportReject, error] {
	return walk[ImportReject](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListImportRejects(ctx, importID, query, options...)
	})
}

// ListRejectsPage is one page of ListRejects: the first, or that of the query's cursor.
func (a ImportsAPI) ListRejectsPage(ctx context.Context, importID uuid.UUID, query *ListImportRejectsParams, options ...CallOption) (*Page[ImportReject], error) {
	return answer[Page[ImportReject]](a.client.ListImportRejects(ctx, importID, query, options...))
}

// ConnectionsAPI is the field of API. A tenant's own provider accounts.
type ConnectionsAPI struct{ client *Client }

// List: List connections. Newest first. Secrets are never returned.
//
// GET /api/v1/connections
func (a ConnectionsAPI) List(ctx context.Context, query *ListConnectionsParams, options ...CallOption) iter.Seq2[Connection, error] {
	return walk[Connection](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListConnections(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a ConnectionsAPI) ListPage(ctx context.Context, query *ListConnectionsParams, options ...CallOption) (*Page[Connection], error) {
	return answer[Page[Connection]](a.client.ListConnections(ctx, query, options...))
}

// Create: Connect a provider account. The secret is encrypted with a key of this tenant alone and never returned.
//
// POST /api/v1/connections
func (a ConnectionsAPI) Create(ctx context.Context, body NewConnection, options ...CallOption) (*Connection, error) {
	return answer[Connection](a.client.CreateConnection(ctx, nil, body, options...))
}

// Get: One connection. With the callback address to configure at the provider; without the secret.
//
// GET /api/v1/connections/{connection_id}
func (a ConnectionsAPI) Get(ctx context.Context, connectionID uuid.UUID, options ...CallOption) (*Connection, error) {
	return answer[Connection](a.client.GetConnection(ctx, connectionID, nil, options...))
}

// Update: Change a connection. A new secret takes effect with the next send. settings and rate_limits are replaced whole.
//
// PATCH /api/v1/connections/{connection_id}
func (a ConnectionsAPI) Update(ctx context.Context, connectionID uuid.UUID, body ConnectionChange, options ...CallOption) (*Connection, error) {
	return answer[Connection](a.client.UpdateConnection(ctx, connectionID, nil, body, options...))
}

// Delete: Remove a connection. Refused while a campaign that is not over uses it. The stored secret is wiped.
//
// DELETE /api/v1/connections/{connection_id}
func (a ConnectionsAPI) Delete(ctx context.Context, connectionID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteConnection(ctx, connectionID, nil, options...))
}

// Verify: Ask the provider whether the credentials are good. The answer is the provider's at this moment; sending state does not change. So an Idempotency-Key has nothing to keep, and none is looked up. The WhatsApp templates of a good account are read anew: a campaign that names another, or one that is not approved, is refused when it is drafted, changed or started. Before the first verification no id is held against the list.
//
// POST /api/v1/connections/{connection_id}/verify
func (a ConnectionsAPI) Verify(ctx context.Context, connectionID uuid.UUID, options ...CallOption) (*ConnectionCheck, error) {
	return answer[ConnectionCheck](a.client.VerifyConnection(ctx, connectionID, nil, options...))
}

// Resume: Send again on a paused connection. A connection pauses when the provider refuses the account: a bad key, no credit, no permission. Targets wait meanwhile and spend no attempt. Resume when the account is mended.
//
// POST /api/v1/connections/{connection_id}/resume
func (a ConnectionsAPI) Resume(ctx context.Context, connectionID uuid.UUID, options ...CallOption) (*Connection, error) {
	return answer[Connection](a.client.ResumeConnection(ctx, connectionID, nil, options...))
}

// GetCallbackToken: The token the provider must send with its callbacks. Configure it at the provider as a bearer token for the callback address.
//
// GET /api/v1/connections/{connection_id}/callback-token
func (a ConnectionsAPI) GetCallbackToken(ctx context.Context, connectionID uuid.UUID, options ...CallOption) (*CallbackToken, error) {
	return answer[CallbackToken](a.client.GetCallbackToken(ctx, connectionID, nil, options...))
}

// CampaignsAPI is the field of API. One channel, one content, one list, one account of every send.
type CampaignsAPI struct{ client *Client }

// List: List campaigns. Newest first.
//
// GET /api/v1/campaigns
func (a CampaignsAPI) List(ctx context.Context, query *ListCampaignsParams, options ...CallOption) iter.Seq2[Campaign, error] {
	return walk[Campaign](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListCampaigns(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a CampaignsAPI) ListPage(ctx context.Context, query *ListCampaignsParams, options ...CallOption) (*Page[Campaign], error) {
	return answer[Page[Campaign]](a.client.ListCampaigns(ctx, query, options...))
}

// Create: Draft a campaign. Nothing is sent until it is started.
//
// POST /api/v1/campaigns
func (a CampaignsAPI) Create(ctx context.Context, body NewCampaign, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.CreateCampaign(ctx, nil, body, options...))
}

// Get: One campaign. With its state, and why it is paused if it is.
//
// GET /api/v1/campaigns/{campaign_id}
func (a CampaignsAPI) Get(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.GetCampaign(ctx, campaignID, nil, options...))
}

// Update: Change a draft. Only a draft can change. message_content, retry_strategy and schedule are replaced whole.
//
// PATCH /api/v1/campaigns/{campaign_id}
func (a CampaignsAPI) Update(ctx context.Context, campaignID uuid.UUID, body CampaignChange, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.UpdateCampaign(ctx, campaignID, nil, body, options...))
}

// Start: Start a draft. A start_datetime in the future schedules it. The audience is frozen when the campaign really starts. Starting a campaign that is under way already changes nothing.
//
// POST /api/v1/campaigns/{campaign_id}/start
func (a CampaignsAPI) Start(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.StartCampaign(ctx, campaignID, nil, options...))
}

// Pause: Pause. Once this answers, no request to a provider starts later than one second; what is on the wire already is counted under in_flight and accounted for when its answer comes.
//
// POST /api/v1/campaigns/{campaign_id}/pause
func (a CampaignsAPI) Pause(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.PauseCampaign(ctx, campaignID, nil, options...))
}

// Resume: Go on. Every target goes on from where it is; nobody is contacted twice. Also confirms a late start.
//
// POST /api/v1/campaigns/{campaign_id}/resume
func (a CampaignsAPI) Resume(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.ResumeCampaign(ctx, campaignID, nil, options...))
}

// Cancel: Cancel for good. Targets not yet reached become cancelled; what is on the wire is accounted for.
//
// POST /api/v1/campaigns/{campaign_id}/cancel
func (a CampaignsAPI) Cancel(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*Campaign, error) {
	return answer[Campaign](a.client.CancelCampaign(ctx, campaignID, nil, options...))
}

// Preview: Who would get what, when, and who would not and why. Runs the very decision the dispatcher runs, on up to 1,000 leads of the list, and shows the first of them in full. Nothing is stored or sent.
//
// GET /api/v1/campaigns/{campaign_id}/preview
func (a CampaignsAPI) Preview(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*CampaignPreview, error) {
	return answer[CampaignPreview](a.client.PreviewCampaign(ctx, campaignID, nil, options...))
}

// GetStats: The account of a campaign. At every instant audience_size is the sum of by_state.
//
// GET /api/v1/campaigns/{campaign_id}/stats
func (a CampaignsAPI) GetStats(ctx context.Context, campaignID uuid.UUID, options ...CallOption) (*CampaignStats, error) {
	return answer[CampaignStats](a.client.GetCampaignStats(ctx, campaignID, nil, options...))
}

// Stream: Watch a campaign. Server-sent events: first `state` and `stats`, then each again when it has changed, `stats` twice a second at the most. `data` of `stats` is what `GET /api/v1/campaigns/{campaign_id}/stats` answers. A comment comes at least every 15 seconds. When the campaign has come to its end the last `stats` has the id `end`, and the stream ends; opened again with that as `Last-Event-ID`, it answers with 204. Otherwise it ends as the stream of events does, and can be opened again at once: it then begins with how things stand.
//
// GET /api/v1/campaigns/{campaign_id}/stream
func (a CampaignsAPI) Stream(ctx context.Context, campaignID uuid.UUID, options ...CallOption) iter.Seq2[CampaignUpdate, error] {
	return follow(ctx, options, func(options []CallOption) (*http.Response, error) {
		return a.client.StreamCampaign(ctx, campaignID, nil, options...)
	}, update[CampaignUpdate])
}

// CampaignUpdate is one thing that Stream tells: one field is there, the others are nil.
type CampaignUpdate struct {
	State *CampaignState `json:"state"`
	Stats *CampaignStats `json:"stats"`
}

// ListTargets: The recipients of a campaign. In a stable order; every lead of the frozen audience is exactly one target.
//
// GET /api/v1/campaigns/{campaign_id}/targets
func (a CampaignsAPI) ListTargets(ctx context.Context, campaignID uuid.UUID, query *ListCampaignTargetsParams, options ...CallOption) iter.Seq2[Target, error] {
	return walk[Target](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListCampaignTargets(ctx, campaignID, query, options...)
	})
}

// ListTargetsPage is one page of ListTargets: the first, or that of the query's cursor.
func (a CampaignsAPI) ListTargetsPage(ctx context.Context, campaignID uuid.UUID, query *ListCampaignTargetsParams, options ...CallOption) (*Page[Target], error) {
	return answer[Page[Target]](a.client.ListCampaignTargets(ctx, campaignID, query, options...))
}

// GetTargetTimeline: All that happened to one recipient, and why. Each decision with its rules, each attempt with the provider's answer, each report.
//
// GET /api/v1/campaigns/{campaign_id}/targets/{target_id}/timeline
func (a CampaignsAPI) GetTargetTimeline(ctx context.Context, campaignID uuid.UUID, targetID uuid.UUID, options ...CallOption) (*TargetTimeline, error) {
	return answer[TargetTimeline](a.client.GetTargetTimeline(ctx, campaignID, targetID, nil, options...))
}

// TemplatesAPI is the field of API. What is said, kept for many campaigns: a draft, and versions that never change.
type TemplatesAPI struct{ client *Client }

// List: List templates. Newest first.
//
// GET /api/v1/templates
func (a TemplatesAPI) List(ctx context.Context, query *ListTemplatesParams, options ...CallOption) iter.Seq2[Template, error] {
	return walk[Template](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListTemplates(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a TemplatesAPI) ListPage(ctx context.Context, query *ListTemplatesParams, options ...CallOption) (*Page[Template], error) {
	return answer[Page[Template]](a.client.ListTemplates(ctx, query, options...))
}

// Create: Draft a template. Campaigns can name it once it is published. Text is Liquid's output expressions with the variables lead.first_name, last_name, name, company, email, phone, external_id and custom.<key>, unsubscribe_url, and the filters default, upcase, downcase and strip. A part is at most 64 KiB, before and after it is filled in.
//
// POST /api/v1/templates
func (a TemplatesAPI) Create(ctx context.Context, body NewTemplate, options ...CallOption) (*Template, error) {
	return answer[Template](a.client.CreateTemplate(ctx, nil, body, options...))
}

// PreviewContent: See a message before it is saved. Filled in for a lead of yours, or for one made up. For texts also how they travel: segments are what networks charge for, so a recipient costs segments times the price of one. Nothing is stored or sent.
//
// POST /api/v1/templates/preview
func (a TemplatesAPI) PreviewContent(ctx context.Context, body ContentTrial, options ...CallOption) (*ContentPreview, error) {
	return answer[ContentPreview](a.client.PreviewContent(ctx, nil, body, options...))
}

// Get: One template. Its draft as people edit it; see /versions for what was published.
//
// GET /api/v1/templates/{template_id}
func (a TemplatesAPI) Get(ctx context.Context, templateID uuid.UUID, options ...CallOption) (*Template, error) {
	return answer[Template](a.client.GetTemplate(ctx, templateID, nil, options...))
}

// Update: Change a template's draft. What is published stays as it is. The channel cannot change; message_content is replaced whole.
//
// PATCH /api/v1/templates/{template_id}
func (a TemplatesAPI) Update(ctx context.Context, templateID uuid.UUID, body TemplateChange, options ...CallOption) (*Template, error) {
	return answer[Template](a.client.UpdateTemplate(ctx, templateID, nil, body, options...))
}

// Delete: Delete a template. Campaigns that have started keep what they say; a draft that names it can no longer start.
//
// DELETE /api/v1/templates/{template_id}
func (a TemplatesAPI) Delete(ctx context.Context, templateID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteTemplate(ctx, templateID, nil, options...))
}

// Publish: Make the draft what campaigns take. Makes a new version, unless the draft is what was published last. Campaigns take the version that is published when they are started, and keep it.
//
// POST /api/v1/templates/{template_id}/publish
func (a TemplatesAPI) Publish(ctx context.Context, templateID uuid.UUID, options ...CallOption) (*Template, error) {
	return answer[Template](a.client.PublishTemplate(ctx, templateID, nil, options...))
}

// ListVersions: What was published of a template. Newest first. A version never changes.
//
// GET /api/v1/templates/{template_id}/versions
func (a TemplatesAPI) ListVersions(ctx context.Context, templateID uuid.UUID, query *ListTemplateVersionsParams, options ...CallOption) iter.Seq2[TemplateVersion, error] {
	return walk[TemplateVersion](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListTemplateVersions(ctx, templateID, query, options...)
	})
}

// ListVersionsPage is one page of ListVersions: the first, or that of the query's cursor.
func (a TemplatesAPI) ListVersionsPage(ctx context.Context, templateID uuid.UUID, query *ListTemplateVersionsParams, options ...CallOption) (*Page[TemplateVersion], error) {
	return answer[Page[TemplateVersion]](a.client.ListTemplateVersions(ctx, templateID, query, options...))
}

// Preview: See a template as a lead would. The draft, or the version named. As /api/v1/templates/preview otherwise.
//
// POST /api/v1/templates/{template_id}/preview
func (a TemplatesAPI) Preview(ctx context.Context, templateID uuid.UUID, body TemplateTrial, options ...CallOption) (*ContentPreview, error) {
	return answer[ContentPreview](a.client.PreviewTemplate(ctx, templateID, nil, body, options...))
}

// TestSend: Send a template to yourselves. The draft, or the version named, filled in for a lead and sent to the addresses named, at any hour. It goes through the ledger as every send does, with the origin test: rates and suppressions hold, no campaign counts it, and it stands in no lead's timeline.
//
// POST /api/v1/templates/{template_id}/test-send
func (a TemplatesAPI) TestSend(ctx context.Context, templateID uuid.UUID, body TestSend, options ...CallOption) (*TestSendResult, error) {
	return answer[TestSendResult](a.client.TestSendTemplate(ctx, templateID, nil, body, options...))
}

// EventsAPI is the field of API. What happened, in order, once.
type EventsAPI struct{ client *Client }

// List: Read the log. Facts in the order of their sequence, which has no gaps: whoever has read up to a number has missed nothing below it. To go on later, give the sequence of the last event you have as `after`; without it the log begins at the oldest event kept.
//
// GET /api/v1/events
func (a EventsAPI) List(ctx context.Context, query *ListEventsParams, options ...CallOption) iter.Seq2[Event, error] {
	return walk[Event](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListEvents(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a EventsAPI) ListPage(ctx context.Context, query *ListEventsParams, options ...CallOption) (*Page[Event], error) {
	return answer[Page[Event]](a.client.ListEvents(ctx, query, options...))
}

// Send: Send events of your own. Up to 500 at a time, for automations to answer. Each has an id of yours: an id that was sent before counts once, and its event of then is named. Either all of a call is kept or nothing.
//
// POST /api/v1/events
func (a EventsAPI) Send(ctx context.Context, body NewEvents, options ...CallOption) (*EventReceipts, error) {
	return answer[EventReceipts](a.client.SendEvents(ctx, nil, body, options...))
}

// Stream: Follow the log. Server-sent events, without an end: each fact of the log, in its order, as soon as it is there. `id` is the sequence, `event` the type, and `data` what `GET /api/v1/events` has as an item. It begins after `Last-Event-ID`, else after `after`, else with what happens from now on. Give the last `id` you have as `Last-Event-ID` to go on without a hole: the first thing sent is where you stand, and whenever there is nothing more to tell, at least every 15 seconds, a comment comes with an `id`. A stream ends when the server stops, when you may not read any more, as with a token that has expired, and when you do not read for 30 seconds; then open it again. A tenant may have some streams open at once: 429 `too_many_streams`.
//
// GET /api/v1/events/stream
func (a EventsAPI) Stream(ctx context.Context, query *StreamEventsParams, options ...CallOption) iter.Seq2[Event, error] {
	return follow(ctx, options, func(options []CallOption) (*http.Response, error) {
		return a.client.StreamEvents(ctx, query, options...)
	}, datum[Event])
}

// Get: One event. Events are forgotten after the tenant's event_retention_days.
//
// GET /api/v1/events/{event_id}
func (a EventsAPI) Get(ctx context.Context, eventID uuid.UUID, options ...CallOption) (*Event, error) {
	return answer[Event](a.client.GetEvent(ctx, eventID, nil, options...))
}

// GetTypes: What can happen. Every type of event: what it means, the JSON Schema of what goes with it, and an example as a webhook endpoint receives it. Events of your own, custom.…, are not listed.
//
// GET /api/v1/event-types
func (a EventsAPI) GetTypes(ctx context.Context, options ...CallOption) (*EventTypes, error) {
	return answer[EventTypes](a.client.GetEventTypes(ctx, nil, options...))
}

// GetLeadTimeline: What happened to a lead. Newest first; what was sent, what came back, what changed and why. A deleted lead keeps its timeline.
//
// GET /api/v1/leads/{lead_id}/timeline
func (a EventsAPI) GetLeadTimeline(ctx context.Context, leadID uuid.UUID, query *GetLeadTimelineParams, options ...CallOption) iter.Seq2[Event, error] {
	return walk[Event](options, func(options []CallOption) (*http.Response, error) {
		return a.client.GetLeadTimeline(ctx, leadID, query, options...)
	})
}

// GetLeadTimelinePage is one page of GetLeadTimeline: the first, or that of the query's cursor.
func (a EventsAPI) GetLeadTimelinePage(ctx context.Context, leadID uuid.UUID, query *GetLeadTimelineParams, options ...CallOption) (*Page[Event], error) {
	return answer[Page[Event]](a.client.GetLeadTimeline(ctx, leadID, query, options...))
}

// TasksAPI is the field of API. What people have to do.
type TasksAPI struct{ client *Client }

// List: List tasks. Newest first. Filters are joined by "and".
//
// GET /api/v1/tasks
func (a TasksAPI) List(ctx context.Context, query *ListTasksParams, options ...CallOption) iter.Seq2[Task, error] {
	return walk[Task](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListTasks(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a TasksAPI) ListPage(ctx context.Context, query *ListTasksParams, options ...CallOption) (*Page[Task], error) {
	return answer[Page[Task]](a.client.ListTasks(ctx, query, options...))
}

// Create: Create a task. Automations create tasks too; run_id says which run did.
//
// POST /api/v1/tasks
func (a TasksAPI) Create(ctx context.Context, body NewTask, options ...CallOption) (*Task, error) {
	return answer[Task](a.client.CreateTask(ctx, nil, body, options...))
}

// Get: One task. Deleted tasks are not found.
//
// GET /api/v1/tasks/{task_id}
func (a TasksAPI) Get(ctx context.Context, taskID uuid.UUID, options ...CallOption) (*Task, error) {
	return answer[Task](a.client.GetTask(ctx, taskID, nil, options...))
}

// Update: Change a task. A merge patch: absent fields stay, null empties a field. done marks the task, or opens it again.
//
// PATCH /api/v1/tasks/{task_id}
func (a TasksAPI) Update(ctx context.Context, taskID uuid.UUID, body TaskChange, options ...CallOption) (*Task, error) {
	return answer[Task](a.client.UpdateTask(ctx, taskID, nil, body, options...))
}

// Delete: Delete a task. Gone for good; a task that was carried out is marked as done instead.
//
// DELETE /api/v1/tasks/{task_id}
func (a TasksAPI) Delete(ctx context.Context, taskID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteTask(ctx, taskID, nil, options...))
}

// ExportsAPI is the field of API. Files made of what a tenant has.
type ExportsAPI struct{ client *Client }

// List: List exports. Newest first, as far as you may read what they are made of.
//
// GET /api/v1/exports
func (a ExportsAPI) List(ctx context.Context, query *ListExportsParams, options ...CallOption) iter.Seq2[Export, error] {
	return walk[Export](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListExports(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a ExportsAPI) ListPage(ctx context.Context, query *ListExportsParams, options ...CallOption) (*Page[Export], error) {
	return answer[Page[Export]](a.client.ListExports(ctx, query, options...))
}

// Create: Export leads, targets or the audit log. Writes a file of what is there now, in the background: wait until the state is succeeded, then fetch the file. Beside exports:read, leads asks for leads:read, targets for campaigns:read and audit for audit:read. CSV is UTF-8 as RFC 4180 has it, with the names of the columns first. What a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@`, a tab or a carriage return, has an apostrophe before it; telephone numbers such as +12025550143 are harmless and stay as they are. NDJSON has an object on each line. The file is there for seven days; when a person is erased, files that may hold them are taken back.
//
// POST /api/v1/exports
func (a ExportsAPI) Create(ctx context.Context, body NewExport, options ...CallOption) (*Export, error) {
	return answer[Export](a.client.CreateExport(ctx, nil, body, options...))
}

// Get: An export. How far it is.
//
// GET /api/v1/exports/{export_id}
func (a ExportsAPI) Get(ctx context.Context, exportID uuid.UUID, options ...CallOption) (*Export, error) {
	return answer[Export](a.client.GetExport(ctx, exportID, nil, options...))
}

// Cancel: End an export before it is done. There will be no file. One that is finished stays as it is.
//
// POST /api/v1/exports/{export_id}/cancel
func (a ExportsAPI) Cancel(ctx context.Context, exportID uuid.UUID, options ...CallOption) (*Export, error) {
	return answer[Export](a.client.CancelExport(ctx, exportID, nil, options...))
}

// SuppressionsAPI is the field of API. Addresses that must not be contacted, whoever the lead is today.
type SuppressionsAPI struct{ client *Client }

// List: List suppressions. Newest first. Filters are joined by "and".
//
// GET /api/v1/suppressions
func (a SuppressionsAPI) List(ctx context.Context, query *ListSuppressionsParams, options ...CallOption) iter.Seq2[Suppression, error] {
	return walk[Suppression](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListSuppressions(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a SuppressionsAPI) ListPage(ctx context.Context, query *ListSuppressionsParams, options ...CallOption) (*Page[Suppression], error) {
	return answer[Page[Suppression]](a.client.ListSuppressions(ctx, query, options...))
}

// Create: Suppress an address. Nothing is sent to the address on the channel from the answer on, whether a lead has it or not. An address that is suppressed already stays so for its own reason, and is what the answer shows.
//
// POST /api/v1/suppressions
func (a SuppressionsAPI) Create(ctx context.Context, body NewSuppression, options ...CallOption) (*Suppression, error) {
	return answer[Suppression](a.client.CreateSuppression(ctx, nil, body, options...))
}

// Delete: Lift a suppression. What a person asked for, by opting out or by a complaint, is lifted only where consent was recorded since: without it the answer is 409 `consent_missing`.
//
// DELETE /api/v1/suppressions/{suppression_id}
func (a SuppressionsAPI) Delete(ctx context.Context, suppressionID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteSuppression(ctx, suppressionID, nil, options...))
}

// ConsentsAPI is the field of API. What people said about being contacted, kept as evidence.
type ConsentsAPI struct{ client *Client }

// List: List what people said about being contacted. Newest first. Whatever way people say it, by a word, a link, the provider or you, it stands here and never changes.
//
// GET /api/v1/consents
func (a ConsentsAPI) List(ctx context.Context, query *ListConsentsParams, options ...CallOption) iter.Seq2[Consent, error] {
	return walk[Consent](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListConsents(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a ConsentsAPI) ListPage(ctx context.Context, query *ListConsentsParams, options ...CallOption) (*Page[Consent], error) {
	return answer[Page[Consent]](a.client.ListConsents(ctx, query, options...))
}

// Record: Record what a person said. Who withdraws consent is suppressed from the answer on. Consent that is granted lifts nothing by itself: see deleteSuppression.
//
// POST /api/v1/consents
func (a ConsentsAPI) Record(ctx context.Context, body NewConsent, options ...CallOption) (*Consent, error) {
	return answer[Consent](a.client.RecordConsent(ctx, nil, body, options...))
}

// ConsentReviewsAPI is the field of API. Texts that may ask for an opt-out, for somebody to read.
type ConsentReviewsAPI struct{ client *Client }

// List: List texts that may ask for an opt-out. Newest first. A text that is nothing but a word such as "stop" opts out at once. One that holds such a word and says more comes here, and until it is resolved campaigns and automations send nothing to who wrote it, on that channel.
//
// GET /api/v1/consent-reviews
func (a ConsentReviewsAPI) List(ctx context.Context, query *ListConsentReviewsParams, options ...CallOption) iter.Seq2[ConsentReview, error] {
	return walk[ConsentReview](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListConsentReviews(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a ConsentReviewsAPI) ListPage(ctx context.Context, query *ListConsentReviewsParams, options ...CallOption) (*Page[ConsentReview], error) {
	return answer[Page[ConsentReview]](a.client.ListConsentReviews(ctx, query, options...))
}

// Resolve: Say what a text meant. What waited for it is decided on at once.
//
// POST /api/v1/consent-reviews/{consent_review_id}/resolve
func (a ConsentReviewsAPI) Resolve(ctx context.Context, consentReviewID uuid.UUID, body ConsentResolution, options ...CallOption) (*ConsentReview, error) {
	return answer[ConsentReview](a.client.ResolveConsentReview(ctx, consentReviewID, nil, body, options...))
}

// AuditAPI is the field of API. Who asked for what, and what came of it: a log that can be checked.
type AuditAPI struct{ client *Client }

// ListEntries: Read the audit log. Every call that may change something, refused or not, and every fact but those about single messages, newest first. A call and its facts have the same `request_id`. Calls that were not let in at all, and those that a rate limit stopped, are not in it. Where a fact would say something of a person there stands `hmac-sha256:…`: a salted hash, the same for the same value of the same lead. Of a person who was erased nothing can be tied to it any more, or there stands `forgotten`. An entry is here within seconds.
//
// GET /api/v1/audit-log
func (a AuditAPI) ListEntries(ctx context.Context, query *ListAuditEntriesParams, options ...CallOption) iter.Seq2[AuditEntry, error] {
	return walk[AuditEntry](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListAuditEntries(ctx, query, options...)
	})
}

// ListEntriesPage is one page of ListEntries: the first, or that of the query's cursor.
func (a AuditAPI) ListEntriesPage(ctx context.Context, query *ListAuditEntriesParams, options ...CallOption) (*Page[AuditEntry], error) {
	return answer[Page[AuditEntry]](a.client.ListAuditEntries(ctx, query, options...))
}

// GetHead: The end of the audit log. The last entry's number and hash. Who keeps them elsewhere can prove later that nothing up to that entry was changed since.
//
// GET /api/v1/audit-log/head
func (a AuditAPI) GetHead(ctx context.Context, options ...CallOption) (*AuditHead, error) {
	return answer[AuditHead](a.client.GetAuditHead(ctx, nil, options...))
}

// ConversationsAPI is the field of API. Threads with the people who write back, one for each lead and channel.
type ConversationsAPI struct{ client *Client }

// List: List conversations. The one with the latest entry first. What somebody wrote who is no lead waits here too, under known=false, until it is adopted.
//
// GET /api/v1/conversations
func (a ConversationsAPI) List(ctx context.Context, query *ListConversationsParams, options ...CallOption) iter.Seq2[Conversation, error] {
	return walk[Conversation](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListConversations(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a ConversationsAPI) ListPage(ctx context.Context, query *ListConversationsParams, options ...CallOption) (*Page[Conversation], error) {
	return answer[Page[Conversation]](a.client.ListConversations(ctx, query, options...))
}

// Get: One conversation. Whose it is, and how much of it is unread.
//
// GET /api/v1/conversations/{conversation_id}
func (a ConversationsAPI) Get(ctx context.Context, conversationID uuid.UUID, options ...CallOption) (*Conversation, error) {
	return answer[Conversation](a.client.GetConversation(ctx, conversationID, nil, options...))
}

// ListEntries: What was said. Newest first: what the lead wrote, and all that was sent to the lead on the channel, by campaigns, automations and people, with the provider's present word on each. A call is one entry with its summary, transcript, recording and cost.
//
// GET /api/v1/conversations/{conversation_id}/entries
func (a ConversationsAPI) ListEntries(ctx context.Context, conversationID uuid.UUID, query *ListConversationEntriesParams, options ...CallOption) iter.Seq2[ConversationEntry, error] {
	return walk[ConversationEntry](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListConversationEntries(ctx, conversationID, query, options...)
	})
}

// ListEntriesPage is one page of ListEntries: the first, or that of the query's cursor.
func (a ConversationsAPI) ListEntriesPage(ctx context.Context, conversationID uuid.UUID, query *ListConversationEntriesParams, options ...CallOption) (*Page[ConversationEntry], error) {
	return answer[Page[ConversationEntry]](a.client.ListConversationEntries(ctx, conversationID, query, options...))
}

// Reply: Reply. Goes through the same ledger as every send, in these very words. Within 24 hours after the lead wrote it goes at any hour, later within the hours in which the lead may be contacted. On WhatsApp, words of your own go only within those 24 hours; after them name a template. An opt-out is obeyed: then the entry is skipped and says so. The conversation is yours from now on: open, read, owned by a human and, if it was nobody's, assigned to you.
//
// POST /api/v1/conversations/{conversation_id}/replies
func (a ConversationsAPI) Reply(ctx context.Context, conversationID uuid.UUID, body NewReply, options ...CallOption) (*ConversationEntry, error) {
	return answer[ConversationEntry](a.client.ReplyToConversation(ctx, conversationID, nil, body, options...))
}

// Assign: Assign, or hand over. To a member, to nobody with null; and to bot or human. While a human owns it, automations send nothing in it.
//
// POST /api/v1/conversations/{conversation_id}/assign
func (a ConversationsAPI) Assign(ctx context.Context, conversationID uuid.UUID, body ConversationAssignment, options ...CallOption) (*Conversation, error) {
	return answer[Conversation](a.client.AssignConversation(ctx, conversationID, nil, body, options...))
}

// Close: Close. Nothing is unread any more, and it is the bot's again. What the lead writes next reopens it.
//
// POST /api/v1/conversations/{conversation_id}/close
func (a ConversationsAPI) Close(ctx context.Context, conversationID uuid.UUID, options ...CallOption) (*Conversation, error) {
	return answer[Conversation](a.client.CloseConversation(ctx, conversationID, nil, options...))
}

// Reopen: Reopen. One that is open already stays as it is.
//
// POST /api/v1/conversations/{conversation_id}/reopen
func (a ConversationsAPI) Reopen(ctx context.Context, conversationID uuid.UUID, options ...CallOption) (*Conversation, error) {
	return answer[Conversation](a.client.ReopenConversation(ctx, conversationID, nil, options...))
}

// Read: Mark as read. Nothing is unread any more.
//
// POST /api/v1/conversations/{conversation_id}/read
func (a ConversationsAPI) Read(ctx context.Context, conversationID uuid.UUID, options ...CallOption) (*Conversation, error) {
	return answer[Conversation](a.client.ReadConversation(ctx, conversationID, nil, options...))
}

// Adopt: Say which lead an unknown sender is. The thread becomes the lead's, together with what the lead has said already, and so does what comes from that address later. A lead without a phone number gets the sender's.
//
// POST /api/v1/conversations/{conversation_id}/adopt
func (a ConversationsAPI) Adopt(ctx context.Context, conversationID uuid.UUID, body ConversationAdoption, options ...CallOption) (*Conversation, error) {
	return answer[Conversation](a.client.AdoptConversation(ctx, conversationID, nil, body, options...))
}

// AutomationsAPI is the field of API. What happens by itself: a trigger, conditions, actions.
type AutomationsAPI struct{ client *Client }

// List: List automations. Newest first.
//
// GET /api/v1/automations
func (a AutomationsAPI) List(ctx context.Context, query *ListAutomationsParams, options ...CallOption) iter.Seq2[Automation, error] {
	return walk[Automation](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListAutomations(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a AutomationsAPI) ListPage(ctx context.Context, query *ListAutomationsParams, options ...CallOption) (*Page[Automation], error) {
	return answer[Page[Automation]](a.client.ListAutomations(ctx, query, options...))
}

// Create: Draft an automation. Nothing happens until it is activated.
//
// POST /api/v1/automations
func (a AutomationsAPI) Create(ctx context.Context, body NewAutomation, options ...CallOption) (*Automation, error) {
	return answer[Automation](a.client.CreateAutomation(ctx, nil, body, options...))
}

// Get: One automation. Its draft as people edit it; see /versions for what has run.
//
// GET /api/v1/automations/{automation_id}
func (a AutomationsAPI) Get(ctx context.Context, automationID uuid.UUID, options ...CallOption) (*Automation, error) {
	return answer[Automation](a.client.GetAutomation(ctx, automationID, nil, options...))
}

// Update: Change an automation's draft. What runs goes on as it is until the automation is activated again. trigger_config, conditions, actions and entry are replaced whole.
//
// PATCH /api/v1/automations/{automation_id}
func (a AutomationsAPI) Update(ctx context.Context, automationID uuid.UUID, body AutomationChange, options ...CallOption) (*Automation, error) {
	return answer[Automation](a.client.UpdateAutomation(ctx, automationID, nil, body, options...))
}

// Activate: Let an automation run as its draft says. Makes a new version, unless the draft is what ran last; runs stay on the version they began with. A paused automation goes on, with the runs that wait.
//
// POST /api/v1/automations/{automation_id}/activate
func (a AutomationsAPI) Activate(ctx context.Context, automationID uuid.UUID, options ...CallOption) (*Automation, error) {
	return answer[Automation](a.client.ActivateAutomation(ctx, automationID, nil, options...))
}

// Pause: Pause an automation. Once this answers it hears no events, no step of a run begins, and what runs have put in line is not sent; only a webhook that was being called may still get the call. Events of the meantime are not made up for.
//
// POST /api/v1/automations/{automation_id}/pause
func (a AutomationsAPI) Pause(ctx context.Context, automationID uuid.UUID, options ...CallOption) (*Automation, error) {
	return answer[Automation](a.client.PauseAutomation(ctx, automationID, nil, options...))
}

// Archive: End an automation for good. Runs that are not over are cancelled, and so is what they have put in line.
//
// POST /api/v1/automations/{automation_id}/archive
func (a AutomationsAPI) Archive(ctx context.Context, automationID uuid.UUID, options ...CallOption) (*Automation, error) {
	return answer[Automation](a.client.ArchiveAutomation(ctx, automationID, nil, options...))
}

// Test: See what an automation's draft would do. With a lead and a made-up event. Answers with the trace that a run would leave: delays are added up and not waited for, nothing is sent and nothing is changed.
//
// POST /api/v1/automations/{automation_id}/test
func (a AutomationsAPI) Test(ctx context.Context, automationID uuid.UUID, body AutomationTrial, options ...CallOption) (*AutomationTrialResult, error) {
	return answer[AutomationTrialResult](a.client.TestAutomation(ctx, automationID, nil, body, options...))
}

// ListVersions: What an automation has run. Newest first. A version never changes.
//
// GET /api/v1/automations/{automation_id}/versions
func (a AutomationsAPI) ListVersions(ctx context.Context, automationID uuid.UUID, query *ListAutomationVersionsParams, options ...CallOption) iter.Seq2[AutomationVersion, error] {
	return walk[AutomationVersion](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListAutomationVersions(ctx, automationID, query, options...)
	})
}

// ListVersionsPage is one page of ListVersions: the first, or that of the query's cursor.
func (a AutomationsAPI) ListVersionsPage(ctx context.Context, automationID uuid.UUID, query *ListAutomationVersionsParams, options ...CallOption) (*Page[AutomationVersion], error) {
	return answer[Page[AutomationVersion]](a.client.ListAutomationVersions(ctx, automationID, query, options...))
}

// ListFirings: When an automation's schedule came due. Newest first. Instants that were missed are here too, with what became of them.
//
// GET /api/v1/automations/{automation_id}/firings
func (a AutomationsAPI) ListFirings(ctx context.Context, automationID uuid.UUID, query *ListAutomationFiringsParams, options ...CallOption) iter.Seq2[AutomationFiring, error] {
	return walk[AutomationFiring](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListAutomationFirings(ctx, automationID, query, options...)
	})
}

// ListFiringsPage is one page of ListFirings: the first, or that of the query's cursor.
func (a AutomationsAPI) ListFiringsPage(ctx context.Context, automationID uuid.UUID, query *ListAutomationFiringsParams, options ...CallOption) (*Page[AutomationFiring], error) {
	return answer[Page[AutomationFiring]](a.client.ListAutomationFirings(ctx, automationID, query, options...))
}

// ListRuns: List runs of automations. Newest first. Every event that an automation waits for leaves a run, also where it does not begin: its state and its trace say why. Filters are joined by "and".
//
// GET /api/v1/automation-runs
func (a AutomationsAPI) ListRuns(ctx context.Context, query *ListAutomationRunsParams, options ...CallOption) iter.Seq2[AutomationRun, error] {
	return walk[AutomationRun](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListAutomationRuns(ctx, query, options...)
	})
}

// ListRunsPage is one page of ListRuns: the first, or that of the query's cursor.
func (a AutomationsAPI) ListRunsPage(ctx context.Context, query *ListAutomationRunsParams, options ...CallOption) (*Page[AutomationRun], error) {
	return answer[Page[AutomationRun]](a.client.ListAutomationRuns(ctx, query, options...))
}

// GetRun: One run, with its trace. What was asked and answered, what was done and how it went, in order.
//
// GET /api/v1/automation-runs/{run_id}
func (a AutomationsAPI) GetRun(ctx context.Context, runID uuid.UUID, options ...CallOption) (*AutomationRunReport, error) {
	return answer[AutomationRunReport](a.client.GetAutomationRun(ctx, runID, nil, options...))
}

// CancelRun: End a run before its last action. What it has put in line is still sent. Cancelling a cancelled run changes nothing.
//
// POST /api/v1/automation-runs/{run_id}/cancel
func (a AutomationsAPI) CancelRun(ctx context.Context, runID uuid.UUID, options ...CallOption) (*AutomationRun, error) {
	return answer[AutomationRun](a.client.CancelAutomationRun(ctx, runID, nil, options...))
}

// WebhookEndpointsAPI is the field of API. Systems of a tenant that are told what happens.
type WebhookEndpointsAPI struct{ client *Client }

// List: List webhook endpoints. Newest first. Secrets are never listed.
//
// GET /api/v1/webhook-endpoints
func (a WebhookEndpointsAPI) List(ctx context.Context, query *ListWebhookEndpointsParams, options ...CallOption) iter.Seq2[WebhookEndpoint, error] {
	return walk[WebhookEndpoint](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListWebhookEndpoints(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a WebhookEndpointsAPI) ListPage(ctx context.Context, query *ListWebhookEndpointsParams, options ...CallOption) (*Page[WebhookEndpoint], error) {
	return answer[Page[WebhookEndpoint]](a.client.ListWebhookEndpoints(ctx, query, options...))
}

// Create: Have a system of yours told what happens. From now on every event that passes the filter is sent to the address, at least once, as Standard Webhooks has it: verify the signature with the secret, which is answered here and never again, and keep the webhook-id, which is the id of the event, to leave out what you have already. Order is not promised; data.sequence tells it. An answer of 2xx within 20 seconds takes the event. Anything else, a redirect too, is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, or later where Retry-After asks for it. An endpoint that answers 410, or fails for five days, is disabled. A tenant has at most 20.
//
// POST /api/v1/webhook-endpoints
func (a WebhookEndpointsAPI) Create(ctx context.Context, body NewWebhookEndpoint, options ...CallOption) (*WebhookEndpoint, error) {
	return answer[WebhookEndpoint](a.client.CreateWebhookEndpoint(ctx, nil, body, options...))
}

// Get: One webhook endpoint. How it does, without its secret.
//
// GET /api/v1/webhook-endpoints/{webhook_endpoint_id}
func (a WebhookEndpointsAPI) Get(ctx context.Context, webhookEndpointID uuid.UUID, options ...CallOption) (*WebhookEndpoint, error) {
	return answer[WebhookEndpoint](a.client.GetWebhookEndpoint(ctx, webhookEndpointID, nil, options...))
}

// Update: Change a webhook endpoint. A merge patch: absent fields stay, null empties a field. Deliveries that wait go to the new address; the filter counts for what happens from now on.
//
// PATCH /api/v1/webhook-endpoints/{webhook_endpoint_id}
func (a WebhookEndpointsAPI) Update(ctx context.Context, webhookEndpointID uuid.UUID, body WebhookEndpointChange, options ...CallOption) (*WebhookEndpoint, error) {
	return answer[WebhookEndpoint](a.client.UpdateWebhookEndpoint(ctx, webhookEndpointID, nil, body, options...))
}

// Delete: Delete a webhook endpoint. What it has not been told is discarded. What it was told stays in the log of deliveries.
//
// DELETE /api/v1/webhook-endpoints/{webhook_endpoint_id}
func (a WebhookEndpointsAPI) Delete(ctx context.Context, webhookEndpointID uuid.UUID, options ...CallOption) error {
	return done(a.client.DeleteWebhookEndpoint(ctx, webhookEndpointID, nil, options...))
}

// Pause: Tell an endpoint nothing for a while. What happens meanwhile waits for it. 409 webhook_endpoint_disabled where it is told nothing anyway.
//
// POST /api/v1/webhook-endpoints/{webhook_endpoint_id}/pause
func (a WebhookEndpointsAPI) Pause(ctx context.Context, webhookEndpointID uuid.UUID, options ...CallOption) (*WebhookEndpoint, error) {
	return answer[WebhookEndpoint](a.client.PauseWebhookEndpoint(ctx, webhookEndpointID, nil, options...))
}

// Resume: Tell an endpoint what happens again. One that was paused is told what waited. What one that was disabled missed can be replayed.
//
// POST /api/v1/webhook-endpoints/{webhook_endpoint_id}/resume
func (a WebhookEndpointsAPI) Resume(ctx context.Context, webhookEndpointID uuid.UUID, options ...CallOption) (*WebhookEndpoint, error) {
	return answer[WebhookEndpoint](a.client.ResumeWebhookEndpoint(ctx, webhookEndpointID, nil, options...))
}

// RotateSecret: Give an endpoint another secret. The new secret is answered here and never again. Until the overlap is over every message carries two signatures, one with each secret; a secret before those two signs no more.
//
// POST /api/v1/webhook-endpoints/{webhook_endpoint_id}/rotate-secret
func (a WebhookEndpointsAPI) RotateSecret(ctx context.Context, webhookEndpointID uuid.UUID, body WebhookSecretRotation, options ...CallOption) (*WebhookEndpoint, error) {
	return answer[WebhookEndpoint](a.client.RotateWebhookEndpointSecret(ctx, webhookEndpointID, nil, body, options...))
}

// Test: Send a test event. A webhook_endpoint.test, to this endpoint alone, whatever its filter, tried once. What came of it stands under /webhook-deliveries?event_id=…
//
// POST /api/v1/webhook-endpoints/{webhook_endpoint_id}/test
func (a WebhookEndpointsAPI) Test(ctx context.Context, webhookEndpointID uuid.UUID, options ...CallOption) (*WebhookTest, error) {
	return answer[WebhookTest](a.client.TestWebhookEndpoint(ctx, webhookEndpointID, nil, options...))
}

// ReplayEvents: Tell an endpoint a part of the log again. Every event that passes the endpoint's filter and these conditions, under the id it always had, also what happened before the endpoint was made or while it was disabled. What is still to be told is left out, so that a call that is repeated changes nothing. At most 10,000 events a call; with has_more, call again with after_sequence set to last_sequence.
//
// POST /api/v1/webhook-endpoints/{webhook_endpoint_id}/replay
func (a WebhookEndpointsAPI) ReplayEvents(ctx context.Context, webhookEndpointID uuid.UUID, body WebhookReplay, options ...CallOption) (*WebhookReplayResult, error) {
	return answer[WebhookReplayResult](a.client.ReplayWebhookEndpointEvents(ctx, webhookEndpointID, nil, body, options...))
}

// WebhookDeliveriesAPI is the field of API. What they were told, and what came of it.
type WebhookDeliveriesAPI struct{ client *Client }

// List: What endpoints were told. Newest first. Filters are joined by "and". Kept as long as events are.
//
// GET /api/v1/webhook-deliveries
func (a WebhookDeliveriesAPI) List(ctx context.Context, query *ListWebhookDeliveriesParams, options ...CallOption) iter.Seq2[WebhookDelivery, error] {
	return walk[WebhookDelivery](options, func(options []CallOption) (*http.Response, error) {
		return a.client.ListWebhookDeliveries(ctx, query, options...)
	})
}

// ListPage is one page of List: the first, or that of the query's cursor.
func (a WebhookDeliveriesAPI) ListPage(ctx context.Context, query *ListWebhookDeliveriesParams, options ...CallOption) (*Page[WebhookDelivery], error) {
	return answer[Page[WebhookDelivery]](a.client.ListWebhookDeliveries(ctx, query, options...))
}

// Get: One delivery, with its attempts. What was sent is the event, which can be read under /events; its signature is not kept.
//
// GET /api/v1/webhook-deliveries/{delivery_id}
func (a WebhookDeliveriesAPI) Get(ctx context.Context, deliveryID uuid.UUID, options ...CallOption) (*WebhookDeliveryReport, error) {
	return answer[WebhookDeliveryReport](a.client.GetWebhookDelivery(ctx, deliveryID, nil, options...))
}

// Replay: Deliver an event once more. A new delivery to the same endpoint, under the same webhook-id, whatever became of this one.
//
// POST /api/v1/webhook-deliveries/{delivery_id}/replay
func (a WebhookDeliveriesAPI) Replay(ctx context.Context, deliveryID uuid.UUID, options ...CallOption) (*WebhookDelivery, error) {
	return answer[WebhookDelivery](a.client.ReplayWebhookDelivery(ctx, deliveryID, nil, options...))
}

// HealthAPI is the field of API. For load balancers and people on call.
type HealthAPI struct{ client *Client }

// Get: Is the service well? The founding document's health check. 503 when a part it cannot do without is away.
//
// GET /health
func (a HealthAPI) Get(ctx context.Context, options ...CallOption) (*Health, error) {
	return answer[Health](a.client.GetHealth(ctx, options...))
}

// GetLiveness: Is the process alive? Never touches the database.
//
// GET /livez
func (a HealthAPI) GetLiveness(ctx context.Context, options ...CallOption) (*Health, error) {
	return answer[Health](a.client.GetLiveness(ctx, options...))
}

// GetReadiness: May traffic come? 503 while the process stops, and while a part fails that it cannot do without. Without workers or Redis it is degraded and ready. For balancers and those who watch: people ask with `?verbose`.
//
// GET /readyz
func (a HealthAPI) GetReadiness(ctx context.Context, query *GetReadinessParams, options ...CallOption) (*Readiness, error) {
	return answer[Readiness](a.client.GetReadiness(ctx, query, options...))
}
