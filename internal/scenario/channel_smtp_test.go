package scenario_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// postbox is a small SMTP server. It knows nobody called "nobody".
type postbox struct {
	port int
	mu   sync.Mutex
	mail map[string]string // content by recipient
}

func openPostbox(t *testing.T) *postbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	p := &postbox{port: l.Addr().(*net.TCPAddr).Port, mail: map[string]string{}}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p
}

func (p *postbox) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	in, to := textproto.NewReader(bufio.NewReader(conn)), ""
	say := func(line string) { _, _ = fmt.Fprintf(conn, "%s\r\n", line) }
	say("220 ready")
	for {
		line, err := in.ReadLine()
		if err != nil {
			return
		}
		switch verb, rest, _ := strings.Cut(line, " "); strings.ToUpper(verb) {
		case "RCPT":
			to = strings.Trim(strings.TrimPrefix(rest, "TO:"), "<>")
			if strings.HasPrefix(to, "nobody") {
				say("550 5.1.1 no such mailbox")
				continue
			}
			say("250 ok")
		case "DATA":
			say("354 go on")
			content, _ := io.ReadAll(in.DotReader())
			p.mu.Lock()
			p.mail[to] += string(content)
			p.mu.Unlock()
			say("250 2.0.0 queued")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func TestEmailGoesOutByAnyMailServer(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) { o.allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} })
	box := openPostbox(t)
	c := r.as("bluebird-operator")
	must[*client.CreateConnectionResponse](t, 201)(r.as("bluebird-admin").CreateConnectionWithResponse(context.Background(), nil, client.NewConnection{
		Name: "Own server", Provider: client.ProviderSMTP, Secret: "not needed",
		Settings:   &client.ConnectionSettings{Host: new("127.0.0.1"), Port: &box.port, TLS: new(client.ConnectionSettingsTLSNone), EmailFrom: new("hello@bluebird.example")},
		RateLimits: &client.SendRates{Email: &client.RateLimit{Limit: 1000, WindowSeconds: 1}},
	}))
	list := r.invite(emails("ada", 25), emails("nobody", 2))
	r.work()

	id := r.run(c, client.NewCampaign{
		Name: "By post", Channel: client.ChannelEmail, LeadListID: list,
		MessageContent: client.MessageContent{Subject: new("Hello"), Body: new("Hello, {{ lead.first_name }}")},
	})
	r.finished(c, id, 30*time.Second)

	r.ends(c, id, map[string]int{"completed": 25, "failed invalid_address": 2})
	equal(t, "suppressed", r.suppressed("email"), map[string]int{"invalid": 2})
	if len(box.mail) != 25 {
		t.Errorf("%d people got mail", len(box.mail))
	}
	for to, content := range box.mail {
		if strings.Count(content, "Hello, Ada") != 1 || strings.Count(content, "Message-ID:") != 1 {
			t.Errorf("%s got %q", to, content)
		}
	}
}
