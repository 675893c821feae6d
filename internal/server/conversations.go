package server

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListConversations answers with a page of conversations.
func (s *Server) ListConversations(ctx context.Context, r api.ListConversationsRequestObject) (api.ListConversationsResponseObject, error) {
	who, q := actor(ctx), r.Params
	wanted := db.ListConversationsParams{
		Channels: anyChannel(q.Channel), States: oneOr((*string)(q.State), conversation.Open, conversation.Closed),
		Owners: oneOr((*string)(q.Owner), conversation.Bot, conversation.Human), Unread: oneOr(q.Unread, true, false), Known: oneOr(q.Known, true, false),
		Assigned: oneOr(q.Assigned, true, false), AssigneeID: new(or(q.AssigneeID, uuid.Nil)), LeadID: new(or(q.LeadID, uuid.Nil)),
	}
	p, err := s.pager(ctx, "conversations", q.Limit, q.Cursor, wanted)
	if err != nil {
		return nil, err
	}
	wanted.BeforeAt, wanted.BeforeID, wanted.Page = p.start.At, p.start.ID, p.fetch()
	rows, err := s.DB.Read(who).ListConversations(ctx, wanted)
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(c db.Conversation) position { return position{At: c.LastEntryAt, ID: c.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListConversations200JSONResponse{Data: each(rows, s.conversationOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// GetConversation answers with one conversation.
func (s *Server) GetConversation(ctx context.Context, r api.GetConversationRequestObject) (api.GetConversationResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetConversation(ctx, r.ConversationID)
	if err != nil {
		return nil, err
	}
	return api.GetConversation200JSONResponse(s.conversationOf(row)), nil
}

// ListConversationEntries answers with a page of what was said.
func (s *Server) ListConversationEntries(ctx context.Context, r api.ListConversationEntriesRequestObject) (api.ListConversationEntriesResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "conversation-entries", r.Params.Limit, r.Params.Cursor, r.ConversationID)
	if err != nil {
		return nil, err
	}
	read := s.DB.Read(who)
	c, err := read.GetConversation(ctx, r.ConversationID)
	if err != nil {
		return nil, err
	}
	rows, err := read.ListThread(ctx, db.ListThreadParams{
		ConversationID: c.ID, Channel: c.Channel, LeadID: or(c.LeadID, uuid.Nil), BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch(),
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(e db.ListThreadRow) position { return position{At: e.At, ID: e.ID} })
	if err != nil {
		return nil, err
	}
	data := each(rows, func(e db.ListThreadRow) api.ConversationEntry { return entryOf(c.Channel, e) })
	return api.ListConversationEntries200JSONResponse{Data: data, HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// ReplyToConversation sends what a person says.
func (s *Server) ReplyToConversation(ctx context.Context, r api.ReplyToConversationRequestObject) (api.ReplyToConversationResponseObject, error) {
	said := content.Content{
		Subject: or(r.Body.Subject, ""), Body: or(r.Body.Body, ""), TemplateID: or(r.Body.TemplateID, 0), Params: r.Body.Params,
	}
	var t db.Target
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		t, err = s.Conversations.Reply(ctx, tx, r.ConversationID, conversation.Reply{Content: said, Connection: r.Body.ConnectionID})
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ReplyToConversation201JSONResponse(entryOf("", db.ListThreadRow{
		ID: t.ID, TargetID: t.ID, At: t.UpdatedAt, Direction: "out", Origin: dispatch.FromReply, Subject: said.Subject, Body: said.Body,
		TemplateID: said.TemplateID, Status: t.Status, Reason: or(t.Reason, or(t.Hold, "")), Delivery: t.Delivery,
	})), nil
}

// AssignConversation gives a conversation to a member, or to bot or human.
func (s *Server) AssignConversation(ctx context.Context, r api.AssignConversationRequestObject) (api.AssignConversationResponseObject, error) {
	row, err := s.converse(ctx, r.ConversationID, func(c *db.Conversation) {
		patch(r.Body.AssigneeID, &c.AssigneeID)
		c.Owner = string(or(r.Body.Owner, api.ConversationOwner(c.Owner)))
	})
	if err != nil {
		return nil, err
	}
	return api.AssignConversation200JSONResponse(row), nil
}

// CloseConversation closes a conversation.
func (s *Server) CloseConversation(ctx context.Context, r api.CloseConversationRequestObject) (api.CloseConversationResponseObject, error) {
	row, err := s.converse(ctx, r.ConversationID, conversation.Close)
	if err != nil {
		return nil, err
	}
	return api.CloseConversation200JSONResponse(row), nil
}

// ReopenConversation opens a closed conversation.
func (s *Server) ReopenConversation(ctx context.Context, r api.ReopenConversationRequestObject) (api.ReopenConversationResponseObject, error) {
	row, err := s.converse(ctx, r.ConversationID, conversation.Reopen)
	if err != nil {
		return nil, err
	}
	return api.ReopenConversation200JSONResponse(row), nil
}

// ReadConversation marks all as read.
func (s *Server) ReadConversation(ctx context.Context, r api.ReadConversationRequestObject) (api.ReadConversationResponseObject, error) {
	row, err := s.converse(ctx, r.ConversationID, conversation.Read)
	if err != nil {
		return nil, err
	}
	return api.ReadConversation200JSONResponse(row), nil
}

// AdoptConversation makes an unknown sender a lead's.
func (s *Server) AdoptConversation(ctx context.Context, r api.AdoptConversationRequestObject) (api.AdoptConversationResponseObject, error) {
	var row db.Conversation
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = s.Conversations.Adopt(ctx, tx, r.ConversationID, r.Body.LeadID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.AdoptConversation200JSONResponse(s.conversationOf(row)), nil
}

// converse applies an edit to a conversation and reads what became of it.
func (s *Server) converse(ctx context.Context, id uuid.UUID, edit func(*db.Conversation)) (api.Conversation, error) {
	var row db.Conversation
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = conversation.Change(ctx, tx, id, edit)
		return err
	})
	return s.conversationOf(row), err
}

// oneOr is the one value that a filter asks for, or all there are.
func oneOr[T any](one *T, all ...T) []T {
	if one == nil {
		return all
	}
	return []T{*one}
}

func (s *Server) conversationOf(c db.Conversation) api.Conversation {
	out := api.Conversation{
		ID: c.ID, Channel: c.Channel, LeadID: orNull(c.LeadID), Address: c.AddressKey, State: c.State, Owner: c.Owner,
		AssigneeID: orNull(c.AssigneeID), Unread: int(c.Unread), Preview: orNull(c.Preview), LastEntryAt: c.LastEntryAt.UTC(),
		LastInboundAt: moment(c.LastInboundAt), FreeTextUntil: nullable.NewNullNullable[time.Time](),
		Version: int(c.Version), CreatedAt: c.CreatedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC(),
	}
	if until := conversation.AnswerUntil(c); c.Channel == "whatsapp" && s.Clock.Now().Before(until) {
		out.FreeTextUntil = instant(until)
	}
	return out
}

// entryOf is one thing that was said on a channel.
func entryOf(channel string, e db.ListThreadRow) api.ConversationEntry {
	out := api.ConversationEntry{
		ID: e.ID, MessageID: given(e.TargetID), Direction: e.Direction, At: e.At.UTC(), Origin: given(e.Origin), CampaignID: nullable.NewNullNullable[uuid.UUID](),
		Subject: given(e.Subject), Body: given(e.Body), TemplateID: given(e.TemplateID), Status: given(e.Status), Reason: given(e.Reason),
		Delivery: given(e.Delivery), Call: nullable.NewNullNullable[api.ConversationCall](),
	}
	if e.Origin == dispatch.FromList {
		out.CampaignID = given(e.CampaignID)
	}
	if channel == "voice" {
		out.Call = nullable.NewNullableWithValue(api.ConversationCall{
			Outcome: given(e.Outcome), Summary: given(e.Summary), Transcript: given(e.Transcript),
			RecordingURL: given(e.RecordingUrl), CostMicros: given(e.CostMicros),
		})
	}
	return out
}

// given is a value as the contract's nullable one; the zero value is null.
func given[T comparable](v T) nullable.Nullable[T] {
	var none T
	if v == none {
		return nullable.NewNullNullable[T]()
	}
	return nullable.NewNullableWithValue(v)
}
