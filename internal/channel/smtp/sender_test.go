package smtp_test

import (
	"context"
	"crypto/tls"
	"io"
	"mime"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/smtp"
)

func sender(s *mailServer, change func(*smtp.Account)) channel.Sender {
	account := smtp.Account{
		Host: "127.0.0.1", Port: s.port, Security: smtp.Unsecured, From: "hello@acme.example", FromName: "Acme & Söhne",
		TLS: &tls.Config{RootCAs: s.roots},
	}
	if change != nil {
		change(&account)
	}
	return smtp.New(account)
}

func batch(to ...string) channel.Batch {
	b := channel.Batch{Request: uuid.New(), StartBy: time.Now().Add(time.Minute)}
	for _, address := range to {
		b.Messages = append(b.Messages, channel.Message{
			Ref: uuid.New(), To: address, ToName: `Ana "A"`, Subject: "Hello", Text: "Good day.\n.\nBye",
		})
	}
	return b
}

func expect(t *testing.T, r channel.Receipt, verdict channel.Verdict, cause channel.Cause) {
	t.Helper()
	if r.Verdict != verdict || r.Cause != cause {
		t.Errorf("receipt is %s/%s, want %s/%s (status %d, code %q)", r.Verdict, r.Cause, verdict, cause, r.Status, r.Code)
	}
}

func usual(*mailServer) {}

func TestBatchGoesOverOneConnectionUnderOurMessageIDs(t *testing.T) {
	t.Parallel()
	s := startServer(t, usual)
	b := batch("ana@example.com", "bob@example.com")
	b.Messages[0].HTML = "<p>Good day</p>"
	b.Messages[1].Subject = "Hi\r\nBcc: eve@example.com"

	answer := sender(s, nil).Send(t.Context(), b)

	got := s.accepted()
	if s.conns != 1 || len(got) != 2 {
		t.Fatalf("%d connections, %d messages", s.conns, len(got))
	}
	for i, raw := range got {
		expect(t, answer.Receipts[i], channel.Accepted, "")
		msg, err := mail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		want := b.Messages[i].Ref.String() + "@acme.example"
		if id := msg.Header.Get("Message-ID"); id != "<"+want+">" || answer.Receipts[i].ProviderID != want {
			t.Errorf("message id %s, receipt %s", id, answer.Receipts[i].ProviderID)
		}
		if to, err := mail.ParseAddress(msg.Header.Get("To")); err != nil || to.Address != b.Messages[i].To || to.Name != `Ana "A"` {
			t.Errorf("to %v, %v", to, err)
		}
		if msg.Header.Get("Bcc") != "" {
			t.Error("a subject smuggled a header in")
		}
		subject, _ := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
		if body, _ := io.ReadAll(msg.Body); !strings.Contains(string(body), "Bye") || !strings.HasPrefix(subject, "H") {
			t.Errorf("subject %q, body %q", subject, body)
		}
	}
}

func TestEachRecipientHasItsOwnOutcome(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(s *mailServer) {
		s.script["RCPT gone@example.com"] = "550 5.1.1 no such user"
		s.script["RCPT plain@example.com"] = "550 no such user"
		s.script["RCPT later@example.com"] = "450 4.2.0 greylisted"
		s.script["RCPT policy@example.com"] = "550 5.7.1 we do not like you"
		s.script["RCPT full@example.com"] = "552 5.2.2 mailbox full"
		s.script["RCPT login@example.com"] = "530 5.7.0 authenticate first"
	})
	b := batch("ana@example.com", "gone@example.com", "plain@example.com", "later@example.com", "policy@example.com",
		"full@example.com", "login@example.com", "no address", "bob@example.com")

	got := sender(s, nil).Send(t.Context(), b).Receipts

	expect(t, got[0], channel.Accepted, "")
	expect(t, got[1], channel.Rejected, channel.BadAddress)
	expect(t, got[2], channel.Rejected, channel.BadAddress)
	expect(t, got[3], channel.NotSent, channel.Throttled)
	expect(t, got[4], channel.Rejected, channel.Refused)
	expect(t, got[5], channel.Rejected, channel.Refused)
	expect(t, got[6], channel.NotSent, channel.AccountGone)
	expect(t, got[7], channel.Rejected, channel.BadAddress)
	expect(t, got[8], channel.Accepted, "")
	if got[1].Status != 550 || got[1].Code != "5.1.1" {
		t.Errorf("the refusal is noted as %d %q", got[1].Status, got[1].Code)
	}
	if n := len(s.accepted()); n != 2 || s.conns != 1 {
		t.Errorf("%d messages over %d connections", n, s.conns)
	}
}

