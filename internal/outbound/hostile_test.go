package outbound

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// spellings are ways to write an address of IPv4 that some program or other understands.
func spellings(address string) []string {
	b := netip.MustParseAddr(address).As4()
	whole := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	low, pair := whole&0xffffff, whole&0xffff
	all := []string{address, address + ".", address + ".."}
	for _, format := range []string{"%d", "0x%x", "0X%X", "0%o", "0x%08x", "0x00000000%x"} {
		all = append(all, fmt.Sprintf(format, whole), fmt.Sprintf("%d."+format, b[0], low), fmt.Sprintf("%d.%d."+format, b[0], b[1], pair),
			fmt.Sprintf(format+".%d.%d.%d", b[0], b[1], b[2], b[3]))
	}
	all = append(all,
		fmt.Sprint(uint64(whole)+1<<32), fmt.Sprintf("%d.%d.%d.%d", int(b[0])+256, b[1], b[2], b[3]), fmt.Sprintf("%03d.%03d.%03d.%03d", b[0], b[1], b[2], b[3]),
		strings.ReplaceAll(address, ".", "。"), strings.ReplaceAll(address, ".", "．"), strings.ReplaceAll(address, ".", "｡"), strings.ReplaceAll(address, ".", "%2e"),
		strings.Map(wide, address), strings.Map(circled, address), strings.ReplaceAll(address, ".", "\u00ad."), "\u200b"+address,
	)
	for _, format := range []string{"::ffff:%s", "::%s", "64:ff9b::%s", "64:ff9b:1::%s", "0:0:0:0:0:ffff:%s", "::ffff:0:%s"} {
		all = append(all, "["+fmt.Sprintf(format, address)+"]")
	}
	hex := fmt.Sprintf("%x:%x", whole>>16, pair)
	for _, format := range []string{"::ffff:%s", "::%s", "2002:%s::", "2002:%s::1", "64:ff9b::%s", "2001:0:%s::", "fe80::5efe:%s", "::ffff:%s%%25lo"} {
		all = append(all, "["+fmt.Sprintf(format, hex)+"]")
	}
	return all
}

func wide(r rune) rune {
	if r >= '0' && r <= '9' {
		return r - '0' + '０'
	}
	return r
}

func circled(r rune) rune {
	if r >= '1' && r <= '9' {
		return r - '1' + '①'
	}
	return r
}

// hidden are other hosts that lead inside, and what stands before or behind a host to hide it.
var hidden = []string{
	"localhost", "LOCALHOST", "localhost.", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "local\u00adhost", "a.localhost", "localhost.localdomain", "ip6-localhost",
	"metadata", "metadata.google.internal", "metadata.google.internal.", "instance-data", "host.docker.internal", "kubernetes.default.svc.cluster.local", "kubernetes",
	"[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::1%25lo]", "[::1%25]", "[fe80::1%25lo]", "[fd00:ec2::254]", "[fd20:ce::254]", "[ff02::1]", "[fec0::1]", "[fc00::1]",
	"100.100.100.200", "168.63.129.16", "192.0.0.192", "169.254.170.2", "100.64.0.1", "198.18.0.1", "0.0.0.0", "0", "255.255.255.255", "224.0.0.1", "172.16.0.1", "172.31.255.255", "203.0.113.1",
	"good.example.com@127.0.0.1", "127.0.0.1@good.example.com", "good.example.com:80@127.0.0.1", "127.0.0.1#@good.example.com", "127.0.0.1\\@good.example.com", "good.example.com\\.127.0.0.1",
	"127.0.0.1%00.good.example.com", "127.0.0.1%20", "%31%32%37.0.0.1", "127.0.0.1%0d%0aHost:%20x", "[127.0.0.1]", "[::1]x", "127.0.0.1,good.example.com", "127.0.0.1;good.example.com", "good.example.com&@127.0.0.1",
	"127.0.0.1.", "xn--127-.0.0.1", "12７.0.0.1", "127.0.0.①",
}

// watched is a client that counts the addresses it was let through to, over a DNS that leads every
// name to this machine. Ports and http are open, so that only the host stands between.
func watched(t *testing.T, r rules, let *atomic.Int32) *Client {
	t.Helper()
	reach := r.reach
	r.schemes, r.ports = []string{"http", "https"}, nil
	r.reach = func(a netip.Addr) bool {
		ok := reach(a)
		if ok {
			let.Add(1)
		}
		return ok
	}
	return obeying(r, Options{Resolver: always("127.0.0.1", "::1").resolver(t), Timeout: 2 * time.Second})
}

