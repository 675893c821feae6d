// Package smtp is the hand that sends email through any SMTP server, for tenants without Brevo and
// for sites of their own.
package smtp

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/trace"
)

// Security is how the connection is encrypted.
type Security string

// The kinds of encryption. StartTLS is the default and insists: a server without it is refused.
const (
	StartTLS  Security = "starttls" // on port 587, unless told otherwise
	TLS       Security = "tls"      // from the first byte, on port 465
	Unsecured Security = "none"     // on port 25; for a relay on the same machine
)

var ports = map[Security]int{StartTLS: 587, TLS: 465, Unsecured: 25}

// Account is one SMTP server as a tenant set it up.
type Account struct {
	Host     string
	Port     int // 0: as Security has it
	Security Security
	Username string // empty: no authentication
	Password string
	Hello    string // our name in EHLO; empty: localhost

	From     string
	FromName string // may be empty
	ReplyTo  string // may be empty

	TLS  *tls.Config // nil: the system's roots
	Dial Dial        // nil: to anywhere
}

// Dial opens a connection, as net.Dialer.DialContext does. It is who decides where a tenant's server
// may stand.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Sender sends email over one account. It is safe for concurrent use.
type Sender struct{ account Account }

// New makes a sender. It connects only when asked to send.
func New(account Account) *Sender {
	if account.Security == "" {
		account.Security = StartTLS
	}
	if account.Port == 0 {
		account.Port = ports[account.Security]
	}
	if account.Hello == "" {
		account.Hello = "localhost"
	}
	if account.Dial == nil {
		account.Dial = new(net.Dialer).DialContext
	}
	return &Sender{account}
}

func (s *Sender) address() string {
	return net.JoinHostPort(s.account.Host, strconv.Itoa(s.account.Port))
}

func (s *Sender) tls() *tls.Config {
	config := &tls.Config{}
	if s.account.TLS != nil {
		config = s.account.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = s.account.Host
	}
	return config
}

// domain is the right side of our message ids.
func (s *Sender) domain() string {
	_, domain, _ := strings.Cut(s.account.From, "@")
	return domain
}

// Send sends the batch over one connection, one message after the other. SMTP has no idempotency
// key: a message whose last answer was lost is Unknown and stays so. When the connection breaks,
// what comes after in the batch is NotSent.
func (s *Sender) Send(ctx context.Context, b channel.Batch) channel.Answer {
	receipts := make([]channel.Receipt, len(b.Messages))
	letters := make([]letter, len(b.Messages))
	for i, m := range b.Messages {
		letters[i], receipts[i] = s.render(m)
	}
	conn, failure := s.open(ctx, func() bool { return late(ctx, b.StartBy) })
	if conn != nil {
		defer conn.close()
	}
	for i, l := range letters {
		switch {
		case receipts[i].Verdict != "":
		case conn == nil:
			receipts[i] = failure
		default:
			_, span := trace.Start(trace.Follow(ctx, b.Messages[i].Trace), trace.Call, "mail server")
			receipts[i] = conn.deliver(l)
			span.End(string(receipts[i].Cause), slog.Int("smtp.status_code", receipts[i].Status))
		}
	}
	return channel.Answer{Receipts: receipts}
}

// Lookup settles nothing: SMTP servers cannot be asked what they have sent.
func (s *Sender) Lookup(context.Context, []channel.Lost) ([]channel.Finding, error) {
	return nil, nil
}

// Verify connects, encrypts and authenticates as a send would, and sends nothing.
func (s *Sender) Verify(ctx context.Context) channel.Check {
	conn, receipt := s.open(ctx, func() bool { return ctx.Err() != nil })
	if conn != nil {
		conn.close()
		return channel.Check{OK: true}
	}
	switch receipt.Cause {
	case channel.AccountGone:
		return channel.Check{Cause: receipt.Cause, Detail: "The mail server refuses this user name and password, or this sender: check them."}
	case channel.Throttled:
		return channel.Check{Cause: receipt.Cause, Detail: "The mail server is busy: try again later."}
	}
	return channel.Check{Cause: channel.Unreachable, Detail: "The mail server could not be reached with this host, port and encryption: check them."}
}

func late(ctx context.Context, startBy time.Time) bool {
	return ctx.Err() != nil || !startBy.IsZero() && !time.Now().Before(startBy)
}
