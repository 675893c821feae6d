// Code generated from api/openapi.yaml by ./task generate; DO NOT EDIT.
import {type Caller, type CallOptions, segment, type StreamOptions} from '../call.js';
import {Listing} from '../page.js';
import {datum, type Stream, type Update, update} from '../stream.js';
import type {operations} from './contract.js';
import type * as schema from './schemas.js';

type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;

/** Who is calling. */
export class Me {
  constructor(private readonly caller: Caller) {}

  /** Who am I, and where do I belong? The caller and every membership the caller has. Needs no tenant. */
  get(options?: CallOptions): Promise<schema.Me> {
    return this.caller.call({method: 'GET', path: `/api/v1/me`}, options);
  }
}

/** Customers of the platform and the people in them. */
export class Tenants {
  constructor(private readonly caller: Caller) {}

  /** Open a tenant. Only a super admin may. The new tenant has no members until one is added. */
  create(body: schema.NewTenant, options?: CallOptions): Promise<schema.Tenant> {
    return this.caller.call({method: 'POST', path: `/api/v1/tenants`, body, keyed: true}, options);
  }

  /** The tenant this request acts for. The tenant chosen by the caller's membership, or by the header among them. */
  getCurrent(options?: CallOptions): Promise<schema.Tenant> {
    return this.caller.call({method: 'GET', path: `/api/v1/tenants/current`}, options);
  }

  /** Change the tenant. A merge patch; absent fields stay as they are. */
  updateCurrent(body: schema.TenantChange, options?: CallOptions): Promise<schema.Tenant> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/tenants/current`, body, keyed: true}, options);
  }

  /** Set how many requests the tenant may make. Only a super admin may. What is left out is what this installation grants anybody. Takes effect with the next request. */
  setApiLimits(body: schema.ApiLimits, options?: CallOptions): Promise<schema.Tenant> {
    return this.caller.call({method: 'PUT', path: `/api/v1/tenants/current/api-limits`, body, keyed: true}, options);
  }

  /** Set how much the tenant may send in a month. Only a super admin may. What is left out is without limit. Takes effect with the next sends; up to 100,000 on each channel that wait for quota are asked again at once. */
  setUsageLimits(body: schema.UsageLimits, options?: CallOptions): Promise<schema.Tenant> {
    return this.caller.call({method: 'PUT', path: `/api/v1/tenants/current/usage-limits`, body, keyed: true}, options);
  }

  /** The people in this tenant. Newest first. */
  listMemberships(query?: Query<'listMemberships'>, options?: CallOptions): Listing<schema.Membership> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/tenants/current/memberships`, query: {...query, ...cursor}}, options));
  }

  /** Add a person to this tenant. The role may not be above the caller's own. */
  addMembership(body: schema.NewMembership, options?: CallOptions): Promise<schema.Membership> {
    return this.caller.call({method: 'POST', path: `/api/v1/tenants/current/memberships`, body, keyed: true}, options);
  }

  /** Change a person's role. Neither the old role nor the new one may be above the caller's own. The last tenant_admin stays. */
  changeMembership(membershipId: string, body: schema.MembershipChange, options?: CallOptions): Promise<schema.Membership> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/tenants/current/memberships/${segment(membershipId)}`, body, keyed: true}, options);
  }

  /** Remove a person from this tenant. Takes effect with that person's next request. The last tenant_admin stays. */
  removeMembership(membershipId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/tenants/current/memberships/${segment(membershipId)}`, keyed: true}, options);
  }
}

/** What partners' programs sign in with. */
export class ApiKeys {
  constructor(private readonly caller: Caller) {}

  /** List API keys. Newest first, revoked ones too. Secrets are never returned. */
  list(query?: Query<'listApiKeys'>, options?: CallOptions): Listing<schema.ApiKey> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/api-keys`, query: {...query, ...cursor}}, options));
  }

  /** Make an API key. The answer shows the key, this once. It acts for this tenant alone and may do what its scopes say: permissions that the caller has, of operations that take keys. A key of a test tenant begins with crl_test_, any other with crl_live_. */
  create(body: schema.NewApiKey, options?: CallOptions): Promise<schema.IssuedApiKey> {
    return this.caller.call({method: 'POST', path: `/api/v1/api-keys`, body, keyed: true}, options);
  }

  /** One API key. Without its secret. */
  get(apiKeyId: string, options?: CallOptions): Promise<schema.ApiKey> {
    return this.caller.call({method: 'GET', path: `/api/v1/api-keys/${segment(apiKeyId)}`}, options);
  }

  /** Change an API key. A merge patch; scopes and networks are replaced whole. Takes effect with the key's next request. The caller must hold every scope that the key has, before and after. */
  update(apiKeyId: string, body: schema.ApiKeyChange, options?: CallOptions): Promise<schema.ApiKey> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/api-keys/${segment(apiKeyId)}`, body, keyed: true}, options);
  }

  /** Give an API key a new secret. The answer shows the new key, this once. The former one works until the overlap is over; one that was replaced before it ends at once. All else about the key stays. */
  rotate(apiKeyId: string, body: schema.ApiKeyRotation, options?: CallOptions): Promise<schema.IssuedApiKey> {
    return this.caller.call({method: 'POST', path: `/api/v1/api-keys/${segment(apiKeyId)}/rotate`, body, keyed: true}, options);
  }

  /** End an API key for good. From the next request on, for both of its secrets. Again, it changes nothing. */
  revoke(apiKeyId: string, options?: CallOptions): Promise<schema.ApiKey> {
    return this.caller.call({method: 'POST', path: `/api/v1/api-keys/${segment(apiKeyId)}/revoke`, keyed: true}, options);
  }
}

/** The people a tenant may reach. */
export class Leads {
  constructor(private readonly caller: Caller) {}

