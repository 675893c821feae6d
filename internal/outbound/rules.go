package outbound

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// rules say which addresses may be written, and which may be reached.
type rules struct {
	schemes []string
	ports   []string // empty: all
	local   bool     // whether names of one label, and those that mean a machine nearby, may be written
	reach   func(netip.Addr) bool
}

var (
	public  = rules{schemes: []string{"https"}, ports: []string{"443", "8443"}, reach: isPublic}
	private = rules{schemes: []string{"https", "http"}, local: true, reach: opening(near)}
)

// allowing is production in which an operator's own networks may be reached too, in the same way.
func allowing(open []netip.Prefix) rules {
	r := public
	r.local, r.reach = true, opening(open)
	return r
}

// Check says whether a tenant's address may be saved. It fails with ErrURL, whose meta "reason"
// says what is wrong with its form. Where the name leads is judged with every request.
func (c *Client) Check(address string) error {
	_, err := c.rules.parse(address)
	return err
}

// CheckHost says whether a tenant's server that is no web server may be saved. It fails with ErrHost.
// Where the name leads is judged with every connection.
func (c *Client) CheckHost(host string) error {
	if _, ok := c.rules.host(host); !ok {
		return ErrHost
	}
	return nil
}

// parse reads an address and brings its host into the one form in which it is looked up.
func (r rules) parse(address string) (*url.URL, error) {
	if !utf8.ValidString(address) {
		return nil, ErrURL.With("reason", "form")
	}
	if len(address) > 2048 {
		return nil, ErrURL.With("reason", "length")
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Opaque != "":
		return nil, ErrURL.With("reason", "form")
	case !slices.Contains(r.schemes, u.Scheme):
		return nil, ErrURL.With("reason", "scheme")
	case u.User != nil:
		return nil, ErrURL.With("reason", "user")
	case !r.opens(u):
		return nil, ErrURL.With("reason", "port")
	}
	host, ok := r.host(u.Hostname())
	if !ok {
		return nil, ErrURL.With("reason", "host")
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host, u.Fragment, u.RawFragment = host, "", ""
	return u, nil
}

// opens tells whether the port may be used. An empty one is the scheme's own.
func (r rules) opens(u *url.URL) bool {
	port := u.Port()
	if port == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil && (len(r.ports) == 0 || slices.Contains(r.ports, port))
}

// host is a host as it is looked up: an address that may be reached, or a name in ASCII.
func (r rules) host(written string) (string, bool) {
	if strings.Contains(written, ":") {
		a, err := netip.ParseAddr(written)
		return "[" + written + "]", err == nil && a.Zone() == "" && r.reach(a)
	}
	name, err := idna.Lookup.ToASCII(strings.TrimSuffix(written, "."))
	if err != nil {
		return "", false
	}
	if a, err := netip.ParseAddr(name); err == nil {
		return name, r.reach(a)
	}
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	if slices.Contains(labels, "") || isNumber(last) {
		return "", false
	}
	return name, r.local || len(labels) > 1 && !isNearby(name)
}

// isNumber tells whether a label is what some programs take for the end of an address: 1, 0x7f,
// 0177.
func isNumber(label string) bool {
	return strings.HasPrefix(label, "0x") || strings.Trim(label, "0123456789") == ""
}

// nearby are the ends of names that mean something on this machine or in this network.
var nearby = []string{".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".onion"}

func isNearby(name string) bool {
	return slices.ContainsFunc(nearby, func(end string) bool { return strings.HasSuffix("."+name, end) })
}

// control judges the address of a connection that is about to be made: after DNS has answered, so
// that no answer, however it changes, leads anywhere else.
func (r rules) control(network, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || !r.reach(a.Addr()) || network != "tcp4" && network != "tcp6" {
		return ErrForbiddenAddress
	}
	return nil
}

// rooted is a host and port whose name no search list of this machine's is tried on.
func rooted(address string) string {
	i := strings.LastIndexByte(address, ':')
	host := address[:i]
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil || !strings.Contains(host, ".") {
		return address
	}
	return host + "." + address[i:]
}
