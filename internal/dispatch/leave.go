package dispatch

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/tenant"
)

// InReview says whether a person has yet to read what was said by who has an address on a channel.
func InReview(ctx context.Context, tx *tenant.Tx, name, address string) (bool, error) {
	open, err := tx.ListInReview(ctx, name, []string{address})
	return len(open) > 0, err
}

// leavable says whether every message of the plan brings a way out: marketing by email does.
func (p *Plan) leavable() bool {
	return p.Campaign.Channel == string(channel.Email) && p.Campaign.Purpose == Marketing
}

// leavable is a message with its target's way out, in its headers and in its words.
func (d *Dispatcher) leavable(m channel.Message, who, target uuid.UUID) channel.Message {
	m.Unsubscribe = d.Book.UnsubscribeURL(who, target)
	m.Text, m.HTML = content.Leavable(m.Text, m.HTML, m.Unsubscribe)
	return m
}