func TestEveryStepIsClassified(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		step, line string
		verdict    channel.Verdict
		cause      channel.Cause
		next       channel.Cause // of the second message; empty: accepted or the same
	}{
		{"HELLO", "hang up", channel.NotSent, channel.Unreachable, channel.Unreachable},
		{"HELLO", "421 4.3.2 busy", channel.NotSent, channel.Throttled, channel.Throttled},
		{"HELLO", "554 5.7.1 not you", channel.NotSent, channel.AccountGone, channel.AccountGone},
		{"EHLO", "hang up", channel.NotSent, channel.Unreachable, channel.Unreachable},
		{"MAIL", "550 5.7.1 not this sender", channel.NotSent, channel.AccountGone, channel.AccountGone},
		{"MAIL", "451 4.3.0 later", channel.NotSent, channel.Throttled, channel.Throttled},
		{"MAIL", "hang up", channel.NotSent, channel.Unreachable, channel.Unreachable},
		{"RCPT ana@example.com", "421 4.7.0 too much", channel.NotSent, channel.Throttled, channel.Unreachable},
		{"RCPT ana@example.com", "hang up", channel.NotSent, channel.Unreachable, channel.Unreachable},
		{"DATA", "554 5.6.0 no", channel.Rejected, channel.Refused, channel.Refused},
		{"DATA", "451 4.3.0 later", channel.NotSent, channel.Throttled, channel.Throttled},
		{"DATA", "hang up", channel.NotSent, channel.Unreachable, channel.Unreachable},
		{".", "554 5.6.0 spam", channel.Rejected, channel.BadContent, channel.BadContent},
		{".", "452 4.2.2 full", channel.NotSent, channel.Throttled, channel.Throttled},
		{".", "hang up", channel.Unknown, channel.NoAnswer, channel.Unreachable},
		{".", "354 what", channel.Unknown, channel.Garbled, channel.Garbled},
		{".", "nonsense", channel.Unknown, channel.NoAnswer, channel.Unreachable},
	} {
		t.Run(c.step+" "+c.line, func(t *testing.T) {
			t.Parallel()
			s := startServer(t, func(s *mailServer) { s.script[c.step] = c.line })

			got := sender(s, nil).Send(t.Context(), batch("ana@example.com", "bob@example.com")).Receipts

			expect(t, got[0], c.verdict, c.cause)
			if got[1].Cause != c.next {
				t.Errorf("the next message is %s/%s, want cause %q", got[1].Verdict, got[1].Cause, c.next)
			}
		})
	}
}

func TestSilenceAfterTheContentIsUnknown(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(s *mailServer) { s.script["."] = "wait" })
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()

	got := sender(s, nil).Send(ctx, batch("ana@example.com", "bob@example.com")).Receipts

	expect(t, got[0], channel.Unknown, channel.NoAnswer)
	expect(t, got[1], channel.NotSent, channel.Fenced)
}

func TestMessageAfterItsTimeIsFenced(t *testing.T) {
	t.Parallel()
	s := startServer(t, usual)
	b := batch("ana@example.com")
	b.StartBy = time.Now()

	expect(t, sender(s, nil).Send(t.Context(), b).Receipts[0], channel.NotSent, channel.Fenced)

	if s.conns != 0 {
		t.Fatal("a connection was made")
	}
}