  /** List leads. Filters are joined by "and"; deleted leads are not listed. */
  list(query?: Query<'listLeads'>, options?: CallOptions): Listing<schema.Lead> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/leads`, query: {...query, ...cursor}}, options));
  }

  /** Create a lead. A lead has at least one of email, phone and external_id; each of the three is unique among the tenant's leads. Phone numbers must be in international form, unless the tenant has a default_region. Custom fields that are defined under /lead-fields hold what they are defined to hold. */
  create(body: schema.NewLead, options?: CallOptions): Promise<schema.Lead> {
    return this.caller.call({method: 'POST', path: `/api/v1/leads`, body, keyed: true}, options);
  }

  /** How many leads there are. With the filters of the list. Up to 10,000 are counted; of more there is an estimate. */
  count(query?: Query<'countLeads'>, options?: CallOptions): Promise<schema.LeadCount> {
    return this.caller.call({method: 'GET', path: `/api/v1/leads/count`, query}, options);
  }

  /** Create and change many leads. Up to 1,000 at a time, each as if it came by itself, in their order. A row means the lead that has its external_id, without one its email, without that its phone: mode create refuses a lead that is there, update one that is not, and upsert takes both. What a row does not name stays, null empties a field, custom_fields are merged key by key, tags are added. A row that is refused keeps no other back: each has a result of its own. A contact that a lead gives up stays its own until the call is over. */
  bulk(body: schema.LeadRows, options?: CallOptions): Promise<schema.LeadResults> {
    return this.caller.call({method: 'POST', path: `/api/v1/leads/bulk`, body, keyed: true}, options);
  }

  /** Create or change the lead with your id. What is not named stays, null empties a field, custom_fields are merged key by key, tags are added. However many send the same id at once, there is one lead. */
  upsert(externalId: string, body: schema.LeadUpsert, options?: CallOptions): Promise<schema.Lead> {
    return this.caller.call({method: 'PUT', path: `/api/v1/leads/by-external-id/${segment(externalId)}`, body, keyed: true}, options);
  }

  /** One lead. Deleted leads are not found; of one that was merged into another, 410 lead_merged names that under existing_id. */
  get(leadId: string, options?: CallOptions): Promise<schema.Lead> {
    return this.caller.call({method: 'GET', path: `/api/v1/leads/${segment(leadId)}`}, options);
  }

  /** Change a lead. A merge patch: absent fields stay, null empties a field, custom_fields are merged key by key. Tags are changed under /tags. */
  update(leadId: string, body: schema.LeadChange, options?: CallOptions): Promise<schema.Lead> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/leads/${segment(leadId)}`, body, keyed: true}, options);
  }

  /** Delete a lead. The lead is hidden and no longer contacted; what was sent to it stays accounted for. */
  delete(leadId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/leads/${segment(leadId)}`, keyed: true}, options);
  }

  /** Erase a person. Wipes what is kept of a person, for good: the lead's fields, tags and lists, what was said to and by them, what providers reported, tasks, and what is personal in events. What the account of sends needs stays and names nobody. What has not been sent yet is skipped as `erased`. Of each address at which the person was known a keyed hash is kept: a lead with one of them is refused as `lead_erased` from now on. A deleted lead can be erased too, and one that was erased again. */
  erase(leadId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'POST', path: `/api/v1/leads/${segment(leadId)}/erase`, keyed: true}, options);
  }

  /** All that is kept of a person. For a person who asks what is known of them: the lead, deleted or not, and all that is about it, as it is stored. Fields here are the store's and may change without notice. */
  getExport(leadId: string, options?: CallOptions): Promise<schema.LeadExport> {
    return this.caller.call({method: 'GET', path: `/api/v1/leads/${segment(leadId)}/export`}, options);
  }

  /** Put tags on a lead. Tags that are there already stay. A lead carries at most 100 tags. */
  addTags(leadId: string, body: schema.LeadTags, options?: CallOptions): Promise<schema.Lead> {
    return this.caller.call({method: 'POST', path: `/api/v1/leads/${segment(leadId)}/tags`, body, keyed: true}, options);
  }

  /** Take a tag off a lead. A tag that is not there is no error. */
  removeTag(leadId: string, tag: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/leads/${segment(leadId)}/tags/${segment(tag)}`, keyed: true}, options);
  }

  /** Merge another lead into this one. For two leads that are one person. What this lead lacks it takes over from the other: contacts, names, custom fields; where both have something, prefer decides. It gets the other's tags, places in lists, conversations (one for each channel, joined), tasks, what was and will be sent, and runs of automations; its timeline shows both. The other is deleted, and found as 410 lead_merged with this one under existing_id. A campaign that has both as targets sends to this one alone, as far as it has not sent yet. */
  merge(leadId: string, body: schema.LeadMerge, options?: CallOptions): Promise<schema.Lead> {
    return this.caller.call({method: 'POST', path: `/api/v1/leads/${segment(leadId)}/merge`, body, keyed: true}, options);
  }
}

/** What the custom fields of leads are called and may hold. */
export class LeadFields {
  constructor(private readonly caller: Caller) {}

  /** List lead fields. In the order of their keys. */
  list(query?: Query<'listLeadFields'>, options?: CallOptions): Listing<schema.LeadField> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/lead-fields`, query: {...query, ...cursor}}, options));
  }

  /** Define a lead field. From now on the custom field of this key holds values of its type only, however a lead is written. What leads hold already stays. A tenant defines at most 200. Fields that are not defined take anything, unless the tenant's strict_lead_fields is on: then they are refused. */
  create(body: schema.NewLeadField, options?: CallOptions): Promise<schema.LeadField> {
    return this.caller.call({method: 'POST', path: `/api/v1/lead-fields`, body, keyed: true}, options);
  }

  /** One lead field. Deleted ones are not found. */
  get(leadFieldId: string, options?: CallOptions): Promise<schema.LeadField> {
    return this.caller.call({method: 'GET', path: `/api/v1/lead-fields/${segment(leadFieldId)}`}, options);
  }

  /** Change a lead field. A merge patch: absent fields stay, null empties a field. Key and type never change. Leads that hold an option which is gone keep it. */
  update(leadFieldId: string, body: schema.LeadFieldChange, options?: CallOptions): Promise<schema.LeadField> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/lead-fields/${segment(leadFieldId)}`, body, keyed: true}, options);
  }

  /** Delete a lead field. It is not defined any more; what leads hold in it stays. */
  delete(leadFieldId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/lead-fields/${segment(leadFieldId)}`, keyed: true}, options);
  }
}

/** Groups of leads: static, or described by a filter. */
export class LeadLists {
  constructor(private readonly caller: Caller) {}

  /** List lead lists. Newest first. */
  list(query?: Query<'listLeadLists'>, options?: CallOptions): Listing<schema.LeadList> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/lead-lists`, query: {...query, ...cursor}}, options));
  }

  /** Create a lead list. A static list is filled by adding members; a dynamic one is the leads its filter finds. */
  create(body: schema.NewLeadList, options?: CallOptions): Promise<schema.LeadList> {
    return this.caller.call({method: 'POST', path: `/api/v1/lead-lists`, body, keyed: true}, options);
  }

  /** Try a filter before it is saved. How many leads the filter finds, and a few of them. */
  previewLeadFilter(body: schema.LeadFilterTrial, options?: CallOptions): Promise<schema.LeadListPreview> {
    return this.caller.call({method: 'POST', path: `/api/v1/lead-lists/preview`, body, keyed: true}, options);
  }

  /** One lead list. Without its members; see /members and /preview. */
  get(listId: string, options?: CallOptions): Promise<schema.LeadList> {
    return this.caller.call({method: 'GET', path: `/api/v1/lead-lists/${segment(listId)}`}, options);
  }

  /** Change a lead list. The kind cannot change. Campaigns that have started keep the audience they froze. */
  update(listId: string, body: schema.LeadListChange, options?: CallOptions): Promise<schema.LeadList> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/lead-lists/${segment(listId)}`, body, keyed: true}, options);
  }

  /** Delete a lead list. Refused while a campaign that has not started yet names it. */
  delete(listId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/lead-lists/${segment(listId)}`, keyed: true}, options);
  }

  /** Count and sample of a list. Whom a campaign on this list would address if it started now. */
  preview(listId: string, options?: CallOptions): Promise<schema.LeadListPreview> {
    return this.caller.call({method: 'GET', path: `/api/v1/lead-lists/${segment(listId)}/preview`}, options);
  }

  /** The leads in a list. For a static list its members, for a dynamic one the leads its filter finds now. */
  listMembers(listId: string, query?: Query<'listLeadListMembers'>, options?: CallOptions): Listing<schema.Lead> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/lead-lists/${segment(listId)}/members`, query: {...query, ...cursor}}, options));
  }

  /** Put leads into a static list. Leads that are members already stay members; an id that is no lead of yours refuses the whole call. */
  addMembers(listId: string, body: schema.NewLeadListMembers, options?: CallOptions): Promise<schema.LeadListMembersAdded> {
    return this.caller.call({method: 'POST', path: `/api/v1/lead-lists/${segment(listId)}/members`, body, keyed: true}, options);
  }

  /** Take a lead out of a static list. A lead that is not in the list is no error. */
  removeMember(listId: string, leadId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/lead-lists/${segment(listId)}/members/${segment(leadId)}`, keyed: true}, options);
  }
}

