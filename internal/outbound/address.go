package outbound

import (
	"net/netip"
	"slices"
)

// What follows is from the registries of special-purpose addresses of IANA (RFC 6890).

// global is where all of IPv6 lies that is assigned to the public. Loopback, mapped and translated
// IPv4 (::/96, ::ffff:0:0/96, 64:ff9b::/96), unique local, link-local, site-local and multicast
// addresses lie outside.
var global = netip.MustParsePrefix("2000::/3")

// special are the networks that are no servers of the public's.
var special = networks(
	"0.0.0.0/8",        // this network
	"10.0.0.0/8",       // private
	"100.64.0.0/10",    // behind a carrier's NAT
	"127.0.0.0/8",      // loopback
	"168.63.129.16/32", // the host's own agent, on Azure
	"169.254.0.0/16",   // link-local: metadata of clouds
	"172.16.0.0/12",    // private
	"192.0.0.0/24",     // protocol assignments
	"192.0.2.0/24",     // documentation
	"192.88.99.0/24",   // 6to4 relays
	"192.168.0.0/16",   // private
	"198.18.0.0/15",    // benchmarks
	"198.51.100.0/24",  // documentation
	"203.0.113.0/24",   // documentation
	"224.0.0.0/4",      // multicast
	"240.0.0.0/4",      // reserved, broadcast
	"2001::/23",        // protocol assignments: Teredo, benchmarks, ORCHID
	"2001:db8::/32",    // documentation
	"2002::/16",        // 6to4
	"3fff::/20",        // documentation
)

// near are the networks that development may reach beside the public.
var near = networks("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")

func networks(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// isPublic tells whether an address may belong to a server of the public's.
func isPublic(a netip.Addr) bool {
	return (a.Is4() || global.Contains(a)) && !among(special, a)
}

func isNear(a netip.Addr) bool { return among(near, a) }

func among(all []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(all, func(p netip.Prefix) bool { return p.Contains(a) })
}