func TestTimePassingBeforeTheContentFencesIt(t *testing.T) {
	t.Parallel()
	s := startServer(t, usual)
	b := batch("ana@example.com", "bob@example.com")
	slow, err := slowProxy(t, s.port, 400*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	b.StartBy = time.Now().Add(time.Second) // greeting and EHLO take 0.8 s, MAIL 0.4 s more

	got := sender(s, func(a *smtp.Account) { a.Port = slow }).Send(t.Context(), b).Receipts

	expect(t, got[0], channel.NotSent, channel.Fenced)
	expect(t, got[1], channel.NotSent, channel.Fenced)
	if s.count("DATA") != 0 || s.count("RCPT") != 1 {
		t.Errorf("%d recipients and %d contents were sent", s.count("RCPT"), s.count("DATA"))
	}
}

// slowProxy delays every answer of the server at port.
func slowProxy(t *testing.T, port int, delay time.Duration) (int, error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
		if err != nil {
			return
		}
		go func() { _, _ = io.Copy(server, client); _ = server.Close() }()
		buffer := make([]byte, 4096)
		for {
			n, err := server.Read(buffer)
			if err != nil {
				_ = client.Close()
				return
			}
			time.Sleep(delay)
			_, _ = client.Write(buffer[:n])
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func TestNothingListeningIsUnreachable(t *testing.T) {
	t.Parallel()
	s := &mailServer{port: 1}
	expect(t, sender(s, nil).Send(t.Context(), batch("ana@example.com")).Receipts[0], channel.NotSent, channel.Unreachable)
}

func TestEncryptionAndLogin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		server  func(*mailServer)
		account func(*smtp.Account)
		cause   channel.Cause // empty: accepted
	}{
		"starttls": {func(s *mailServer) { s.password = "pw" }, func(a *smtp.Account) {
			a.Security, a.Username, a.Password = smtp.StartTLS, "u", "pw"
		}, ""},
		"tls": {func(s *mailServer) { s.password, s.implicit = "pw", true }, func(a *smtp.Account) {
			a.Security, a.Username, a.Password = smtp.TLS, "u", "pw"
		}, ""},
		"wrong password": {func(s *mailServer) { s.password = "pw" }, func(a *smtp.Account) {
			a.Security, a.Username, a.Password = smtp.StartTLS, "u", "no"
		}, channel.AccountGone},
		"login is down": {func(s *mailServer) { s.script["AUTH"] = "454 4.7.0 later" }, func(a *smtp.Account) {
			a.Username, a.Password = "u", "pw"
		}, channel.Throttled},
		"no login offered": {func(s *mailServer) { s.script["EHLO"] = "250 here" }, func(a *smtp.Account) {
			a.Username, a.Password = "u", "pw"
		}, channel.AccountGone},
		"no encryption": {func(s *mailServer) { s.script["STARTTLS"] = "502 what" }, func(a *smtp.Account) {
			a.Security = smtp.StartTLS
		}, channel.AccountGone},
		"untrusted": {usual, func(a *smtp.Account) { a.Security, a.TLS = smtp.StartTLS, nil }, channel.Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startServer(t, c.server)
			from := sender(s, c.account)

			receipt, check := from.Send(t.Context(), batch("ana@example.com")).Receipts[0], from.Verify(t.Context())

			if c.cause == "" {
				expect(t, receipt, channel.Accepted, "")
			} else {
				expect(t, receipt, channel.NotSent, c.cause)
			}
			if check.OK != (c.cause == "") || check.Cause != c.cause || check.OK == (check.Detail != "") {
				t.Errorf("the check says %+v", check)
			}
		})
	}
}

func TestLookupSettlesNothing(t *testing.T) {
	t.Parallel()
	findings, err := smtp.New(smtp.Account{}).Lookup(t.Context(), []channel.Lost{{Ref: uuid.New()}})
	if err != nil || len(findings) != 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
}
