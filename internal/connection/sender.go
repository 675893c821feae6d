package connection

import (
	"context"
	"errors"
	"fmt"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/brevo"
	"github.com/carillonhq/carillon/internal/channel/smtp"
	"github.com/carillonhq/carillon/internal/channel/vapi"
	"github.com/carillonhq/carillon/internal/secret"
)

// Sender is the hand for a connection on a channel. It fails when the stored secret cannot be
// opened, which means that it was made with a master key this service does not have, and when a
// test tenant would reach anything but a simulator.
func (b *Book) Sender(c db.Connection, name channel.Name) (channel.Sender, error) {
	base, err := b.Wire.reach(c.Mode, c.Provider)
	if err != nil {
		return nil, err
	}
	plain, err := b.Keys.Open(c.TenantID, purpose, c.Secret)
	if err != nil {
		return nil, fmt.Errorf("open the secret of connection %s: %w", c.ID, err)
	}
	s := SettingsOf(c)
	switch c.Provider {
	case "brevo":
		return onChannel(b.brevo(base, s, string(plain)), name), nil
	case "vapi":
		return vapi.New(vapi.Account{
			BaseURL: base, Key: string(plain), AssistantID: s.AssistantID, PhoneNumberID: s.PhoneNumberID,
			ReportURL: b.CallbackURLs(c)["call_status"], ReportToken: b.CallbackToken(c),
		}, b.Wire.Client), nil
	case "smtp":
		return smtp.New(smtp.Account{
			Host: s.Host, Port: s.Port, Security: security[s.TLS], Username: s.Username, Password: string(plain),
			From: s.EmailFrom, FromName: s.EmailFromName, ReplyTo: s.ReplyTo,
		}), nil
	}
	return nil, fmt.Errorf("no hand for provider %q", c.Provider)
}

var security = map[string]smtp.Security{"": smtp.StartTLS, "starttls": smtp.StartTLS, "implicit": smtp.TLS, "none": smtp.Unsecured}

func (b *Book) brevo(base string, s Settings, key string) *brevo.Client {
	return brevo.New(brevo.Account{
		BaseURL: base, Key: key,
		EmailFrom: s.EmailFrom, EmailFromName: s.EmailFromName, EmailReplyTo: s.ReplyTo,
		SMSSender: s.SMSSender, OrganisationPrefix: s.SMSPrefix, WhatsAppNumber: s.WhatsAppNumber,
	}, b.Wire.Client)
}

func onChannel(c *brevo.Client, name channel.Name) channel.Sender {
	switch name {
	case channel.SMS:
		return c.SMS()
	case channel.WhatsApp:
		return c.WhatsApp()
	default:
		return c.Email()
	}
}

// Verify asks the provider whether a connection's credentials are good.
func (b *Book) Verify(ctx context.Context, c db.Connection) (channel.Check, error) {
	sender, err := b.Sender(c, channel.Email)
	if errors.Is(err, secret.ErrInvalid) || errors.Is(err, secret.ErrUnknownKey) {
		return channel.Check{Cause: channel.AccountGone, Detail: "The stored secret of this connection cannot be read. Set it again."}, nil
	}
	if err != nil {
		return channel.Check{}, err
	}
	return sender.Verify(ctx), nil
}