/** Files of leads, taken in row by row. */
export class Imports {
  constructor(private readonly caller: Caller) {}

  /** List imports. Newest first, for 30 days. */
  list(query?: Query<'listImports'>, options?: CallOptions): Listing<schema.Import> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/imports`, query: {...query, ...cursor}}, options));
  }

  /** Import leads from a file. A table as spreadsheets and databases write it, up to 100 MiB, whose first row names the columns: with commas, semicolons, tabs or bars; in UTF-8, in UTF-16 with its mark, or in Windows-1252. It comes as multipart/form-data, the part `file` and, before or after it, the part `options`, which is JSON; a short one may come as JSON. Each row means a lead as one of bulkLeads does; an empty cell leaves a field as it is. Columns are mapped by their names unless `mapping` says otherwise; where none is known as external_id, email or phone the import waits for a mapping (`needs_mapping`). Rows are carried out in their order, and what becomes of each is counted: created + updated + skipped + rejected = total. No answer tells of it but the import itself and the event import.completed. An Idempotency-Key makes the same import of an upload that comes again, whatever it holds, for as long as there is one. */
  create(body: schema.NewImport, options?: CallOptions): Promise<schema.Import> {
    return this.caller.call({method: 'POST', path: `/api/v1/imports`, body, keyed: true}, options);
  }

  /** One import. How far it is, and what became of its rows so far. */
  get(importId: string, options?: CallOptions): Promise<schema.Import> {
    return this.caller.call({method: 'GET', path: `/api/v1/imports/${segment(importId)}`}, options);
  }

  /** Map the columns of an import. Of one that waits for it, in the state needs_mapping; its rows are carried out then. */
  update(importId: string, body: schema.ImportChange, options?: CallOptions): Promise<schema.Import> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/imports/${segment(importId)}`, body, keyed: true}, options);
  }

  /** Stop an import. Rows that were carried out stay so; none is begun any more. */
  cancel(importId: string, options?: CallOptions): Promise<schema.Import> {
    return this.caller.call({method: 'POST', path: `/api/v1/imports/${segment(importId)}/cancel`, keyed: true}, options);
  }

  /** List the rows that were refused. In the order of the file, each with the reason. */
  listRejects(importId: string, query?: Query<'listImportRejects'>, options?: CallOptions): Listing<schema.ImportReject> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/imports/${segment(importId)}/rejects`, query: {...query, ...cursor}}, options));
  }

  /** Download the rows that were refused. The columns of the file and one more, `reason`, as RFC 4180 has it, in UTF-8 with commas. Mended, it can be imported as it is: a last column of that name is left out unless it is mapped. A cell that a spreadsheet would take for a formula has an apostrophe before it, which an import takes off again; numbers such as +12025550143 are none and have none. */
  downloadRejects(importId: string, options?: CallOptions): Promise<string> {
    return this.caller.call({method: 'GET', path: `/api/v1/imports/${segment(importId)}/rejects.csv`, file: true}, options);
  }
}

/** A tenant's own provider accounts. */
export class Connections {
  constructor(private readonly caller: Caller) {}

  /** List connections. Newest first. Secrets are never returned. */
  list(query?: Query<'listConnections'>, options?: CallOptions): Listing<schema.Connection> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/connections`, query: {...query, ...cursor}}, options));
  }

  /** Connect a provider account. The secret is encrypted with a key of this tenant alone and never returned. */
  create(body: schema.NewConnection, options?: CallOptions): Promise<schema.Connection> {
    return this.caller.call({method: 'POST', path: `/api/v1/connections`, body, keyed: true}, options);
  }

  /** One connection. With the callback address to configure at the provider; without the secret. */
  get(connectionId: string, options?: CallOptions): Promise<schema.Connection> {
    return this.caller.call({method: 'GET', path: `/api/v1/connections/${segment(connectionId)}`}, options);
  }

  /** Change a connection. A new secret takes effect with the next send. settings and rate_limits are replaced whole. */
  update(connectionId: string, body: schema.ConnectionChange, options?: CallOptions): Promise<schema.Connection> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/connections/${segment(connectionId)}`, body, keyed: true}, options);
  }

  /** Remove a connection. Refused while a campaign that is not over uses it. The stored secret is wiped. */
  delete(connectionId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/connections/${segment(connectionId)}`, keyed: true}, options);
  }

  /** Ask the provider whether the credentials are good. The answer is the provider's at this moment; sending state does not change. So an Idempotency-Key has nothing to keep, and none is looked up. The WhatsApp templates of a good account are read anew: a campaign that names another, or one that is not approved, is refused when it is drafted, changed or started. Before the first verification no id is held against the list. */
  verify(connectionId: string, options?: CallOptions): Promise<schema.ConnectionCheck> {
    return this.caller.call({method: 'POST', path: `/api/v1/connections/${segment(connectionId)}/verify`, keyed: true}, options);
  }

  /** Send again on a paused connection. A connection pauses when the provider refuses the account: a bad key, no credit, no permission. Targets wait meanwhile and spend no attempt. Resume when the account is mended. */
  resume(connectionId: string, options?: CallOptions): Promise<schema.Connection> {
    return this.caller.call({method: 'POST', path: `/api/v1/connections/${segment(connectionId)}/resume`, keyed: true}, options);
  }

  /** The token the provider must send with its callbacks. Configure it at the provider as a bearer token for the callback address. */
  getCallbackToken(connectionId: string, options?: CallOptions): Promise<schema.CallbackToken> {
    return this.caller.call({method: 'GET', path: `/api/v1/connections/${segment(connectionId)}/callback-token`}, options);
  }
}