func TestNoSpellingOfAnInsideAddressIsConnectedTo(t *testing.T) {
	t.Parallel()
	target := listenEverywhere(t)
	port := strconv.Itoa(target.port)
	hosts := slices.Clone(hidden)
	for _, address := range append([]string{"127.0.0.1", "169.254.169.254", "10.0.0.7", "192.168.1.1"}, target.own...) {
		hosts = append(hosts, spellings(address)...)
	}
	var let atomic.Int32
	named := public
	named.local = true // with names let through, the address alone is judged

	for _, r := range []rules{public, named} {
		c := watched(t, r, &let)
		for _, host := range hosts {
			for _, form := range []string{"http://%s:%s/", "https://%s:%s/hook", "HTTP://%s:%s", "http:///%s:%s/", "//%s:%s/"} {
				if answer, err := c.Post(t.Context(), Request{URL: fmt.Sprintf(form, host, port)}); err == nil {
					t.Errorf("%s answers %+v", fmt.Sprintf(form, host, port), answer)
				}
			}
			if conn, err := c.Dial(t.Context(), "tcp", strings.ReplaceAll(host, "%25", "%")+":"+port); err == nil {
				_ = conn.Close()
				t.Errorf("%s is dialled", host)
			}
		}
	}

	t.Logf("%d spellings, %d ways each", len(hosts), 12)
	if n := target.reached.Load(); n != 0 || let.Load() != 0 || len(hosts) < 250 {
		t.Errorf("%d connections were made, %d addresses let through, %d spellings", n, let.Load(), len(hosts))
	}
}

// everywhere is a listener on every address of this machine that counts who connects.
type everywhere struct {
	port    int
	own     []string // this machine's addresses of IPv4 beside loopback
	reached atomic.Int32
}

func listenEverywhere(t *testing.T) *everywhere {
	t.Helper()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	e := &everywhere{port: l.Addr().(*net.TCPAddr).Port}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		p, err := netip.ParsePrefix(a.String())
		if err == nil && p.Addr().Is4() && p.Addr().IsPrivate() {
			e.own = append(e.own, p.Addr().String())
		}
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			e.reached.Add(1)
			_ = conn.Close()
		}
	}()
	return e
}

func TestAliasThatLeadsInsideIsNotConnectedTo(t *testing.T) {
	t.Parallel()
	s := listen(t, func(http.ResponseWriter, *http.Request) {})
	r := public
	r.schemes, r.ports = []string{"http"}, nil

	for _, address := range inside {
		c := obeying(r, Options{Resolver: alias(address).resolver(t), Timeout: 2 * time.Second})
		if _, err := c.Post(t.Context(), Request{URL: s.at("alias.example.com")}); !errors.Is(err, ErrForbiddenAddress) {
			t.Errorf("an alias of %s: %v", address, err)
		}
		if _, err := c.Dial(t.Context(), "tcp", "alias.example.com:25"); !errors.Is(err, ErrForbiddenAddress) {
			t.Errorf("mail by an alias of %s: %v", address, err)
		}
	}

	if n := s.reached.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

// alias is a DNS that answers with an address under another name.
func alias(address string) book {
	return func(string, int) []string { return []string{"=inside.example.net", address} }
}

func TestOperatorsNetworksMayBeReachedAndMetadataNever(t *testing.T) {
	t.Parallel()
	s := listen(t, func(http.ResponseWriter, *http.Request) {})
	everything := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
	own := allowing([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.20.0.0/16")})

	for _, text := range []string{
		"169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254", "fe80::a9fe:a9fe", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "ff02::1",
		"::ffff:169.254.169.254", "::169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "::ffff:10.20.0.1",
	} {
		for tier, reach := range map[string]func(netip.Addr) bool{"production": isPublic, "an operator's": opening(everything), "development": private.reach} {
			if reach(netip.MustParseAddr(text)) {
				t.Errorf("%s is reached in %s", text, tier)
			}
		}
	}
	for text, want := range map[string]bool{"10.20.0.1": true, "127.0.0.1": true, "8.8.8.8": true, "10.21.0.1": false, "192.168.0.1": false, "::1": false} {
		if own.reach(netip.MustParseAddr(text)) != want {
			t.Errorf("%s: reached %t", text, !want)
		}
	}
	c := New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Resolver: always("127.0.0.1").resolver(t)})
	if err := c.Check("http://127.0.0.1/"); !errors.Is(err, ErrURL) {
		t.Errorf("without TLS: %v", err)
	}
	if err := errors.Join(c.Check("https://hooks.corp/"), c.Check("https://127.0.0.1:8443/"), c.CheckHost("mail.corp"), c.CheckHost("127.0.0.1")); err != nil {
		t.Error(err)
	}
	conn, err := c.Dial(context.Background(), "tcp", strings.TrimPrefix(s.at("mail.corp"), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
}
