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

// metadata is where clouds tell machines their secrets, and what stands for many machines or for none.
// Nobody's settings open it.
var metadata = networks(
	"0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
	"100.100.100.200/32", // Alibaba
	"168.63.129.16/32",   // Azure
	"192.0.0.192/32",     // Oracle
	"::/128", "fe80::/10", "ff00::/8",
	"fd00:ec2::/32",    // Amazon
	"fd20:ce::254/128", // Google
	// Addresses that carry one of IPv4 within; no server of anybody's needs them.
	"::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
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

// opening is which addresses may be reached when an operator opens networks beside the public's.
func opening(open []netip.Prefix) func(netip.Addr) bool {
	return func(a netip.Addr) bool {
		return isPublic(a) || among(open, a) && !among(metadata, a) && !isCompatible(a)
	}
}

// isCompatible tells whether an address is an old way of writing one of IPv4, such as ::127.0.0.1.
func isCompatible(a netip.Addr) bool { return compatible.Contains(a) && a != netip.IPv6Loopback() }

var compatible = netip.MustParsePrefix("::/96")

func among(all []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(all, func(p netip.Prefix) bool { return p.Contains(a) })
}