/** One channel, one content, one list, one account of every send. */
export class Campaigns {
  constructor(private readonly caller: Caller) {}

  /** List campaigns. Newest first. */
  list(query?: Query<'listCampaigns'>, options?: CallOptions): Listing<schema.Campaign> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/campaigns`, query: {...query, ...cursor}}, options));
  }

  /** Draft a campaign. Nothing is sent until it is started. */
  create(body: schema.NewCampaign, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'POST', path: `/api/v1/campaigns`, body, keyed: true}, options);
  }

  /** One campaign. With its state, and why it is paused if it is. */
  get(campaignId: string, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'GET', path: `/api/v1/campaigns/${segment(campaignId)}`}, options);
  }

  /** Change a draft. Only a draft can change. message_content, retry_strategy and schedule are replaced whole. */
  update(campaignId: string, body: schema.CampaignChange, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/campaigns/${segment(campaignId)}`, body, keyed: true}, options);
  }

  /** Start a draft. A start_datetime in the future schedules it. The audience is frozen when the campaign really starts. Starting a campaign that is under way already changes nothing. */
  start(campaignId: string, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'POST', path: `/api/v1/campaigns/${segment(campaignId)}/start`, keyed: true}, options);
  }

  /** Pause. Once this answers, no request to a provider starts later than one second; what is on the wire already is counted under in_flight and accounted for when its answer comes. */
  pause(campaignId: string, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'POST', path: `/api/v1/campaigns/${segment(campaignId)}/pause`, keyed: true}, options);
  }

  /** Go on. Every target goes on from where it is; nobody is contacted twice. Also confirms a late start. */
  resume(campaignId: string, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'POST', path: `/api/v1/campaigns/${segment(campaignId)}/resume`, keyed: true}, options);
  }

  /** Cancel for good. Targets not yet reached become cancelled; what is on the wire is accounted for. */
  cancel(campaignId: string, options?: CallOptions): Promise<schema.Campaign> {
    return this.caller.call({method: 'POST', path: `/api/v1/campaigns/${segment(campaignId)}/cancel`, keyed: true}, options);
  }

  /** Who would get what, when, and who would not and why. Runs the very decision the dispatcher runs, on up to 1,000 leads of the list, and shows the first of them in full. Nothing is stored or sent. */
  preview(campaignId: string, options?: CallOptions): Promise<schema.CampaignPreview> {
    return this.caller.call({method: 'GET', path: `/api/v1/campaigns/${segment(campaignId)}/preview`}, options);
  }

  /** The account of a campaign. At every instant audience_size is the sum of by_state. */
  getStats(campaignId: string, options?: CallOptions): Promise<schema.CampaignStats> {
    return this.caller.call({method: 'GET', path: `/api/v1/campaigns/${segment(campaignId)}/stats`}, options);
  }

  /** Watch a campaign. Server-sent events: first `state` and `stats`, then each again when it has changed, `stats` twice a second at the most. `data` of `stats` is what `GET /api/v1/campaigns/{campaign_id}/stats` answers. A comment comes at least every 15 seconds. When the campaign has come to its end the last `stats` has the id `end`, and the stream ends; opened again with that as `Last-Event-ID`, it answers with 204. Otherwise it ends as the stream of events does, and can be opened again at once: it then begins with how things stand. */
  stream(campaignId: string, options?: StreamOptions): Stream<Update<{state: schema.CampaignState; stats: schema.CampaignStats}>> {
    return this.caller.stream({method: 'GET', path: `/api/v1/campaigns/${segment(campaignId)}/stream`}, update<{state: schema.CampaignState; stats: schema.CampaignStats}>, options);
  }

  /** The recipients of a campaign. In a stable order; every lead of the frozen audience is exactly one target. */
  listTargets(campaignId: string, query?: Query<'listCampaignTargets'>, options?: CallOptions): Listing<schema.Target> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/campaigns/${segment(campaignId)}/targets`, query: {...query, ...cursor}}, options));
  }

  /** All that happened to one recipient, and why. Each decision with its rules, each attempt with the provider's answer, each report. */
  getTargetTimeline(campaignId: string, targetId: string, options?: CallOptions): Promise<schema.TargetTimeline> {
    return this.caller.call({method: 'GET', path: `/api/v1/campaigns/${segment(campaignId)}/targets/${segment(targetId)}/timeline`}, options);
  }
}

/** What is said, kept for many campaigns: a draft, and versions that never change. */
export class Templates {
  constructor(private readonly caller: Caller) {}

  /** List templates. Newest first. */
  list(query?: Query<'listTemplates'>, options?: CallOptions): Listing<schema.Template> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/templates`, query: {...query, ...cursor}}, options));
  }

  /** Draft a template. Campaigns can name it once it is published. Text is Liquid's output expressions with the variables lead.first_name, last_name, name, company, email, phone, external_id and custom.<key>, unsubscribe_url, and the filters default, upcase, downcase and strip. A part is at most 64 KiB, before and after it is filled in. */
  create(body: schema.NewTemplate, options?: CallOptions): Promise<schema.Template> {
    return this.caller.call({method: 'POST', path: `/api/v1/templates`, body, keyed: true}, options);
  }

  /** See a message before it is saved. Filled in for a lead of yours, or for one made up. For texts also how they travel: segments are what networks charge for, so a recipient costs segments times the price of one. Nothing is stored or sent. */
  previewContent(body: schema.ContentTrial, options?: CallOptions): Promise<schema.ContentPreview> {
    return this.caller.call({method: 'POST', path: `/api/v1/templates/preview`, body, keyed: true}, options);
  }

  /** One template. Its draft as people edit it; see /versions for what was published. */
  get(templateId: string, options?: CallOptions): Promise<schema.Template> {
    return this.caller.call({method: 'GET', path: `/api/v1/templates/${segment(templateId)}`}, options);
  }

  /** Change a template's draft. What is published stays as it is. The channel cannot change; message_content is replaced whole. */
  update(templateId: string, body: schema.TemplateChange, options?: CallOptions): Promise<schema.Template> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/templates/${segment(templateId)}`, body, keyed: true}, options);
  }

  /** Delete a template. Campaigns that have started keep what they say; a draft that names it can no longer start. */
  delete(templateId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/templates/${segment(templateId)}`, keyed: true}, options);
  }

  /** Make the draft what campaigns take. Makes a new version, unless the draft is what was published last. Campaigns take the version that is published when they are started, and keep it. */
  publish(templateId: string, options?: CallOptions): Promise<schema.Template> {
    return this.caller.call({method: 'POST', path: `/api/v1/templates/${segment(templateId)}/publish`, keyed: true}, options);
  }

  /** What was published of a template. Newest first. A version never changes. */
  listVersions(templateId: string, query?: Query<'listTemplateVersions'>, options?: CallOptions): Listing<schema.TemplateVersion> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/templates/${segment(templateId)}/versions`, query: {...query, ...cursor}}, options));
  }

  /** See a template as a lead would. The draft, or the version named. As /api/v1/templates/preview otherwise. */
  preview(templateId: string, body: schema.TemplateTrial, options?: CallOptions): Promise<schema.ContentPreview> {
    return this.caller.call({method: 'POST', path: `/api/v1/templates/${segment(templateId)}/preview`, body, keyed: true}, options);
  }

  /** Send a template to yourselves. The draft, or the version named, filled in for a lead and sent to the addresses named, at any hour. It goes through the ledger as every send does, with the origin test: rates and suppressions hold, no campaign counts it, and it stands in no lead's timeline. */
  testSend(templateId: string, body: schema.TestSend, options?: CallOptions): Promise<schema.TestSendResult> {
    return this.caller.call({method: 'POST', path: `/api/v1/templates/${segment(templateId)}/test-send`, body, keyed: true}, options);
  }
}

/** What happened, in order, once. */
export class Events {
  constructor(private readonly caller: Caller) {}

  /** Read the log. Facts in the order of their sequence, which has no gaps: whoever has read up to a number has missed nothing below it. To go on later, give the sequence of the last event you have as `after`; without it the log begins at the oldest event kept. */
  list(query?: Query<'listEvents'>, options?: CallOptions): Listing<schema.Event> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/events`, query: {...query, ...cursor}}, options));
  }

  /** Send events of your own. Up to 500 at a time, for automations to answer. Each has an id of yours: an id that was sent before counts once, and its event of then is named. Either all of a call is kept or nothing. */
  send(body: schema.NewEvents, options?: CallOptions): Promise<schema.EventReceipts> {
    return this.caller.call({method: 'POST', path: `/api/v1/events`, body, keyed: true}, options);
  }

  /** Follow the log. Server-sent events, without an end: each fact of the log, in its order, as soon as it is there. `id` is the sequence, `event` the type, and `data` what `GET /api/v1/events` has as an item. It begins after `Last-Event-ID`, else after `after`, else with what happens from now on. Give the last `id` you have as `Last-Event-ID` to go on without a hole: the first thing sent is where you stand, and whenever there is nothing more to tell, at least every 15 seconds, a comment comes with an `id`. A stream ends when the server stops, when you may not read any more, as with a token that has expired, and when you do not read for 30 seconds; then open it again. A tenant may have some streams open at once: 429 `too_many_streams`. */
  stream(query?: Query<'streamEvents'>, options?: StreamOptions): Stream<schema.Event> {
    return this.caller.stream({method: 'GET', path: `/api/v1/events/stream`, query}, datum<schema.Event>, options);
  }

  /** One event. Events are forgotten after the tenant's event_retention_days. */
  get(eventId: string, options?: CallOptions): Promise<schema.Event> {
    return this.caller.call({method: 'GET', path: `/api/v1/events/${segment(eventId)}`}, options);
  }

  /** What can happen. Every type of event: what it means, the JSON Schema of what goes with it, and an example as a webhook endpoint receives it. Events of your own, custom.…, are not listed. */
  getTypes(options?: CallOptions): Promise<schema.EventTypes> {
    return this.caller.call({method: 'GET', path: `/api/v1/event-types`}, options);
  }

  /** What happened to a lead. Newest first; what was sent, what came back, what changed and why. A deleted lead keeps its timeline. */
  getLeadTimeline(leadId: string, query?: Query<'getLeadTimeline'>, options?: CallOptions): Listing<schema.Event> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/leads/${segment(leadId)}/timeline`, query: {...query, ...cursor}}, options));
  }
}

/** What people have to do. */
export class Tasks {
  constructor(private readonly caller: Caller) {}

  /** List tasks. Newest first. Filters are joined by "and". */
  list(query?: Query<'listTasks'>, options?: CallOptions): Listing<schema.Task> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/tasks`, query: {...query, ...cursor}}, options));
  }

  /** Create a task. Automations create tasks too; run_id says which run did. */
  create(body: schema.NewTask, options?: CallOptions): Promise<schema.Task> {
    return this.caller.call({method: 'POST', path: `/api/v1/tasks`, body, keyed: true}, options);
  }

  /** One task. Deleted tasks are not found. */
  get(taskId: string, options?: CallOptions): Promise<schema.Task> {
    return this.caller.call({method: 'GET', path: `/api/v1/tasks/${segment(taskId)}`}, options);
  }

  /** Change a task. A merge patch: absent fields stay, null empties a field. done marks the task, or opens it again. */
  update(taskId: string, body: schema.TaskChange, options?: CallOptions): Promise<schema.Task> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/tasks/${segment(taskId)}`, body, keyed: true}, options);
  }

  /** Delete a task. Gone for good; a task that was carried out is marked as done instead. */
  delete(taskId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/tasks/${segment(taskId)}`, keyed: true}, options);
  }
}

