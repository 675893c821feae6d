// Code generated from api/openapi.yaml by ./task generate; DO NOT EDIT.
export interface paths {
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I, and where do I belong?
         * @description The caller and every membership the caller has. Needs no tenant.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a tenant
         * @description Only a super admin may. The new tenant has no members until one is added.
         */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/current": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * The tenant this request acts for
         * @description The tenant chosen by the caller's membership, or by the header among them.
         */
        get: operations["getCurrentTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the tenant
         * @description A merge patch; absent fields stay as they are.
         */
        patch: operations["updateCurrentTenant"];
        trace?: never;
    };
    "/api/v1/tenants/current/api-limits": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how many requests the tenant may make
         * @description Only a super admin may. What is left out is what this installation grants anybody. Takes effect with the next request.
         */
        put: operations["setApiLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/current/usage-limits": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how much the tenant may send in a month
         * @description Only a super admin may. What is left out is without limit. Takes effect with the next sends; up to 100,000 on each channel that wait for quota are asked again at once.
         */
        put: operations["setUsageLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/current/memberships": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * The people in this tenant
         * @description Newest first.
         */
        get: operations["listMemberships"];
        put?: never;
        /**
         * Add a person to this tenant
         * @description The role may not be above the caller's own.
         */
        post: operations["addMembership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/current/memberships/{membership_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The membership. */
                membership_id: components["parameters"]["MembershipId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a person from this tenant
         * @description Takes effect with that person's next request. The last tenant_admin stays.
         */
        delete: operations["removeMembership"];
        options?: never;
        head?: never;
        /**
         * Change a person's role
         * @description Neither the old role nor the new one may be above the caller's own. The last tenant_admin stays.
         */
        patch: operations["changeMembership"];
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Newest first, revoked ones too. Secrets are never returned.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The answer shows the key, this once. It acts for this tenant alone and may do what its scopes
         *     say: permissions that the caller has, of operations that take keys. A key of a test tenant
         *     begins with crl_test_, any other with crl_live_.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{api_key_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        /**
         * One API key
         * @description Without its secret.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an API key
         * @description A merge patch; scopes and networks are replaced whole. Takes effect with the key's next
         *     request. The caller must hold every scope that the key has, before and after.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/api/v1/api-keys/{api_key_id}/rotate": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an API key a new secret
         * @description The answer shows the new key, this once. The former one works until the overlap is over; one
         *     that was replaced before it ends at once. All else about the key stays.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{api_key_id}/revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an API key for good
         * @description From the next request on, for both of its secrets. Again, it changes nothing.
         */
        post: operations["revokeApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List leads
         * @description Filters are joined by "and"; deleted leads are not listed.
         */
        get: operations["listLeads"];
        put?: never;
        /**
         * Create a lead
         * @description A lead has at least one of email, phone and external_id; each of the three is unique among the
         *     tenant's leads. Phone numbers must be in international form, unless the tenant has a default_region.
         *     Custom fields that are defined under /lead-fields hold what they are defined to hold.
         */
        post: operations["createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/count": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * How many leads there are
         * @description With the filters of the list. Up to 10,000 are counted; of more there is an estimate.
         */
        get: operations["countLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create and change many leads
         * @description Up to 1,000 at a time, each as if it came by itself, in their order. A row means the lead that has
         *     its external_id, without one its email, without that its phone: mode create refuses a lead that is
         *     there, update one that is not, and upsert takes both. What a row does not name stays, null empties
         *     a field, custom_fields are merged key by key, tags are added. A row that is refused keeps no other
         *     back: each has a result of its own. A contact that a lead gives up stays its own until the call is over.
         */
        post: operations["bulkLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/by-external-id/{external_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description Your own id of the lead. */
                external_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Create or change the lead with your id
         * @description What is not named stays, null empties a field, custom_fields are merged key by key, tags are
         *     added. However many send the same id at once, there is one lead.
         */
        put: operations["upsertLead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{lead_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        /**
         * One lead
         * @description Deleted leads are not found; of one that was merged into another, 410 lead_merged names that under existing_id.
         */
        get: operations["getLead"];
        put?: never;
        post?: never;
        /**
         * Delete a lead
         * @description The lead is hidden and no longer contacted; what was sent to it stays accounted for.
         */
        delete: operations["deleteLead"];
        options?: never;
        head?: never;
        /**
         * Change a lead
         * @description A merge patch: absent fields stay, null empties a field, custom_fields are merged key by
         *     key. Tags are changed under /tags.
         */
        patch: operations["updateLead"];
        trace?: never;
    };
    "/api/v1/leads/{lead_id}/erase": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person
         * @description Wipes what is kept of a person, for good: the lead's fields, tags and lists, what was said to
         *     and by them, what providers reported, tasks, and what is personal in events. What the account
         *     of sends needs stays and names nobody. What has not been sent yet is skipped as `erased`. Of
         *     each address at which the person was known a keyed hash is kept: a lead with one of them is
         *     refused as `lead_erased` from now on. A deleted lead can be erased too, and one that was
         *     erased again.
         */
        post: operations["eraseLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{lead_id}/export": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        /**
         * All that is kept of a person
         * @description For a person who asks what is known of them: the lead, deleted or not, and all that is about it,
         *     as it is stored. Fields here are the store's and may change without notice.
         */
        get: operations["getLeadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{lead_id}/tags": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put tags on a lead
         * @description Tags that are there already stay. A lead carries at most 100 tags.
         */
        post: operations["addLeadTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{lead_id}/tags/{tag}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
                /** @description The tag. */
                tag: components["schemas"]["Tag"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a tag off a lead
         * @description A tag that is not there is no error.
         */
        delete: operations["removeLeadTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{lead_id}/merge": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge another lead into this one
         * @description For two leads that are one person. What this lead lacks it takes over from the other: contacts, names,
         *     custom fields; where both have something, prefer decides. It gets the other's tags, places in lists,
         *     conversations (one for each channel, joined), tasks, what was and will be sent, and runs of automations;
         *     its timeline shows both. The other is deleted, and found as 410 lead_merged with this one under
         *     existing_id. A campaign that has both as targets sends to this one alone, as far as it has not sent yet.
         */
        post: operations["mergeLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lead-fields": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List lead fields
         * @description In the order of their keys.
         */
        get: operations["listLeadFields"];
        put?: never;
        /**
         * Define a lead field
         * @description From now on the custom field of this key holds values of its type only, however a lead is written. What
         *     leads hold already stays. A tenant defines at most 200. Fields that are not defined take anything, unless
         *     the tenant's strict_lead_fields is on: then they are refused.
         */
        post: operations["createLeadField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lead-fields/{lead_field_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead field. */
                lead_field_id: components["parameters"]["LeadFieldId"];
            };
            cookie?: never;
        };
        /**
         * One lead field
         * @description Deleted ones are not found.
         */
        get: operations["getLeadField"];
        put?: never;
        post?: never;
        /**
         * Delete a lead field
         * @description It is not defined any more; what leads hold in it stays.
         */
        delete: operations["deleteLeadField"];
        options?: never;
        head?: never;
        /**
         * Change a lead field
         * @description A merge patch: absent fields stay, null empties a field. Key and type never change. Leads that hold an option which is gone keep it.
         */
        patch: operations["updateLeadField"];
        trace?: never;
    };
    "/api/v1/lead-lists": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List lead lists
         * @description Newest first.
         */
        get: operations["listLeadLists"];
        put?: never;
        /**
         * Create a lead list
         * @description A static list is filled by adding members; a dynamic one is the leads its filter finds.
         */
        post: operations["createLeadList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lead-lists/preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a filter before it is saved
         * @description How many leads the filter finds, and a few of them.
         */
        post: operations["previewLeadFilter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lead-lists/{list_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        /**
         * One lead list
         * @description Without its members; see /members and /preview.
         */
        get: operations["getLeadList"];
        put?: never;
        post?: never;
        /**
         * Delete a lead list
         * @description Refused while a campaign that has not started yet names it.
         */
        delete: operations["deleteLeadList"];
        options?: never;
        head?: never;
        /**
         * Change a lead list
         * @description The kind cannot change. Campaigns that have started keep the audience they froze.
         */
        patch: operations["updateLeadList"];
        trace?: never;
    };
    "/api/v1/lead-lists/{list_id}/preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        /**
         * Count and sample of a list
         * @description Whom a campaign on this list would address if it started now.
         */
        get: operations["previewLeadList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lead-lists/{list_id}/members": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        /**
         * The leads in a list
         * @description For a static list its members, for a dynamic one the leads its filter finds now.
         */
        get: operations["listLeadListMembers"];
        put?: never;
        /**
         * Put leads into a static list
         * @description Leads that are members already stay members; an id that is no lead of yours refuses the whole call.
         */
        post: operations["addLeadListMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lead-lists/{list_id}/members/{lead_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a lead out of a static list
         * @description A lead that is not in the list is no error.
         */
        delete: operations["removeLeadListMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List imports
         * @description Newest first, for 30 days.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Import leads from a file
         * @description A table as spreadsheets and databases write it, up to 100 MiB, whose first row names the columns: with
         *     commas, semicolons, tabs or bars; in UTF-8, in UTF-16 with its mark, or in Windows-1252. It comes as
         *     multipart/form-data, the part `file` and, before or after it, the part `options`, which is JSON; a
         *     short one may come as JSON. Each row means a lead as one of bulkLeads does; an empty cell leaves a field as
         *     it is. Columns are mapped by their names unless `mapping` says otherwise; where none is known as external_id,
         *     email or phone the import waits for a mapping (`needs_mapping`). Rows are carried out in their order, and
         *     what becomes of each is counted: created + updated + skipped + rejected = total. No answer tells of it but
         *     the import itself and the event import.completed. An Idempotency-Key makes the same import of an upload that
         *     comes again, whatever it holds, for as long as there is one.
         */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        /**
         * One import
         * @description How far it is, and what became of its rows so far.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Map the columns of an import
         * @description Of one that waits for it, in the state needs_mapping; its rows are carried out then.
         */
        patch: operations["updateImport"];
        trace?: never;
    };
    "/api/v1/imports/{import_id}/cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an import
         * @description Rows that were carried out stay so; none is begun any more.
         */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/rejects": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        /**
         * List the rows that were refused
         * @description In the order of the file, each with the reason.
         */
        get: operations["listImportRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/rejects.csv": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        /**
         * Download the rows that were refused
         * @description The columns of the file and one more, `reason`, as RFC 4180 has it, in UTF-8 with commas. Mended, it can be
         *     imported as it is: a last column of that name is left out unless it is mapped. A cell that a spreadsheet
         *     would take for a formula has an apostrophe before it, which an import takes off again; numbers such as
         *     +12025550143 are none and have none.
         */
        get: operations["downloadImportRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List connections
         * @description Newest first. Secrets are never returned.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Connect a provider account
         * @description The secret is encrypted with a key of this tenant alone and never returned.
         */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{connection_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        /**
         * One connection
         * @description With the callback address to configure at the provider; without the secret.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        /**
         * Remove a connection
         * @description Refused while a campaign that is not over uses it. The stored secret is wiped.
         */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        /**
         * Change a connection
         * @description A new secret takes effect with the next send. settings and rate_limits are replaced whole.
         */
        patch: operations["updateConnection"];
        trace?: never;
    };
    "/api/v1/connections/{connection_id}/verify": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the provider whether the credentials are good
         * @description The answer is the provider's at this moment; sending state does not change. So an Idempotency-Key has nothing to keep, and none is looked up.
         *     The WhatsApp templates of a good account are read anew: a campaign that names another, or one that is not approved, is refused when it is
         *     drafted, changed or started. Before the first verification no id is held against the list.
         */
        post: operations["verifyConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{connection_id}/resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again on a paused connection
         * @description A connection pauses when the provider refuses the account: a bad key, no credit, no
         *     permission. Targets wait meanwhile and spend no attempt. Resume when the account is mended.
         */
        post: operations["resumeConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{connection_id}/callback-token": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        /**
         * The token the provider must send with its callbacks
         * @description Configure it at the provider as a bearer token for the callback address.
         */
        get: operations["getCallbackToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns
         * @description Newest first.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Draft a campaign
         * @description Nothing is sent until it is started.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * One campaign
         * @description With its state, and why it is paused if it is.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a draft
         * @description Only a draft can change. message_content, retry_strategy and schedule are replaced whole.
         */
        patch: operations["updateCampaign"];
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/start": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a draft
         * @description A start_datetime in the future schedules it. The audience is frozen when the campaign
         *     really starts. Starting a campaign that is under way already changes nothing.
         */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/pause": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause
         * @description Once this answers, no request to a provider starts later than one second; what is on the
         *     wire already is counted under in_flight and accounted for when its answer comes.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on
         * @description Every target goes on from where it is; nobody is contacted twice. Also confirms a late start.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel for good
         * @description Targets not yet reached become cancelled; what is on the wire is accounted for.
         */
        post: operations["cancelCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * Who would get what, when, and who would not and why
         * @description Runs the very decision the dispatcher runs, on up to 1,000 leads of the list, and shows
         *     the first of them in full. Nothing is stored or sent.
         */
        get: operations["previewCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/stats": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * The account of a campaign
         * @description At every instant audience_size is the sum of by_state.
         */
        get: operations["getCampaignStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/stream": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * Watch a campaign
         * @description Server-sent events: first `state` and `stats`, then each again when it has changed, `stats` twice a
         *     second at the most. `data` of `stats` is what `GET /api/v1/campaigns/{campaign_id}/stats` answers.
         *     A comment comes at least every 15 seconds. When the campaign has come to its end the last `stats`
         *     has the id `end`, and the stream ends; opened again with that as `Last-Event-ID`, it answers
         *     with 204. Otherwise it ends as the stream of events does, and can be opened again at once: it then
         *     begins with how things stand.
         */
        get: operations["streamCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/targets": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /**
         * The recipients of a campaign
         * @description In a stable order; every lead of the frozen audience is exactly one target.
         */
        get: operations["listCampaignTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/targets/{target_id}/timeline": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
                /** @description The target. */
                target_id: string;
            };
            cookie?: never;
        };
        /**
         * All that happened to one recipient, and why
         * @description Each decision with its rules, each attempt with the provider's answer, each report.
         */
        get: operations["getTargetTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List templates
         * @description Newest first.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Draft a template
         * @description Campaigns can name it once it is published. Text is Liquid's output expressions with the variables
         *     lead.first_name, last_name, name, company, email, phone, external_id and custom.<key>, unsubscribe_url, and the
         *     filters default, upcase, downcase and strip. A part is at most 64 KiB, before and after it is filled in.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See a message before it is saved
         * @description Filled in for a lead of yours, or for one made up. For texts also how they travel: segments are what
         *     networks charge for, so a recipient costs segments times the price of one. Nothing is stored or sent.
         */
        post: operations["previewContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        /**
         * One template
         * @description Its draft as people edit it; see /versions for what was published.
         */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        /**
         * Delete a template
         * @description Campaigns that have started keep what they say; a draft that names it can no longer start.
         */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        /**
         * Change a template's draft
         * @description What is published stays as it is. The channel cannot change; message_content is replaced whole.
         */
        patch: operations["updateTemplate"];
        trace?: never;
    };
    "/api/v1/templates/{template_id}/publish": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the draft what campaigns take
         * @description Makes a new version, unless the draft is what was published last. Campaigns take the version that is
         *     published when they are started, and keep it.
         */
        post: operations["publishTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template_id}/versions": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        /**
         * What was published of a template
         * @description Newest first. A version never changes.
         */
        get: operations["listTemplateVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template_id}/preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See a template as a lead would
         * @description The draft, or the version named. As /api/v1/templates/preview otherwise.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template_id}/test-send": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template to yourselves
         * @description The draft, or the version named, filled in for a lead and sent to the addresses named, at any hour.
         *     It goes through the ledger as every send does, with the origin test: rates and suppressions hold,
         *     no campaign counts it, and it stands in no lead's timeline.
         */
        post: operations["testSendTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List exports
         * @description Newest first, as far as you may read what they are made of.
         */
        get: operations["listExports"];
        put?: never;
        /**
         * Export leads, targets or the audit log
         * @description Writes a file of what is there now, in the background: wait until the state is succeeded, then
         *     fetch the file. Beside exports:read, leads asks for leads:read, targets for campaigns:read and
         *     audit for audit:read. CSV is UTF-8 as RFC 4180 has it, with the names of the columns first.
         *     What a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@`, a tab or
         *     a carriage return, has an apostrophe before it; telephone numbers such as +12025550143 are
         *     harmless and stay as they are. NDJSON has an object on each line. The file is there for seven
         *     days; when a person is erased, files that may hold them are taken back.
         */
        post: operations["createExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{export_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The export. */
                export_id: components["parameters"]["ExportId"];
            };
            cookie?: never;
        };
        /**
         * An export
         * @description How far it is.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{export_id}/cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The export. */
                export_id: components["parameters"]["ExportId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an export before it is done
         * @description There will be no file. One that is finished stays as it is.
         */
        post: operations["cancelExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{export_id}/file": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The export. */
                export_id: components["parameters"]["ExportId"];
            };
            cookie?: never;
        };
        /**
         * The file of an export
         * @description In the format that was asked for, once the state is succeeded.
         */
        get: operations["getExportFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description Every call that may change something, refused or not, and every fact but those about single
         *     messages, newest first. A call and its facts have the same `request_id`. Calls that were not
         *     let in at all, and those that a rate limit stopped, are not in it. Where a fact would say
         *     something of a person there stands `hmac-sha256:…`: a salted hash, the same for the same value
         *     of the same lead. Of a person who was erased nothing can be tied to it any more, or there stands
         *     `forgotten`. An entry is here within seconds.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log/head": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * The end of the audit log
         * @description The last entry's number and hash. Who keeps them elsewhere can prove later that nothing up to
         *     that entry was changed since.
         */
        get: operations["getAuditHead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Read the log
         * @description Facts in the order of their sequence, which has no gaps: whoever has read up to a number has
         *     missed nothing below it. To go on later, give the sequence of the last event you have as
         *     `after`; without it the log begins at the oldest event kept.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Send events of your own
         * @description Up to 500 at a time, for automations to answer. Each has an id of yours: an id that was sent
         *     before counts once, and its event of then is named. Either all of a call is kept or nothing.
         */
        post: operations["sendEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/stream": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the log
         * @description Server-sent events, without an end: each fact of the log, in its order, as soon as it is there.
         *     `id` is the sequence, `event` the type, and `data` what `GET /api/v1/events` has as an item. It
         *     begins after `Last-Event-ID`, else after `after`, else with what happens from now on. Give the
         *     last `id` you have as `Last-Event-ID` to go on without a hole: the first thing sent is where you
         *     stand, and whenever there is nothing more to tell, at least every 15 seconds, a comment comes
         *     with an `id`. A stream ends when the server stops, when you may not read any more, as with a
         *     token that has expired, and when you do not read for 30 seconds; then open it again.
         *     A tenant may have some streams open at once: 429 `too_many_streams`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{event_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The event. */
                event_id: string;
            };
            cookie?: never;
        };
        /**
         * One event
         * @description Events are forgotten after the tenant's event_retention_days.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/event-types": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What can happen
         * @description Every type of event: what it means, the JSON Schema of what goes with it, and an example as a
         *     webhook endpoint receives it. Events of your own, custom.…, are not listed.
         */
        get: operations["getEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{lead_id}/timeline": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        /**
         * What happened to a lead
         * @description Newest first; what was sent, what came back, what changed and why. A deleted lead keeps its timeline.
         */
        get: operations["getLeadTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List tasks
         * @description Newest first. Filters are joined by "and".
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Create a task
         * @description Automations create tasks too; run_id says which run did.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The task. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * One task
         * @description Deleted tasks are not found.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        /**
         * Delete a task
         * @description Gone for good; a task that was carried out is marked as done instead.
         */
        delete: operations["deleteTask"];
        options?: never;
        head?: never;
        /**
         * Change a task
         * @description A merge patch: absent fields stay, null empties a field. done marks the task, or opens it again.
         */
        patch: operations["updateTask"];
        trace?: never;
    };
    "/api/v1/suppressions": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List suppressions
         * @description Newest first. Filters are joined by "and".
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Suppress an address
         * @description Nothing is sent to the address on the channel from the answer on, whether a lead has it or not. An
         *     address that is suppressed already stays so for its own reason, and is what the answer shows.
         */
        post: operations["createSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions/{suppression_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The suppression. */
                suppression_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Lift a suppression
         * @description What a person asked for, by opting out or by a complaint, is lifted only where consent was
         *     recorded since: without it the answer is 409 `consent_missing`.
         */
        delete: operations["deleteSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List what people said about being contacted
         * @description Newest first. Whatever way people say it, by a word, a link, the provider or you, it stands here and never changes.
         */
        get: operations["listConsents"];
        put?: never;
        /**
         * Record what a person said
         * @description Who withdraws consent is suppressed from the answer on. Consent that is granted lifts nothing by
         *     itself: see deleteSuppression.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent-reviews": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List texts that may ask for an opt-out
         * @description Newest first. A text that is nothing but a word such as "stop" opts out at once. One that holds
         *     such a word and says more comes here, and until it is resolved campaigns and automations send
         *     nothing to who wrote it, on that channel.
         */
        get: operations["listConsentReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent-reviews/{consent_review_id}/resolve": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The review. */
                consent_review_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what a text meant
         * @description What waited for it is decided on at once.
         */
        post: operations["resolveConsentReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations
         * @description The one with the latest entry first. What somebody wrote who is no lead waits here too,
         *     under known=false, until it is adopted.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        /**
         * One conversation
         * @description Whose it is, and how much of it is unread.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/entries": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        /**
         * What was said
         * @description Newest first: what the lead wrote, and all that was sent to the lead on the channel, by
         *     campaigns, automations and people, with the provider's present word on each. A call is one
         *     entry with its summary, transcript, recording and cost.
         */
        get: operations["listConversationEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/replies": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reply
         * @description Goes through the same ledger as every send, in these very words. Within 24 hours after the
         *     lead wrote it goes at any hour, later within the hours in which the lead may be contacted.
         *     On WhatsApp, words of your own go only within those 24 hours; after them name a template. An
         *     opt-out is obeyed: then the entry is skipped and says so. The conversation is yours from
         *     now on: open, read, owned by a human and, if it was nobody's, assigned to you.
         */
        post: operations["replyToConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/assign": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign, or hand over
         * @description To a member, to nobody with null; and to bot or human. While a human owns it, automations send nothing in it.
         */
        post: operations["assignConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/close": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close
         * @description Nothing is unread any more, and it is the bot's again. What the lead writes next reopens it.
         */
        post: operations["closeConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/reopen": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen
         * @description One that is open already stays as it is.
         */
        post: operations["reopenConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/read": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as read
         * @description Nothing is unread any more.
         */
        post: operations["readConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{conversation_id}/adopt": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which lead an unknown sender is
         * @description The thread becomes the lead's, together with what the lead has said already, and so does what comes from that address later. A lead without a phone number gets the sender's.
         */
        post: operations["adoptConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List automations
         * @description Newest first.
         */
        get: operations["listAutomations"];
        put?: never;
        /**
         * Draft an automation
         * @description Nothing happens until it is activated.
         */
        post: operations["createAutomation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automation_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        /**
         * One automation
         * @description Its draft as people edit it; see /versions for what has run.
         */
        get: operations["getAutomation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an automation's draft
         * @description What runs goes on as it is until the automation is activated again. trigger_config, conditions,
         *     actions and entry are replaced whole.
         */
        patch: operations["updateAutomation"];
        trace?: never;
    };
    "/api/v1/automations/{automation_id}/activate": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an automation run as its draft says
         * @description Makes a new version, unless the draft is what ran last; runs stay on the version they began
         *     with. A paused automation goes on, with the runs that wait.
         */
        post: operations["activateAutomation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automation_id}/pause": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an automation
         * @description Once this answers it hears no events, no step of a run begins, and what runs have put in line
         *     is not sent; only a webhook that was being called may still get the call. Events of the
         *     meantime are not made up for.
         */
        post: operations["pauseAutomation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automation_id}/archive": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an automation for good
         * @description Runs that are not over are cancelled, and so is what they have put in line.
         */
        post: operations["archiveAutomation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automation_id}/test": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what an automation's draft would do
         * @description With a lead and a made-up event. Answers with the trace that a run would leave: delays are added
         *     up and not waited for, nothing is sent and nothing is changed.
         */
        post: operations["testAutomation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automation_id}/versions": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        /**
         * What an automation has run
         * @description Newest first. A version never changes.
         */
        get: operations["listAutomationVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automation_id}/firings": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        /**
         * When an automation's schedule came due
         * @description Newest first. Instants that were missed are here too, with what became of them.
         */
        get: operations["listAutomationFirings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automation-runs": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List runs of automations
         * @description Newest first. Every event that an automation waits for leaves a run, also where it does not
         *     begin: its state and its trace say why. Filters are joined by "and".
         */
        get: operations["listAutomationRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automation-runs/{run_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The run. */
                run_id: components["parameters"]["RunId"];
            };
            cookie?: never;
        };
        /**
         * One run, with its trace
         * @description What was asked and answered, what was done and how it went, in order.
         */
        get: operations["getAutomationRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automation-runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The run. */
                run_id: components["parameters"]["RunId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a run before its last action
         * @description What it has put in line is still sent. Cancelling a cancelled run changes nothing.
         */
        post: operations["cancelAutomationRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Newest first. Secrets are never listed.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Have a system of yours told what happens
         * @description From now on every event that passes the filter is sent to the address, at least once, as
         *     Standard Webhooks has it: verify the signature with the secret, which is answered here and never
         *     again, and keep the webhook-id, which is the id of the event, to leave out what you have already.
         *     Order is not promised; data.sequence tells it. An answer of 2xx within 20 seconds takes the event.
         *     Anything else, a redirect too, is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h
         *     and 24 h, or later where Retry-After asks for it. An endpoint that answers 410, or fails for five
         *     days, is disabled. A tenant has at most 20.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{webhook_endpoint_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        /**
         * One webhook endpoint
         * @description How it does, without its secret.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description What it has not been told is discarded. What it was told stays in the log of deliveries.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description A merge patch: absent fields stay, null empties a field. Deliveries that wait go to the new address; the filter counts for what happens from now on.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{webhook_endpoint_id}/pause": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell an endpoint nothing for a while
         * @description What happens meanwhile waits for it. 409 webhook_endpoint_disabled where it is told nothing anyway.
         */
        post: operations["pauseWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{webhook_endpoint_id}/resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell an endpoint what happens again
         * @description One that was paused is told what waited. What one that was disabled missed can be replayed.
         */
        post: operations["resumeWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{webhook_endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint another secret
         * @description The new secret is answered here and never again. Until the overlap is over every message carries
         *     two signatures, one with each secret; a secret before those two signs no more.
         */
        post: operations["rotateWebhookEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{webhook_endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description A webhook_endpoint.test, to this endpoint alone, whatever its filter, tried once. What came of it
         *     stands under /webhook-deliveries?event_id=…
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{webhook_endpoint_id}/replay": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell an endpoint a part of the log again
         * @description Every event that passes the endpoint's filter and these conditions, under the id it always had,
         *     also what happened before the endpoint was made or while it was disabled. What is still to be
         *     told is left out, so that a call that is repeated changes nothing. At most 10,000 events a call;
         *     with has_more, call again with after_sequence set to last_sequence.
         */
        post: operations["replayWebhookEndpointEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * What endpoints were told
         * @description Newest first. Filters are joined by "and". Kept as long as events are.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The delivery. */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        /**
         * One delivery, with its attempts
         * @description What was sent is the event, which can be read under /events; its signature is not kept.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The delivery. */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event once more
         * @description A new delivery to the same endpoint, under the same webhook-id, whatever became of this one.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/brevo/email/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brevo reports on emails
         * @description Authenticated by the connection's callback token as bearer or basic password.
         */
        post: operations["receiveBrevoEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/brevo/sms/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brevo reports on text messages
         * @description Authenticated by the connection's callback token as bearer or basic password.
         */
        post: operations["receiveBrevoSms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/brevo/sms/{endpoint_id}/{message_token}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
                /** @description Names one attempt and proves that we made this address. */
                message_token: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brevo reports on one text message
         * @description The address Brevo is given with the message; its last part is a signature over the attempt.
         */
        post: operations["receiveBrevoSmsMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/vapi/call-status/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vapi reports on a call
         * @description Authenticated by the connection's callback token in X-Webhook-Token, X-Vapi-Secret or as bearer.
         */
        post: operations["receiveVapiCallStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the service well?
         * @description The founding document's health check. 503 when a part it cannot do without is away.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description Never touches the database.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * May traffic come?
         * @description 503 while the process stops, and while a part fails that it cannot do without. Without workers or Redis it is
         *     degraded and ready. For balancers and those who watch: people ask with `?verbose`.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A problem document (RFC 9457). */
        Problem: {
            /** @description A page about this code on this server. */
            type: string;
            /** @description The code in words. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description Stable; what programs should read. May grow. */
            code: string;
            /** @description What to do about it. */
            detail: string;
            /** @description The path of the request. */
            instance: string;
            /** @description Quote it when you ask for help. */
            request_id: string;
            /** @description Every field that needs attention. */
            errors?: components["schemas"]["ProblemField"][];
            /** @description Facts that go with the code, for example allowed_from. */
            meta?: {
                [key: string]: unknown;
            };
        };
        /** @description One field that needs attention. */
        ProblemField: {
            /** @description body, query, path or header. */
            in: string;
            /** @description JSON pointer into the body. */
            pointer?: string;
            /** @description Name of the parameter. */
            name?: string;
            /** @description Stable code of what is wrong. */
            code: string;
            /** @description What is wrong and how to mend it. */
            message: string;
            /** @description Facts that go with the code, for example maximum. */
            meta?: {
                [key: string]: unknown;
            };
        };
        /**
         * @description What a member may do; super_admin is never a membership role.
         * @enum {string}
         */
        Role: "tenant_admin" | "operator" | "viewer";
        /** @description The caller. */
        Me: {
            /**
             * Format: uuid
             * @description The user's id at the issuer.
             */
            user_id: string;
            /** @description As the token says it, possibly empty. */
            email: string;
            /** @description Whether the caller runs the platform. */
            super_admin: boolean;
            /** @description Every tenant the caller belongs to. */
            memberships: components["schemas"]["MyMembership"][];
        };
        /** @description One tenant the caller belongs to. */
        MyMembership: {
            /**
             * Format: uuid
             * @description The tenant.
             */
            tenant_id: string;
            /** @description Short name; may stand in the Carillon-Tenant header. */
            slug: string;
            /** @description Display name. */
            name: string;
            mode: components["schemas"]["TenantMode"];
            role: components["schemas"]["Role"];
            /** @description active or suspended; may grow. */
            tenant_status: "active" | "suspended" | (string & {});
        };
        /** @description Lower-case letters, digits and inner hyphens. */
        Slug: string;
        /** @description Most sends of the tenant on a channel, whatever the connection. A channel that is not named has the platform's limit. */
        SendRates: {
            sms?: components["schemas"]["RateLimit"];
            whatsapp?: components["schemas"]["RateLimit"];
            email?: components["schemas"]["RateLimit"];
            voice?: components["schemas"]["RateLimit"];
        };
        /** @description At most limit sends in any window of so many seconds. */
        RateLimit: {
            /** @description Sends. */
            limit: number;
            /** @description Seconds. */
            window_seconds: number;
        };
        /**
         * @description What becomes of a message from somebody who is no lead: it waits in the bin, or makes a lead of the number.
         * @enum {string}
         */
        UnknownSenders: "bin" | "lead";
        /**
         * @description live, unless said otherwise: what is sent is sent. test: all goes to simulated providers and nobody is reached. Never changes.
         * @enum {string}
         */
        TenantMode: "live" | "test";
        /** @description A tenant to open. */
        NewTenant: {
            slug: components["schemas"]["Slug"];
            /** @description Display name. */
            name: string;
            /**
             * Format: timezone
             * @description IANA time zone of the office.
             * @default UTC
             */
            timezone?: string;
            mode?: components["schemas"]["TenantMode"];
        };
        /** @description A merge patch of a tenant. */
        TenantChange: {
            /** @description Display name. */
            name?: string;
            /**
             * Format: timezone
             * @description IANA time zone of the office.
             */
            timezone?: string;
            send_rates?: components["schemas"]["SendRates"];
            unknown_senders?: components["schemas"]["UnknownSenders"];
            contact_hours?: components["schemas"]["ContactHours"];
            frequency_caps?: components["schemas"]["FrequencyCaps"];
            /** @description How long events are kept. */
            event_retention_days?: number;
            /** @description Whether leads take only those custom fields that are defined; else they take any. */
            strict_lead_fields?: boolean;
            /** @description The country, as two letters of ISO 3166, of phone numbers that name none. Without it they are refused. */
            default_region?: string | null;
        };
        /** @description A customer of the platform. */
        Tenant: {
            /**
             * Format: uuid
             * @description The tenant.
             */
            id: string;
            /** @description Short name. */
            slug: string;
            /** @description Display name. */
            name: string;
            mode: components["schemas"]["TenantMode"];
            /** @description active or suspended; may grow. */
            status: "active" | "suspended" | (string & {});
            /** @description IANA time zone of the office. */
            timezone: string;
            send_rates: components["schemas"]["SendRates"];
            api_limits: components["schemas"]["ApiLimits"];
            contact_hours: components["schemas"]["ContactHours"];
            frequency_caps: components["schemas"]["FrequencyCaps"];
            usage_limits: components["schemas"]["UsageLimits"];
            current_usage: components["schemas"]["CurrentUsage"];
            /** @description What becomes of a message from somebody who is no lead: bin or lead; may grow. */
            unknown_senders: "bin" | "lead" | (string & {});
            /** @description How long events are kept. */
            event_retention_days: number;
            /** @description Whether leads take only those custom fields that are defined. */
            strict_lead_fields: boolean;
            /** @description The country, as ISO 3166 has it, of phone numbers that name none. */
            default_region: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description The hours, days and dates of the tenant for all that it sends, on the recipient's clock: outside of them it is quiet, and what is due waits (hold quiet_hours). A campaign's own schedule can only narrow them, and they only narrow what the installation and the law allow. An answer to what a person wrote goes out at any hour. Replaced as a whole; {} leaves every hour open. */
        ContactHours: components["schemas"]["Schedule"];
        /** @description How often one lead is contacted on a channel, by all campaigns and automations together. What would be too much waits (hold frequency_cap) until the oldest contact is long enough ago, or expires. What proved unsent does not count, nor does an answer to what the person wrote. Replaced as a whole; what is left out has no cap. */
        FrequencyCaps: {
            sms?: components["schemas"]["FrequencyCap"];
            whatsapp?: components["schemas"]["FrequencyCap"];
            email?: components["schemas"]["FrequencyCap"];
            voice?: components["schemas"]["FrequencyCap"];
        };
        /** @description At most max contacts within any span of so many days. */
        FrequencyCap: {
            /** @description Contacts. */
            max: number;
            /** @description Days, of 24 hours each. */
            days: number;
        };
        /** @description How much the tenant's plan allows in a month, by channel: messages, and calls for voice. A month is a calendar month in UTC. What is beyond waits (hold quota) for the next one, until it expires. What is left out is without limit. */
        UsageLimits: {
            /**
             * Format: int64
             * @description Text messages.
             */
            sms?: number;
            /**
             * Format: int64
             * @description WhatsApp messages.
             */
            whatsapp?: number;
            /**
             * Format: int64
             * @description Emails.
             */
            email?: number;
            /**
             * Format: int64
             * @description Calls.
             */
            voice?: number;
        };
        /** @description What the tenant has sent in this month, by channel. */
        CurrentUsage: {
            sms: components["schemas"]["ChannelUsage"];
            whatsapp: components["schemas"]["ChannelUsage"];
            email: components["schemas"]["ChannelUsage"];
            voice: components["schemas"]["ChannelUsage"];
        };
        /** @description How much of a month's quota is used. */
        ChannelUsage: {
            /**
             * Format: int64
             * @description Sends that were promised, be they accepted or on their way; what was refused or not sent is given back.
             */
            used: number;
            /**
             * Format: int64
             * @description At the most; null: any number.
             */
            limit: number | null;
            /**
             * Format: date-time
             * @description When the next month begins.
             */
            resets_at: string;
        };
        /** @description How many requests a tenant may make within a minute, where it is not what this installation grants anybody. */
        ApiLimits: {
            /** @description Requests that read. */
            reads_per_minute?: number;
            /** @description All other requests. */
            writes_per_minute?: number;
            /** @description Those of either kind that cost more: x-rate-class bulk. */
            bulk_per_minute?: number;
        };
        /** @description A person to add. */
        NewMembership: {
            /**
             * Format: uuid
             * @description The user's id at the issuer.
             */
            user_id: string;
            /**
             * Format: email
             * @description Shown in lists of members; not used to sign in.
             */
            email?: string;
            role: components["schemas"]["Role"];
        };
        /** @description A merge patch of a membership. */
        MembershipChange: {
            role: components["schemas"]["Role"];
        };
        /** @description A person in a tenant. */
        Membership: {
            /**
             * Format: uuid
             * @description The membership.
             */
            id: string;
            /**
             * Format: uuid
             * @description The user's id at the issuer.
             */
            user_id: string;
            /** @description As given when the person was added. */
            email: string | null;
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description When the person was added.
             */
            created_at: string;
        };
        /** @description A page of memberships. */
        MembershipPage: {
            /** @description The page. */
            data: components["schemas"]["Membership"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A permission of x-roles that an operation asks of keys, for example leads:read. */
        Scope: string;
        /**
         * Format: cidr
         * @description A network, for example 203.0.113.0/24; one address ends in /32 or, in IPv6, /128.
         */
        Network: string;
        /** @description An API key to make. */
        NewApiKey: {
            /** @description For people. */
            name: string;
            /** @description What the key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description Where it may be used from. None is anywhere. */
            networks?: components["schemas"]["Network"][];
            /**
             * Format: date-time
             * @description When it ends by itself. Without it never.
             */
            expires_at?: string;
        };
        /** @description A merge patch of an API key. */
        ApiKeyChange: {
            /** @description For people. */
            name?: string;
            /** @description What the key may do. */
            scopes?: components["schemas"]["Scope"][];
            /** @description Where it may be used from. None is anywhere. */
            networks?: components["schemas"]["Network"][];
            /**
             * Format: date-time
             * @description When it ends by itself; null is never.
             */
            expires_at?: string | null;
        };
        /** @description How to give a key a new secret. */
        ApiKeyRotation: {
            /**
             * @description How long the former secret works beside the new one.
             * @default 86400
             */
            overlap_seconds?: number;
        };
        /** @description An API key without its secret. */
        ApiKey: {
            /**
             * Format: uuid
             * @description The key. As an actor in events it is key:<id>.
             */
            id: string;
            /** @description For people. */
            name: string;
            /** @description What stands in the key between the second and the third underscore, and is no secret. */
            public_id: string;
            /** @description The end of the key. */
            last_four: string;
            /** @description What the key may do. */
            scopes: string[];
            /** @description Where it may be used from; none is anywhere. */
            networks: string[];
            /**
             * Format: date-time
             * @description When it ends by itself; null is never.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description Until when the secret before the present one works or worked; null where there was none.
             */
            former_until: string | null;
            /**
             * Format: date-time
             * @description When a request was let in with it, to the minute; null before the first.
             */
            last_used_at: string | null;
            /** @description Who made it, for example user:<id>. */
            created_by: string;
            /**
             * Format: date-time
             * @description When it was ended for good; null while it was not.
             */
            revoked_at: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed; use is no change.
             */
            updated_at: string;
        };
        /** @description A page of API keys. */
        ApiKeyPage: {
            /** @description The page. */
            data: components["schemas"]["ApiKey"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description An API key with its secret, which is shown this once. */
        IssuedApiKey: {
            /** @description Send it as Authorization: Bearer, and keep it where secrets are kept. */
            key: string;
            api_key: components["schemas"]["ApiKey"];
        };
        /** @description Whether another page follows. */
        HasMore: boolean;
        /** @description Give it as cursor to get the next page; null on the last. */
        NextCursor: string | null;
        /** @description The limit in force. */
        PageLimit: number;
        /**
         * @description How a lead is reached.
         * @enum {string}
         */
        Channel: "sms" | "whatsapp" | "email" | "voice";
        /**
         * @description Where the tenant stands with the lead.
         * @enum {string}
         */
        LeadStatus: "new" | "contacted" | "qualified" | "customer" | "lost";
        /** @description A label. No commas, no space at its ends. */
        Tag: string;
        /** @description Your own fields. Keys are letters, digits and underscores; values are text, numbers, booleans or null. */
        CustomFields: {
            [key: string]: components["schemas"]["CustomValue"];
        };
        /** @description Text up to 1,000 characters, a number, a boolean or null. */
        CustomValue: string | number | boolean | null;
        /** @description Tags to put on a lead. */
        LeadTags: {
            /** @description The tags. */
            tags: components["schemas"]["Tag"][];
        };
        /** @description A person to reach. Texts are kept as they are written; an empty one is none. */
        NewLead: {
            /** @description Your own id, unique among your leads. */
            external_id?: string;
            /**
             * Format: email
             * @description Unique among your leads, whatever its case.
             */
            email?: string;
            /** @description International form with +, for example +12025550143, or a number of the tenant's default_region; stored as E.164, unique among your leads. */
            phone?: string;
            /** @description Given name. */
            first_name?: string;
            /** @description Family name. */
            last_name?: string;
            /** @description Where the lead works. */
            company?: string;
            /**
             * Format: timezone
             * @description IANA time zone; without it the phone number's zones decide, else the campaign's.
             */
            timezone?: string;
            status?: components["schemas"]["LeadStatus"];
            /** @description Labels. */
            tags?: components["schemas"]["Tag"][];
            custom_fields?: components["schemas"]["CustomFields"];
        };
        /** @description A merge patch of a lead. Texts are kept as they are written; an empty one is none. */
        LeadChange: {
            /** @description Your own id. */
            external_id?: string | null;
            /**
             * Format: email
             * @description Email address.
             */
            email?: string | null;
            /** @description International form with +, or a number of the tenant's default_region. */
            phone?: string | null;
            /** @description Given name. */
            first_name?: string | null;
            /** @description Family name. */
            last_name?: string | null;
            /** @description Where the lead works. */
            company?: string | null;
            /**
             * Format: timezone
             * @description IANA time zone.
             */
            timezone?: string | null;
            status?: components["schemas"]["LeadStatus"];
            custom_fields?: components["schemas"]["CustomFields"];
        };
        /** @description How many there are. */
        LeadCount: {
            /**
             * Format: int64
             * @description So many, or about so many.
             */
            count: number;
            /** @description Whether they were counted; else it is the estimate of the database, and more than 10,000. */
            exact: boolean;
        };
        /** @description What is said of one lead. Texts are kept as they are written; an empty one is none. */
        LeadUpsert: {
            /**
             * Format: email
             * @description Email address.
             */
            email?: string | null;
            /** @description International form with +, or a number of the tenant's default_region. */
            phone?: string | null;
            /** @description Given name. */
            first_name?: string | null;
            /** @description Family name. */
            last_name?: string | null;
            /** @description Where the lead works. */
            company?: string | null;
            /**
             * Format: timezone
             * @description IANA time zone.
             */
            timezone?: string | null;
            status?: components["schemas"]["LeadStatus"];
            /** @description Labels to put on. */
            tags?: components["schemas"]["Tag"][];
            custom_fields?: components["schemas"]["CustomFields"];
        };
        /** @description What is said of one lead, named by its external_id, without one its email, without that its phone. */
        LeadRow: {
            /** @description Your own id. */
            external_id?: string;
            /**
             * Format: email
             * @description Email address.
             */
            email?: string | null;
            /** @description International form with +, or a number of the tenant's default_region. */
            phone?: string | null;
            /** @description Given name. */
            first_name?: string | null;
            /** @description Family name. */
            last_name?: string | null;
            /** @description Where the lead works. */
            company?: string | null;
            /**
             * Format: timezone
             * @description IANA time zone.
             */
            timezone?: string | null;
            status?: components["schemas"]["LeadStatus"];
            /** @description Labels to put on. */
            tags?: components["schemas"]["Tag"][];
            custom_fields?: components["schemas"]["CustomFields"];
        };
        /** @description Leads to create or change. */
        LeadRows: {
            /**
             * @description What to do with leads that are there, and with those that are not.
             * @enum {string}
             */
            mode: "create" | "upsert" | "update";
            /** @description One for each lead. */
            leads: components["schemas"]["LeadRow"][];
        };
        /** @description What became of the rows. */
        LeadResults: {
            /** @description One for each row, in their order. */
            results: components["schemas"]["LeadResult"][];
        };
        /** @description What became of one row. */
        LeadResult: {
            /** @description The row, from 0 on. */
            index: number;
            /** @description What was done; may grow. */
            outcome: "created" | "updated" | "unchanged" | "refused" | (string & {});
            /**
             * Format: uuid
             * @description The lead; null where the row was refused.
             */
            lead_id: string | null;
            /** @description Why the row was refused; null where it was not. */
            error: components["schemas"]["Problem"] | null;
        };
        /** @description A person to reach. */
        Lead: {
            /**
             * Format: uuid
             * @description The lead.
             */
            id: string;
            /** @description Your own id. */
            external_id: string | null;
            /** @description As given. */
            email: string | null;
            /** @description E.164. */
            phone: string | null;
            /** @description Given name. */
            first_name: string | null;
            /** @description Family name. */
            last_name: string | null;
            /** @description Where the lead works. */
            company: string | null;
            /** @description IANA time zone. */
            timezone: string | null;
            /** @description Where the tenant stands with the lead; may grow. */
            status: "new" | "contacted" | "qualified" | "customer" | "lost" | (string & {});
            /** @description Labels, in alphabetical order. */
            tags: string[];
            custom_fields: components["schemas"]["CustomFields"];
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of leads. */
        LeadPage: {
            /** @description The page. */
            data: components["schemas"]["Lead"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description Which lead to merge into this one. */
        LeadMerge: {
            /**
             * Format: uuid
             * @description The lead that is deleted.
             */
            from_lead_id: string;
            /**
             * @description Whose value stays where both have one: that of the lead that is kept, or of the one merged into it.
             * @default kept
             * @enum {string}
             */
            prefer?: "kept" | "merged";
        };
        /**
         * @description What a field holds. A date is text like 2026-03-31, a choice one of the options.
         * @enum {string}
         */
        LeadFieldType: "text" | "number" | "boolean" | "date" | "choice";
        /** @description The choices of a choice; none of other types. */
        LeadFieldOptions: string[];
        /** @description A custom field to define. */
        NewLeadField: {
            /** @description Its name in custom_fields, unique whatever its case. */
            key: string;
            type: components["schemas"]["LeadFieldType"];
            /** @description Its name for people. */
            label: string;
            /** @description For people. */
            description?: string;
            options?: components["schemas"]["LeadFieldOptions"];
        };
        /** @description A merge patch of a lead field. */
        LeadFieldChange: {
            /** @description Its name for people. */
            label?: string;
            /** @description For people. */
            description?: string | null;
            options?: components["schemas"]["LeadFieldOptions"];
        };
        /** @description A custom field of leads that is defined. */
        LeadField: {
            /**
             * Format: uuid
             * @description The lead field.
             */
            id: string;
            /** @description Its name in custom_fields. */
            key: string;
            /** @description What it holds; may grow. */
            type: "text" | "number" | "boolean" | "date" | "choice" | (string & {});
            /** @description Its name for people. */
            label: string;
            /** @description For people. */
            description: string | null;
            /** @description The choices of a choice. */
            options: string[];
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of lead fields. */
        LeadFieldPage: {
            /** @description The page. */
            data: components["schemas"]["LeadField"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A file, and how it is meant. */
        ImportUpload: {
            /**
             * Format: binary
             * @description The table.
             */
            file: string;
            options?: components["schemas"]["ImportOptions"];
        };
        /** @description A short file as text, and how it is meant. */
        NewImport: {
            /** @description The table. */
            text: string;
            options?: components["schemas"]["ImportOptions"];
        };
        /** @description How a file is meant. */
        ImportOptions: {
            /**
             * @description What to do with leads that are there, and with those that are not.
             * @default upsert
             * @enum {string}
             */
            mode?: "create" | "upsert" | "update";
            /**
             * @description Nothing is kept; what would become of the rows is counted, and those that would be refused are told.
             * @default false
             */
            validate_only?: boolean;
            mapping?: components["schemas"]["ImportMapping"];
            /** @description The country of phone numbers that name none, as ISO 3166 has it. */
            default_region?: string;
            /**
             * Format: uuid
             * @description A static list that the leads of all rows are put in.
             */
            lead_list_id?: string;
            /** @description Labels to put on the leads of all rows. */
            tags?: components["schemas"]["Tag"][];
        };
        /**
         * @description The field of each column that is read: external_id, email, phone, first_name, last_name, company, timezone,
         *     status, tags, or custom. and the name of a field of your own; null, like a column that is not named, for none.
         */
        ImportMapping: {
            [key: string]: string | null;
        };
        /** @description What an import waits for. */
        ImportChange: {
            mapping: components["schemas"]["ImportMapping"];
        };
        /** @description A file of leads, and what became of it. */
        Import: {
            /**
             * Format: uuid
             * @description The import.
             */
            id: string;
            /** @description Where it stands; may grow. */
            state: "needs_mapping" | "queued" | "running" | "succeeded" | "failed" | "cancelled" | (string & {});
            /** @description As it was uploaded. */
            file_name: string | null;
            /** @description What is done with leads that are there, and with those that are not. */
            mode: "create" | "upsert" | "update" | (string & {});
            /** @description Whether nothing is kept. */
            validate_only: boolean;
            /** @description The country of phone numbers that name none. */
            default_region: string | null;
            /**
             * Format: uuid
             * @description The list that leads are put in.
             */
            lead_list_id: string | null;
            /** @description Labels that are put on. */
            tags: string[];
            /** @description The columns of the file, each with its field. */
            columns: components["schemas"]["ImportColumn"][];
            /** @description What stands between cells. */
            delimiter: string;
            /** @description What the file is written in. */
            encoding: "utf-8" | "utf-16" | "windows-1252" | (string & {});
            /**
             * Format: int64
             * @description How long it is.
             */
            bytes: number;
            progress: components["schemas"]["ImportProgress"];
            /**
             * Format: int64
             * @description Rows that made a lead.
             */
            created: number;
            /**
             * Format: int64
             * @description Rows that changed a lead.
             */
            updated: number;
            /**
             * Format: int64
             * @description Rows that said nothing new of their lead.
             */
            skipped: number;
            /**
             * Format: int64
             * @description Rows that were refused.
             */
            rejected: number;
            /** @description Why it failed. */
            error_code: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its first row was begun.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * Format: date-time
             * @description When it is forgotten with its rejects. The file itself is when the import ends.
             */
            expires_at: string;
        };
        /** @description A column of the file. */
        ImportColumn: {
            /** @description As the first row has it. */
            name: string;
            /** @description The field that it is read into; null: it is not read. While a mapping is waited for, a suggestion. */
            field: string | null;
        };
        /** @description How far it is, in rows. */
        ImportProgress: {
            /**
             * Format: int64
             * @description Rows that are done with, refused ones too.
             */
            done: number;
            /**
             * Format: int64
             * @description All rows; null until they are counted.
             */
            total: number | null;
            /**
             * Format: int64
             * @description Those of done that were refused.
             */
            failed: number;
        };
        /** @description A page of imports. */
        ImportPage: {
            /** @description The page. */
            data: components["schemas"]["Import"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A row that was refused. */
        ImportReject: {
            /**
             * Format: int64
             * @description The row, from 1 on for the first one under the head; blank ones are not counted.
             */
            row: number;
            /** @description What it says. One that could not be taken apart is cut at every delimiter, and after 8 KiB. */
            cells: string[];
            /** @description Stable; what programs should read. May grow. */
            code: string;
            /** @description What to do about it. */
            reason: string;
            /** @description The column at fault; null for the row as a whole. */
            column: string | null;
        };
        /** @description A page of rows that were refused. */
        ImportRejectPage: {
            /** @description The page. */
            data: components["schemas"]["ImportReject"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description Which leads. all, any and not nest up to 8 deep. */
        LeadFilter: components["schemas"]["AllFilter"] | components["schemas"]["AnyFilter"] | components["schemas"]["NotFilter"] | components["schemas"]["TagFilter"] | components["schemas"]["FieldFilter"] | components["schemas"]["CustomFieldFilter"];
        /** @description Every one of the filters finds the lead. */
        AllFilter: {
            /**
             * @description all (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "all";
            /** @description The filters. */
            filters: components["schemas"]["LeadFilter"][];
        };
        /** @description At least one of the filters finds the lead. */
        AnyFilter: {
            /**
             * @description any (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "any";
            /** @description The filters. */
            filters: components["schemas"]["LeadFilter"][];
        };
        /** @description The filter does not find the lead. */
        NotFilter: {
            /**
             * @description not (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "not";
            filter: components["schemas"]["LeadFilter"];
        };
        /** @description The lead carries the tag. */
        TagFilter: {
            /**
             * @description tag (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "tag";
            tag: components["schemas"]["Tag"];
        };
        /** @description A field of the lead compared with text. is_set and is_not_set take no value. */
        FieldFilter: {
            /**
             * @description field (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "field";
            /**
             * @description The field.
             * @enum {string}
             */
            field: "email" | "phone" | "external_id" | "first_name" | "last_name" | "company" | "timezone" | "status";
            /**
             * @description How to compare. contains ignores case.
             * @enum {string}
             */
            op: "equals" | "not_equals" | "starts_with" | "contains" | "is_set" | "is_not_set";
            /** @description The text to compare with. */
            value?: string;
        };
        /** @description A custom field of the lead compared with a value. is_set and is_not_set take no value. */
        CustomFieldFilter: {
            /**
             * @description custom_field (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "custom_field";
            /** @description The key in custom_fields. */
            field: string;
            /**
             * @description How to compare; greater_than and less_than take numbers.
             * @enum {string}
             */
            op: "equals" | "not_equals" | "greater_than" | "less_than" | "is_set" | "is_not_set";
            value?: components["schemas"]["CustomValue"];
        };
        /** @description A filter to try. */
        LeadFilterTrial: {
            filter: components["schemas"]["LeadFilter"];
        };
        /** @description A group of leads. */
        NewLeadList: {
            /** @description Unique among your lists. */
            name: string;
            kind: components["schemas"]["LeadListKind"];
            filter?: components["schemas"]["LeadFilter"];
            /** @description For people. */
            description?: string;
        };
        /**
         * @description static: members are put in; dynamic: a filter finds them.
         * @enum {string}
         */
        LeadListKind: "static" | "dynamic";
        /** @description A merge patch of a lead list. */
        LeadListChange: {
            /** @description Unique among your lists. */
            name?: string;
            filter?: components["schemas"]["LeadFilter"];
            /** @description For people. */
            description?: string | null;
        };
        /** @description A group of leads. */
        LeadList: {
            /**
             * Format: uuid
             * @description The list.
             */
            id: string;
            /** @description Unique among your lists. */
            name: string;
            /** @description static or dynamic. */
            kind: "static" | "dynamic" | (string & {});
            /** @description The filter of a dynamic list; null for a static one. */
            filter: components["schemas"]["LeadFilter"] | null;
            /** @description For people. */
            description: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of lists. */
        LeadListPage: {
            /** @description The page. */
            data: components["schemas"]["LeadList"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description Whom a list or filter finds now. */
        LeadListPreview: {
            /**
             * Format: int64
             * @description How many leads.
             */
            count: number;
            /** @description Some of them, at most 10. */
            sample: components["schemas"]["Lead"][];
        };
        /** @description Leads to put into a static list. */
        NewLeadListMembers: {
            /** @description The leads. */
            lead_ids: string[];
        };
        /** @description What adding members did. */
        LeadListMembersAdded: {
            /** @description Leads that are in the list now and were not before. */
            added: number;
            /** @description Leads that were in it before. */
            already_members: number;
        };
        /**
         * @description brevo: sms, whatsapp, email. vapi: voice. smtp: email.
         * @enum {string}
         */
        Provider: "brevo" | "vapi" | "smtp";
        /** @description What a provider needs beside the secret. Fields of other providers are refused. */
        ConnectionSettings: {
            /**
             * Format: email
             * @description brevo, smtp: the verified sender address.
             */
            email_from?: string;
            /** @description brevo, smtp: the sender's name. */
            email_from_name?: string;
            /**
             * Format: email
             * @description brevo, smtp: where answers go.
             */
            reply_to?: string;
            /** @description brevo: up to 11 letters and digits, or up to 15 digits. */
            sms_sender?: string;
            /** @description brevo: brand name placed before each text; needed for +1. */
            sms_prefix?: string;
            /** @description brevo: the WhatsApp sender in E.164. */
            whatsapp_number?: string;
            /** @description vapi: the assistant that speaks. */
            assistant_id?: string;
            /** @description vapi: the number that calls. */
            phone_number_id?: string;
            /** @description vapi: calls at a time; 10 unless you have bought more. */
            max_concurrent_calls?: number;
            /** @description smtp: the server, a public one unless the operator allows others. */
            host?: string;
            /** @description smtp: its port. */
            port?: number;
            /** @description smtp: who signs in; empty for none. */
            username?: string;
            /**
             * @description smtp: how the wire is protected; none is for servers on this machine.
             * @enum {string}
             */
            tls?: "starttls" | "implicit" | "none";
        };
        /** @description A provider account to connect. */
        NewConnection: {
            /** @description Unique among your connections. */
            name: string;
            provider: components["schemas"]["Provider"];
            /** @description The REST key (brevo), the private key (vapi), the password (smtp). */
            secret: string;
            settings?: components["schemas"]["ConnectionSettings"];
            rate_limits?: components["schemas"]["SendRates"];
        };
        /** @description A merge patch of a connection. */
        ConnectionChange: {
            /** @description Unique among your connections. */
            name?: string;
            /** @description A new secret. */
            secret?: string;
            settings?: components["schemas"]["ConnectionSettings"];
            rate_limits?: components["schemas"]["SendRates"];
        };
        /** @description A connected provider account. */
        Connection: {
            /**
             * Format: uuid
             * @description The connection.
             */
            id: string;
            /** @description Unique among your connections. */
            name: string;
            /** @description brevo, vapi or smtp; may grow. */
            provider: "brevo" | "vapi" | "smtp" | (string & {});
            /** @description active or paused; may grow. */
            status: "active" | "paused" | (string & {});
            /** @description Why it is paused, in the provider's words where there are any. */
            pause_reason: string | null;
            /** @description The end of the secret. */
            secret_last_four: string;
            /** @description Equal for equal secrets; says nothing about them. */
            secret_fingerprint: string;
            settings: components["schemas"]["ConnectionSettings"];
            rate_limits: components["schemas"]["SendRates"];
            /** @description Addresses to configure at the provider by kind of event. */
            callback_urls: {
                [key: string]: string;
            };
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of connections. */
        ConnectionPage: {
            /** @description The page. */
            data: components["schemas"]["Connection"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description What the provider says of the credentials. */
        ConnectionCheck: {
            /** @description Whether the provider takes them. */
            ok: boolean;
            /** @description account, unreachable, throttled, server_error or garbled; may grow. */
            cause: "account" | "unreachable" | "throttled" | "server_error" | "garbled" | (string & {}) | null;
            /** @description What is wrong and what to do. */
            detail: string;
        };
        /** @description The token of a callback address. */
        CallbackToken: {
            /** @description Keep it like a password. */
            token: string;
        };
        /**
         * @description Where a campaign stands.
         * @enum {string}
         */
        CampaignStatus: "draft" | "scheduled" | "preparing" | "running" | "paused" | "completed" | "cancelled" | "failed";
        /**
         * @description Where a recipient stands.
         * @enum {string}
         */
        TargetStatus: "pending" | "sending" | "accepted" | "unknown" | "completed" | "failed" | "skipped" | "cancelled" | "expired" | "unresolved";
        /** @description What is said. Text may name fields of the lead, as in {{ lead.first_name | default: "there" }}. */
        MessageContent: {
            /** @description email: the subject. */
            subject?: string;
            /** @description The text; for voice, the assistant's first sentence. */
            body?: string;
            /** @description email: the HTML part; made from body without it. */
            html?: string;
            /**
             * Format: int64
             * @description whatsapp: an approved template of the connection, needed for a first contact.
             */
            template_id?: number;
            /** @description whatsapp: the template's parameters; voice: variables for the assistant. */
            params?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description A template of yours that says it, in place of the parts above. The campaign takes what is published of it when it is started, shows it here from then on, and keeps it.
             */
            stored_template_id?: string;
            /**
             * Format: int32
             * @description The version to take; without it the one published when the campaign is started.
             */
            stored_template_version?: number;
            /**
             * @description What becomes of a lead who lacks a field that the message names and gives no default for. default: nothing stands in its place. skip: the lead is skipped with the reason missing_variable. block: the campaign does not start while one of its first 10,000 leads lacks one; who lacks one later is skipped. Without it the stored template decides, else default.
             * @enum {string}
             */
            missing_variables?: "default" | "block" | "skip";
        };
        /** @description When to try a recipient again. */
        RetryStrategy: {
            /**
             * @description Sends to one recipient at the most, the first included.
             * @default 3
             */
            max_attempts?: number;
            /** @description Wait before the second, third … attempt; the last is used again. Without it: busy 30 minutes, no_answer 2 hours, else growing with jitter. */
            delays_minutes?: number[];
            /** @description Which results are tried again: busy and no_answer for voice, soft_bounced for messages, unless you say otherwise. Bounces are tried again only in campaigns that complete on delivered. */
            retry_on?: ("busy" | "no_answer" | "voicemail" | "failed" | "soft_bounced" | "hard_bounced")[];
        };
        /** @description When a recipient may be contacted, in the recipient's own time zone. */
        Schedule: {
            /** @description First hour of the day that is open. */
            start_hour?: number;
            /** @description The hour that is no longer open. Below start_hour the window goes over midnight. */
            end_hour?: number;
            /** @description Weekdays, 0 is Monday. All without it. */
            days_allowed?: number[];
            /** @description Dates on which nobody is contacted. */
            blackout_dates?: string[];
        };
        /**
         * @description For messages: whether the provider's yes or the delivery completes a recipient. A call completes when it ends.
         * @enum {string}
         */
        CompleteOn: "accepted" | "delivered";
        /**
         * @description When a provider's answer is lost and it cannot be found out whether the message went: hold never risks a second copy; resend may contact somebody twice.
         * @enum {string}
         */
        UnknownPolicy: "hold" | "resend";
        /**
         * @description Why people are written to; marketing unless you say otherwise. What laws and people ask of marketing is not asked of what they wait for: a receipt, a code, an appointment.
         * @enum {string}
         */
        Purpose: "marketing" | "transactional";
        /** @description A campaign to draft. */
        NewCampaign: {
            /** @description For people. */
            name: string;
            channel: components["schemas"]["Channel"];
            /**
             * Format: uuid
             * @description Whom to reach.
             */
            lead_list_id: string;
            /**
             * Format: uuid
             * @description Which account sends; may be left out when one connection serves the channel.
             */
            connection_id?: string;
            /**
             * Format: date-time
             * @description Not before this instant; at once without it.
             */
            start_datetime?: string;
            /**
             * Format: timezone
             * @description For leads whose own zone cannot be told.
             * @default UTC
             */
            timezone?: string;
            message_content: components["schemas"]["MessageContent"];
            retry_strategy?: components["schemas"]["RetryStrategy"];
            schedule?: components["schemas"]["Schedule"];
            purpose?: components["schemas"]["Purpose"];
            complete_on?: components["schemas"]["CompleteOn"];
            unknown_policy?: components["schemas"]["UnknownPolicy"];
            /**
             * @description A recipient not reached within so many hours after the start expires.
             * @default 72
             */
            expires_after_hours?: number;
        };
        /** @description A merge patch of a draft. */
        CampaignChange: {
            /** @description For people. */
            name?: string;
            /**
             * Format: uuid
             * @description Whom to reach.
             */
            lead_list_id?: string;
            /**
             * Format: uuid
             * @description Which account sends.
             */
            connection_id?: string | null;
            /**
             * Format: date-time
             * @description Not before this instant.
             */
            start_datetime?: string | null;
            /**
             * Format: timezone
             * @description For leads whose own zone cannot be told.
             */
            timezone?: string;
            message_content?: components["schemas"]["MessageContent"];
            retry_strategy?: components["schemas"]["RetryStrategy"];
            schedule?: components["schemas"]["Schedule"];
            purpose?: components["schemas"]["Purpose"];
            complete_on?: components["schemas"]["CompleteOn"];
            unknown_policy?: components["schemas"]["UnknownPolicy"];
            /** @description Hours after the start. */
            expires_after_hours?: number;
        };
        /** @description One channel, one content, one list. */
        Campaign: {
            /**
             * Format: uuid
             * @description The campaign.
             */
            id: string;
            /** @description For people. */
            name: string;
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /**
             * Format: uuid
             * @description Whom to reach.
             */
            lead_list_id: string;
            /**
             * Format: uuid
             * @description Which account sends; settled at the start.
             */
            connection_id: string | null;
            /**
             * Format: date-time
             * @description Not before this instant.
             */
            start_datetime: string | null;
            /** @description For leads whose own zone cannot be told. */
            timezone: string;
            message_content: components["schemas"]["MessageContent"];
            retry_strategy: components["schemas"]["RetryStrategy"];
            schedule: components["schemas"]["Schedule"];
            /** @description marketing or transactional. */
            purpose: string;
            /** @description accepted or delivered. */
            complete_on: string;
            /** @description hold or resend. */
            unknown_policy: string;
            /** @description Hours after the start. */
            expires_after_hours: number;
            /** @description draft, scheduled, preparing, running, paused, completed, cancelled or failed; may grow. */
            status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "completed" | "cancelled" | "failed" | (string & {});
            /** @description Why it is paused, cancelled or failed: late, by_request, no_audience …; may grow. */
            status_reason: string | null;
            /**
             * Format: int64
             * @description Targets frozen so far; final once running.
             */
            audience_size: number;
            /**
             * Format: int64
             * @description Requests to the provider whose answer has not come yet.
             */
            in_flight: number;
            /**
             * Format: int64
             * @description Requests whose answer was lost and not yet found out.
             */
            unknown: number;
            /**
             * Format: date-time
             * @description When it really started.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When its last target ended.
             */
            finished_at: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was drafted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of campaigns. */
        CampaignPage: {
            /** @description The page. */
            data: components["schemas"]["Campaign"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description One rule that was asked. */
        DecisionStep: {
            /** @description deleted, address, suppression, expiry, start, attempts, window, quiet_hours, legal_hours, frequency_cap, quota …; may grow. */
            rule: string;
            /** @description What the rule looked at. */
            input: string;
            /** @description What it said. */
            result: string;
        };
        /** @description What would be done with a recipient now, and why. */
        Decision: {
            /** @description send, hold, skip or expire; may grow. */
            action: "send" | "hold" | "skip" | "expire" | (string & {});
            /** @description Why not now; may grow. */
            reason: string | null;
            /**
             * Format: date-time
             * @description With hold: when it is asked again.
             */
            until: string | null;
            /** @description Every rule in the order asked. */
            trace: components["schemas"]["DecisionStep"][];
        };
        /** @description What a start would do now. */
        CampaignPreview: {
            /**
             * Format: int64
             * @description Leads in the list.
             */
            audience: number;
            /** @description Leads the counts speak of, at most 1,000. */
            examined: number;
            /** @description Leads by action. */
            by_action: {
                [key: string]: number;
            };
            /** @description Leads by reason of hold or skip. */
            by_reason: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description The earliest send among the examined.
             */
            first_send_at: string | null;
            /**
             * Format: date-time
             * @description The latest first send among the examined, rates aside.
             */
            last_send_at: string | null;
            /** @description The first leads in full. */
            samples: components["schemas"]["PreviewSample"][];
        };
        /** @description One lead as the campaign would treat it. */
        PreviewSample: {
            /**
             * Format: uuid
             * @description The lead.
             */
            lead_id: string;
            /** @description The address that would be used. */
            recipient: string | null;
            /** @description Time zones in all of which the window must be open. */
            zones: string[];
            decision: components["schemas"]["Decision"];
            /** @description What the lead would read; null when it cannot be written. */
            message: components["schemas"]["WrittenMessage"] | null;
            /** @description sms: how the text travels; null on other channels, and when it cannot be written. */
            sms: components["schemas"]["TextSize"] | null;
        };
        /** @description What a template says. Text may name fields of the lead, as in {{ lead.first_name | default: "there" }}. */
        TemplateContent: {
            /** @description email: the subject. */
            subject?: string;
            /** @description The text; for voice, the assistant's first sentence. */
            body?: string;
            /** @description email: the HTML part; made from body without it. */
            html?: string;
            /**
             * Format: int64
             * @description whatsapp: an approved template of the connection, needed for a first contact.
             */
            template_id?: number;
            /** @description whatsapp: the template's parameters; voice: variables for the assistant. */
            params?: {
                [key: string]: string;
            };
            /**
             * @description What becomes of a lead who lacks a field that the message names and gives no default for. default: nothing stands in its place. skip: the lead is skipped with the reason missing_variable. block: the campaign does not start while one of its first 10,000 leads lacks one; who lacks one later is skipped. Without it the stored template decides, else default.
             * @enum {string}
             */
            missing_variables?: "default" | "block" | "skip";
        };
        /** @description A template to draft. */
        NewTemplate: {
            /** @description For people; unique among your templates. */
            name: string;
            channel: components["schemas"]["Channel"];
            message_content: components["schemas"]["TemplateContent"];
        };
        /** @description A merge patch of a template's draft. */
        TemplateChange: {
            /** @description For people; unique among your templates. */
            name?: string;
            message_content?: components["schemas"]["TemplateContent"];
        };
        /** @description What is said, kept for many campaigns. */
        Template: {
            /**
             * Format: uuid
             * @description The template.
             */
            id: string;
            /** @description For people. */
            name: string;
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            message_content: components["schemas"]["TemplateContent"];
            /**
             * Format: int32
             * @description What campaigns take when they start; null: nothing yet.
             */
            published_version: number | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was drafted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of templates. */
        TemplatePage: {
            /** @description The page. */
            data: components["schemas"]["Template"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description What was published of a template. */
        TemplateVersion: {
            /**
             * Format: int32
             * @description Counts from 1.
             */
            number: number;
            message_content: components["schemas"]["TemplateContent"];
            /** @description Who published it. */
            created_by: string;
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
        };
        /** @description A page of versions. */
        TemplateVersionPage: {
            /** @description The page. */
            data: components["schemas"]["TemplateVersion"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A lead made up to see a message. */
        SampleLead: {
            /** @description Your own id. */
            external_id?: string;
            /** @description Email address. */
            email?: string;
            /** @description Phone number. */
            phone?: string;
            /** @description Given name. */
            first_name?: string;
            /** @description Family name. */
            last_name?: string;
            /** @description Where the lead works. */
            company?: string;
            custom_fields?: components["schemas"]["CustomFields"];
        };
        /** @description A message to see, and for whom; for nobody it is filled in with nothing. */
        ContentTrial: {
            channel: components["schemas"]["Channel"];
            message_content: components["schemas"]["MessageContent"];
            /**
             * Format: uuid
             * @description A lead of yours.
             */
            lead_id?: string;
            lead?: components["schemas"]["SampleLead"];
        };
        /** @description For whom to fill a template in; for nobody it is filled in with nothing. */
        TemplateTrial: {
            /**
             * Format: int32
             * @description A published version; the draft without it.
             */
            template_version?: number;
            /**
             * Format: uuid
             * @description A lead of yours.
             */
            lead_id?: string;
            lead?: components["schemas"]["SampleLead"];
        };
        /** @description A message as it would be read. */
        ContentPreview: {
            message: components["schemas"]["WrittenMessage"];
            /** @description What the message names without a default and the lead lacks, such as lead.first_name. */
            missing_variables: string[];
            /** @description sms: how the text travels; null on other channels. */
            sms: components["schemas"]["TextSize"] | null;
        };
        /** @description How a text travels, and what it costs. */
        TextSize: {
            /** @description GSM-7 (160 characters in one segment, 153 in each of several; ^ { } [ ] ~ | \ and € count twice) or UCS-2 (70 and 67; most emoji count twice). */
            encoding: string;
            /** @description Characters as they count. */
            units: number;
            /** @description What networks charge for; a recipient costs so many times the price of a segment. */
            segments: number;
            /** @description What still fits into the last segment. */
            units_left: number;
            /** @description The characters that force UCS-2, at most 20. */
            unicode_characters: string[];
        };
        /** @description To whom to send a template, and whose values to fill in. */
        TestSend: {
            /**
             * Format: uuid
             * @description The lead whose values are filled in. Nothing is sent to the lead.
             */
            lead_id: string;
            /** @description Addresses of the channel: email addresses, or phone numbers in international form. */
            to: string[];
            /**
             * Format: uuid
             * @description Which account sends; may be left out when one connection serves the channel.
             */
            connection_id?: string;
            /**
             * Format: int32
             * @description A published version; the draft without it.
             */
            template_version?: number;
        };
        /** @description What came of each address, in their order. */
        TestSendResult: {
            /** @description One for each address. */
            sends: components["schemas"]["TestSendEntry"][];
        };
        /** @description One send in the ledger. */
        TestSendEntry: {
            /**
             * Format: uuid
             * @description The object_id of the facts about it, such as message.sent.
             */
            target_id: string;
            /** @description The address in its normal form. */
            recipient: string;
            /** @description pending, or skipped; may grow. */
            status: string;
            /** @description Why it is not sent, such as unsubscribed or missing_variable. */
            reason: string | null;
        };
        /** @description A message with the lead's fields filled in. */
        WrittenMessage: {
            /** @description email: the subject. */
            subject?: string;
            /** @description The text; for voice, the assistant's first sentence. */
            body?: string;
            /** @description email: the HTML part. */
            html?: string;
            /**
             * Format: int64
             * @description whatsapp: the approved template.
             */
            template_id?: number;
            /** @description whatsapp: the template's parameters; voice: variables for the assistant. */
            params?: {
                [key: string]: string;
            };
        };
        /** @description Where a campaign is in its life. */
        CampaignState: {
            /**
             * Format: uuid
             * @description The campaign.
             */
            campaign_id: string;
            /** @description Its state. */
            status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "completed" | "cancelled" | "failed" | (string & {});
            /** @description Why, where somebody or something stopped it. */
            status_reason: string | null;
        };
        /** @description The account of a campaign. */
        CampaignStats: {
            /**
             * Format: uuid
             * @description The campaign.
             */
            campaign_id: string;
            /** @description Its state. */
            status: "draft" | "scheduled" | "preparing" | "running" | "paused" | "completed" | "cancelled" | "failed" | (string & {});
            /**
             * Format: int64
             * @description All targets.
             */
            audience_size: number;
            /** @description Targets by state; sums up to audience_size. */
            by_state: {
                [key: string]: number;
            };
            /** @description Ended targets by reason. */
            by_reason: {
                [key: string]: number;
            };
            /** @description Pending targets by what they wait for. */
            by_hold: {
                [key: string]: number;
            };
            /** @description Targets by what the provider last said. */
            by_delivery: {
                [key: string]: number;
            };
            /** @description Provider requests by state. */
            attempts: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description When the next pending target is due.
             */
            next_due_at: string | null;
            /**
             * Format: date-time
             * @description When it really started.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When its last target ended.
             */
            finished_at: string | null;
        };
        /** @description One recipient of one campaign. */
        Target: {
            /**
             * Format: uuid
             * @description The target.
             */
            id: string;
            /**
             * Format: uuid
             * @description The campaign.
             */
            campaign_id: string;
            /**
             * Format: uuid
             * @description The lead.
             */
            lead_id: string;
            /** @description The address; null when the lead has none. */
            recipient: string | null;
            /** @description Time zones in all of which the window must be open. */
            zones: string[];
            /** @description pending, sending, accepted, unknown, completed, failed, skipped, cancelled, expired or unresolved; may grow. */
            status: "pending" | "sending" | "accepted" | "unknown" | "completed" | "failed" | "skipped" | "cancelled" | "expired" | "unresolved" | (string & {});
            /** @description Why it ended so; may grow. */
            reason: string | null;
            /** @description What a pending target waits for: window (the hours of the installation and the campaign), quiet_hours (the tenant's), legal_hours (the law's, for the recipient's country), frequency_cap, quota, start, retry, rate, consent_review, account or alone; may grow. */
            hold: "window" | "quiet_hours" | "legal_hours" | "frequency_cap" | "quota" | "start" | "retry" | "rate" | "consent_review" | "account" | "alone" | (string & {}) | null;
            /**
             * Format: date-time
             * @description When a pending target is asked again.
             */
            due_at: string | null;
            /**
             * Format: date-time
             * @description After this it is not contacted.
             */
            expires_at: string;
            /** @description Sends so far. */
            attempts: number;
            /** @description The furthest the provider has reported; may grow. */
            delivery: string;
            /** @description soft_bounced, hard_bounced, blocked, complained …; may grow. */
            flags: string[];
            /** @description voice: how the last call ended. */
            outcome: string | null;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of targets. */
        TargetPage: {
            /** @description The page. */
            data: components["schemas"]["Target"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description All that happened to one recipient. */
        TargetTimeline: {
            target: components["schemas"]["Target"];
            /** @description What the dispatcher would decide at this moment; null once the target has ended. */
            now: components["schemas"]["Decision"] | null;
            /** @description Oldest first. */
            entries: components["schemas"]["TimelineEntry"][];
        };
        /** @description One thing that happened. */
        TimelineEntry: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description decision, attempt, answer or report; may grow. */
            kind: "decision" | "attempt" | "answer" | "report" | (string & {});
            /** @description In one sentence. */
            summary: string;
            decision?: components["schemas"]["Decision"];
            attempt?: components["schemas"]["Attempt"];
            /** @description With report: its kind, for example delivered. */
            report?: string;
        };
        /** @description One intended provider request for a target. */
        Attempt: {
            /**
             * Format: uuid
             * @description Also our reference at the provider.
             */
            id: string;
            /** @description 1, 2, 3 … for a target. */
            number: number;
            /** @description sending, accepted, rejected, not_sent, unknown or unresolved; may grow. */
            state: "sending" | "accepted" | "rejected" | "not_sent" | "unknown" | "unresolved" | (string & {});
            /** @description The provider's name for it. */
            provider_message_id: string | null;
            /** @description The provider's status. */
            http_status: number | null;
            /** @description What kind of failure; may grow. */
            error: string | null;
            /** @description response, callback, lookup, sweeper or operator; may grow. */
            resolved_by: "response" | "callback" | "lookup" | "sweeper" | "operator" | (string & {}) | null;
            /**
             * Format: date-time
             * @description When it was promised.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its fate was known.
             */
            settled_at: string | null;
        };
        /**
         * @description Where an automation stands.
         * @enum {string}
         */
        AutomationStatus: "draft" | "active" | "paused" | "archived";
        /**
         * @description Where a run stands. not_matched: its conditions or its entry policy did not let it begin;
         *     loop_stopped: it would have gone in circles; exited: asked again, its conditions were not met.
         * @enum {string}
         */
        AutomationRunState: "pending" | "running" | "waiting" | "completed" | "not_matched" | "exited" | "failed" | "cancelled" | "loop_stopped";
        /**
         * @description What an automation waits for.
         * @enum {string}
         */
        TriggerType: "lead_created" | "lead_updated" | "lead_unsubscribed" | "message_received" | "whatsapp_received" | "sms_delivered" | "email_opened" | "email_clicked" | "voice_completed" | "voice_failed" | "campaign_started" | "campaign_completed" | "custom_event" | "scheduled_time";
        /** @description Narrows a trigger. What a trigger does not take is refused. */
        TriggerConfig: {
            /**
             * Format: uuid
             * @description Triggers about messages, calls and campaigns: only of this campaign.
             */
            campaign_id?: string;
            /**
             * @description message_received, lead_unsubscribed: only on this channel.
             * @enum {string}
             */
            channel?: "sms" | "whatsapp" | "email" | "voice";
            /** @description lead_updated: only when one of these fields changed; custom_fields stands for each of them. */
            changed?: string[];
            /** @description custom_event: which of your own events. */
            event_type?: string;
            /** @description scheduled_time: minute, hour, day of month, month and weekday (0 is Sunday here), as in 0 9 * * 1-5. */
            cron?: string;
            /**
             * Format: timezone
             * @description scheduled_time: on whose clock cron is read. A time that does not exist comes due when the clock jumps, one that comes twice comes due once.
             */
            timezone?: string;
            /**
             * @description scheduled_time: what becomes of instants found more than five minutes late. skip: nothing, as without; once: the first is made up for.
             * @enum {string}
             */
            missed?: "skip" | "once";
            /**
             * Format: uuid
             * @description scheduled_time: a run begins for each lead of this list.
             */
            lead_list_id?: string;
        };
        /** @description How often the same lead may enter. */
        EntryPolicy: {
            /**
             * @description every: each event begins a run, as without; once: one run ever; again_after: the next when after_seconds have passed since the last began; parallel: one unfinished run.
             * @enum {string}
             */
            policy?: "every" | "once" | "again_after" | "parallel";
            /**
             * Format: int64
             * @description For again_after.
             */
            after_seconds?: number;
            /** @description Counts apart for each value of this field of the event, beside the lead. */
            key?: string;
        };
        /** @description Something to be met. and, or and not nest up to 8 deep. */
        Condition: components["schemas"]["AndCondition"] | components["schemas"]["OrCondition"] | components["schemas"]["NotCondition"] | components["schemas"]["FieldEqualsCondition"] | components["schemas"]["FieldContainsCondition"] | components["schemas"]["TagHasCondition"] | components["schemas"]["TimeRangeCondition"];
        /** @description Every one of the conditions is met. */
        AndCondition: {
            /**
             * @description and (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "and";
            condition_config: components["schemas"]["ConditionGroup"];
        };
        /** @description At least one of the conditions is met. */
        OrCondition: {
            /**
             * @description or (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "or";
            condition_config: components["schemas"]["ConditionGroup"];
        };
        /** @description The condition is not met. */
        NotCondition: {
            /**
             * @description not (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "not";
            condition_config: components["schemas"]["ConditionNegation"];
        };
        /** @description A field is exactly this; an email address in any spelling. */
        FieldEqualsCondition: {
            /**
             * @description field_equals (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "field_equals";
            condition_config: components["schemas"]["FieldEqualsConfig"];
        };
        /** @description A text holds another, or a list of texts holds one, whatever the case of letters. */
        FieldContainsCondition: {
            /**
             * @description field_contains (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "field_contains";
            condition_config: components["schemas"]["FieldContainsConfig"];
        };
        /** @description The lead carries the tag. */
        TagHasCondition: {
            /**
             * @description tag_has (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "tag_has";
            condition_config: components["schemas"]["TagConfig"];
        };
        /** @description The local time lies in the range. */
        TimeRangeCondition: {
            /**
             * @description time_range (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            condition_type: "time_range";
            condition_config: components["schemas"]["TimeRangeConfig"];
        };
        /** @description Conditions to be asked together. */
        ConditionGroup: {
            /** @description The conditions. */
            conditions: components["schemas"]["Condition"][];
        };
        /** @description The condition that must not be met. */
        ConditionNegation: {
            /** @description The condition. */
            conditions: components["schemas"]["Condition"][];
        };
        /** @description email, phone, external_id, first_name, last_name, company, timezone or status of the lead, custom_fields.<key>, or event.<path> into the data of the event. */
        ConditionField: string;
        /** @description A field and what it must be. */
        FieldEqualsConfig: {
            field: components["schemas"]["ConditionField"];
            value: components["schemas"]["CustomValue"];
        };
        /** @description A field and what it must hold. */
        FieldContainsConfig: {
            field: components["schemas"]["ConditionField"];
            /** @description The text to look for. */
            value: string;
        };
        /** @description A tag. */
        TagConfig: {
            tag: components["schemas"]["Tag"];
        };
        /** @description A part of the day. */
        TimeRangeConfig: {
            /** @description HH:MM. */
            start: string;
            /** @description HH:MM, not part of it; before start it is the next day's. */
            end: string;
            /** @description An IANA time zone, or lead: the lead's own, without one the tenant's, as when this is left out. */
            timezone?: string;
        };
        /** @description Something to do. Messages and calls go the way of campaigns, with the same windows, consent and limits. */
        Action: components["schemas"]["SendEmailAction"] | components["schemas"]["SendSmsAction"] | components["schemas"]["SendWhatsappAction"] | components["schemas"]["MakeCallAction"] | components["schemas"]["UpdateLeadAction"] | components["schemas"]["AddTagAction"] | components["schemas"]["RemoveTagAction"] | components["schemas"]["AddToListAction"] | components["schemas"]["RemoveFromListAction"] | components["schemas"]["StartCampaignAction"] | components["schemas"]["CreateTaskAction"] | components["schemas"]["AssignConversationAction"] | components["schemas"]["TriggerWebhookAction"];
        /** @description Send an email. */
        SendEmailAction: {
            /**
             * @description send_email (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "send_email";
            action_config: components["schemas"]["EmailConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Send a text message. */
        SendSmsAction: {
            /**
             * @description send_sms (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "send_sms";
            action_config: components["schemas"]["TextConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Send a WhatsApp message. */
        SendWhatsappAction: {
            /**
             * @description send_whatsapp (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "send_whatsapp";
            action_config: components["schemas"]["WhatsappConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Call. */
        MakeCallAction: {
            /**
             * @description make_call (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "make_call";
            action_config: components["schemas"]["CallConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Change fields of the lead. */
        UpdateLeadAction: {
            /**
             * @description update_lead (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "update_lead";
            action_config: components["schemas"]["LeadFieldsConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Put a tag on the lead. */
        AddTagAction: {
            /**
             * @description add_tag (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "add_tag";
            action_config: components["schemas"]["TagConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Take a tag off the lead. */
        RemoveTagAction: {
            /**
             * @description remove_tag (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "remove_tag";
            action_config: components["schemas"]["TagConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Put the lead into a static list. */
        AddToListAction: {
            /**
             * @description add_to_list (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "add_to_list";
            action_config: components["schemas"]["ListConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Take the lead out of a static list. */
        RemoveFromListAction: {
            /**
             * @description remove_from_list (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "remove_from_list";
            action_config: components["schemas"]["ListConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Start a campaign. */
        StartCampaignAction: {
            /**
             * @description start_campaign (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "start_campaign";
            action_config: components["schemas"]["CampaignConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Give people something to do. */
        CreateTaskAction: {
            /**
             * @description create_task (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "create_task";
            action_config: components["schemas"]["TaskConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Give the conversation in which the lead wrote to a member. Only for message_received and whatsapp_received. */
        AssignConversationAction: {
            /**
             * @description assign_conversation (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "assign_conversation";
            action_config: components["schemas"]["AssignmentConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /** @description Tell a server of yours. */
        TriggerWebhookAction: {
            /**
             * @description trigger_webhook (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            action_type: "trigger_webhook";
            action_config: components["schemas"]["WebhookConfig"];
            delay_seconds?: components["schemas"]["DelaySeconds"];
            recheck?: components["schemas"]["Recheck"];
        };
        /**
         * Format: int64
         * @description How long to wait before the action, after the one before; at most a year.
         */
        DelaySeconds: number;
        /** @description Ask the conditions again before the action, with the lead as it is then; where they are not met the run ends as exited. */
        Recheck: boolean;
        /** @description What is said. Text may name fields of the lead, as in a campaign. */
        EmailConfig: {
            /** @description The subject. */
            subject: string;
            /** @description The text. */
            body?: string;
            /** @description The HTML part; made from body without it. */
            html?: string;
            connection_id?: components["schemas"]["SendBy"];
        };
        /** @description What is said. */
        TextConfig: {
            /** @description The text. */
            body: string;
            connection_id?: components["schemas"]["SendBy"];
        };
        /** @description What is said. Words of your own reach only who wrote within the last 24 hours. */
        WhatsappConfig: {
            /** @description The text. */
            body?: string;
            /**
             * Format: int64
             * @description An approved template of the connection.
             */
            template_id?: number;
            params?: components["schemas"]["TemplateParams"];
            connection_id?: components["schemas"]["SendBy"];
        };
        /** @description What is said. */
        CallConfig: {
            /** @description The assistant's first sentence. */
            body?: string;
            params?: components["schemas"]["TemplateParams"];
            connection_id?: components["schemas"]["SendBy"];
        };
        /** @description whatsapp: the template's parameters; voice: variables for the assistant. */
        TemplateParams: {
            [key: string]: string;
        };
        /**
         * Format: uuid
         * @description Which account sends; may be left out when one connection serves the channel.
         */
        SendBy: string;
        /** @description Fields of the lead and what they become. */
        LeadFieldsConfig: {
            /** @description status, first_name, last_name, company, timezone and custom_fields.<key>; null empties a field. */
            fields: {
                [key: string]: components["schemas"]["CustomValue"];
            };
        };
        /** @description A static list. */
        ListConfig: {
            /**
             * Format: uuid
             * @description The list.
             */
            lead_list_id: string;
        };
        /** @description A campaign. */
        CampaignConfig: {
            /**
             * Format: uuid
             * @description The campaign; one that is under way already stays so.
             */
            campaign_id: string;
        };
        /** @description What is to be done. */
        TaskConfig: {
            /** @description In a few words. */
            title: string;
            /** @description In more words. */
            description?: string;
            /**
             * Format: uuid
             * @description Who should do it: the user id of a member.
             */
            assignee_id?: string;
            /**
             * Format: int64
             * @description By when, after the action.
             */
            due_in_seconds?: number;
        };
        /** @description Who looks after the conversation. */
        AssignmentConfig: {
            /**
             * Format: uuid
             * @description The user id of a member.
             */
            assignee_id: string;
            owner?: components["schemas"]["ConversationOwner"];
        };
        /** @description Whom to tell. */
        WebhookConfig: {
            /** @description An https address of a public server, without user and password. */
            url: string;
            /** @description Headers to send along. */
            headers?: {
                [key: string]: string;
            };
        };
        /** @description An automation to draft. */
        NewAutomation: {
            /** @description For people. */
            name: string;
            trigger_type: components["schemas"]["TriggerType"];
            trigger_config?: components["schemas"]["TriggerConfig"];
            /** @description All of them must be met. */
            conditions?: components["schemas"]["Condition"][];
            /** @description What to do, one after the other. */
            actions: components["schemas"]["Action"][];
            entry?: components["schemas"]["EntryPolicy"];
        };
        /** @description A merge patch of an automation's draft. */
        AutomationChange: {
            /** @description For people. */
            name?: string;
            trigger_type?: components["schemas"]["TriggerType"];
            trigger_config?: components["schemas"]["TriggerConfig"];
            /** @description All of them must be met. */
            conditions?: components["schemas"]["Condition"][];
            /** @description What to do, one after the other. */
            actions?: components["schemas"]["Action"][];
            entry?: components["schemas"]["EntryPolicy"];
        };
        /** @description What happens by itself. The definition is the draft; what runs is the active version. */
        Automation: {
            /**
             * Format: uuid
             * @description The automation.
             */
            id: string;
            /** @description For people. */
            name: string;
            /** @description draft, active, paused or archived; may grow. */
            status: "draft" | "active" | "paused" | "archived" | (string & {});
            /** @description What it waits for. */
            trigger_type: "lead_created" | "lead_updated" | "lead_unsubscribed" | "message_received" | "whatsapp_received" | "sms_delivered" | "email_opened" | "email_clicked" | "voice_completed" | "voice_failed" | "campaign_started" | "campaign_completed" | "custom_event" | "scheduled_time" | (string & {});
            trigger_config: components["schemas"]["TriggerConfig"];
            /** @description All of them must be met. */
            conditions: components["schemas"]["Condition"][];
            /** @description What to do. */
            actions: components["schemas"]["Action"][];
            entry: components["schemas"]["EntryPolicy"];
            /** @description The number of the version that runs or ran last; null before the first activation. */
            active_version: number | null;
            /**
             * Format: date-time
             * @description When its schedule comes due next.
             */
            next_fire_at: string | null;
            /**
             * Format: date-time
             * @description When it was last activated.
             */
            activated_at: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was drafted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What an automation ran, as it was when it was activated. */
        AutomationVersion: {
            /** @description Counts from 1. */
            number: number;
            /** @description What it waits for. */
            trigger_type: string;
            trigger_config: components["schemas"]["TriggerConfig"];
            /** @description All of them must be met. */
            conditions: components["schemas"]["Condition"][];
            /** @description What to do. */
            actions: components["schemas"]["Action"][];
            entry: components["schemas"]["EntryPolicy"];
            /** @description Who activated it: user:…. */
            created_by: string;
            /**
             * Format: date-time
             * @description When it was activated.
             */
            created_at: string;
        };
        /** @description An instant at which a schedule came due. */
        AutomationFiring: {
            /**
             * Format: uuid
             * @description The firing: the event_id of its runs.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it came due.
             */
            instant: string;
            /** @description on_time; late: made up for; skipped: missed, with those after it. May grow. */
            outcome: string;
            /** @description The version that ran. */
            version: number;
            /**
             * Format: int64
             * @description Runs made so far.
             */
            runs: number;
            /**
             * Format: date-time
             * @description When it was seen.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its last run was made.
             */
            finished_at: string | null;
        };
        /** @description One event that an automation waited for, for one lead or none. */
        AutomationRun: {
            /**
             * Format: uuid
             * @description The run.
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose run it is.
             */
            automation_id: string;
            /** @description The version it began with and stays on. */
            version: number;
            /**
             * Format: uuid
             * @description The event or firing that began it.
             */
            event_id: string;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            lead_id: string | null;
            /** @description The value of the entry policy's key; empty without one. */
            entry_key: string;
            /** @description pending, running, waiting, completed, not_matched, exited, failed, cancelled or loop_stopped; may grow. */
            state: "pending" | "running" | "waiting" | "completed" | "not_matched" | "exited" | "failed" | "cancelled" | "loop_stopped" | (string & {});
            /** @description Why it did not begin, or ended before its last action: conditions_not_met, entered_before, automation_twice, chain_too_deep, lead_rate, the code of a failure …; may grow. */
            reason: string | null;
            /** @description Actions done. */
            step: number;
            /**
             * Format: date-time
             * @description When its next action is due; null when it is over.
             */
            due_at: string | null;
            /** @description Automated events behind it. */
            depth: number;
            /**
             * Format: date-time
             * @description When its event was heard.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was over.
             */
            finished_at: string | null;
        };
        /** @description A run and how it went. */
        AutomationRunReport: {
            run: components["schemas"]["AutomationRun"];
            /** @description What was heard; null when no run began and the tenant keeps the event no longer. */
            event: components["schemas"]["RunEvent"] | null;
            /** @description What was asked and done, in order. */
            trace: components["schemas"]["TraceStep"][];
        };
        /** @description What began a run, as it was then. */
        RunEvent: {
            /**
             * Format: uuid
             * @description The event or firing.
             */
            id: string;
            /** @description Its type; scheduled_time for a firing. */
            type: string;
            /** @description What it happened to. */
            object_type: string;
            /**
             * Format: uuid
             * @description What it happened to.
             */
            object_id: string;
            /** @description What goes with it. */
            data: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
        };
        /** @description A line of a trace. What does not apply to its kind is left out. */
        TraceStep: {
            /** @description trigger, condition, entry or action; may grow. */
            kind: "trigger" | "condition" | "entry" | "action" | (string & {});
            /** @description The trigger, the condition, the entry policy or the action. */
            type: string;
            /**
             * @description Where it stands in the definition.
             * @example /conditions/0
             */
            path?: string;
            /**
             * Format: date-time
             * @description When it was asked or done.
             */
            at: string;
            /** @description What would have met it. */
            expected?: unknown;
            /** @description What was found; long texts are cut. */
            actual?: unknown;
            /** @description met or not_met. */
            verdict?: string;
            /**
             * Format: int64
             * @description Waited before an action.
             */
            delay_seconds?: number;
            /** @description How often an action was tried. */
            attempts?: number;
            /** @description done; queued: a message is in the ledger; skipped: one may not be sent, and the run went on; failed. May grow. */
            result?: string;
            /** @description A code: why. */
            detail?: string;
        };
        /** @description A made-up event. */
        AutomationTrial: {
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            lead_id?: string;
            event?: components["schemas"]["TrialEvent"];
        };
        /** @description What goes with the event; it is of the type that the automation waits for. */
        TrialEvent: {
            data?: components["schemas"]["EventData"];
        };
        /** @description What would come of the event. */
        AutomationTrialResult: {
            /** @description The state in which the run would end; ignored when the automation does not wait for such an event. */
            state: string;
            /** @description Why it would not begin, or end early. */
            reason: string | null;
            /** @description What would be asked and done, in order. */
            trace: components["schemas"]["TraceStep"][];
        };
        /** @description A page of automations. */
        AutomationPage: {
            /** @description The page. */
            data: components["schemas"]["Automation"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A page of versions. */
        AutomationVersionPage: {
            /** @description The page. */
            data: components["schemas"]["AutomationVersion"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A page of firings. */
        AutomationFiringPage: {
            /** @description The page. */
            data: components["schemas"]["AutomationFiring"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A page of runs. */
        AutomationRunPage: {
            /** @description The page. */
            data: components["schemas"]["AutomationRun"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description Something that became true. It never changes. What data holds for each type is said under webhooks. */
        Event: {
            /**
             * Format: uuid
             * @description The event.
             */
            id: string;
            /**
             * Format: int64
             * @description 1, 2, 3 … within the tenant, without gaps.
             */
            sequence: number;
            /** @description noun.verb; may grow: leave out what you do not know. */
            type: "tenant.created" | "tenant.updated" | "quota.reached" | "membership.added" | "membership.changed" | "membership.removed" | "api_key.created" | "api_key.updated" | "api_key.rotated" | "api_key.revoked" | "lead.created" | "lead.updated" | "lead.deleted" | "lead.merged" | "lead_field.created" | "lead_field.updated" | "lead_field.deleted" | "lead.erased" | "lead.unsubscribed" | "lead.consent_changed" | "lead_list.created" | "lead_list.updated" | "lead_list.deleted" | "import.completed" | "import.failed" | "import.cancelled" | "connection.created" | "connection.updated" | "connection.paused" | "connection.resumed" | "connection.deleted" | "campaign.created" | "campaign.updated" | "campaign.scheduled" | "campaign.started" | "campaign.paused" | "campaign.resumed" | "campaign.completed" | "campaign.cancelled" | "campaign.failed" | "template.created" | "template.updated" | "template.published" | "template.deleted" | "message.queued" | "message.skipped" | "message.sent" | "message.delivered" | "message.opened" | "message.clicked" | "message.bounced" | "message.complained" | "message.failed" | "message.received" | "call.started" | "call.completed" | "call.failed" | "conversation.opened" | "conversation.assigned" | "conversation.closed" | "conversation.reopened" | "task.created" | "task.updated" | "task.completed" | "task.deleted" | "automation.created" | "automation.updated" | "automation.activated" | "automation.paused" | "automation.archived" | "automation_run.completed" | "automation_run.failed" | "webhook_endpoint.created" | "webhook_endpoint.updated" | "webhook_endpoint.secret_rotated" | "webhook_endpoint.paused" | "webhook_endpoint.resumed" | "webhook_endpoint.deleted" | "webhook_endpoint.test" | "webhook_endpoint.failing" | "webhook_endpoint.recovered" | "webhook_endpoint.disabled" | (string & {});
            /**
             * Format: date-time
             * @description When it became true.
             */
            created_at: string;
            /** @description Who did it: user:…, job:…, callback:…, automation:…; may grow. */
            actor: string;
            /** @description What it is about: lead, message, campaign …; may grow. */
            object_type: string;
            /**
             * Format: uuid
             * @description What it is about.
             */
            object_id: string;
            /**
             * Format: uuid
             * @description In whose timeline it stands.
             */
            lead_id: string | null;
            /** @description What goes with the type. */
            data: {
                [key: string]: unknown;
            };
            /** @description What changed, as it was before. */
            previous: {
                [key: string]: unknown;
            } | null;
            /** @description Which event an automation answered; null for what people and providers did. */
            cause: components["schemas"]["EventCause"] | null;
            /** @description The call that brought it about; null for what no call did. */
            request_id: string | null;
        };
        /** @description Why an automation did something. */
        EventCause: {
            /**
             * Format: uuid
             * @description The event that was answered.
             */
            event_id: string;
            /** @description How many events the chain had before this one. */
            depth: number;
            /** @description The automations in the chain, the first first. */
            automation_ids: string[];
        };
        /** @description What can happen. */
        EventTypes: {
            /** @description All types, by name. */
            data: components["schemas"]["EventType"][];
        };
        /** @description A type of event. */
        EventType: {
            /** @description Its name. */
            type: string;
            /** @description What it means. */
            summary: string;
            /** @description JSON Schema of data: of the event, and of data.object where an endpoint is told. */
            schema: {
                [key: string]: unknown;
            };
            /** @description JSON Schema of what changed as it was before; null for what is no change. */
            previous_schema: {
                [key: string]: unknown;
            } | null;
            example: components["schemas"]["WebhookMessage"];
        };
        /** @description What an endpoint receives, as the body of a POST. At most 20 KiB. */
        WebhookMessage: {
            /**
             * Format: uuid
             * @description The event; also the header webhook-id, however often it is told.
             */
            id: string;
            /** @description noun.verb; may grow: answer 2xx to what you do not know. */
            type: string;
            /**
             * Format: date-time
             * @description When it became true.
             */
            timestamp: string;
            /**
             * Format: uuid
             * @description Whose event it is.
             */
            tenant_id: string;
            /** @description The form of this message. */
            api_version: string;
            data: components["schemas"]["WebhookMessageData"];
        };
        /** @description What an event is about. */
        WebhookMessageData: {
            /**
             * Format: int64
             * @description Its number in the log: of two events, the one with the higher came later.
             */
            sequence: number;
            /** @description What it is about: lead, message, campaign …; may grow. */
            object_type: string;
            /**
             * Format: uuid
             * @description What it is about.
             */
            object_id: string;
            /**
             * Format: uuid
             * @description In whose timeline it stands.
             */
            lead_id: string | null;
            /** @description What goes with the type; not there in thin messages. */
            object?: {
                [key: string]: unknown;
            };
            /** @description What changed, as it was before. */
            previous?: {
                [key: string]: unknown;
            };
            /** @description True where the event is too long for a message: read it under /events. */
            truncated?: boolean;
        };
        /**
         * Format: event-filter
         * @description A type of event, the beginning of some that ends in .*, or * for all.
         */
        EventFilter: string;
        /** @description An https address of a public server, on port 443 or 8443, without user and password. */
        WebhookEndpointURL: string;
        /**
         * @description full: with what happened. thin: ids only, for systems that should hold no data about people.
         * @enum {string}
         */
        WebhookPayload: "full" | "thin";
        /** @description A system to be told what happens. */
        NewWebhookEndpoint: {
            url: components["schemas"]["WebhookEndpointURL"];
            /** @description For people. */
            description?: string;
            /** @description What it is told. */
            events: components["schemas"]["EventFilter"][];
            payload?: components["schemas"]["WebhookPayload"];
            /**
             * @description Requests it is sent at the same time.
             * @default 4
             */
            max_in_flight?: number;
        };
        /** @description A merge patch of an endpoint. */
        WebhookEndpointChange: {
            url?: components["schemas"]["WebhookEndpointURL"];
            /** @description For people. */
            description?: string | null;
            /** @description What it is told. */
            events?: components["schemas"]["EventFilter"][];
            payload?: components["schemas"]["WebhookPayload"];
            /** @description Requests it is sent at the same time. */
            max_in_flight?: number;
        };
        /** @description A system that is told what happens. */
        WebhookEndpoint: {
            /**
             * Format: uuid
             * @description The endpoint.
             */
            id: string;
            /** @description Where it is told. */
            url: string;
            /** @description For people. */
            description: string | null;
            /** @description What it is told. */
            events: string[];
            /** @description full or thin; may grow. */
            payload: string;
            /** @description The form of its messages. */
            api_version: string;
            /** @description Requests it is sent at the same time. */
            max_in_flight: number;
            /** @description active; paused: deliveries wait; disabled: deliveries are discarded. May grow. */
            status: string;
            /** @description Why it is disabled: endpoint_gone (it answered 410) or endpoint_failing (for five days); may grow. */
            status_reason: string | null;
            /** @description Attempts that failed since the last that did not. */
            failures: number;
            /**
             * Format: date-time
             * @description When the first of them failed.
             */
            failing_since: string | null;
            /** @description What its messages are signed with: whsec_…. Null in every answer but those that make a secret. */
            secret: string | null;
            /**
             * Format: date-time
             * @description Until when its former secret signs too.
             */
            former_secret_until: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of endpoints. */
        WebhookEndpointPage: {
            /** @description The page. */
            data: components["schemas"]["WebhookEndpoint"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description How to replace a secret. */
        WebhookSecretRotation: {
            /**
             * @description How long the former secret signs too; 0 where it was found out.
             * @default 86400
             */
            overlap_seconds?: number;
        };
        /** @description A test that is on its way. */
        WebhookTest: {
            /**
             * Format: uuid
             * @description The event of the test.
             */
            event_id: string;
        };
        /** @description Which events to tell again; all conditions must hold. */
        WebhookReplay: {
            /**
             * Format: int64
             * @description Only events whose sequence is above this one.
             */
            after_sequence?: number;
            /**
             * Format: date-time
             * @description Only events that became true at or after this instant.
             */
            created_after?: string;
            /**
             * Format: date-time
             * @description Only events that became true before this instant.
             */
            created_before?: string;
            /** @description Only events of these types, of those the endpoint is told. */
            events?: components["schemas"]["EventFilter"][];
            /** @description Only events that the endpoint has not taken when it was last told. */
            only_failed?: boolean;
        };
        /** @description What will be told again. */
        WebhookReplayResult: {
            /**
             * Format: int64
             * @description How many events.
             */
            deliveries: number;
            /**
             * Format: int64
             * @description The sequence of the last of them.
             */
            last_sequence: number;
            /** @description Whether there may be others after it. */
            has_more: boolean;
        };
        /**
         * @description How far a delivery is.
         * @enum {string}
         */
        WebhookDeliveryState: "pending" | "delivering" | "delivered" | "retry_wait" | "exhausted" | "discarded";
        /** @description One event told to one endpoint. */
        WebhookDelivery: {
            /**
             * Format: uuid
             * @description The delivery.
             */
            id: string;
            /**
             * Format: uuid
             * @description Who is told.
             */
            webhook_endpoint_id: string;
            /**
             * Format: uuid
             * @description What is told, and the webhook-id.
             */
            event_id: string;
            /**
             * Format: int64
             * @description The event's number in the log.
             */
            event_sequence: number;
            /** @description The event's type. */
            event_type: string;
            /** @description event; test; replay: somebody asked for it. May grow. */
            origin: string;
            /** @description pending, delivering, delivered, retry_wait; exhausted: it was tried to the end; discarded: it will not be tried. May grow. */
            state: string;
            /** @description Why it failed or was discarded: http_503, timeout, forbidden_address, unknown_host, unreachable, tls_failed, broken_answer, endpoint_gone, endpoint_failing, endpoint_deleted, event_forgotten; may grow. */
            reason: string | null;
            /** @description How often it was tried. */
            attempts: number;
            /**
             * Format: date-time
             * @description When it is tried next; null when it is over.
             */
            due_at: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was over.
             */
            finished_at: string | null;
        };
        /** @description One request. One whose worker died leaves none. */
        WebhookAttempt: {
            /** @description Which attempt of the delivery, from 1. */
            number: number;
            /**
             * Format: date-time
             * @description When it was sent.
             */
            at: string;
            /** @description What was sent beside the body; without the signature. */
            request_headers: {
                [key: string]: string;
            };
            /** @description The answer's status; null without an answer. */
            status: number | null;
            /** @description The beginning of the answer, at most 1 KiB. */
            response_body: string;
            /** @description Why there was no answer: timeout, forbidden_address, unknown_host, unreachable, tls_failed, broken_answer; may grow. */
            error: string | null;
            /** @description How long it took. */
            duration_ms: number;
        };
        /** @description A delivery and what was tried. */
        WebhookDeliveryReport: {
            delivery: components["schemas"]["WebhookDelivery"];
            /** @description The first first, at most 100. */
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        /** @description A page of deliveries. */
        WebhookDeliveryPage: {
            /** @description The page. */
            data: components["schemas"]["WebhookDelivery"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description What goes with a fact about a webhook endpoint. Of a change, what changed. Of the address only the host is told. */
        WebhookEndpointFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description Where it is. */
            host?: string;
            /** @description What it is told. */
            events?: string[];
            /** @description full or thin. */
            payload?: string;
            /** @description Requests at the same time. */
            max_in_flight?: number;
            /** @description For people. */
            description?: string | null;
        };
        /** @description What goes with the fact that an endpoint has another secret. */
        WebhookRotationFact: {
            /**
             * Format: date-time
             * @description Until when the former secret signs too.
             */
            former_until: string | null;
        };
        /** @description How a webhook endpoint does. Of one that recovered, how it did. */
        WebhookHealthFact: {
            /** @description active, paused or disabled. */
            status: string;
            /** @description Why it is disabled. */
            reason: string | null;
            /** @description Attempts that failed in a row. */
            failures: number;
            /**
             * Format: date-time
             * @description When the first of them failed.
             */
            failing_since: string | null;
        };
        /** @description Nothing beside the object itself. */
        PlainFact: Record<string, never>;
        /** @description What goes with a fact about a tenant. Of a change, what changed. */
        TenantFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description Its short name. */
            slug?: string;
            /** @description Display name. */
            name?: string;
            /** @description live or test. */
            mode?: string;
            /** @description IANA time zone of the office. */
            timezone?: string;
            send_rates?: components["schemas"]["SendRates"];
            api_limits?: components["schemas"]["ApiLimits"];
            contact_hours?: components["schemas"]["ContactHours"];
            frequency_caps?: components["schemas"]["FrequencyCaps"];
            usage_limits?: components["schemas"]["UsageLimits"];
            /** @description How long events are kept. */
            event_retention_days?: number;
            /** @description Whether leads take defined custom fields only. */
            strict_lead_fields?: boolean;
            /** @description The country of phone numbers that name none; empty for none. */
            default_region?: string;
        };
        /** @description What goes with a fact about a tenant's quota. */
        QuotaFact: {
            /** @description sms, whatsapp, email or voice. */
            channel?: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /**
             * Format: int64
             * @description Sends in a month.
             */
            limit?: number;
            /**
             * Format: date-time
             * @description When the next month begins.
             */
            resets_at?: string;
        };
        /** @description What goes with a fact about a person's place. */
        MembershipFact: {
            /**
             * Format: uuid
             * @description The person.
             */
            user_id: string;
            /** @description The role. */
            role?: string;
            /** @description The role before. */
            from?: string;
            /** @description The role now. */
            to?: string;
        };
        /** @description What goes with a fact about an API key. Of a change, what changed. */
        ApiKeyFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description Its name. */
            name?: string;
            /** @description The part of it that is no secret. */
            public_id?: string;
            /** @description What it may do. */
            scopes?: string[];
            /** @description Where it may be used from; none is anywhere. */
            networks?: string[];
            /**
             * Format: date-time
             * @description When it ends by itself.
             */
            expires_at?: string | null;
            /**
             * Format: date-time
             * @description Until when the former secret works.
             */
            former_until?: string;
        };
        /** @description A lead as it was created. */
        LeadFact: {
            /** @description Email address. */
            email?: string;
            /** @description Number in E.164. */
            phone?: string;
            /** @description Your id. */
            external_id?: string;
            /** @description First name. */
            first_name?: string;
            /** @description Last name. */
            last_name?: string;
            /** @description Company. */
            company?: string;
            /** @description IANA time zone. */
            timezone?: string;
            /** @description Status. */
            status?: string;
            /** @description Tags. */
            tags: string[];
            /** @description Your own fields. */
            custom_fields?: {
                [key: string]: unknown;
            };
        };
        /** @description Which lead was merged into this one. */
        LeadMergeFact: {
            /**
             * Format: uuid
             * @description The lead that is deleted.
             */
            from_lead_id: string;
        };
        /** @description What goes with a fact about a lead field. Of a change, what changed. */
        LeadFieldFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description Its name in custom_fields. */
            key?: string;
            /** @description What it holds. */
            type?: string;
            /** @description Its name for people. */
            label?: string;
            /** @description For people. */
            description?: string | null;
            /** @description The choices of a choice. */
            options?: string[];
        };
        /** @description What changed of a lead; previous holds the same fields as they were. */
        LeadChangeFact: {
            /** @description Names of the fields: email, tags, custom_fields.visits … */
            changed: string[];
            /** @description Status. */
            status?: string;
            /** @description IANA time zone. */
            timezone?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What changed of a lead, as it was. Null where nothing was. */
        LeadPrevious: {
            /** @description Status. */
            status?: string;
            /** @description IANA time zone. */
            timezone?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Names of what changed. */
        ChangedFields: string[];
        /** @description What goes with a fact about a list. Of a change, what changed. */
        LeadListFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description Its name. */
            name?: string;
            /** @description static or dynamic. */
            kind?: string;
            /** @description The filter of a dynamic list. */
            filter?: {
                [key: string]: unknown;
            } | null;
            /** @description For people. */
            description?: string | null;
        };
        /** @description What goes with the end of an import. */
        ImportFact: {
            /** @description create, upsert or update. */
            mode?: string;
            /** @description Whether nothing was kept. */
            validate_only?: boolean;
            /** @description All rows; null where they were never counted. */
            total?: number | null;
            /** @description Rows that made a lead. */
            created?: number;
            /** @description Rows that changed a lead. */
            updated?: number;
            /** @description Rows that said nothing new. */
            skipped?: number;
            /** @description Rows that were refused. */
            rejected?: number;
            /** @description Why it failed. */
            error_code?: string | null;
        };
        /** @description What goes with a fact about a task. Of a change, what changed. */
        TaskFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description What to do. */
            title?: string;
            /** @description For people. */
            description?: string | null;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            lead_id?: string | null;
            /**
             * Format: uuid
             * @description Who does it.
             */
            assignee_id?: string | null;
            /**
             * Format: date-time
             * @description By when.
             */
            due_at?: string | null;
            /** @description Whether it is done. */
            done?: boolean;
            /**
             * Format: uuid
             * @description The automation run that made it.
             */
            run_id?: string | null;
        };
        /** @description Whether a lead's address may be contacted on a channel from now on. */
        ConsentChangeFact: {
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /** @description Whether it may. */
            allowed: boolean;
            /** @description Why it may not: unsubscribed, hard_bounced, complained, blocked, invalid or manual; may grow. */
            reason?: string;
        };
        /** @description Which channel a lead opted out of, and on what occasion. */
        ConsentFact: {
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /**
             * Format: uuid
             * @description The campaign that was answered.
             */
            campaign_id?: string;
            /**
             * Format: uuid
             * @description The automation run that was answered.
             */
            run_id?: string;
        };
        /** @description What goes with a fact about a connection. Of a change, what changed. */
        ConnectionFact: {
            changed?: components["schemas"]["ChangedFields"];
            /** @description Its name. */
            name?: string;
            /** @description The provider. */
            provider?: string;
            /** @description Why it was paused. */
            reason?: string;
            settings?: components["schemas"]["ConnectionSettings"];
            rate_limits?: components["schemas"]["SendRates"];
            /** @description Another one where the secret was replaced; says nothing about it. */
            secret_fingerprint?: string;
        };
        /** @description What goes with a fact about a campaign. */
        CampaignFact: {
            /** @description sms, whatsapp, email or voice. */
            channel?: string;
            /** @description The state before. */
            from?: string;
            /** @description The state now. */
            to?: string;
            /** @description Why. */
            reason?: string | null;
        };
        /** @description What goes with a fact about a template. */
        TemplateFact: {
            /** @description Which fields changed. */
            changed?: string[];
            /** @description Its name. */
            name?: string;
            /** @description sms, whatsapp, email or voice. */
            channel?: string;
            message_content?: components["schemas"]["TemplateContent"];
            /** @description published: the version. */
            number?: number;
        };
        /** @description What goes with a fact about a message or a call; object_id is the target. */
        MessageFact: {
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /** @description list (a campaign), automation, reply or test; may grow. */
            origin: string;
            /**
             * Format: uuid
             * @description list: the campaign.
             */
            campaign_id?: string;
            /**
             * Format: uuid
             * @description automation: the run that asked for it.
             */
            run_id?: string;
            /** @description Why it was held, skipped, failed or came back; may grow. */
            reason?: string;
            /** @description voice: how the call ended; may grow. */
            outcome?: string;
        };
        /** @description What goes with a fact about something a lead wrote; object_id is the entry of the conversation. */
        ReceivedFact: {
            /** @description sms or whatsapp. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /**
             * Format: uuid
             * @description Where it stands.
             */
            conversation_id: string;
            /** @description What the lead wrote, the first 1,000 characters. */
            text: string;
            /** @description Whether it is nothing but a word that opts out. */
            stop: boolean;
            /**
             * Format: uuid
             * @description The campaign that was answered.
             */
            campaign_id?: string;
        };
        /** @description What goes with a fact about a conversation. */
        ConversationFact: {
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /** @description open or closed. */
            state: string;
            /** @description bot or human. */
            owner: string;
            /**
             * Format: uuid
             * @description The member who looks after it.
             */
            assignee_id: string | null;
        };
        /** @description What goes with a fact about an automation. */
        AutomationFact: {
            /** @description Its name. */
            name?: string;
            /** @description The state before. */
            from?: string;
            /** @description The number of the version that runs or ran last. */
            version?: number | null;
        };
        /** @description What goes with a fact about a run. */
        AutomationRunFact: {
            /**
             * Format: uuid
             * @description Whose run it is.
             */
            automation_id: string;
            /** @description The version it ran. */
            version: number;
            /** @description Why it failed. */
            reason: string | null;
        };
        /** @description A page of events. */
        EventPage: {
            /** @description The page. */
            data: components["schemas"]["Event"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /**
         * @description call: what was asked; fact: what came of it, or of something else.
         * @enum {string}
         */
        AuditKind: "call" | "fact";
        /** @description Something that was asked or became true. It never changes. */
        AuditEntry: {
            /**
             * Format: int64
             * @description 1, 2, 3 … within the tenant, without gaps.
             */
            sequence: number;
            /**
             * Format: date-time
             * @description When it was asked or became true.
             */
            created_at: string;
            /** @description call or fact; may grow. */
            kind: string;
            /** @description The operation of a call or the type of a fact. */
            action: string;
            /** @description Who: user:…, key:…, job:…, callback:…; may grow. */
            actor: string;
            /** @description Of a person who called: the role it was done in. */
            role: string | null;
            /**
             * Format: uuid
             * @description The API key that called.
             */
            key_id: string | null;
            /** @description The call. */
            request_id: string | null;
            /** @description The network address a call came from. */
            address: string | null;
            /** @description With which HTTP status a call was answered. */
            status: number | null;
            /** @description The code of the problem a call was answered with. */
            code: string | null;
            /** @description What a fact is about. */
            object_type: string | null;
            /**
             * Format: uuid
             * @description What it is about: of a call, the first id in its path.
             */
            object_id: string | null;
            /**
             * Format: uuid
             * @description The lead a fact is about.
             */
            lead_id: string | null;
            /**
             * Format: uuid
             * @description The event of a fact, while it is kept.
             */
            event_id: string | null;
            /** @description What goes with a fact, personal values hashed. */
            data: {
                [key: string]: unknown;
            } | null;
            /** @description What changed, as it was before, personal values hashed. */
            previous: {
                [key: string]: unknown;
            } | null;
            /** @description The hash of the entry before. */
            previous_hash: string;
            /** @description SHA-256 over previous_hash and the fields above it, in hexadecimal digits. */
            hash: string;
        };
        /** @description A page of the audit log. */
        AuditPage: {
            /** @description The page. */
            data: components["schemas"]["AuditEntry"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description The last entry of the audit log. */
        AuditHead: {
            /**
             * Format: int64
             * @description Its number; 0 while there is none.
             */
            sequence: number;
            /** @description Its hash, in hexadecimal digits. */
            hash: string;
        };
        /** @description Events to send. */
        NewEvents: {
            /** @description The events. */
            events: components["schemas"]["NewEvent"][];
        };
        /** @description An event of your own. Name the lead by its id or by yours, or leave it out. */
        NewEvent: {
            /** @description Your id for it, which counts once. */
            id: string;
            /** @description Your name for what happened, below custom. */
            type: string;
            /**
             * Format: uuid
             * @description Which lead it is about.
             */
            lead_id?: string;
            /** @description Which lead it is about, by your id. */
            lead_external_id?: string;
            data?: components["schemas"]["EventData"];
        };
        /** @description What goes with it, for conditions and templates: at most 50 keys, 8 KiB as JSON. */
        EventData: {
            [key: string]: unknown;
        };
        /** @description What became of events sent. */
        EventReceipts: {
            /** @description One for each event. */
            results: components["schemas"]["EventReceipt"][];
        };
        /** @description What became of one event. */
        EventReceipt: {
            /** @description Your id. */
            id: string;
            /** @description accepted, or duplicate when the id was sent before; may grow. */
            status: "accepted" | "duplicate" | (string & {});
            /**
             * Format: uuid
             * @description The event, as listed under /events.
             */
            event_id: string;
        };
        /** @description What to do. */
        TaskTitle: string;
        /** @description Something to do. */
        NewTask: {
            title: components["schemas"]["TaskTitle"];
            /** @description For people. */
            description?: string;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            lead_id?: string;
            /**
             * Format: uuid
             * @description Who does it: the user_id of a member.
             */
            assignee_id?: string;
            /**
             * Format: date-time
             * @description By when.
             */
            due_at?: string;
        };
        /** @description A merge patch of a task. */
        TaskChange: {
            title?: components["schemas"]["TaskTitle"];
            /** @description For people. */
            description?: string | null;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            lead_id?: string | null;
            /**
             * Format: uuid
             * @description Who does it: the user_id of a member.
             */
            assignee_id?: string | null;
            /**
             * Format: date-time
             * @description By when.
             */
            due_at?: string | null;
            /** @description Whether it is done. */
            done?: boolean;
        };
        /** @description Something to do. */
        Task: {
            /**
             * Format: uuid
             * @description The task.
             */
            id: string;
            /** @description What to do. */
            title: string;
            /** @description For people. */
            description: string | null;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            lead_id: string | null;
            /**
             * Format: uuid
             * @description Who does it: the user_id of a member. Nobody, once that member has left.
             */
            assignee_id: string | null;
            /**
             * Format: date-time
             * @description By when.
             */
            due_at: string | null;
            /** @description Whether it is done. */
            done: boolean;
            /**
             * Format: date-time
             * @description When it was marked as done.
             */
            done_at: string | null;
            /** @description Who made it: user:<id> for a person; may grow. */
            created_by: string;
            /**
             * Format: uuid
             * @description The automation run that made it.
             */
            run_id: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What is kept of a person. */
        LeadExport: {
            /**
             * Format: uuid
             * @description The lead.
             */
            lead_id: string;
            /**
             * Format: date-time
             * @description When this was so.
             */
            exported_at: string;
            /** @description Whether this is all of it: false where there are more than 20,000 rows. */
            whole: boolean;
            /** @description Rows by kind: lead, tags, lists, suppressions, targets, attempts, reports, conversations, entries, events, tasks, runs; may grow. A kind without rows is left out. */
            kept: {
                [key: string]: {
                    [key: string]: unknown;
                }[];
            };
        };
        /**
         * @description Of what a file is made.
         * @enum {string}
         */
        ExportResource: "leads" | "targets" | "audit";
        /**
         * @description How a file is written.
         * @enum {string}
         */
        ExportFormat: "csv" | "ndjson";
        /** @description What to export. */
        NewExport: {
            resource: components["schemas"]["ExportResource"];
            format: components["schemas"]["ExportFormat"];
            /**
             * Format: uuid
             * @description Of leads: only those of this list.
             */
            lead_list_id?: string;
            filter?: components["schemas"]["LeadFilter"];
            /**
             * Format: uuid
             * @description Of targets: those of this campaign, which is required.
             */
            campaign_id?: string;
        };
        /** @description How far an export is, in rows. */
        ExportProgress: {
            /**
             * Format: int64
             * @description Written.
             */
            done: number;
            /**
             * Format: int64
             * @description To be written, exact up to 10,000; null until it begins.
             */
            total: number | null;
            /**
             * Format: int64
             * @description Left out; 0.
             */
            failed: number;
        };
        /** @description A file in the making, or made. */
        Export: {
            /**
             * Format: uuid
             * @description The export.
             */
            id: string;
            /** @description leads, targets or audit; may grow. */
            resource: string;
            /** @description csv or ndjson; may grow. */
            format: string;
            /** @description What was asked for: lead_list_id, filter, campaign_id. */
            filter: {
                [key: string]: unknown;
            };
            /** @description queued, running, succeeded, failed or cancelled; may grow. */
            state: string;
            /** @description Why it failed: source_gone, the list or campaign was deleted; person_erased, somebody who may be in it was erased; may grow. */
            error: string | null;
            progress: components["schemas"]["ExportProgress"];
            /**
             * Format: int64
             * @description In the file so far.
             */
            rows: number;
            /**
             * Format: int64
             * @description In the file so far.
             */
            bytes: number;
            /** @description Who asked: user:<id> or key:<id>; may grow. */
            created_by: string;
            /**
             * Format: date-time
             * @description As of when rows are in it.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * Format: date-time
             * @description When it is deleted.
             */
            expires_at: string;
        };
        /** @description A page of exports. */
        ExportPage: {
            /** @description The page. */
            data: components["schemas"]["Export"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description A page of tasks. */
        TaskPage: {
            /** @description The page. */
            data: components["schemas"]["Task"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /**
         * @description unsubscribed and complained: the person asked for it. hard_bounced, blocked, invalid: the provider found it out. manual: you did.
         * @enum {string}
         */
        SuppressionReason: "unsubscribed" | "complained" | "hard_bounced" | "blocked" | "invalid" | "manual";
        /** @description An email address for email, and a number in international form for the other channels. */
        ContactAddressText: string;
        /** @description Where it comes from: a form, a list, a letter. */
        ConsentSource: string;
        /** @description An address to suppress. */
        NewSuppression: {
            channel: components["schemas"]["Channel"];
            address: components["schemas"]["ContactAddressText"];
            source?: components["schemas"]["ConsentSource"];
        };
        /** @description An address that must not be contacted on a channel. */
        Suppression: {
            /**
             * Format: uuid
             * @description The suppression.
             */
            id: string;
            /** @description sms, whatsapp, email or voice. */
            channel: string;
            /** @description The address, as addresses are compared. */
            address: string;
            /** @description Why: unsubscribed, complained, hard_bounced, blocked, invalid or manual; may grow. */
            reason: "unsubscribed" | "complained" | "hard_bounced" | "blocked" | "invalid" | "manual" | (string & {});
            /** @description Who or what asked for it: callback:<feed>, link:unsubscribe, user:<id>, key:<id>, or what you said; may grow. */
            source: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
        };
        /** @description A page of suppressions. */
        SuppressionPage: {
            /** @description The page. */
            data: components["schemas"]["Suppression"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /**
         * @description Whether the person may be contacted.
         * @enum {string}
         */
        ConsentDecision: "granted" | "withdrawn";
        /** @description What a person said. */
        NewConsent: {
            channel: components["schemas"]["Channel"];
            address: components["schemas"]["ContactAddressText"];
            decision: components["schemas"]["ConsentDecision"];
            source: components["schemas"]["ConsentSource"];
            /** @description The words that the person was shown, or wrote. */
            text?: string;
            /**
             * Format: date-time
             * @description When it was said; now, if absent. Not in the future.
             */
            given_at?: string;
        };
        /** @description What a person said about being contacted on a channel, and how it is known. */
        Consent: {
            /**
             * Format: uuid
             * @description The record.
             */
            id: string;
            /** @description sms, whatsapp, email or voice. */
            channel: string;
            /** @description The address, as addresses are compared. */
            address: string;
            /**
             * Format: uuid
             * @description Who had the address then.
             */
            lead_id: string | null;
            /** @description granted or withdrawn; may grow. */
            decision: "granted" | "withdrawn" | (string & {});
            /** @description How it is known: by a text that is nothing but a word for it, by the link in an email, by the provider, by somebody who read a text, or by you; may grow. */
            method: "word" | "link" | "provider" | "review" | "api" | (string & {});
            /** @description Where it comes from: callback:<feed>, link:unsubscribe, or what you said; may grow. */
            source: string;
            /** @description The words that the person was shown, or wrote. */
            text: string | null;
            /** @description The network address of the person's machine, where it is known. */
            client_address: string | null;
            /** @description Who recorded it: user:<id>, key:<id>, callback:<feed>, link:unsubscribe; may grow. */
            recorded_by: string;
            /**
             * Format: date-time
             * @description When it was said.
             */
            given_at: string;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            created_at: string;
        };
        /** @description A page of consents. */
        ConsentPage: {
            /** @description The page. */
            data: components["schemas"]["Consent"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description What a text meant. */
        ConsentResolution: {
            /**
             * @description opt_out suppresses who wrote it; keep goes on as before.
             * @enum {string}
             */
            decision: "opt_out" | "keep";
        };
        /** @description A text that holds a word which opts out, and says more. */
        ConsentReview: {
            /**
             * Format: uuid
             * @description The review.
             */
            id: string;
            /** @description sms or whatsapp; may grow. */
            channel: string;
            /** @description Who wrote it, as addresses are compared. */
            address: string;
            /**
             * Format: uuid
             * @description Who had the address then.
             */
            lead_id: string | null;
            /** @description What the person wrote. */
            text: string;
            /** @description opt_out or keep; null as long as it is open. */
            decision: string | null;
            /** @description Who resolved it: user:<id> or key:<id>; may grow. */
            resolved_by: string | null;
            /**
             * Format: date-time
             * @description When it was resolved.
             */
            resolved_at: string | null;
            /**
             * Format: date-time
             * @description When it came in.
             */
            created_at: string;
        };
        /** @description A page of reviews. */
        ConsentReviewPage: {
            /** @description The page. */
            data: components["schemas"]["ConsentReview"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /**
         * @description Whether anything is left to do.
         * @enum {string}
         */
        ConversationState: "open" | "closed";
        /**
         * @description Who speaks for the tenant. While it is a human, automations send nothing.
         * @enum {string}
         */
        ConversationOwner: "bot" | "human";
        /** @description A thread with one lead on one channel, or with somebody who is no lead yet. */
        Conversation: {
            /**
             * Format: uuid
             * @description The conversation.
             */
            id: string;
            /** @description sms, whatsapp, email or voice. */
            channel: "sms" | "whatsapp" | "email" | "voice" | (string & {});
            /**
             * Format: uuid
             * @description With whom; null for an unknown sender.
             */
            lead_id: string | null;
            /** @description Where the person wrote from last or was reached. */
            address: string;
            /** @description open or closed; may grow. */
            state: "open" | "closed" | (string & {});
            /** @description bot or human; may grow. */
            owner: "bot" | "human" | (string & {});
            /**
             * Format: uuid
             * @description The member who looks after it.
             */
            assignee_id: string | null;
            /** @description Messages nobody has read. */
            unread: number;
            /** @description The beginning of the latest entry. */
            preview: string | null;
            /**
             * Format: date-time
             * @description When something was said last.
             */
            last_entry_at: string;
            /**
             * Format: date-time
             * @description When the person wrote last.
             */
            last_inbound_at: string | null;
            /**
             * Format: date-time
             * @description whatsapp: until when a reply needs no template; null when it needs one, and on other channels.
             */
            free_text_until: string | null;
            /** @description Grows with every change. */
            version: number;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A page of conversations. */
        ConversationPage: {
            /** @description The page. */
            data: components["schemas"]["Conversation"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description One thing that was said, or a call. */
        ConversationEntry: {
            /**
             * Format: uuid
             * @description The entry. What was sent has another once the provider is asked, and one for each time it is.
             */
            id: string;
            /**
             * Format: uuid
             * @description Of what was sent: the id that stays, and that events carry.
             */
            message_id: string | null;
            /** @description in: from the person; out: to the person. */
            direction: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who sent it: list (a campaign), automation or reply; null for what came in. May grow. */
            origin: string | null;
            /**
             * Format: uuid
             * @description The campaign that sent it.
             */
            campaign_id: string | null;
            /** @description email: the subject. */
            subject: string | null;
            /** @description The text; of what was sent, the first 2,000 characters. */
            body: string | null;
            /**
             * Format: int64
             * @description whatsapp: the approved template that was sent.
             */
            template_id: number | null;
            /** @description Of what was sent: pending, sending, accepted, unknown, completed, failed, skipped, cancelled, expired or unresolved; may grow. */
            status: "pending" | "sending" | "accepted" | "unknown" | "completed" | "failed" | "skipped" | "cancelled" | "expired" | "unresolved" | (string & {}) | null;
            /** @description Why it waits or ended so; may grow. */
            reason: string | null;
            /** @description Of what was sent: the furthest the provider has reported; may grow. */
            delivery: string | null;
            /** @description voice: what is known of the call. */
            call: components["schemas"]["ConversationCall"] | null;
        };
        /** @description What is known of a call. */
        ConversationCall: {
            /** @description completed, voicemail, busy, no_answer, rejected or failed; null while it lasts. May grow. */
            outcome: string | null;
            /** @description In a few sentences. */
            summary: string | null;
            /** @description Word for word. */
            transcript: string | null;
            /** @description Where the provider keeps the recording. */
            recording_url: string | null;
            /**
             * Format: int64
             * @description Millionths of a US dollar.
             */
            cost_micros: number | null;
        };
        /** @description A page of entries. */
        ConversationEntryPage: {
            /** @description The page. */
            data: components["schemas"]["ConversationEntry"][];
            has_more: components["schemas"]["HasMore"];
            next_cursor: components["schemas"]["NextCursor"];
            limit: components["schemas"]["PageLimit"];
        };
        /** @description What to say. These are the very words, no template of fields. */
        NewReply: {
            /** @description email: the subject. */
            subject?: string;
            /** @description The text. */
            body?: string;
            /**
             * Format: int64
             * @description whatsapp: an approved template, in place of a text.
             */
            template_id?: number;
            /** @description whatsapp: the template's parameters. */
            params?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Which account sends; without it the one the person wrote to, or the only one that serves the channel.
             */
            connection_id?: string;
        };
        /** @description What is not named stays as it is. */
        ConversationAssignment: {
            /**
             * Format: uuid
             * @description The user id of a member; null for nobody.
             */
            assignee_id?: string | null;
            owner?: components["schemas"]["ConversationOwner"];
        };
        /** @description Who the sender is. */
        ConversationAdoption: {
            /**
             * Format: uuid
             * @description The lead.
             */
            lead_id: string;
        };
        /** @description What was done with a callback. */
        CallbackReceipt: {
            /** @description Events kept. */
            stored: number;
            /** @description Events known already. */
            duplicates: number;
        };
        /** @description Whether traffic may come. */
        Readiness: {
            /** @description ok or unavailable. */
            status: string;
            /** @description Each part and how it is: ok, degraded where the service is ready without it, or failing. */
            checks: {
                [key: string]: string;
            };
            /** @description A sentence on each part, where it was asked for. */
            details?: {
                [key: string]: string;
            };
        };
        /** @description How the service is. */
        Health: {
            /** @description ok or unavailable. */
            status: string;
            /** @description Each part and how it is: ok, degraded where the service is well without it, or away. */
            checks: {
                [key: string]: string;
            };
        };
    };
    responses: {
        /** @description You have it as it is. */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description What went wrong, with a stable code. */
        Error: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
        TenantChoice: string;
        /**
         * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
         *     being carried out twice. For a day the same request under the same key is given the first one's
         *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
         *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
         *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
         *     With or without quotes around it, a key is the same.
         */
        IdempotencyKey: string;
        /**
         * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
         *     is changed and the answer is 412 `version_conflict`.
         * @example "3"
         */
        IfMatch: string;
        /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
        IfNoneMatch: string;
        /** @description How many items a page has at most. */
        Limit: number;
        /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
        Cursor: string;
        /** @description The membership. */
        MembershipId: string;
        /** @description The key. */
        ApiKeyId: string;
        /** @description The lead. */
        LeadId: string;
        /** @description The lead field. */
        LeadFieldId: string;
        /** @description The lead list. */
        ListId: string;
        /** @description The import. */
        ImportId: string;
        /** @description The connection. */
        ConnectionId: string;
        /** @description The campaign. */
        CampaignId: string;
        /** @description The template. */
        TemplateId: string;
        /** @description The export. */
        ExportId: string;
        /** @description The task. */
        TaskId: string;
        /** @description Only this address: an email address, or a number in international form. */
        ContactAddress: string;
        /** @description The conversation. */
        ConversationId: string;
        /** @description The automation. */
        AutomationId: string;
        /** @description The run. */
        RunId: string;
        /** @description The webhook endpoint. */
        WebhookEndpointId: string;
        /** @description The delivery. */
        DeliveryId: string;
        /** @description The opaque address of a connection. */
        EndpointId: string;
    };
    requestBodies: never;
    headers: {
        /** @description Where the new resource is. */
        Location: string;
        /**
         * @description What If-Match and If-None-Match take: the version, and a digest of the answer. With 412 version_conflict, the present version alone.
         * @example "3-9f86d081884c7d65"
         */
        ETag: string;
        /**
         * @description Where the next page is, as RFC 8288 has it: the same request with next_cursor as its cursor. Not there on the last page.
         * @example </api/v1/leads?cursor=v1.00000000.gAAAAA&limit=50>; rel="next"
         */
        Link: string;
        /** @description With 429 and 503: after how many seconds to come again. */
        RetryAfter: number;
        /**
         * @description The limits of this request: each with its quota q within any window of w seconds.
         * @example "tenant-write";q=1200;w=60
         */
        RateLimitPolicy: string;
        /**
         * @description Where they stand: r more requests may come within t seconds, after which there are more again. On a 429 only those that have run out.
         * @example "tenant-write";r=1187;t=21
         */
        RateLimit: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user_id": "5f0c7a52-0b55-4d0e-9a51-6f0d8a8f0001",
                     *       "email": "ana@bluebird.example",
                     *       "super_admin": false,
                     *       "memberships": [
                     *         {
                     *           "tenant_id": "0190f5a0-0000-7000-8000-000000000001",
                     *           "slug": "bluebird",
                     *           "name": "Bluebird Dental",
                     *           "mode": "live",
                     *           "role": "tenant_admin",
                     *           "tenant_status": "active"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "bluebird",
                 *       "name": "Bluebird Dental",
                 *       "timezone": "America/New_York"
                 *     }
                 */
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description The tenant was opened. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCurrentTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    updateCurrentTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "timezone": "America/Chicago"
                 *     }
                 */
                "application/json": components["schemas"]["TenantChange"];
                /**
                 * @example {
                 *       "timezone": "America/Chicago"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TenantChange"];
            };
        };
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setApiLimits: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reads_per_minute": 30000,
                 *       "writes_per_minute": 6000
                 *     }
                 */
                "application/json": components["schemas"]["ApiLimits"];
            };
        };
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setUsageLimits: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sms": 10000,
                 *       "email": 100000
                 *     }
                 */
                "application/json": components["schemas"]["UsageLimits"];
            };
        };
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listMemberships: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of memberships. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembershipPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addMembership: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "5f0c7a52-0b55-4d0e-9a51-6f0d8a8f0002",
                 *       "email": "omar@bluebird.example",
                 *       "role": "operator"
                 *     }
                 */
                "application/json": components["schemas"]["NewMembership"];
            };
        };
        responses: {
            /** @description The person was added. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    removeMembership: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The membership. */
                membership_id: components["parameters"]["MembershipId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person is no longer a member. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    changeMembership: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The membership. */
                membership_id: components["parameters"]["MembershipId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": components["schemas"]["MembershipChange"];
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["MembershipChange"];
            };
        };
        responses: {
            /** @description The membership as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Booking site",
                 *       "scopes": [
                 *         "leads:read",
                 *         "leads:write"
                 *       ],
                 *       "networks": [
                 *         "203.0.113.0/24"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key was made. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scopes": [
                 *         "leads:read"
                 *       ],
                 *       "expires_at": null
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyChange"];
                /**
                 * @example {
                 *       "scopes": [
                 *         "leads:read"
                 *       ],
                 *       "expires_at": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ApiKeyChange"];
            };
        };
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyRotation"];
            };
        };
        responses: {
            /** @description The key with its new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The key. */
                api_key_id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listLeads: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Order of the page. */
                sort?: "created_at" | "-created_at";
                /** @description Only leads whose first name, last name, company, email, phone or external_id begins with this, whatever its case. A number may be written in any way, if it begins with its country code. */
                q?: string;
                /** @description Only leads in this status. */
                status?: components["schemas"]["LeadStatus"];
                /** @description Only leads that carry every one of these tags. */
                tag?: components["schemas"]["Tag"][];
                /** @description Only the lead with this address. */
                email?: string;
                /** @description Only the lead with this number in E.164; in a URL the + is written %2B. */
                phone?: string;
                /** @description Only the lead with this id of yours. */
                external_id?: string;
                /** @description Only leads of this company. */
                company?: string;
                /** @description Only leads created at or after this instant. */
                created_after?: string;
                /** @description Only leads created before this instant. */
                created_before?: string;
                /** @description Only leads that changed at or after this instant. */
                updated_after?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of leads. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "mia@harbor.example",
                 *       "phone": "+12025550143",
                 *       "first_name": "Mia",
                 *       "last_name": "Lindqvist",
                 *       "company": "Harbor Cafe",
                 *       "timezone": "America/Los_Angeles",
                 *       "tags": [
                 *         "vip"
                 *       ],
                 *       "custom_fields": {
                 *         "visits": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewLead"];
            };
        };
        responses: {
            /** @description The lead was created. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    countLeads: {
        parameters: {
            query?: {
                /** @description Only leads whose first name, last name, company, email, phone or external_id begins with this, whatever its case. A number may be written in any way, if it begins with its country code. */
                q?: string;
                /** @description Only leads in this status. */
                status?: components["schemas"]["LeadStatus"];
                /** @description Only leads that carry every one of these tags. */
                tag?: components["schemas"]["Tag"][];
                /** @description Only the lead with this address. */
                email?: string;
                /** @description Only the lead with this number in E.164; in a URL the + is written %2B. */
                phone?: string;
                /** @description Only the lead with this id of yours. */
                external_id?: string;
                /** @description Only leads of this company. */
                company?: string;
                /** @description Only leads created at or after this instant. */
                created_after?: string;
                /** @description Only leads created before this instant. */
                created_before?: string;
                /** @description Only leads that changed at or after this instant. */
                updated_after?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number, and whether it is exact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 12800,
                     *       "exact": false
                     *     }
                     */
                    "application/json": components["schemas"]["LeadCount"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    bulkLeads: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mode": "upsert",
                 *       "leads": [
                 *         {
                 *           "external_id": "c-17",
                 *           "email": "noa@harbor.example",
                 *           "first_name": "Noa",
                 *           "tags": [
                 *             "vip"
                 *           ]
                 *         },
                 *         {
                 *           "external_id": "c-18",
                 *           "phone": "+12025550144",
                 *           "company": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LeadRows"];
            };
        };
        responses: {
            /** @description What became of each, in the order of the rows. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "index": 0,
                     *           "outcome": "created",
                     *           "lead_id": "0190f5a0-0000-7000-8000-0000000000a1",
                     *           "error": null
                     *         },
                     *         {
                     *           "index": 1,
                     *           "outcome": "refused",
                     *           "lead_id": null,
                     *           "error": {
                     *             "type": "/docs/errors/lead_phone_taken",
                     *             "title": "Lead phone taken",
                     *             "status": 409,
                     *             "code": "lead_phone_taken",
                     *             "detail": "Another lead has this phone number.",
                     *             "instance": "/api/v1/leads/bulk",
                     *             "request_id": "req_0190f5a0000070008000000000000001",
                     *             "errors": [
                     *               {
                     *                 "in": "body",
                     *                 "pointer": "/leads/1/phone",
                     *                 "code": "lead_phone_taken",
                     *                 "message": "Another lead has this phone number."
                     *               }
                     *             ],
                     *             "meta": {
                     *               "existing_id": "0190f5a0-0000-7000-8000-0000000000a2"
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LeadResults"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    upsertLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Your own id of the lead. */
                external_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ben@harbor.example",
                 *       "first_name": "Ben",
                 *       "tags": [
                 *         "vip"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LeadUpsert"];
            };
        };
        responses: {
            /** @description The lead was there; this is how it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description The lead was created. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "timezone": "Europe/Lisbon",
                 *       "company": null
                 *     }
                 */
                "application/json": components["schemas"]["LeadChange"];
                /**
                 * @example {
                 *       "timezone": "Europe/Lisbon",
                 *       "company": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["LeadChange"];
            };
        };
        responses: {
            /** @description The lead as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    eraseLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person is erased. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    getLeadExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadExport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addLeadTags: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "vip",
                 *         "returning"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LeadTags"];
            };
        };
        responses: {
            /** @description The lead as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    removeLeadTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
                /** @description The tag. */
                tag: components["schemas"]["Tag"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead does not carry the tag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    mergeLeads: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from_lead_id": "0190f5a0-0000-7000-8000-0000000000a2"
                 *     }
                 */
                "application/json": components["schemas"]["LeadMerge"];
            };
        };
        responses: {
            /** @description The lead as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listLeadFields: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lead fields. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadFieldPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createLeadField: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "tier",
                 *       "type": "choice",
                 *       "label": "Tier",
                 *       "options": [
                 *         "silver",
                 *         "gold"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewLeadField"];
            };
        };
        responses: {
            /** @description The lead field was defined. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadField"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLeadField: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The lead field. */
                lead_field_id: components["parameters"]["LeadFieldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead field. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadField"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteLeadField: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead field. */
                lead_field_id: components["parameters"]["LeadFieldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead field is not defined any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateLeadField: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The lead field. */
                lead_field_id: components["parameters"]["LeadFieldId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Customer tier",
                 *       "description": null
                 *     }
                 */
                "application/json": components["schemas"]["LeadFieldChange"];
                /**
                 * @example {
                 *       "label": "Customer tier",
                 *       "description": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["LeadFieldChange"];
            };
        };
        responses: {
            /** @description The lead field as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadField"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listLeadLists: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lists. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadListPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createLeadList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLeadList"];
            };
        };
        responses: {
            /** @description The list was created. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewLeadFilter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "type": "tag",
                 *         "tag": "vip"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["LeadFilterTrial"];
            };
        };
        responses: {
            /** @description Count and sample. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadListPreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLeadList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadList"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteLeadList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateLeadList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Spring check-up 2026"
                 *     }
                 */
                "application/json": components["schemas"]["LeadListChange"];
                /**
                 * @example {
                 *       "name": "Spring check-up 2026"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["LeadListChange"];
            };
        };
        responses: {
            /** @description The list as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewLeadList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Count and sample. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadListPreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listLeadListMembers: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of leads. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addLeadListMembers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lead_ids": [
                 *         "0190f5a0-0000-7000-8000-0000000000a1"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewLeadListMembers"];
            };
        };
        responses: {
            /** @description How many were added. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadListMembersAdded"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    removeLeadListMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The lead list. */
                list_id: components["parameters"]["ListId"];
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead is not in the list. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "email,first name\nmia@harbor.example,Mia\n",
                 *       "options": {
                 *         "mode": "upsert",
                 *         "tags": [
                 *           "fair"
                 *         ]
                 *       }
                 *     }
                 */
                "multipart/form-data": components["schemas"]["ImportUpload"];
                /**
                 * @example {
                 *       "text": "email,first name\nmia@harbor.example,Mia\n",
                 *       "options": {
                 *         "mode": "upsert",
                 *         "tags": [
                 *           "fair"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewImport"];
            };
        };
        responses: {
            /** @description The file is taken, its rows come next. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    updateImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mapping": {
                 *         "Adresse": "email",
                 *         "Notiz": "custom.note"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ImportChange"];
                /**
                 * @example {
                 *       "mapping": {
                 *         "Adresse": "email",
                 *         "Notiz": "custom.note"
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ImportChange"];
            };
        };
        responses: {
            /** @description The import as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listImportRejects: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRejectPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    downloadImportRejects: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The import. */
                import_id: components["parameters"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example email,reason
                     *     mia.example,This is no email address. Write it like mia@example.com.
                     */
                    "text/csv": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listConnections: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of connections. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Brevo, main account",
                 *       "provider": "brevo",
                 *       "secret": "xkeysib-0000000000000000",
                 *       "settings": {
                 *         "sms_sender": "Bluebird",
                 *         "email_from": "hello@bluebird.example",
                 *         "email_from_name": "Bluebird Dental",
                 *         "whatsapp_number": "+12025550100"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description The connection was made. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rate_limits": {
                 *         "sms": {
                 *           "limit": 50,
                 *           "window_seconds": 1
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConnectionChange"];
                /**
                 * @example {
                 *       "rate_limits": {
                 *         "sms": {
                 *           "limit": 50,
                 *           "window_seconds": 1
                 *         }
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ConnectionChange"];
            };
        };
        responses: {
            /** @description The connection as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    verifyConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider's answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": false,
                     *       "cause": "account",
                     *       "detail": "The provider does not know this key. Paste the REST key that begins with xkeysib-."
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionCheck"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    resumeConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCallbackToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The connection. */
                connection_id: components["parameters"]["ConnectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackToken"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only campaigns in one of these states. */
                status?: components["schemas"]["CampaignStatus"][];
                /** @description Only campaigns on this channel. */
                channel?: components["schemas"]["Channel"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of campaigns. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Welcome Campaign",
                 *       "channel": "sms",
                 *       "lead_list_id": "0190f5a0-0000-7000-8000-0000000000b1",
                 *       "start_datetime": "2024-12-01T09:00:00Z",
                 *       "timezone": "America/New_York",
                 *       "message_content": {
                 *         "body": "Welcome to our service!"
                 *       },
                 *       "retry_strategy": {
                 *         "max_attempts": 3,
                 *         "delays_minutes": [
                 *           30,
                 *           120,
                 *           360
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description The campaign is drafted. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    updateCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schedule": {
                 *         "start_hour": 9,
                 *         "end_hour": 17,
                 *         "days_allowed": [
                 *           0,
                 *           1,
                 *           2,
                 *           3,
                 *           4
                 *         ],
                 *         "blackout_dates": [
                 *           "2024-12-25",
                 *           "2024-01-01"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CampaignChange"];
                /**
                 * @example {
                 *       "schedule": {
                 *         "start_hour": 9,
                 *         "end_hour": 17,
                 *         "days_allowed": [
                 *           0,
                 *           1,
                 *           2,
                 *           3,
                 *           4
                 *         ],
                 *         "blackout_dates": [
                 *           "2024-12-25",
                 *           "2024-01-01"
                 *         ]
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CampaignChange"];
            };
        };
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    startCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCampaignStats: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts of targets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStats"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    streamCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The last id you have: end, where you have seen the end. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description You have seen the end of this campaign. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listCampaignTargets: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only targets in one of these states. */
                status?: components["schemas"]["TargetStatus"][];
                /** @description Only the target of this lead. */
                lead_id?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of targets. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getTargetTimeline: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The campaign. */
                campaign_id: components["parameters"]["CampaignId"];
                /** @description The target. */
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The timeline, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetTimeline"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only templates of this channel. */
                channel?: components["schemas"]["Channel"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of templates. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Check-up reminder",
                 *       "channel": "sms",
                 *       "message_content": {
                 *         "body": "Hi {{ lead.first_name }}, time for your check-up.",
                 *         "missing_variables": "skip"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description The template is drafted. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "sms",
                 *       "message_content": {
                 *         "body": "Hi {{ lead.first_name }}, “see you soon”"
                 *       },
                 *       "lead": {
                 *         "first_name": "Mia"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ContentTrial"];
            };
        };
        responses: {
            /** @description What would be read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Spring check-up reminder"
                 *     }
                 */
                "application/json": components["schemas"]["TemplateChange"];
                /**
                 * @example {
                 *       "name": "Spring check-up reminder"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TemplateChange"];
            };
        };
        responses: {
            /** @description The template as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    publishTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listTemplateVersions: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateVersionPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lead_id": "0190f5a0-0000-7000-8000-0000000000a1"
                 *     }
                 */
                "application/json": components["schemas"]["TemplateTrial"];
            };
        };
        responses: {
            /** @description What would be read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    testSendTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The template. */
                template_id: components["parameters"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lead_id": "0190f5a0-0000-7000-8000-0000000000a1",
                 *       "to": [
                 *         "+12025550143"
                 *       ],
                 *       "connection_id": "0190f5a0-0000-7000-8000-0000000000d2"
                 *     }
                 */
                "application/json": components["schemas"]["TestSend"];
            };
        };
        responses: {
            /** @description What was put in line, and what was not. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSendResult"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of exports. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "resource": "leads",
                 *       "format": "csv",
                 *       "lead_list_id": "0190f5a0-0000-7000-8000-0000000000b1"
                 *     }
                 */
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description The export is in line. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The export. */
                export_id: components["parameters"]["ExportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    cancelExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The export. */
                export_id: components["parameters"]["ExportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getExportFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The export. */
                export_id: components["parameters"]["ExportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description Under which name to save it. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example id,external_id,email,phone,first_name,last_name,company,timezone,status,tags,custom_fields,created_at,updated_at */
                    "text/csv": string;
                    /** @example {"id":"0190f5a0-0000-7000-8000-0000000000a1"} */
                    "application/x-ndjson": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only calls or only facts. */
                kind?: components["schemas"]["AuditKind"];
                /** @description Only this operation or this type of event: createLead, lead.created … */
                action?: string;
                /** @description Only what this actor did: user:…, key:…, job:… */
                actor?: string;
                /** @description Only this call and its facts. */
                request_id?: string;
                /** @description Only what is about this. */
                object_id?: string;
                /** @description Only facts about this lead. */
                lead_id?: string;
                /** @description true: only calls that were refused or failed; false: only those that were not. */
                refused?: boolean;
                /** @description Only entries after this instant. */
                created_after?: string;
                /** @description Only entries before this instant. */
                created_before?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the log. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getAuditHead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The end; sequence 0 while there is no entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sequence": 4711,
                     *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only events whose sequence is above this one. */
                after?: number;
                /** @description Only events of these types. */
                type?: string[];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the log. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    sendEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "id": "order-1001",
                 *           "type": "custom.order_placed",
                 *           "lead_external_id": "c-17",
                 *           "data": {
                 *             "total": 129.5,
                 *             "currency": "EUR"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewEvents"];
            };
        };
        responses: {
            /** @description What was kept, in the order of the events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventReceipts"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Only events whose sequence is above this one. */
                after?: number;
                /** @description Only events of these types. */
                type?: string[];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The last id you have. Goes before after, so that whoever opens the same address again goes on. */
                "Last-Event-ID"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The event. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEventTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All types, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypes"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLeadTimeline: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The lead. */
                lead_id: components["parameters"]["LeadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only tasks that are done, or only those that are not. */
                done?: boolean;
                /** @description Only tasks of this member. */
                assignee_id?: string;
                /** @description Only tasks about this lead. */
                lead_id?: string;
                /** @description Only tasks that are due before this instant. */
                due_before?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tasks. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Call Mia about the spring check-up",
                 *       "description": "She asked for a morning appointment.",
                 *       "lead_id": "0190f5a0-0000-7000-8000-0000000000a1",
                 *       "assignee_id": "5f0c7a52-0b55-4d0e-9a51-6f0d8a8f0001",
                 *       "due_at": "2026-03-02T17:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description The task was created. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The task. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The task. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The task. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "done": true,
                 *       "due_at": null
                 *     }
                 */
                "application/json": components["schemas"]["TaskChange"];
                /**
                 * @example {
                 *       "done": true,
                 *       "due_at": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TaskChange"];
            };
        };
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only suppressions on this channel. */
                channel?: components["schemas"]["Channel"];
                /** @description Only suppressions for this reason. */
                reason?: components["schemas"]["SuppressionReason"];
                /** @description Only this address: an email address, or a number in international form. */
                address?: components["parameters"]["ContactAddress"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of suppressions. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createSuppression: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "sms",
                 *       "address": "+1 202 555 0143",
                 *       "source": "National do-not-call list"
                 *     }
                 */
                "application/json": components["schemas"]["NewSuppression"];
            };
        };
        responses: {
            /** @description The address is suppressed. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suppression"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteSuppression: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The suppression. */
                suppression_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address may be contacted again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listConsents: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only what was said of this channel. */
                channel?: components["schemas"]["Channel"];
                /** @description Only what this lead said. */
                lead_id?: string;
                /** @description Only this address: an email address, or a number in international form. */
                address?: components["parameters"]["ContactAddress"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of consents. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    recordConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "address": "mia@harbor.example",
                 *       "decision": "granted",
                 *       "source": "Booking form",
                 *       "text": "Send me offers by email.",
                 *       "given_at": "2026-03-02T16:55:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewConsent"];
            };
        };
        responses: {
            /** @description It is kept. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listConsentReviews: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description true: only those that nobody has resolved; false: only those that somebody has. */
                open?: boolean;
                /** @description Only what this lead wrote. */
                lead_id?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reviews. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentReviewPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    resolveConsentReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The review. */
                consent_review_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "keep"
                 *     }
                 */
                "application/json": components["schemas"]["ConsentResolution"];
            };
        };
        responses: {
            /** @description The review, resolved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentReview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only conversations on this channel. */
                channel?: components["schemas"]["Channel"];
                /** @description Only conversations in this state. */
                state?: components["schemas"]["ConversationState"];
                /** @description Only conversations of this owner. */
                owner?: components["schemas"]["ConversationOwner"];
                /** @description true: only those with something unread; false: only those without. */
                unread?: boolean;
                /** @description Only conversations of this member. */
                assignee_id?: string;
                /** @description true: only those of some member; false: only those of nobody. */
                assigned?: boolean;
                /** @description Only conversations with this lead. */
                lead_id?: string;
                /** @description true: only those with leads; false: only those of unknown senders. */
                known?: boolean;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversations. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    listConversationEntries: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationEntryPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    replyToConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "Of course. Does Tuesday at ten suit you?"
                 *     }
                 */
                "application/json": components["schemas"]["NewReply"];
            };
        };
        responses: {
            /** @description The reply, as it stands in the thread. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationEntry"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    assignConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "assignee_id": "5f0c7a52-0b55-4d0e-9a51-6f0d8a8f0001",
                 *       "owner": "human"
                 *     }
                 */
                "application/json": components["schemas"]["ConversationAssignment"];
            };
        };
        responses: {
            /** @description The conversation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    closeConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    reopenConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    readConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    adoptConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The conversation. */
                conversation_id: components["parameters"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lead_id": "0190f5a0-0000-7000-8000-0000000000a1"
                 *     }
                 */
                "application/json": components["schemas"]["ConversationAdoption"];
            };
        };
        responses: {
            /** @description The conversation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAutomations: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only automations in one of these states. */
                status?: components["schemas"]["AutomationStatus"][];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of automations. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "VIP Welcome",
                 *       "trigger_type": "lead_created",
                 *       "conditions": [
                 *         {
                 *           "condition_type": "tag_has",
                 *           "condition_config": {
                 *             "tag": "vip"
                 *           }
                 *         }
                 *       ],
                 *       "actions": [
                 *         {
                 *           "action_type": "send_email",
                 *           "action_config": {
                 *             "subject": "Welcome VIP!",
                 *             "body": "Thank you for joining..."
                 *           },
                 *           "delay_seconds": 0
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewAutomation"];
            };
        };
        responses: {
            /** @description The automation is drafted. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The automation. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    updateAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "entry": {
                 *         "policy": "once"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AutomationChange"];
                /**
                 * @example {
                 *       "entry": {
                 *         "policy": "once"
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["AutomationChange"];
            };
        };
        responses: {
            /** @description The automation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    activateAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The automation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    pauseAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The automation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    archiveAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The automation as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    testAutomation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lead_id": "0190f5a0-0000-7000-8000-0000000000a1",
                 *       "event": {
                 *         "data": {
                 *           "tags": [
                 *             "vip"
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AutomationTrial"];
            };
        };
        responses: {
            /** @description What would come of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationTrialResult"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAutomationVersions: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationVersionPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAutomationFirings: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The automation. */
                automation_id: components["parameters"]["AutomationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of firings. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationFiringPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAutomationRuns: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only runs of this automation. */
                automation_id?: string;
                /** @description Only runs about this lead. */
                lead_id?: string;
                /** @description Only runs in one of these states. */
                state?: components["schemas"]["AutomationRunState"][];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of runs. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationRunPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getAutomationRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The run. */
                run_id: components["parameters"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationRunReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    cancelAutomationRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The run. */
                run_id: components["parameters"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of endpoints. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.bluebird.example/carillon",
                 *       "description": "Practice management",
                 *       "events": [
                 *         "lead.*",
                 *         "message.received"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The endpoint, with its secret. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /** @description The ETag of what you have. Where it is still the same, the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            304: components["responses"]["NotModified"];
            default: components["responses"]["Error"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of what you have read, or its version in quotes. Where it has another version by now, nothing
                 *     is changed and the answer is 412 `version_conflict`.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "*"
                 *       ],
                 *       "payload": "thin"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookEndpointChange"];
                /**
                 * @example {
                 *       "events": [
                 *         "*"
                 *       ],
                 *       "payload": "thin"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    pauseWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    resumeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    rotateWebhookEndpointSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 86400
                 *     }
                 */
                "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        responses: {
            /** @description The endpoint, with its new secret. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    replayWebhookEndpointEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhook_endpoint_id: components["parameters"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "created_after": "2026-03-01T00:00:00Z",
                 *       "only_failed": true
                 *     }
                 */
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            /** @description How many events will be told again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplayResult"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The next_cursor of the page before. Opaque; goes with the same filters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only deliveries to this endpoint. */
                webhook_endpoint_id?: string;
                /** @description Only deliveries of this event. */
                event_id?: string;
                /** @description Only deliveries of events of this type. */
                event_type?: string;
                /** @description Only deliveries in this state. */
                state?: components["schemas"]["WebhookDeliveryState"];
                /** @description Only deliveries made at or after this instant. */
                created_after?: string;
                /** @description Only deliveries made before this instant. */
                created_before?: string;
            };
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
            };
            path: {
                /** @description The delivery. */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryReport"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id or slug of one of the caller's own tenants. Needed only by callers with several. */
                "Carillon-Tenant"?: components["parameters"]["TenantChoice"];
                /**
                 * @description A word of yours for this very request, a fresh UUID at best, so that it can be sent again without
                 *     being carried out twice. For a day the same request under the same key is given the first one's
                 *     answer, with the header `Idempotent-Replayed: true`, refusals too; only what failed with 429 or on
                 *     our side is tried anew. While the first is under way, 409 `idempotency_in_flight`; another request
                 *     under the key, 422 `idempotency_key_reused`. Keys are yours alone, and each operation's its own.
                 *     With or without quotes around it, a key is the same.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The delivery. */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new delivery. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    receiveBrevoEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Stored, or known already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReceipt"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    receiveBrevoSms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Stored, or known already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReceipt"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    receiveBrevoSmsMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
                /** @description Names one attempt and proves that we made this address. */
                message_token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Stored, or known already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReceipt"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    receiveVapiCallStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The opaque address of a connection. */
                endpoint_id: components["parameters"]["EndpointId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Stored, or known already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReceipt"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {
                     *         "database": "ok",
                     *         "rate_limits": "ok"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Not well; checks says which part. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {
                     *         "database": "ok",
                     *         "rate_limits": "ok"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getReadiness: {
        parameters: {
            query?: {
                /** @description Named, with true or without a value, a sentence tells of each part. */
                verbose?: "" | "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {
                     *         "process": "ok",
                     *         "database": "ok",
                     *         "migrations": "ok",
                     *         "workers": "ok",
                     *         "issuer": "ok",
                     *         "rate_limits": "degraded"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Not ready; checks says which part. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "unavailable",
                     *       "checks": {
                     *         "process": "ok",
                     *         "database": "failing"
                     *       },
                     *       "details": {
                     *         "process": "It serves.",
                     *         "database": "Postgres does not answer."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
