package contract

import (
	"strings"
	"testing"
)

func TestFormatsTakeWhatTheBindingCanParse(t *testing.T) {
	t.Parallel()

	for format, c := range map[string]struct{ good, bad []string }{
		"uuid": {
			[]string{"0190f5a0-0000-7000-8000-000000000001", "0190F5A0-0000-7000-8000-00000000000A"},
			[]string{"", "0190f5a0000070008000000000000001", "{0190f5a0-0000-7000-8000-000000000001}",
				"urn:uuid:0190f5a0-0000-7000-8000-000000000001", "0190f5a0-0000-7000-8000-00000000000g"}},
		"date-time": {
			[]string{"2026-03-01T09:00:00Z", "2026-03-01T09:00:00.123456789+05:30", "2024-02-29T23:59:59-08:00"},
			[]string{"2026-03-01", "2026-03-01 09:00:00Z", "2026-03-01T09:00:00", "2026-03-01t09:00:00z",
				"2026-02-29T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T9:00:00Z", "2026-03-01T09:00:00,5Z", "2016-12-31T23:59:60Z"}},
		"date":  {[]string{"2024-02-29"}, []string{"2026-02-29", "2026-2-1", "01.02.2026", "2026-02-01Z"}},
		"time":  {[]string{"00:00", "23:59", "09:00:59"}, []string{"24:00", "9:00", "09:60", "09:00Z", "09:00:00.5", "0900"}},
		"email": {[]string{"ana@bluebird.example", "a.b+c@x.co", "josé@café.example", "o'neil@a-b.example"}, badMailboxes},
		"uri": {[]string{"https://bluebird.example/hook?a=b", "mailto:ana@bluebird.example", "http://[::1]:8080/"},
			[]string{"", "/hook", "bluebird.example", "https://", "http:///x", "ht tp://x", "http://x/%zz"}},
		"ipv4": {[]string{"192.0.2.1"}, []string{"192.0.2", "192.0.2.256", "01.2.3.4", "::1"}},
		"ipv6": {[]string{"::1", "2001:db8::1"}, []string{"1.2.3.4", "2001:db8:::1", "fe80"}},
	} {
		check := textFormats[format]
		for _, s := range c.good {
			if err := check(s); err != nil {
				t.Errorf("%s %q: %v", format, s, err)
			}
		}
		for _, s := range c.bad {
			if check(s) == nil {
				t.Errorf("%s %q was accepted", format, s)
			}
		}
	}
}

var badMailboxes = []string{"", "ana", "ana@", "@bluebird.example", "ana@bluebird", "ana@@bluebird.example", "a b@c.example",
	"ana@blue_bird.example", "ana@-bluebird.example", "ana@bluebird-.example", "ana@bluebird..example", ".ana@bluebird.example",
	"ana.@bluebird.example", "a..b@c.example", "Ana <ana@bluebird.example>", "ana@bluebird.example,bo@x.example",
	"ana@bluebird.example\n", "ana\r\nBcc: x@y.example", "ana@[192.0.2.1]", strings.Repeat("a", 250) + "@b.example"}

func TestEveryFormatHasWordsOfItsOwn(t *testing.T) {
	t.Parallel()

	for name := range textFormats {
		if formatWords[name] == "" {
			t.Errorf("%s has none", name)
		}
	}
}