/** Files made of what a tenant has. */
export class Exports {
  constructor(private readonly caller: Caller) {}

  /** List exports. Newest first, as far as you may read what they are made of. */
  list(query?: Query<'listExports'>, options?: CallOptions): Listing<schema.Export> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/exports`, query: {...query, ...cursor}}, options));
  }

  /** Export leads, targets or the audit log. Writes a file of what is there now, in the background: wait until the state is succeeded, then fetch the file. Beside exports:read, leads asks for leads:read, targets for campaigns:read and audit for audit:read. CSV is UTF-8 as RFC 4180 has it, with the names of the columns first. What a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@`, a tab or a carriage return, has an apostrophe before it; telephone numbers such as +12025550143 are harmless and stay as they are. NDJSON has an object on each line. The file is there for seven days; when a person is erased, files that may hold them are taken back. */
  create(body: schema.NewExport, options?: CallOptions): Promise<schema.Export> {
    return this.caller.call({method: 'POST', path: `/api/v1/exports`, body, keyed: true}, options);
  }

  /** An export. How far it is. */
  get(exportId: string, options?: CallOptions): Promise<schema.Export> {
    return this.caller.call({method: 'GET', path: `/api/v1/exports/${segment(exportId)}`}, options);
  }

  /** End an export before it is done. There will be no file. One that is finished stays as it is. */
  cancel(exportId: string, options?: CallOptions): Promise<schema.Export> {
    return this.caller.call({method: 'POST', path: `/api/v1/exports/${segment(exportId)}/cancel`, keyed: true}, options);
  }

