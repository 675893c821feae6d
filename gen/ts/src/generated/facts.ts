// Code generated from api/openapi.yaml by ./task generate; DO NOT EDIT.
import type * as schema from './schemas.js';

/** What goes with each type of event. */
export interface Facts {
  /** A tenant was opened. */
  'tenant.created': {object: schema.TenantFact};
  /** The settings of a tenant changed. */
  'tenant.updated': {object: schema.TenantFact; previous: schema.TenantFact};
  /** A month's quota of a channel is used up; what is due waits. Told once for each month and channel. */
  'quota.reached': {object: schema.QuotaFact};
  /** A person was added. */
  'membership.added': {object: schema.MembershipFact};
  /** The role of a person changed. */
  'membership.changed': {object: schema.MembershipFact};
  /** A person was removed. */
  'membership.removed': {object: schema.MembershipFact};
  /** An API key was made. */
  'api_key.created': {object: schema.ApiKeyFact};
  /** What an API key may do, from where or until when changed. */
  'api_key.updated': {object: schema.ApiKeyFact; previous: schema.ApiKeyFact};
  /** An API key got a new secret. */
  'api_key.rotated': {object: schema.ApiKeyFact};
  /** An API key ended for good. */
  'api_key.revoked': {object: schema.ApiKeyFact};
  /** A lead was created. */
  'lead.created': {object: schema.LeadFact};
  /** A lead or its tags changed. */
  'lead.updated': {object: schema.LeadChangeFact; previous: schema.LeadPrevious};
  /** A lead was deleted. */
  'lead.deleted': {object: schema.PlainFact};
  /** Another lead was merged into a lead. */
  'lead.merged': {object: schema.LeadMergeFact};
  /** A custom field of leads was defined. */
  'lead_field.created': {object: schema.LeadFieldFact};
  /** The definition of a custom field changed. */
  'lead_field.updated': {object: schema.LeadFieldFact; previous: schema.LeadFieldFact};
  /** A custom field of leads is not defined any more. */
  'lead_field.deleted': {object: schema.LeadFieldFact};
  /** A person was erased. */
  'lead.erased': {object: schema.PlainFact};
  /** A lead opted out of a channel. */
  'lead.unsubscribed': {object: schema.ConsentFact};
  /** An address of a lead may no longer be contacted on a channel, or may again. */
  'lead.consent_changed': {object: schema.ConsentChangeFact};
  /** A list was created. */
  'lead_list.created': {object: schema.LeadListFact};
  /** A list changed. */
  'lead_list.updated': {object: schema.LeadListFact; previous: schema.LeadListFact};
  /** A list was deleted. */
  'lead_list.deleted': {object: schema.LeadListFact};
  /** All rows of an import were carried out or refused. */
  'import.completed': {object: schema.ImportFact};
  /** An import was given up. */
  'import.failed': {object: schema.ImportFact};
  /** An import was stopped. */
  'import.cancelled': {object: schema.ImportFact};
  /** A provider account was connected. */
  'connection.created': {object: schema.ConnectionFact};
  /** A connection changed. */
  'connection.updated': {object: schema.ConnectionFact; previous: schema.ConnectionFact};
  /** A connection waits for a person. */
  'connection.paused': {object: schema.ConnectionFact};
  /** A connection may send again. */
  'connection.resumed': {object: schema.ConnectionFact};
  /** A connection was removed. */
  'connection.deleted': {object: schema.ConnectionFact};
  /** A campaign was drafted. */
  'campaign.created': {object: schema.CampaignFact};
  /** A draft changed. */
  'campaign.updated': {object: schema.CampaignFact};
  /** A campaign waits for its hour. */
  'campaign.scheduled': {object: schema.CampaignFact};
  /** A campaign started. */
  'campaign.started': {object: schema.CampaignFact};
  /** A campaign was paused. */
  'campaign.paused': {object: schema.CampaignFact};
  /** A campaign goes on. */
  'campaign.resumed': {object: schema.CampaignFact};
  /** The last target of a campaign ended. */
  'campaign.completed': {object: schema.CampaignFact};
  /** A campaign was cancelled. */
  'campaign.cancelled': {object: schema.CampaignFact};
  /** A campaign could not start. */
  'campaign.failed': {object: schema.CampaignFact};
  /** A template was drafted. */
  'template.created': {object: schema.TemplateFact};
  /** The draft of a template changed. */
  'template.updated': {object: schema.TemplateFact; previous: schema.TemplateFact};
  /** A version of a template was published. */
  'template.published': {object: schema.TemplateFact};
  /** A template was deleted. */
  'template.deleted': {object: schema.TemplateFact};
  /** A message or call stands in the ledger, to be sent when it may. */
  'message.queued': {object: schema.MessageFact};
  /** A message or call will not be sent: the person must not or cannot be contacted, or it is too late. */
  'message.skipped': {object: schema.MessageFact};
  /** The provider took a message. */
  'message.sent': {object: schema.MessageFact};
  /** A message was delivered. */
  'message.delivered': {object: schema.MessageFact};
  /** A message was opened or read by a person. */
  'message.opened': {object: schema.MessageFact};
  /** A link in a message was followed. */
  'message.clicked': {object: schema.MessageFact};
  /** A message came back; reason says how. */
  'message.bounced': {object: schema.MessageFact};
  /** A person called a message spam. */
  'message.complained': {object: schema.MessageFact};
  /** A message failed for good. */
  'message.failed': {object: schema.MessageFact};
  /** A lead wrote. */
  'message.received': {object: schema.ReceivedFact};
  /** The provider took a call. */
  'call.started': {object: schema.MessageFact};
  /** A call reached the person or a voicemail. */
  'call.completed': {object: schema.MessageFact};
  /** A call failed and is not tried again. */
  'call.failed': {object: schema.MessageFact};
  /** A conversation began. */
  'conversation.opened': {object: schema.ConversationFact};
  /** A conversation was given to a member or to nobody or went from bot to human or back. */
  'conversation.assigned': {object: schema.ConversationFact};
  /** Nothing is left to do in a conversation. */
  'conversation.closed': {object: schema.ConversationFact};
  /** Something is to be done in a conversation again. */
  'conversation.reopened': {object: schema.ConversationFact};
  /** A task was created. */
  'task.created': {object: schema.TaskFact};
  /** A task changed; it was marked as done or opened again too. */
  'task.updated': {object: schema.TaskFact; previous: schema.TaskFact};
  /** A task was marked as done. */
  'task.completed': {object: schema.TaskFact};
  /** A task was deleted. */
  'task.deleted': {object: schema.TaskFact};
  /** An automation was drafted. */
  'automation.created': {object: schema.AutomationFact};
  /** The draft of an automation changed. */
  'automation.updated': {object: schema.AutomationFact};
  /** An automation runs as its draft says. */
  'automation.activated': {object: schema.AutomationFact};
  /** An automation was paused. */
  'automation.paused': {object: schema.AutomationFact};
  /** An automation was ended for good. */
  'automation.archived': {object: schema.AutomationFact};
  /** Every action of a run is done. */
  'automation_run.completed': {object: schema.AutomationRunFact};
  /** An action of a run could not be done. */
  'automation_run.failed': {object: schema.AutomationRunFact};
  /** A webhook endpoint was made. */
  'webhook_endpoint.created': {object: schema.WebhookEndpointFact};
  /** A webhook endpoint changed. */
  'webhook_endpoint.updated': {object: schema.WebhookEndpointFact; previous: schema.WebhookEndpointFact};
  /** A webhook endpoint has another secret. */
  'webhook_endpoint.secret_rotated': {object: schema.WebhookRotationFact};
  /** A webhook endpoint is told nothing for a while. */
  'webhook_endpoint.paused': {object: schema.WebhookHealthFact};
  /** A webhook endpoint is told what happens again. */
  'webhook_endpoint.resumed': {object: schema.WebhookHealthFact};
  /** A webhook endpoint was deleted. */
  'webhook_endpoint.deleted': {object: schema.WebhookEndpointFact};
  /** A person tested a webhook endpoint; it alone is told. */
  'webhook_endpoint.test': {object: schema.PlainFact};
  /** A webhook endpoint has failed for a minute or longer; told once until it recovers. */
  'webhook_endpoint.failing': {object: schema.WebhookHealthFact};
  /** A webhook endpoint that failed takes events again. */
  'webhook_endpoint.recovered': {object: schema.WebhookHealthFact};
  /** A webhook endpoint is told nothing more: it is gone or has failed for five days. */
  'webhook_endpoint.disabled': {object: schema.WebhookHealthFact};
}
