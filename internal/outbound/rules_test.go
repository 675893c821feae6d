package outbound

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/fault"
)

// hostile are addresses by what is wrong with them.
var hostile = map[string][]string{
	"form": {"https://%zz/", "https://evil.com\\@127.0.0.1/", "https://evil.com\x00.good.com/", "https://a b.com/", "mailto:a@b.com", "https:hooks.example.com", "https://[::1", "https://a.com:https/", "https://[::1]a.com/", "https://exa\nmple.com/", "https://[127.0.0.1]/", "https://ex%20ample.com/"},
	"scheme": {"", "hooks.example.com", "//hooks.example.com/", "http://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd", "gopher://hooks.example.com:443/",
		"ws://hooks.example.com/", "javascript://hooks.example.com/%0a", "unix:///var/run/docker.sock", "dict://hooks.example.com:443/"},
	"user": {"https://user:pass@hooks.example.com/", "https://hooks.example.com@127.0.0.1/", "https://hooks.example.com:443@127.0.0.1/", "https://@hooks.example.com/", "https://127.0.0.1%2f@hooks.example.com/"},
	"port": {"https://hooks.example.com:22/", "https://hooks.example.com:80/", "https://hooks.example.com:/", "https://hooks.example.com:0443/", "https://hooks.example.com:6379/", "https://hooks.example.com:65979/",
		"https://127.0.0.1:5432/", "https://[::1]:9200/"},
	"host": {
		"https:///hook", "https://.../", "https://./", "https://.example.com/", "https://hooks..example.com/",
		"https://127.0.0.1/", "https://127.0.0.1:8443/", "https://127.0.0.1./", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0x7f.1/",
		"https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.01/", "https://0/", "https://0.0.0.0/", "https://00000.0.0.0x1/", "https://1.2.3.4.5/", "https://256.256.256.256/", "https://0X7F000001/",
		"https://１２７.０.０.１/", "https://127。0。0。1/", "https://①②⑦.⓪.⓪.①/", "https://ⓛocalhost/", "https://loc\u00adalhost/",
		"https://[::1]/", "https://[::1]:8443/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::ffff:8.8.8.8]/", "https://[::127.0.0.1]/", "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
		"https://[64:ff9b::127.0.0.1]/", "https://[2002:7f00:1::]/", "https://[fe80::1%25lo]/", "https://[fe80::1]/", "https://[fd00:ec2::254]/", "https://[2606:4700::1111%25eth0]/",
		"https://169.254.169.254/latest/meta-data/", "https://168.63.129.16/", "https://100.100.100.200/", "https://10.0.0.7/", "https://192.168.0.1/", "https://172.20.0.1/",
		"https://localhost/", "https://localhost./", "https://LOCALHOST/", "https://a.localhost/", "https://postgres/", "https://metadata/", "https://metadata.google.internal/", "https://metadata.google.internal./",
		"https://printer.local/", "https://router.lan/", "https://nas.home.arpa/", "https://localhost.localdomain/", "https://a_b.example.com/", "https://xn--\u00fc.com/",
	},
	"length": {"https://hooks.example.com/" + strings.Repeat("a", 2048)},
}

func TestHostileAddressIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	c := New(Options{})

	for reason, addresses := range hostile {
		for _, address := range addresses {
			err := c.Check(address)
			var f *fault.Fault
			if !errors.Is(err, ErrURL) || !errors.As(err, &f) || f.Meta["reason"] != reason {
				t.Errorf("%q: got %v %v, want %s", address, err, f.Meta, reason)
			}
			if _, err := c.Post(t.Context(), Request{URL: address}); !errors.Is(err, ErrURL) {
				t.Errorf("%q is requested: %v", address, err)
			}
		}
	}
}

func TestAddressIsBroughtIntoTheFormInWhichItIsLookedUp(t *testing.T) {
	t.Parallel()

	for written, want := range map[string]string{
		"https://hooks.example.com":                           "https://hooks.example.com",
		"HTTPS://Hooks.Example.COM:8443/a?b=c#d":              "https://hooks.example.com:8443/a?b=c",
		"https://hooks.example.com.:443/":                     "https://hooks.example.com:443/",
		"https://bücher.example/ü":                            "https://xn--bcher-kva.example/%C3%BC",
		"https://hooks。example。com/":                          "https://hooks.example.com/",
		"https://8.8.8.8/":                                    "https://8.8.8.8/",
		"https://[2606:4700:4700::1111]:8443/":                "https://[2606:4700:4700::1111]:8443/",
		"https://127.0.0.1.nip.io/":                           "https://127.0.0.1.nip.io/",
		"https://localhost.example.com/?to=http://127.0.0.1/": "https://localhost.example.com/?to=http://127.0.0.1/",
	} {
		u, err := public.parse(written)
		if err != nil || u.String() != want {
			t.Errorf("%s: got %v, %v", written, u, err)
		}
	}
}

func TestDevelopmentReachesItsNeighboursAndNoMetadata(t *testing.T) {
	t.Parallel()
	c := New(Options{Private: true})

	for _, address := range []string{"http://127.0.0.1:8100/hook", "http://localhost:3000/", "https://[::1]:8443/", "http://10.0.0.7/", "http://[fd00::2]:80/", "http://host.docker.internal:80/", "https://hooks.example.com/"} {
		if err := c.Check(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"http://169.254.169.254/", "http://user@localhost/", "ftp://localhost/", "http://0.0.0.0/", "http://[fe80::1%25lo]/", "http://127.1/", "http://localhost:70000/"} {
		if err := c.Check(address); !errors.Is(err, ErrURL) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestOnlyThePublicsAddressesArePublic(t *testing.T) {
	t.Parallel()
	for _, text := range append([]string{"::ffff:8.8.8.8", "fe80::1%lo", "2606:4700::1111%lo"}, inside...) {
		if isPublic(netip.MustParseAddr(text)) {
			t.Errorf("%s is public", text)
		}
	}
	for _, text := range []string{
		"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
		"192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "168.63.129.15",
		"2001:200::1", "2003::1", "2606:4700::1111", "2a00:1450::1", "3ffe::1",
	} {
		if !isPublic(netip.MustParseAddr(text)) {
			t.Errorf("%s is not public", text)
		}
	}
	for _, network := range []string{"tcp", "udp4", "unix"} {
		if public.control(network, "8.8.8.8:443", nil) == nil {
			t.Errorf("%s is connected to", network)
		}
	}
}

func TestNameIsLookedUpAsItStands(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"hooks.example.com:443": "hooks.example.com.:443", "localhost:80": "localhost:80",
		"8.8.8.8:443": "8.8.8.8:443", "[2606:4700::1111]:8443": "[2606:4700::1111]:8443",
	} {
		if got := rooted(address); got != want {
			t.Errorf("%s: got %s", address, got)
		}
	}
}