  /** The file of an export. In the format that was asked for, once the state is succeeded. */
  getFile(exportId: string, options?: CallOptions): Promise<string> {
    return this.caller.call({method: 'GET', path: `/api/v1/exports/${segment(exportId)}/file`, file: true}, options);
  }
}

/** Addresses that must not be contacted, whoever the lead is today. */
export class Suppressions {
  constructor(private readonly caller: Caller) {}

  /** List suppressions. Newest first. Filters are joined by "and". */
  list(query?: Query<'listSuppressions'>, options?: CallOptions): Listing<schema.Suppression> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/suppressions`, query: {...query, ...cursor}}, options));
  }

  /** Suppress an address. Nothing is sent to the address on the channel from the answer on, whether a lead has it or not. An address that is suppressed already stays so for its own reason, and is what the answer shows. */
  create(body: schema.NewSuppression, options?: CallOptions): Promise<schema.Suppression> {
    return this.caller.call({method: 'POST', path: `/api/v1/suppressions`, body, keyed: true}, options);
  }

  /** Lift a suppression. What a person asked for, by opting out or by a complaint, is lifted only where consent was recorded since: without it the answer is 409 `consent_missing`. */
  delete(suppressionId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/suppressions/${segment(suppressionId)}`, keyed: true}, options);
  }
}

/** What people said about being contacted, kept as evidence. */
export class Consents {
  constructor(private readonly caller: Caller) {}

  /** List what people said about being contacted. Newest first. Whatever way people say it, by a word, a link, the provider or you, it stands here and never changes. */
  list(query?: Query<'listConsents'>, options?: CallOptions): Listing<schema.Consent> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/consents`, query: {...query, ...cursor}}, options));
  }

  /** Record what a person said. Who withdraws consent is suppressed from the answer on. Consent that is granted lifts nothing by itself: see deleteSuppression. */
  record(body: schema.NewConsent, options?: CallOptions): Promise<schema.Consent> {
    return this.caller.call({method: 'POST', path: `/api/v1/consents`, body, keyed: true}, options);
  }
}

/** Texts that may ask for an opt-out, for somebody to read. */
export class ConsentReviews {
  constructor(private readonly caller: Caller) {}

  /** List texts that may ask for an opt-out. Newest first. A text that is nothing but a word such as "stop" opts out at once. One that holds such a word and says more comes here, and until it is resolved campaigns and automations send nothing to who wrote it, on that channel. */
  list(query?: Query<'listConsentReviews'>, options?: CallOptions): Listing<schema.ConsentReview> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/consent-reviews`, query: {...query, ...cursor}}, options));
  }

  /** Say what a text meant. What waited for it is decided on at once. */
  resolve(consentReviewId: string, body: schema.ConsentResolution, options?: CallOptions): Promise<schema.ConsentReview> {
    return this.caller.call({method: 'POST', path: `/api/v1/consent-reviews/${segment(consentReviewId)}/resolve`, body, keyed: true}, options);
  }
}

/** Who asked for what, and what came of it: a log that can be checked. */
export class Audit {
  constructor(private readonly caller: Caller) {}

