// Package event names the facts that happen in Carillon. A fact is written once, in the
// transaction that made it true; everything that reacts reads it.
package event

import "github.com/google/uuid"

// Type is a fact's name: noun.verb in the past. The contract lists them.
type Type string

// The facts.
const (
	TenantCreated     Type = "tenant.created"
	TenantUpdated     Type = "tenant.updated"
	QuotaReached      Type = "quota.reached"
	MembershipAdded   Type = "membership.added"
	MembershipChanged Type = "membership.changed"
	MembershipRemoved Type = "membership.removed"

	APIKeyCreated Type = "api_key.created"
	APIKeyUpdated Type = "api_key.updated"
	APIKeyRotated Type = "api_key.rotated"
	APIKeyRevoked Type = "api_key.revoked"

	LeadCreated        Type = "lead.created"
	LeadUpdated        Type = "lead.updated"
	LeadDeleted        Type = "lead.deleted"
	LeadErased         Type = "lead.erased"
	LeadUnsubscribed   Type = "lead.unsubscribed"
	LeadConsentChanged Type = "lead.consent_changed"
	LeadMerged         Type = "lead.merged"

	LeadFieldCreated Type = "lead_field.created"
	LeadFieldUpdated Type = "lead_field.updated"
	LeadFieldDeleted Type = "lead_field.deleted"

	ListCreated Type = "lead_list.created"
	ListUpdated Type = "lead_list.updated"
	ListDeleted Type = "lead_list.deleted"

	ImportCompleted Type = "import.completed"
	ImportFailed    Type = "import.failed"
	ImportCancelled Type = "import.cancelled"

	ConnectionCreated Type = "connection.created"
	ConnectionUpdated Type = "connection.updated"
	ConnectionPaused  Type = "connection.paused"
	ConnectionResumed Type = "connection.resumed"
	ConnectionDeleted Type = "connection.deleted"

	CampaignCreated   Type = "campaign.created"
	CampaignUpdated   Type = "campaign.updated"
	CampaignScheduled Type = "campaign.scheduled"
	CampaignStarted   Type = "campaign.started"
	CampaignPaused    Type = "campaign.paused"
	CampaignResumed   Type = "campaign.resumed"
	CampaignCompleted Type = "campaign.completed"
	CampaignCancelled Type = "campaign.cancelled"
	CampaignFailed    Type = "campaign.failed"

	TemplateCreated   Type = "template.created"
	TemplateUpdated   Type = "template.updated"
	TemplatePublished Type = "template.published"
	TemplateDeleted   Type = "template.deleted"

	MessageQueued     Type = "message.queued" // calls are queued and skipped too
	MessageSkipped    Type = "message.skipped"
	MessageSent       Type = "message.sent"
	MessageDelivered  Type = "message.delivered"
	MessageOpened     Type = "message.opened"
	MessageClicked    Type = "message.clicked"
	MessageBounced    Type = "message.bounced"
	MessageComplained Type = "message.complained"
	MessageFailed     Type = "message.failed"
	MessageReceived   Type = "message.received"

	CallStarted   Type = "call.started"
	CallCompleted Type = "call.completed"
	CallFailed    Type = "call.failed"

	ConversationOpened   Type = "conversation.opened"
	ConversationAssigned Type = "conversation.assigned"
	ConversationClosed   Type = "conversation.closed"
	ConversationReopened Type = "conversation.reopened"

	TaskCreated   Type = "task.created"
	TaskUpdated   Type = "task.updated"
	TaskCompleted Type = "task.completed"
	TaskDeleted   Type = "task.deleted"

	AutomationCreated   Type = "automation.created"
	AutomationUpdated   Type = "automation.updated"
	AutomationActivated Type = "automation.activated"
	AutomationPaused    Type = "automation.paused"
	AutomationArchived  Type = "automation.archived"

	AutomationRunCompleted Type = "automation_run.completed"
	AutomationRunFailed    Type = "automation_run.failed"

	WebhookEndpointCreated   Type = "webhook_endpoint.created"
	WebhookEndpointUpdated   Type = "webhook_endpoint.updated"
	WebhookEndpointRotated   Type = "webhook_endpoint.secret_rotated"
	WebhookEndpointPaused    Type = "webhook_endpoint.paused"
	WebhookEndpointResumed   Type = "webhook_endpoint.resumed"
	WebhookEndpointDeleted   Type = "webhook_endpoint.deleted"
	WebhookEndpointTest      Type = "webhook_endpoint.test"    // told to that endpoint alone
	WebhookEndpointFailing   Type = "webhook_endpoint.failing" // once, until it recovers
	WebhookEndpointRecovered Type = "webhook_endpoint.recovered"
	WebhookEndpointDisabled  Type = "webhook_endpoint.disabled"
)

// Fact is something that is true from now on.
type Fact struct {
	ID         uuid.UUID // zero: a new one
	Type       Type
	ObjectType string // the noun: lead, campaign …
	Object     uuid.UUID
	Lead       uuid.UUID // in whose timeline it stands; zero: in nobody's
	Data       any       // what a reader needs beside the object; no secrets; must encode as a JSON object
	Previous   any       // what changed, as it was before; nil where that does not matter
}

// Of makes a fact whose data is an object. A fact about a lead stands in that lead's timeline.
func Of(t Type, objectType string, object uuid.UUID, data map[string]any) Fact {
	if data == nil {
		data = map[string]any{}
	}
	f := Fact{Type: t, ObjectType: objectType, Object: object, Data: data}
	if objectType == "lead" {
		f.Lead = object
	}
	return f
}

// About is the fact in a lead's timeline.
func (f Fact) About(lead uuid.UUID) Fact {
	f.Lead = lead
	return f
}

// Before is the fact with what changed, as it was before.
func (f Fact) Before(previous map[string]any) Fact {
	f.Previous = previous
	return f
}

// Cause is what an automation acts upon: its facts carry it, so that a chain of automations can be
// followed, and stopped.
type Cause struct {
	Event       uuid.UUID   // the fact that was answered
	Depth       int32       // facts in the chain so far
	Automations []uuid.UUID // the automations in the chain so far
}
