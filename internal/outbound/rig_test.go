package outbound

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// inside are addresses that no tenant's name may lead to.
var inside = []string{
	"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.7", "100.64.0.1", "100.100.100.200", "168.63.129.16", "169.254.169.254",
	"172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
	"203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
	"::", "::1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
	"2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "4000::1",
}

// book is a DNS: it says where a name leads when it is asked for the nth time, from 0. An answer
// that begins with = is another name, whose addresses follow.
type book func(name string, n int) []string

// resolver asks a DNS of its own on this machine.
func (b book) resolver(t *testing.T) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	go b.serve(socket)
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

func (b book) serve(socket net.PacketConn) {
	asked := map[string]int{}
	for packet := make([]byte, 1500); ; {
		n, from, err := socket.ReadFrom(packet)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(packet[:n]) != nil || len(m.Questions) != 1 {
			continue
		}
		q := m.Questions[0]
		key := q.Name.String() + q.Type.String()
		addresses := b(strings.TrimSuffix(q.Name.String(), "."), asked[key])
		asked[key]++
		answer, err := reply(m.ID, q, addresses)
		if err == nil {
			_, _ = socket.WriteTo(answer, from)
		}
	}
}

// reply is an answer to a question; a name without any address is unknown.
func reply(id uint16, q dnsmessage.Question, addresses []string) ([]byte, error) {
	m := dnsmessage.Message{Header: dnsmessage.Header{ID: id, Response: true, RecursionAvailable: true}, Questions: []dnsmessage.Question{q}}
	if len(addresses) == 0 {
		m.RCode = dnsmessage.RCodeNameError
	}
	for _, text := range addresses {
		if other, ok := strings.CutPrefix(text, "="); ok {
			alias := dnsmessage.MustNewName(other + ".")
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: dnsmessage.TypeCNAME, Class: q.Class}, Body: &dnsmessage.CNAMEResource{CNAME: alias}})
			q.Name = alias
			continue
		}
		a := netip.MustParseAddr(text)
		h := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
		if a.Is4() && q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: a.As4()}})
		}
		if a.Is6() && q.Type == dnsmessage.TypeAAAA {
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
		}
	}
	return m.Pack()
}

// always leads every name to the addresses.
func always(addresses ...string) book {
	return func(string, int) []string { return addresses }
}

// playing is the rules of production, in which this machine plays the public server: it takes http
// on any port, since no test may listen on 443.
var playing = rules{schemes: []string{"https", "http"}, reach: func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.1") || isPublic(a) }}

// client makes one that plays and gives up after half a second.
func client(t *testing.T, b book) *Client {
	t.Helper()
	return obeying(playing, Options{Resolver: b.resolver(t), Timeout: 500 * time.Millisecond})
}

// target is a server on this machine that counts who connects.
type target struct {
	*httptest.Server
	reached atomic.Int32
}

func listen(t *testing.T, answer http.HandlerFunc) *target {
	t.Helper()
	s := &target{Server: httptest.NewUnstartedServer(answer)}
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.reached.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// at is the server's address under a name.
func (s *target) at(host string) string {
	return strings.Replace(s.URL, "127.0.0.1", host, 1)
}

// speak is a server that does as told with a connection once it was asked something.
func speak(t *testing.T, say func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				if _, err := conn.Read(make([]byte, 1<<10)); err == nil {
					say(conn)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/hook"
}