  /** Read the audit log. Every call that may change something, refused or not, and every fact but those about single messages, newest first. A call and its facts have the same `request_id`. Calls that were not let in at all, and those that a rate limit stopped, are not in it. Where a fact would say something of a person there stands `hmac-sha256:…`: a salted hash, the same for the same value of the same lead. Of a person who was erased nothing can be tied to it any more, or there stands `forgotten`. An entry is here within seconds. */
  listEntries(query?: Query<'listAuditEntries'>, options?: CallOptions): Listing<schema.AuditEntry> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/audit-log`, query: {...query, ...cursor}}, options));
  }

  /** The end of the audit log. The last entry's number and hash. Who keeps them elsewhere can prove later that nothing up to that entry was changed since. */
  getHead(options?: CallOptions): Promise<schema.AuditHead> {
    return this.caller.call({method: 'GET', path: `/api/v1/audit-log/head`}, options);
  }
}

/** Threads with the people who write back, one for each lead and channel. */
export class Conversations {
  constructor(private readonly caller: Caller) {}

  /** List conversations. The one with the latest entry first. What somebody wrote who is no lead waits here too, under known=false, until it is adopted. */
  list(query?: Query<'listConversations'>, options?: CallOptions): Listing<schema.Conversation> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/conversations`, query: {...query, ...cursor}}, options));
  }

  /** One conversation. Whose it is, and how much of it is unread. */
  get(conversationId: string, options?: CallOptions): Promise<schema.Conversation> {
    return this.caller.call({method: 'GET', path: `/api/v1/conversations/${segment(conversationId)}`}, options);
  }

  /** What was said. Newest first: what the lead wrote, and all that was sent to the lead on the channel, by campaigns, automations and people, with the provider's present word on each. A call is one entry with its summary, transcript, recording and cost. */
  listEntries(conversationId: string, query?: Query<'listConversationEntries'>, options?: CallOptions): Listing<schema.ConversationEntry> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/conversations/${segment(conversationId)}/entries`, query: {...query, ...cursor}}, options));
  }

  /** Reply. Goes through the same ledger as every send, in these very words. Within 24 hours after the lead wrote it goes at any hour, later within the hours in which the lead may be contacted. On WhatsApp, words of your own go only within those 24 hours; after them name a template. An opt-out is obeyed: then the entry is skipped and says so. The conversation is yours from now on: open, read, owned by a human and, if it was nobody's, assigned to you. */
  reply(conversationId: string, body: schema.NewReply, options?: CallOptions): Promise<schema.ConversationEntry> {
    return this.caller.call({method: 'POST', path: `/api/v1/conversations/${segment(conversationId)}/replies`, body, keyed: true}, options);
  }

  /** Assign, or hand over. To a member, to nobody with null; and to bot or human. While a human owns it, automations send nothing in it. */
  assign(conversationId: string, body: schema.ConversationAssignment, options?: CallOptions): Promise<schema.Conversation> {
    return this.caller.call({method: 'POST', path: `/api/v1/conversations/${segment(conversationId)}/assign`, body, keyed: true}, options);
  }

  /** Close. Nothing is unread any more, and it is the bot's again. What the lead writes next reopens it. */
  close(conversationId: string, options?: CallOptions): Promise<schema.Conversation> {
    return this.caller.call({method: 'POST', path: `/api/v1/conversations/${segment(conversationId)}/close`, keyed: true}, options);
  }

  /** Reopen. One that is open already stays as it is. */
  reopen(conversationId: string, options?: CallOptions): Promise<schema.Conversation> {
    return this.caller.call({method: 'POST', path: `/api/v1/conversations/${segment(conversationId)}/reopen`, keyed: true}, options);
  }

  /** Mark as read. Nothing is unread any more. */
  read(conversationId: string, options?: CallOptions): Promise<schema.Conversation> {
    return this.caller.call({method: 'POST', path: `/api/v1/conversations/${segment(conversationId)}/read`, keyed: true}, options);
  }

  /** Say which lead an unknown sender is. The thread becomes the lead's, together with what the lead has said already, and so does what comes from that address later. A lead without a phone number gets the sender's. */
  adopt(conversationId: string, body: schema.ConversationAdoption, options?: CallOptions): Promise<schema.Conversation> {
    return this.caller.call({method: 'POST', path: `/api/v1/conversations/${segment(conversationId)}/adopt`, body, keyed: true}, options);
  }
}

/** What happens by itself: a trigger, conditions, actions. */
export class Automations {
  constructor(private readonly caller: Caller) {}

  /** List automations. Newest first. */
  list(query?: Query<'listAutomations'>, options?: CallOptions): Listing<schema.Automation> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/automations`, query: {...query, ...cursor}}, options));
  }

  /** Draft an automation. Nothing happens until it is activated. */
  create(body: schema.NewAutomation, options?: CallOptions): Promise<schema.Automation> {
    return this.caller.call({method: 'POST', path: `/api/v1/automations`, body, keyed: true}, options);
  }

  /** One automation. Its draft as people edit it; see /versions for what has run. */
  get(automationId: string, options?: CallOptions): Promise<schema.Automation> {
    return this.caller.call({method: 'GET', path: `/api/v1/automations/${segment(automationId)}`}, options);
  }

  /** Change an automation's draft. What runs goes on as it is until the automation is activated again. trigger_config, conditions, actions and entry are replaced whole. */
  update(automationId: string, body: schema.AutomationChange, options?: CallOptions): Promise<schema.Automation> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/automations/${segment(automationId)}`, body, keyed: true}, options);
  }

  /** Let an automation run as its draft says. Makes a new version, unless the draft is what ran last; runs stay on the version they began with. A paused automation goes on, with the runs that wait. */
  activate(automationId: string, options?: CallOptions): Promise<schema.Automation> {
    return this.caller.call({method: 'POST', path: `/api/v1/automations/${segment(automationId)}/activate`, keyed: true}, options);
  }

  /** Pause an automation. Once this answers it hears no events, no step of a run begins, and what runs have put in line is not sent; only a webhook that was being called may still get the call. Events of the meantime are not made up for. */
  pause(automationId: string, options?: CallOptions): Promise<schema.Automation> {
    return this.caller.call({method: 'POST', path: `/api/v1/automations/${segment(automationId)}/pause`, keyed: true}, options);
  }

  /** End an automation for good. Runs that are not over are cancelled, and so is what they have put in line. */
  archive(automationId: string, options?: CallOptions): Promise<schema.Automation> {
    return this.caller.call({method: 'POST', path: `/api/v1/automations/${segment(automationId)}/archive`, keyed: true}, options);
  }

  /** See what an automation's draft would do. With a lead and a made-up event. Answers with the trace that a run would leave: delays are added up and not waited for, nothing is sent and nothing is changed. */
  test(automationId: string, body: schema.AutomationTrial, options?: CallOptions): Promise<schema.AutomationTrialResult> {
    return this.caller.call({method: 'POST', path: `/api/v1/automations/${segment(automationId)}/test`, body, keyed: true}, options);
  }

  /** What an automation has run. Newest first. A version never changes. */
  listVersions(automationId: string, query?: Query<'listAutomationVersions'>, options?: CallOptions): Listing<schema.AutomationVersion> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/automations/${segment(automationId)}/versions`, query: {...query, ...cursor}}, options));
  }

  /** When an automation's schedule came due. Newest first. Instants that were missed are here too, with what became of them. */
  listFirings(automationId: string, query?: Query<'listAutomationFirings'>, options?: CallOptions): Listing<schema.AutomationFiring> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/automations/${segment(automationId)}/firings`, query: {...query, ...cursor}}, options));
  }

  /** List runs of automations. Newest first. Every event that an automation waits for leaves a run, also where it does not begin: its state and its trace say why. Filters are joined by "and". */
  listRuns(query?: Query<'listAutomationRuns'>, options?: CallOptions): Listing<schema.AutomationRun> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/automation-runs`, query: {...query, ...cursor}}, options));
  }

  /** One run, with its trace. What was asked and answered, what was done and how it went, in order. */
  getRun(runId: string, options?: CallOptions): Promise<schema.AutomationRunReport> {
    return this.caller.call({method: 'GET', path: `/api/v1/automation-runs/${segment(runId)}`}, options);
  }

  /** End a run before its last action. What it has put in line is still sent. Cancelling a cancelled run changes nothing. */
  cancelRun(runId: string, options?: CallOptions): Promise<schema.AutomationRun> {
    return this.caller.call({method: 'POST', path: `/api/v1/automation-runs/${segment(runId)}/cancel`, keyed: true}, options);
  }
}

/** Systems of a tenant that are told what happens. */
export class WebhookEndpoints {
  constructor(private readonly caller: Caller) {}

  /** List webhook endpoints. Newest first. Secrets are never listed. */
  list(query?: Query<'listWebhookEndpoints'>, options?: CallOptions): Listing<schema.WebhookEndpoint> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/webhook-endpoints`, query: {...query, ...cursor}}, options));
  }

  /** Have a system of yours told what happens. From now on every event that passes the filter is sent to the address, at least once, as Standard Webhooks has it: verify the signature with the secret, which is answered here and never again, and keep the webhook-id, which is the id of the event, to leave out what you have already. Order is not promised; data.sequence tells it. An answer of 2xx within 20 seconds takes the event. Anything else, a redirect too, is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, or later where Retry-After asks for it. An endpoint that answers 410, or fails for five days, is disabled. A tenant has at most 20. */
  create(body: schema.NewWebhookEndpoint, options?: CallOptions): Promise<schema.WebhookEndpoint> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-endpoints`, body, keyed: true}, options);
  }

  /** One webhook endpoint. How it does, without its secret. */
  get(webhookEndpointId: string, options?: CallOptions): Promise<schema.WebhookEndpoint> {
    return this.caller.call({method: 'GET', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}`}, options);
  }

  /** Change a webhook endpoint. A merge patch: absent fields stay, null empties a field. Deliveries that wait go to the new address; the filter counts for what happens from now on. */
  update(webhookEndpointId: string, body: schema.WebhookEndpointChange, options?: CallOptions): Promise<schema.WebhookEndpoint> {
    return this.caller.call({method: 'PATCH', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}`, body, keyed: true}, options);
  }

  /** Delete a webhook endpoint. What it has not been told is discarded. What it was told stays in the log of deliveries. */
  delete(webhookEndpointId: string, options?: CallOptions): Promise<void> {
    return this.caller.call({method: 'DELETE', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}`, keyed: true}, options);
  }

  /** Tell an endpoint nothing for a while. What happens meanwhile waits for it. 409 webhook_endpoint_disabled where it is told nothing anyway. */
  pause(webhookEndpointId: string, options?: CallOptions): Promise<schema.WebhookEndpoint> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}/pause`, keyed: true}, options);
  }

  /** Tell an endpoint what happens again. One that was paused is told what waited. What one that was disabled missed can be replayed. */
  resume(webhookEndpointId: string, options?: CallOptions): Promise<schema.WebhookEndpoint> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}/resume`, keyed: true}, options);
  }

  /** Give an endpoint another secret. The new secret is answered here and never again. Until the overlap is over every message carries two signatures, one with each secret; a secret before those two signs no more. */
  rotateSecret(webhookEndpointId: string, body: schema.WebhookSecretRotation, options?: CallOptions): Promise<schema.WebhookEndpoint> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}/rotate-secret`, body, keyed: true}, options);
  }

  /** Send a test event. A webhook_endpoint.test, to this endpoint alone, whatever its filter, tried once. What came of it stands under /webhook-deliveries?event_id=… */
  test(webhookEndpointId: string, options?: CallOptions): Promise<schema.WebhookTest> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}/test`, keyed: true}, options);
  }

  /** Tell an endpoint a part of the log again. Every event that passes the endpoint's filter and these conditions, under the id it always had, also what happened before the endpoint was made or while it was disabled. What is still to be told is left out, so that a call that is repeated changes nothing. At most 10,000 events a call; with has_more, call again with after_sequence set to last_sequence. */
  replayEvents(webhookEndpointId: string, body: schema.WebhookReplay, options?: CallOptions): Promise<schema.WebhookReplayResult> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-endpoints/${segment(webhookEndpointId)}/replay`, body, keyed: true}, options);
  }
}

