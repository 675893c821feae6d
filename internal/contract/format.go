package contract

import (
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var errFormat = errors.New("wrong format")

// textFormats are the formats of strings. They accept what the generated Go types can parse, and
// nothing beyond. Civil time is a format of ours: HH:MM or HH:MM:SS without a zone.
var textFormats = map[string]func(string) error{
	"uuid":      checkUUID,
	"date-time": checkInstant,
	"date":      func(s string) error { _, err := time.Parse(time.DateOnly, s); return err },
	"time":      checkCivilTime,
	"email":     checkEmail,
	"uri":       checkURI,
	"ipv4":      func(s string) error { return checkAddress(s, netip.Addr.Is4) },
	"ipv6":      func(s string) error { return checkAddress(s, netip.Addr.Is6) },
	"cidr":      checkNetwork,
}

// numberFormats are the formats of numbers: what fits the Go type of that width.
var numberFormats = map[string]func(string) error{
	"int32":  func(s string) error { _, err := strconv.ParseInt(s, 10, 32); return err },
	"int64":  func(s string) error { _, err := strconv.ParseInt(s, 10, 64); return err },
	"float":  func(s string) error { _, err := strconv.ParseFloat(s, 32); return err },
	"double": func(s string) error { _, err := strconv.ParseFloat(s, 64); return err },
}

func textFormat(name string, check func(string) error) *jsonschema.Format {
	return &jsonschema.Format{Name: name, Validate: func(v any) error {
		if s, ok := v.(string); ok {
			return check(s)
		}
		return nil
	}}
}

func numberFormat(name string, check func(string) error) *jsonschema.Format {
	return &jsonschema.Format{Name: name, Validate: func(v any) error {
		if n, ok := v.(json.Number); ok {
			return check(n.String())
		}
		return nil
	}}
}

func checkUUID(s string) error {
	if len(s) != 36 {
		return errFormat
	}
	_, err := uuid.Parse(s)
	return err
}

// checkInstant refuses the hour of one digit and the comma that package time lets pass, and what is
// outside the years 1 to 9999 in UTC, which could be stored and never be written again.
func checkInstant(s string) error {
	if len(s) < len("2006-01-02T15:04:05Z") || s[13] != ':' || strings.Contains(s, ",") {
		return errFormat
	}
	at, err := time.Parse(time.RFC3339, s)
	if year := at.UTC().Year(); err == nil && (year < 1 || year > 9999) {
		return errFormat
	}
	return err
}

func checkCivilTime(s string) error {
	layout := "15:04:05"
	if len(s) == len("15:04") {
		layout = "15:04"
	}
	if len(s) != len(layout) {
		return errFormat
	}
	_, err := time.Parse(layout, s)
	return err
}

// mailbox is the everyday shape of an address: no quotes, no comments, at least one dot behind
// the at sign. Letters of any script may stand on either side.
var mailbox = regexp.MustCompile(`^[\pL\pN!#$%&'*+/=?^_{|}~` + "`" + `-]+(\.[\pL\pN!#$%&'*+/=?^_{|}~` + "`" +
	`-]+)*@([\pL\pN]([\pL\pN-]*[\pL\pN])?\.)+[\pL\pN]([\pL\pN-]*[\pL\pN])$`)

func checkEmail(s string) error {
	if len(s) > 254 || !mailbox.MatchString(s) {
		return errFormat
	}
	return nil
}

func checkURI(s string) error {
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	if !u.IsAbs() || u.Host == "" && u.Opaque == "" && u.Path == "" {
		return errFormat
	}
	if (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() == "" {
		return errFormat
	}
	return nil
}

func checkAddress(s string, family func(netip.Addr) bool) error {
	a, err := netip.ParseAddr(s)
	if err == nil && !family(a) {
		return errFormat
	}
	return err
}

// checkNetwork refuses bits behind the prefix, since one who writes 10.1.2.3/8 may mean something
// else, and IPv4 in the clothes of IPv6, which no address of a client is.
func checkNetwork(s string) error {
	p, err := netip.ParsePrefix(s)
	if err == nil && (p != p.Masked() || p.Addr().Is4In6()) {
		return errFormat
	}
	return err
}
