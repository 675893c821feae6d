package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"github.com/carillonhq/carillon/internal/channel"
)

const (
	dialTimeout    = 10 * time.Second
	sessionTimeout = 2 * time.Minute
)

// errNoLogin: the server offers no way of authenticating that we know.
var errNoLogin = errors.New("smtp: the server offers neither SCRAM-SHA-256, PLAIN nor LOGIN")

// session is one connection, ready for messages.
type session struct {
	conn    net.Conn
	client  *smtp.Client
	release func() bool // lets go of the context
	late    func() bool // no further message may start
	broken  bool        // nothing more may be written, not even QUIT
}

// open connects and authenticates. The receipt has a verdict, and the session is nil, when that
// failed: then no message has been sent.
func (s *Sender) open(ctx context.Context, late func() bool) (*session, channel.Receipt) {
	if late() {
		return nil, unsent(channel.Fenced)
	}
	conn, err := s.dial(ctx)
	if err != nil {
		return nil, unheard(late)
	}
	_ = conn.SetDeadline(time.Now().Add(sessionTimeout))
	release := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	client, err := s.greet(conn)
	if err != nil {
		release()
		_ = conn.Close()
		return nil, unopened(err, late)
	}
	return &session{conn: conn, client: client, release: release, late: late}, channel.Receipt{}
}

func (s *Sender) dial(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	conn, err := s.account.Dial(ctx, "tcp", s.address())
	if err != nil || s.account.Security != TLS {
		return conn, err
	}
	secure := tls.Client(conn, s.tls())
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return secure, nil
}

func (s *Sender) greet(conn net.Conn) (*smtp.Client, error) {
	client, err := smtp.NewClient(conn, s.account.Host)
	if err != nil {
		return nil, err
	}
	if err := client.Hello(s.account.Hello); err != nil {
		return nil, err
	}
	if s.account.Security == StartTLS {
		if err := client.StartTLS(s.tls()); err != nil {
			return nil, err
		}
	}
	if s.account.Username == "" {
		return client, nil
	}
	auth, err := s.login(client)
	if err != nil {
		return nil, err
	}
	return client, client.Auth(auth)
}

// login chooses the best way that the server offers. Passwords in clear need encryption or a
// server on this machine.
func (s *Sender) login(client *smtp.Client) (smtp.Auth, error) {
	_, offered := client.Extension("AUTH")
	ways, a := strings.Fields(strings.ToUpper(offered)), s.account
	switch {
	case slices.Contains(ways, "SCRAM-SHA-256"):
		return smtp.ScramSHA256Auth(a.Username, a.Password), nil
	case slices.Contains(ways, "PLAIN"):
		return smtp.PlainAuth("", a.Username, a.Password, a.Host, false), nil
	case slices.Contains(ways, "LOGIN"):
		return smtp.LoginAuth(a.Username, a.Password, a.Host, false), nil
	}
	return nil, errNoLogin
}

// deliver sends one message. Whether it is late is asked once more before the content leaves.
func (s *session) deliver(l letter) channel.Receipt {
	if s.broken || s.late() {
		return unheard(s.late)
	}
	if err := s.client.Mail(l.from); err != nil {
		return s.refused(err, func(reply) channel.Cause { return channel.AccountGone })
	}
	if err := s.client.Rcpt(l.to); err != nil {
		return s.refused(err, recipientCause)
	}
	if s.late() {
		s.reset()
		return unsent(channel.Fenced)
	}
	w, err := s.client.Data()
	if err != nil {
		return s.refused(err, func(reply) channel.Cause { return channel.Refused })
	}
	if _, err = w.Write(l.content); err == nil {
		err = w.Close()
	}
	return s.concluded(err, l.id)
}

// refused is the receipt for a message that got no further than before its content.
func (s *session) refused(err error, permanent func(reply) channel.Cause) channel.Receipt {
	answer, ok := answered(err)
	if !ok {
		s.broken = true
		return unheard(s.late)
	}
	s.reset()
	return answer.receipt(permanent(answer))
}

// concluded is the receipt for a message whose content was written.
func (s *session) concluded(err error, id string) channel.Receipt {
	if err == nil {
		return channel.Receipt{Verdict: channel.Accepted, Status: 250, ProviderID: id}
	}
	answer, ok := answered(err)
	if !ok {
		s.broken = true
		return channel.Receipt{Verdict: channel.Unknown, Cause: channel.NoAnswer}
	}
	return answer.receipt(channel.BadContent)
}

// reset ends the message under way, so that the next can start.
func (s *session) reset() {
	if s.client.Reset() != nil {
		s.broken = true
	}
}

// close says goodbye, unless the connection is broken: the first line written after half a message
// would end it, and send it.
func (s *session) close() {
	s.release()
	if !s.broken {
		_ = s.client.Quit()
	}
	_ = s.conn.Close()
}
