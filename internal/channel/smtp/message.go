package smtp

import (
	"bytes"
	netmail "net/mail"

	"github.com/wneessen/go-mail"

	"github.com/carillonhq/carillon/internal/channel"
)

// letter is a message ready for the wire.
type letter struct {
	id       string // the Message-ID, without its brackets
	from, to string // as MAIL and RCPT want them
	content  []byte
}

// render writes a message out. The receipt has a verdict when it cannot be.
func (s *Sender) render(m channel.Message) (letter, channel.Receipt) {
	to, err := netmail.ParseAddress(m.To)
	if err != nil {
		return letter{}, channel.Receipt{Verdict: channel.Rejected, Cause: channel.BadAddress}
	}
	to.Name = m.ToName
	l := letter{
		id:   m.Ref.String() + "@" + s.domain(),
		from: "<" + s.account.From + ">", to: "<" + to.Address + ">",
	}
	var out bytes.Buffer
	if _, err := s.compose(m, to, l.id).WriteTo(&out); err != nil {
		return letter{}, channel.Receipt{Verdict: channel.Rejected, Cause: channel.BadContent}
	}
	l.content = out.Bytes()
	return l, channel.Receipt{}
}

func (s *Sender) compose(m channel.Message, to *netmail.Address, id string) *mail.Msg {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&netmail.Address{Name: s.account.FromName, Address: s.account.From})
	msg.ToMailAddress(to)
	if s.account.ReplyTo != "" {
		msg.ReplyToMailAddress(&netmail.Address{Address: s.account.ReplyTo})
	}
	msg.SetMessageIDWithValue(id)
	msg.Subject(m.Subject)
	if m.Unsubscribe != "" {
		msg.SetGenHeaderPreformatted("List-Unsubscribe", "<"+m.Unsubscribe+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	switch {
	case m.HTML == "":
		msg.SetBodyString(mail.TypeTextPlain, m.Text)
	case m.Text == "":
		msg.SetBodyString(mail.TypeTextHTML, m.HTML)
	default:
		msg.SetBodyString(mail.TypeTextPlain, m.Text)
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	return msg
}
