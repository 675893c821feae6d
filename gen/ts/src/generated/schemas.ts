// Code generated from api/openapi.yaml by ./task generate; DO NOT EDIT.
import type {components} from './contract.js';

type Schemas = components['schemas'];

/** A problem document (RFC 9457). */
export type Problem = Schemas['Problem'];
/** One field that needs attention. */
export type ProblemField = Schemas['ProblemField'];
/** What a member may do; super_admin is never a membership role. */
export type Role = Schemas['Role'];
/** The caller. */
export type Me = Schemas['Me'];
/** One tenant the caller belongs to. */
export type MyMembership = Schemas['MyMembership'];
/** Lower-case letters, digits and inner hyphens. */
export type Slug = Schemas['Slug'];
/** Most sends of the tenant on a channel, whatever the connection. A channel that is not named has the platform's limit. */
export type SendRates = Schemas['SendRates'];
/** At most limit sends in any window of so many seconds. */
export type RateLimit = Schemas['RateLimit'];
/** What becomes of a message from somebody who is no lead: it waits in the bin, or makes a lead of the number. */
export type UnknownSenders = Schemas['UnknownSenders'];
/** live, unless said otherwise: what is sent is sent. test: all goes to simulated providers and nobody is reached. Never changes. */
export type TenantMode = Schemas['TenantMode'];
/** A tenant to open. */
export type NewTenant = Schemas['NewTenant'];
/** A merge patch of a tenant. */
export type TenantChange = Schemas['TenantChange'];
/** A customer of the platform. */
export type Tenant = Schemas['Tenant'];
/** The hours, days and dates of the tenant for all that it sends, on the recipient's clock: outside of them it is quiet, and what is due waits (hold quiet_hours). A campaign's own schedule can only narrow them, and they only narrow what the installation and the law allow. An answer to what a person wrote goes out at any hour. Replaced as a whole; {} leaves every hour open. */
export type ContactHours = Schemas['ContactHours'];
/** How often one lead is contacted on a channel, by all campaigns and automations together. What would be too much waits (hold frequency_cap) until the oldest contact is long enough ago, or expires. What proved unsent does not count, nor does an answer to what the person wrote. Replaced as a whole; what is left out has no cap. */
export type FrequencyCaps = Schemas['FrequencyCaps'];
/** At most max contacts within any span of so many days. */
export type FrequencyCap = Schemas['FrequencyCap'];
/** How much the tenant's plan allows in a month, by channel: messages, and calls for voice. A month is a calendar month in UTC. What is beyond waits (hold quota) for the next one, until it expires. What is left out is without limit. */
export type UsageLimits = Schemas['UsageLimits'];
/** What the tenant has sent in this month, by channel. */
export type CurrentUsage = Schemas['CurrentUsage'];
/** How much of a month's quota is used. */
export type ChannelUsage = Schemas['ChannelUsage'];
/** How many requests a tenant may make within a minute, where it is not what this installation grants anybody. */
export type ApiLimits = Schemas['ApiLimits'];
/** A person to add. */
export type NewMembership = Schemas['NewMembership'];
/** A merge patch of a membership. */
export type MembershipChange = Schemas['MembershipChange'];
/** A person in a tenant. */
export type Membership = Schemas['Membership'];
/** A page of memberships. */
export type MembershipPage = Schemas['MembershipPage'];
/** A permission of x-roles that an operation asks of keys, for example leads:read. */
export type Scope = Schemas['Scope'];
/** A network, for example 203.0.113.0/24; one address ends in /32 or, in IPv6, /128. */
export type Network = Schemas['Network'];
/** An API key to make. */
export type NewApiKey = Schemas['NewApiKey'];
/** A merge patch of an API key. */
export type ApiKeyChange = Schemas['ApiKeyChange'];
/** How to give a key a new secret. */
export type ApiKeyRotation = Schemas['ApiKeyRotation'];
/** An API key without its secret. */
export type ApiKey = Schemas['ApiKey'];
/** A page of API keys. */
export type ApiKeyPage = Schemas['ApiKeyPage'];
/** An API key with its secret, which is shown this once. */
export type IssuedApiKey = Schemas['IssuedApiKey'];
/** Whether another page follows. */
export type HasMore = Schemas['HasMore'];
/** Give it as cursor to get the next page; null on the last. */
export type NextCursor = Schemas['NextCursor'];
/** The limit in force. */
export type PageLimit = Schemas['PageLimit'];
/** How a lead is reached. */
export type Channel = Schemas['Channel'];
/** Where the tenant stands with the lead. */
export type LeadStatus = Schemas['LeadStatus'];
/** A label. No commas, no space at its ends. */
export type Tag = Schemas['Tag'];
/** Your own fields. Keys are letters, digits and underscores; values are text, numbers, booleans or null. */
export type CustomFields = Schemas['CustomFields'];
/** Text up to 1,000 characters, a number, a boolean or null. */
export type CustomValue = Schemas['CustomValue'];
/** Tags to put on a lead. */
export type LeadTags = Schemas['LeadTags'];
/** A person to reach. Texts are kept as they are written; an empty one is none. */
export type NewLead = Schemas['NewLead'];
/** A merge patch of a lead. Texts are kept as they are written; an empty one is none. */
export type LeadChange = Schemas['LeadChange'];
/** How many there are. */
export type LeadCount = Schemas['LeadCount'];
/** What is said of one lead. Texts are kept as they are written; an empty one is none. */
export type LeadUpsert = Schemas['LeadUpsert'];
/** What is said of one lead, named by its external_id, without one its email, without that its phone. */
export type LeadRow = Schemas['LeadRow'];
/** Leads to create or change. */
export type LeadRows = Schemas['LeadRows'];
/** What became of the rows. */
export type LeadResults = Schemas['LeadResults'];
/** What became of one row. */
export type LeadResult = Schemas['LeadResult'];
/** A person to reach. */
export type Lead = Schemas['Lead'];
/** A page of leads. */
export type LeadPage = Schemas['LeadPage'];
/** Which lead to merge into this one. */
export type LeadMerge = Schemas['LeadMerge'];
/** What a field holds. A date is text like 2026-03-31, a choice one of the options. */
export type LeadFieldType = Schemas['LeadFieldType'];
/** The choices of a choice; none of other types. */
export type LeadFieldOptions = Schemas['LeadFieldOptions'];
/** A custom field to define. */
export type NewLeadField = Schemas['NewLeadField'];
/** A merge patch of a lead field. */
export type LeadFieldChange = Schemas['LeadFieldChange'];
/** A custom field of leads that is defined. */
export type LeadField = Schemas['LeadField'];
/** A page of lead fields. */
export type LeadFieldPage = Schemas['LeadFieldPage'];
/** A file, and how it is meant. */
export type ImportUpload = Schemas['ImportUpload'];
/** A short file as text, and how it is meant. */
export type NewImport = Schemas['NewImport'];
/** How a file is meant. */
export type ImportOptions = Schemas['ImportOptions'];
/** The field of each column that is read: external_id, email, phone, first_name, last_name, company, timezone, status, tags, or custom. and the name of a field of your own; null, like a column that is not named, for none. */
export type ImportMapping = Schemas['ImportMapping'];
/** What an import waits for. */
export type ImportChange = Schemas['ImportChange'];
/** A file of leads, and what became of it. */
export type Import = Schemas['Import'];
/** A column of the file. */
export type ImportColumn = Schemas['ImportColumn'];
/** How far it is, in rows. */
export type ImportProgress = Schemas['ImportProgress'];
/** A page of imports. */
export type ImportPage = Schemas['ImportPage'];
/** A row that was refused. */
export type ImportReject = Schemas['ImportReject'];
/** A page of rows that were refused. */
export type ImportRejectPage = Schemas['ImportRejectPage'];
/** Which leads. all, any and not nest up to 8 deep. */
export type LeadFilter = Schemas['LeadFilter'];
/** Every one of the filters finds the lead. */
export type AllFilter = Schemas['AllFilter'];
/** At least one of the filters finds the lead. */
export type AnyFilter = Schemas['AnyFilter'];
/** The filter does not find the lead. */
export type NotFilter = Schemas['NotFilter'];
/** The lead carries the tag. */
export type TagFilter = Schemas['TagFilter'];
/** A field of the lead compared with text. is_set and is_not_set take no value. */
export type FieldFilter = Schemas['FieldFilter'];
/** A custom field of the lead compared with a value. is_set and is_not_set take no value. */
export type CustomFieldFilter = Schemas['CustomFieldFilter'];
/** A filter to try. */
export type LeadFilterTrial = Schemas['LeadFilterTrial'];
/** A group of leads. */
export type NewLeadList = Schemas['NewLeadList'];
/** static: members are put in; dynamic: a filter finds them. */
export type LeadListKind = Schemas['LeadListKind'];
/** A merge patch of a lead list. */
export type LeadListChange = Schemas['LeadListChange'];
/** A group of leads. */
export type LeadList = Schemas['LeadList'];
/** A page of lists. */
export type LeadListPage = Schemas['LeadListPage'];
/** Whom a list or filter finds now. */
export type LeadListPreview = Schemas['LeadListPreview'];
/** Leads to put into a static list. */
export type NewLeadListMembers = Schemas['NewLeadListMembers'];
/** What adding members did. */
export type LeadListMembersAdded = Schemas['LeadListMembersAdded'];
/** brevo: sms, whatsapp, email. vapi: voice. smtp: email. */
export type Provider = Schemas['Provider'];
/** What a provider needs beside the secret. Fields of other providers are refused. */
export type ConnectionSettings = Schemas['ConnectionSettings'];
/** A provider account to connect. */
export type NewConnection = Schemas['NewConnection'];
/** A merge patch of a connection. */
export type ConnectionChange = Schemas['ConnectionChange'];
/** A connected provider account. */
export type Connection = Schemas['Connection'];
/** A page of connections. */
export type ConnectionPage = Schemas['ConnectionPage'];
/** What the provider says of the credentials. */
export type ConnectionCheck = Schemas['ConnectionCheck'];
/** The token of a callback address. */
export type CallbackToken = Schemas['CallbackToken'];
/** Where a campaign stands. */
export type CampaignStatus = Schemas['CampaignStatus'];
/** Where a recipient stands. */
export type TargetStatus = Schemas['TargetStatus'];
/** What is said. Text may name fields of the lead, as in {{ lead.first_name | default: "there" }}. */
export type MessageContent = Schemas['MessageContent'];
/** When to try a recipient again. */
export type RetryStrategy = Schemas['RetryStrategy'];
/** When a recipient may be contacted, in the recipient's own time zone. */
export type Schedule = Schemas['Schedule'];
/** For messages: whether the provider's yes or the delivery completes a recipient. A call completes when it ends. */
export type CompleteOn = Schemas['CompleteOn'];
/** When a provider's answer is lost and it cannot be found out whether the message went: hold never risks a second copy; resend may contact somebody twice. */
export type UnknownPolicy = Schemas['UnknownPolicy'];
/** Why people are written to; marketing unless you say otherwise. What laws and people ask of marketing is not asked of what they wait for: a receipt, a code, an appointment. */
export type Purpose = Schemas['Purpose'];
/** A campaign to draft. */
export type NewCampaign = Schemas['NewCampaign'];
/** A merge patch of a draft. */
export type CampaignChange = Schemas['CampaignChange'];
/** One channel, one content, one list. */
export type Campaign = Schemas['Campaign'];
/** A page of campaigns. */
export type CampaignPage = Schemas['CampaignPage'];
/** One rule that was asked. */
export type DecisionStep = Schemas['DecisionStep'];
/** What would be done with a recipient now, and why. */
export type Decision = Schemas['Decision'];
/** What a start would do now. */
export type CampaignPreview = Schemas['CampaignPreview'];
/** One lead as the campaign would treat it. */
export type PreviewSample = Schemas['PreviewSample'];
/** What a template says. Text may name fields of the lead, as in {{ lead.first_name | default: "there" }}. */
export type TemplateContent = Schemas['TemplateContent'];
/** A template to draft. */
export type NewTemplate = Schemas['NewTemplate'];
/** A merge patch of a template's draft. */
export type TemplateChange = Schemas['TemplateChange'];
/** What is said, kept for many campaigns. */
export type Template = Schemas['Template'];
/** A page of templates. */
export type TemplatePage = Schemas['TemplatePage'];
/** What was published of a template. */
export type TemplateVersion = Schemas['TemplateVersion'];
/** A page of versions. */
export type TemplateVersionPage = Schemas['TemplateVersionPage'];
/** A lead made up to see a message. */
export type SampleLead = Schemas['SampleLead'];
/** A message to see, and for whom; for nobody it is filled in with nothing. */
export type ContentTrial = Schemas['ContentTrial'];
/** For whom to fill a template in; for nobody it is filled in with nothing. */
export type TemplateTrial = Schemas['TemplateTrial'];
/** A message as it would be read. */
export type ContentPreview = Schemas['ContentPreview'];
/** How a text travels, and what it costs. */
export type TextSize = Schemas['TextSize'];
/** To whom to send a template, and whose values to fill in. */
export type TestSend = Schemas['TestSend'];
/** What came of each address, in their order. */
export type TestSendResult = Schemas['TestSendResult'];
/** One send in the ledger. */
export type TestSendEntry = Schemas['TestSendEntry'];
/** A message with the lead's fields filled in. */
export type WrittenMessage = Schemas['WrittenMessage'];
/** Where a campaign is in its life. */
export type CampaignState = Schemas['CampaignState'];
/** The account of a campaign. */
export type CampaignStats = Schemas['CampaignStats'];
/** One recipient of one campaign. */
export type Target = Schemas['Target'];
/** A page of targets. */
export type TargetPage = Schemas['TargetPage'];
/** All that happened to one recipient. */
export type TargetTimeline = Schemas['TargetTimeline'];
/** One thing that happened. */
export type TimelineEntry = Schemas['TimelineEntry'];
/** One intended provider request for a target. */
export type Attempt = Schemas['Attempt'];
/** Where an automation stands. */
export type AutomationStatus = Schemas['AutomationStatus'];
/** Where a run stands. not_matched: its conditions or its entry policy did not let it begin; loop_stopped: it would have gone in circles; exited: asked again, its conditions were not met. */
export type AutomationRunState = Schemas['AutomationRunState'];
/** What an automation waits for. */
export type TriggerType = Schemas['TriggerType'];
/** Narrows a trigger. What a trigger does not take is refused. */
export type TriggerConfig = Schemas['TriggerConfig'];
/** How often the same lead may enter. */
export type EntryPolicy = Schemas['EntryPolicy'];
/** Something to be met. and, or and not nest up to 8 deep. */
export type Condition = Schemas['Condition'];
/** Every one of the conditions is met. */
export type AndCondition = Schemas['AndCondition'];
/** At least one of the conditions is met. */
export type OrCondition = Schemas['OrCondition'];
/** The condition is not met. */
export type NotCondition = Schemas['NotCondition'];
/** A field is exactly this; an email address in any spelling. */
export type FieldEqualsCondition = Schemas['FieldEqualsCondition'];
/** A text holds another, or a list of texts holds one, whatever the case of letters. */
export type FieldContainsCondition = Schemas['FieldContainsCondition'];
/** The lead carries the tag. */
export type TagHasCondition = Schemas['TagHasCondition'];
/** The local time lies in the range. */
export type TimeRangeCondition = Schemas['TimeRangeCondition'];
/** Conditions to be asked together. */
export type ConditionGroup = Schemas['ConditionGroup'];
/** The condition that must not be met. */
export type ConditionNegation = Schemas['ConditionNegation'];
/** email, phone, external_id, first_name, last_name, company, timezone or status of the lead, custom_fields.<key>, or event.<path> into the data of the event. */
export type ConditionField = Schemas['ConditionField'];
/** A field and what it must be. */
export type FieldEqualsConfig = Schemas['FieldEqualsConfig'];
/** A field and what it must hold. */
export type FieldContainsConfig = Schemas['FieldContainsConfig'];
/** A tag. */
export type TagConfig = Schemas['TagConfig'];
/** A part of the day. */
export type TimeRangeConfig = Schemas['TimeRangeConfig'];
/** Something to do. Messages and calls go the way of campaigns, with the same windows, consent and limits. */
export type Action = Schemas['Action'];
/** Send an email. */
export type SendEmailAction = Schemas['SendEmailAction'];
/** Send a text message. */
export type SendSmsAction = Schemas['SendSmsAction'];
/** Send a WhatsApp message. */
export type SendWhatsappAction = Schemas['SendWhatsappAction'];
/** Call. */
export type MakeCallAction = Schemas['MakeCallAction'];
/** Change fields of the lead. */
export type UpdateLeadAction = Schemas['UpdateLeadAction'];
/** Put a tag on the lead. */
export type AddTagAction = Schemas['AddTagAction'];
/** Take a tag off the lead. */
export type RemoveTagAction = Schemas['RemoveTagAction'];
/** Put the lead into a static list. */
export type AddToListAction = Schemas['AddToListAction'];
/** Take the lead out of a static list. */
export type RemoveFromListAction = Schemas['RemoveFromListAction'];
/** Start a campaign. */
export type StartCampaignAction = Schemas['StartCampaignAction'];
/** Give people something to do. */
export type CreateTaskAction = Schemas['CreateTaskAction'];
/** Give the conversation in which the lead wrote to a member. Only for message_received and whatsapp_received. */
export type AssignConversationAction = Schemas['AssignConversationAction'];
/** Tell a server of yours. */
export type TriggerWebhookAction = Schemas['TriggerWebhookAction'];
/** How long to wait before the action, after the one before; at most a year. */
export type DelaySeconds = Schemas['DelaySeconds'];
/** Ask the conditions again before the action, with the lead as it is then; where they are not met the run ends as exited. */
export type Recheck = Schemas['Recheck'];
/** What is said. Text may name fields of the lead, as in a campaign. */
export type EmailConfig = Schemas['EmailConfig'];
/** What is said. */
export type TextConfig = Schemas['TextConfig'];
/** What is said. Words of your own reach only who wrote within the last 24 hours. */
export type WhatsappConfig = Schemas['WhatsappConfig'];
/** What is said. */
export type CallConfig = Schemas['CallConfig'];
/** whatsapp: the template's parameters; voice: variables for the assistant. */
export type TemplateParams = Schemas['TemplateParams'];
/** Which account sends; may be left out when one connection serves the channel. */
export type SendBy = Schemas['SendBy'];
/** Fields of the lead and what they become. */
export type LeadFieldsConfig = Schemas['LeadFieldsConfig'];
/** A static list. */
export type ListConfig = Schemas['ListConfig'];
/** A campaign. */
export type CampaignConfig = Schemas['CampaignConfig'];
/** What is to be done. */
export type TaskConfig = Schemas['TaskConfig'];
/** Who looks after the conversation. */
export type AssignmentConfig = Schemas['AssignmentConfig'];
/** Whom to tell. */
export type WebhookConfig = Schemas['WebhookConfig'];
/** An automation to draft. */
export type NewAutomation = Schemas['NewAutomation'];
/** A merge patch of an automation's draft. */
export type AutomationChange = Schemas['AutomationChange'];
/** What happens by itself. The definition is the draft; what runs is the active version. */
export type Automation = Schemas['Automation'];
/** What an automation ran, as it was when it was activated. */
export type AutomationVersion = Schemas['AutomationVersion'];
/** An instant at which a schedule came due. */
export type AutomationFiring = Schemas['AutomationFiring'];
/** One event that an automation waited for, for one lead or none. */
export type AutomationRun = Schemas['AutomationRun'];
/** A run and how it went. */
export type AutomationRunReport = Schemas['AutomationRunReport'];
/** What began a run, as it was then. */
export type RunEvent = Schemas['RunEvent'];
/** A line of a trace. What does not apply to its kind is left out. */
export type TraceStep = Schemas['TraceStep'];
/** A made-up event. */
export type AutomationTrial = Schemas['AutomationTrial'];
/** What goes with the event; it is of the type that the automation waits for. */
export type TrialEvent = Schemas['TrialEvent'];
/** What would come of the event. */
export type AutomationTrialResult = Schemas['AutomationTrialResult'];
/** A page of automations. */
export type AutomationPage = Schemas['AutomationPage'];
/** A page of versions. */
export type AutomationVersionPage = Schemas['AutomationVersionPage'];
/** A page of firings. */
export type AutomationFiringPage = Schemas['AutomationFiringPage'];
/** A page of runs. */
export type AutomationRunPage = Schemas['AutomationRunPage'];
/** Something that became true. It never changes. What data holds for each type is said under webhooks. */
export type Event = Schemas['Event'];
/** Why an automation did something. */
export type EventCause = Schemas['EventCause'];
/** What can happen. */
export type EventTypes = Schemas['EventTypes'];
/** A type of event. */
export type EventType = Schemas['EventType'];
/** What an endpoint receives, as the body of a POST. At most 20 KiB. */
export type WebhookMessage = Schemas['WebhookMessage'];
/** What an event is about. */
export type WebhookMessageData = Schemas['WebhookMessageData'];
/** A type of event, the beginning of some that ends in .*, or * for all. */
export type EventFilter = Schemas['EventFilter'];
/** An https address of a public server, on port 443 or 8443, without user and password. */
export type WebhookEndpointURL = Schemas['WebhookEndpointURL'];
/** full: with what happened. thin: ids only, for systems that should hold no data about people. */
export type WebhookPayload = Schemas['WebhookPayload'];
/** A system to be told what happens. */
export type NewWebhookEndpoint = Schemas['NewWebhookEndpoint'];
/** A merge patch of an endpoint. */
export type WebhookEndpointChange = Schemas['WebhookEndpointChange'];
/** A system that is told what happens. */
export type WebhookEndpoint = Schemas['WebhookEndpoint'];
/** A page of endpoints. */
export type WebhookEndpointPage = Schemas['WebhookEndpointPage'];
/** How to replace a secret. */
export type WebhookSecretRotation = Schemas['WebhookSecretRotation'];
/** A test that is on its way. */
export type WebhookTest = Schemas['WebhookTest'];
/** Which events to tell again; all conditions must hold. */
export type WebhookReplay = Schemas['WebhookReplay'];
/** What will be told again. */
export type WebhookReplayResult = Schemas['WebhookReplayResult'];
/** How far a delivery is. */
export type WebhookDeliveryState = Schemas['WebhookDeliveryState'];
/** One event told to one endpoint. */
export type WebhookDelivery = Schemas['WebhookDelivery'];
/** One request. One whose worker died leaves none. */
export type WebhookAttempt = Schemas['WebhookAttempt'];
/** A delivery and what was tried. */
export type WebhookDeliveryReport = Schemas['WebhookDeliveryReport'];
/** A page of deliveries. */
export type WebhookDeliveryPage = Schemas['WebhookDeliveryPage'];
/** What goes with a fact about a webhook endpoint. Of a change, what changed. Of the address only the host is told. */
export type WebhookEndpointFact = Schemas['WebhookEndpointFact'];
/** What goes with the fact that an endpoint has another secret. */
export type WebhookRotationFact = Schemas['WebhookRotationFact'];
/** How a webhook endpoint does. Of one that recovered, how it did. */
export type WebhookHealthFact = Schemas['WebhookHealthFact'];
/** Nothing beside the object itself. */
export type PlainFact = Schemas['PlainFact'];
/** What goes with a fact about a tenant. Of a change, what changed. */
export type TenantFact = Schemas['TenantFact'];
/** What goes with a fact about a tenant's quota. */
export type QuotaFact = Schemas['QuotaFact'];
/** What goes with a fact about a person's place. */
export type MembershipFact = Schemas['MembershipFact'];
/** What goes with a fact about an API key. Of a change, what changed. */
export type ApiKeyFact = Schemas['ApiKeyFact'];
/** A lead as it was created. */
export type LeadFact = Schemas['LeadFact'];
/** Which lead was merged into this one. */
export type LeadMergeFact = Schemas['LeadMergeFact'];
/** What goes with a fact about a lead field. Of a change, what changed. */
export type LeadFieldFact = Schemas['LeadFieldFact'];
/** What changed of a lead; previous holds the same fields as they were. */
export type LeadChangeFact = Schemas['LeadChangeFact'];
/** What changed of a lead, as it was. Null where nothing was. */
export type LeadPrevious = Schemas['LeadPrevious'];
/** Names of what changed. */
export type ChangedFields = Schemas['ChangedFields'];
/** What goes with a fact about a list. Of a change, what changed. */
export type LeadListFact = Schemas['LeadListFact'];
/** What goes with the end of an import. */
export type ImportFact = Schemas['ImportFact'];
/** What goes with a fact about a task. Of a change, what changed. */
export type TaskFact = Schemas['TaskFact'];
/** Whether a lead's address may be contacted on a channel from now on. */
export type ConsentChangeFact = Schemas['ConsentChangeFact'];
/** Which channel a lead opted out of, and on what occasion. */
export type ConsentFact = Schemas['ConsentFact'];
/** What goes with a fact about a connection. Of a change, what changed. */
export type ConnectionFact = Schemas['ConnectionFact'];
/** What goes with a fact about a campaign. */
export type CampaignFact = Schemas['CampaignFact'];
/** What goes with a fact about a template. */
export type TemplateFact = Schemas['TemplateFact'];
/** What goes with a fact about a message or a call; object_id is the target. */
export type MessageFact = Schemas['MessageFact'];
/** What goes with a fact about something a lead wrote; object_id is the entry of the conversation. */
export type ReceivedFact = Schemas['ReceivedFact'];
/** What goes with a fact about a conversation. */
export type ConversationFact = Schemas['ConversationFact'];
/** What goes with a fact about an automation. */
export type AutomationFact = Schemas['AutomationFact'];
/** What goes with a fact about a run. */
export type AutomationRunFact = Schemas['AutomationRunFact'];
/** A page of events. */
export type EventPage = Schemas['EventPage'];
/** call: what was asked; fact: what came of it, or of something else. */
export type AuditKind = Schemas['AuditKind'];
/** Something that was asked or became true. It never changes. */
export type AuditEntry = Schemas['AuditEntry'];
/** A page of the audit log. */
export type AuditPage = Schemas['AuditPage'];
/** The last entry of the audit log. */
export type AuditHead = Schemas['AuditHead'];
/** Events to send. */
export type NewEvents = Schemas['NewEvents'];
/** An event of your own. Name the lead by its id or by yours, or leave it out. */
export type NewEvent = Schemas['NewEvent'];
/** What goes with it, for conditions and templates: at most 50 keys, 8 KiB as JSON. */
export type EventData = Schemas['EventData'];
/** What became of events sent. */
export type EventReceipts = Schemas['EventReceipts'];
/** What became of one event. */
export type EventReceipt = Schemas['EventReceipt'];
/** What to do. */
export type TaskTitle = Schemas['TaskTitle'];
/** Something to do. */
export type NewTask = Schemas['NewTask'];
/** A merge patch of a task. */
export type TaskChange = Schemas['TaskChange'];
/** Something to do. */
export type Task = Schemas['Task'];
/** What is kept of a person. */
export type LeadExport = Schemas['LeadExport'];
/** Of what a file is made. */
export type ExportResource = Schemas['ExportResource'];
/** How a file is written. */
export type ExportFormat = Schemas['ExportFormat'];
/** What to export. */
export type NewExport = Schemas['NewExport'];
/** How far an export is, in rows. */
export type ExportProgress = Schemas['ExportProgress'];
/** A file in the making, or made. */
export type Export = Schemas['Export'];
/** A page of exports. */
export type ExportPage = Schemas['ExportPage'];
/** A page of tasks. */
export type TaskPage = Schemas['TaskPage'];
/** unsubscribed and complained: the person asked for it. hard_bounced, blocked, invalid: the provider found it out. manual: you did. */
export type SuppressionReason = Schemas['SuppressionReason'];
/** An email address for email, and a number in international form for the other channels. */
export type ContactAddressText = Schemas['ContactAddressText'];
/** Where it comes from: a form, a list, a letter. */
export type ConsentSource = Schemas['ConsentSource'];
/** An address to suppress. */
export type NewSuppression = Schemas['NewSuppression'];
/** An address that must not be contacted on a channel. */
export type Suppression = Schemas['Suppression'];
/** A page of suppressions. */
export type SuppressionPage = Schemas['SuppressionPage'];
/** Whether the person may be contacted. */
export type ConsentDecision = Schemas['ConsentDecision'];
/** What a person said. */
export type NewConsent = Schemas['NewConsent'];
/** What a person said about being contacted on a channel, and how it is known. */
export type Consent = Schemas['Consent'];
/** A page of consents. */
export type ConsentPage = Schemas['ConsentPage'];
/** What a text meant. */
export type ConsentResolution = Schemas['ConsentResolution'];
/** A text that holds a word which opts out, and says more. */
export type ConsentReview = Schemas['ConsentReview'];
/** A page of reviews. */
export type ConsentReviewPage = Schemas['ConsentReviewPage'];
/** Whether anything is left to do. */
export type ConversationState = Schemas['ConversationState'];
/** Who speaks for the tenant. While it is a human, automations send nothing. */
export type ConversationOwner = Schemas['ConversationOwner'];
/** A thread with one lead on one channel, or with somebody who is no lead yet. */
export type Conversation = Schemas['Conversation'];
/** A page of conversations. */
export type ConversationPage = Schemas['ConversationPage'];
/** One thing that was said, or a call. */
export type ConversationEntry = Schemas['ConversationEntry'];
/** What is known of a call. */
export type ConversationCall = Schemas['ConversationCall'];
/** A page of entries. */
export type ConversationEntryPage = Schemas['ConversationEntryPage'];
/** What to say. These are the very words, no template of fields. */
export type NewReply = Schemas['NewReply'];
/** What is not named stays as it is. */
export type ConversationAssignment = Schemas['ConversationAssignment'];
/** Who the sender is. */
export type ConversationAdoption = Schemas['ConversationAdoption'];
/** What was done with a callback. */
export type CallbackReceipt = Schemas['CallbackReceipt'];
/** Whether traffic may come. */
export type Readiness = Schemas['Readiness'];
/** How the service is. */
export type Health = Schemas['Health'];