/** What they were told, and what came of it. */
export class WebhookDeliveries {
  constructor(private readonly caller: Caller) {}

  /** What endpoints were told. Newest first. Filters are joined by "and". Kept as long as events are. */
  list(query?: Query<'listWebhookDeliveries'>, options?: CallOptions): Listing<schema.WebhookDelivery> {
    return new Listing((cursor) => this.caller.call({method: 'GET', path: `/api/v1/webhook-deliveries`, query: {...query, ...cursor}}, options));
  }

  /** One delivery, with its attempts. What was sent is the event, which can be read under /events; its signature is not kept. */
  get(deliveryId: string, options?: CallOptions): Promise<schema.WebhookDeliveryReport> {
    return this.caller.call({method: 'GET', path: `/api/v1/webhook-deliveries/${segment(deliveryId)}`}, options);
  }

  /** Deliver an event once more. A new delivery to the same endpoint, under the same webhook-id, whatever became of this one. */
  replay(deliveryId: string, options?: CallOptions): Promise<schema.WebhookDelivery> {
    return this.caller.call({method: 'POST', path: `/api/v1/webhook-deliveries/${segment(deliveryId)}/replay`, keyed: true}, options);
  }
}

/** For load balancers and people on call. */
export class Health {
  constructor(private readonly caller: Caller) {}

  /** Is the service well? The founding document's health check. 503 when a part it cannot do without is away. */
  get(options?: CallOptions): Promise<schema.Health> {
    return this.caller.call({method: 'GET', path: `/health`}, options);
  }

  /** Is the process alive? Never touches the database. */
  getLiveness(options?: CallOptions): Promise<schema.Health> {
    return this.caller.call({method: 'GET', path: `/livez`}, options);
  }

  /** May traffic come? 503 while the process stops, and while a part fails that it cannot do without. Without workers or Redis it is degraded and ready. For balancers and those who watch: people ask with `?verbose`. */
  getReadiness(query?: Query<'getReadiness'>, options?: CallOptions): Promise<schema.Readiness> {
    return this.caller.call({method: 'GET', path: `/readyz`, query}, options);
  }
}

/** A client of the API: one property for each kind of thing. */
export class Client {
  /** Who is calling. */
  readonly me: Me;
  /** Customers of the platform and the people in them. */
  readonly tenants: Tenants;
  /** What partners' programs sign in with. */
  readonly apiKeys: ApiKeys;
  /** The people a tenant may reach. */
  readonly leads: Leads;
  /** What the custom fields of leads are called and may hold. */
  readonly leadFields: LeadFields;
  /** Groups of leads: static, or described by a filter. */
  readonly leadLists: LeadLists;
  /** Files of leads, taken in row by row. */
  readonly imports: Imports;
  /** A tenant's own provider accounts. */
  readonly connections: Connections;
  /** One channel, one content, one list, one account of every send. */
  readonly campaigns: Campaigns;
  /** What is said, kept for many campaigns: a draft, and versions that never change. */
  readonly templates: Templates;
  /** What happened, in order, once. */
  readonly events: Events;
  /** What people have to do. */
  readonly tasks: Tasks;
  /** Files made of what a tenant has. */
  readonly exports: Exports;
  /** Addresses that must not be contacted, whoever the lead is today. */
  readonly suppressions: Suppressions;
  /** What people said about being contacted, kept as evidence. */
  readonly consents: Consents;
  /** Texts that may ask for an opt-out, for somebody to read. */
  readonly consentReviews: ConsentReviews;
  /** Who asked for what, and what came of it: a log that can be checked. */
  readonly audit: Audit;
  /** Threads with the people who write back, one for each lead and channel. */
  readonly conversations: Conversations;
  /** What happens by itself: a trigger, conditions, actions. */
  readonly automations: Automations;
  /** Systems of a tenant that are told what happens. */
  readonly webhookEndpoints: WebhookEndpoints;
  /** What they were told, and what came of it. */
  readonly webhookDeliveries: WebhookDeliveries;
  /** For load balancers and people on call. */
  readonly health: Health;

  constructor(caller: Caller) {
    this.me = new Me(caller);
    this.tenants = new Tenants(caller);
    this.apiKeys = new ApiKeys(caller);
    this.leads = new Leads(caller);
    this.leadFields = new LeadFields(caller);
    this.leadLists = new LeadLists(caller);
    this.imports = new Imports(caller);
    this.connections = new Connections(caller);
    this.campaigns = new Campaigns(caller);
    this.templates = new Templates(caller);
    this.events = new Events(caller);
    this.tasks = new Tasks(caller);
    this.exports = new Exports(caller);
    this.suppressions = new Suppressions(caller);
    this.consents = new Consents(caller);
    this.consentReviews = new ConsentReviews(caller);
    this.audit = new Audit(caller);
    this.conversations = new Conversations(caller);
    this.automations = new Automations(caller);
    this.webhookEndpoints = new WebhookEndpoints(caller);
    this.webhookDeliveries = new WebhookDeliveries(caller);
    this.health = new Health(caller);
  }
}
