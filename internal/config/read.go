package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The readers below say what is wrong and how to write it, and never repeat what they read.

// into reads a value and keeps it in a field.
func into[T any](field *T, read func(string) (T, error)) func(string) error {
	return func(s string) (err error) {
		*field, err = read(s)
		return err
	}
}

func text(s string) (string, error) { return s, nil }

// masters refuses keys that nobody has drawn at random; what else can be wrong with them, package
// secret says. 32 random bytes have twice as many different characters in base64.
func masters(s string) (string, error) {
	keys := strings.Split(s, ",")
	for i, key := range keys {
		different := map[rune]bool{}
		for _, r := range key {
			different[r] = true
		}
		if len(different) < 16 {
			return "", fmt.Errorf("has a key (%d of %d) that repeats too few characters to be random: make another with \"openssl rand -base64 32\"", i+1, len(keys))
		}
	}
	return s, nil
}

func postgres(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Host == "" {
		return "", errors.New("is no Postgres address: write postgres://user:password@host:5432/database")
	}
	return s, nil
}

func redis(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "redis" && u.Scheme != "rediss") || u.Host == "" {
		return "", errors.New("is no Redis address: write redis://user:password@host:6379/0, or rediss:// for TLS")
	}
	return s, nil
}

// web reads the address of a server, to which paths are added.
func web(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "" || u.User != nil || strings.ContainsAny(s, "?#") {
		return "", errors.New("is no web address: write https://host or https://host/path, without user, query and fragment")
	}
	return strings.TrimRight(s, "/"), nil
}

// simulator is a web address at which no provider of ours answers in earnest.
func simulator(s string) (string, error) {
	address, err := web(s)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, real := range []string{"brevo.com", "sendinblue.com", "vapi.ai"} {
		if host == real || strings.HasSuffix(host, "."+real) {
			return "", errors.New("is a provider's own address: write that of a simulator, for example of \"carillon simulate\"")
		}
	}
	return address, nil
}

func hostPort(s string) (string, error) {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return "", errors.New("is no address to listen on: write host:port, such as 127.0.0.1:8000 or :8000")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", errors.New("has no port between 0 and 65535: write it after the colon, such as :8000")
	}
	return s, nil
}

func prefixes(s string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for part := range strings.SplitSeq(s, ",") {
		p, err := netip.ParsePrefix(strings.TrimSpace(part))
		if err != nil {
			return nil, errors.New("is no list of networks: write them as 10.0.0.0/8,fd00::/8")
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// origins reads the places that web pages come from: scheme, host and port, nothing else.
func origins(s string) ([]string, error) {
	var all []string
	for part := range strings.SplitSeq(s, ",") {
		u, err := url.Parse(strings.TrimSpace(part))
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.Scheme+"://"+u.Host != u.String() || strings.Contains(u.Host, "*") {
			return nil, errors.New("is no list of origins: write them as https://app.example.com,https://admin.example.com, without paths and wildcards")
		}
		all = append(all, strings.ToLower(u.String()))
	}
	return all, nil
}

// between reads a whole number from low to high.
func between[T int | int32](low, high T) func(string) (T, error) {
	return func(s string) (T, error) {
		n, err := strconv.ParseInt(s, 10, 32)
		if err != nil || T(n) < low || T(n) > high {
			return 0, fmt.Errorf("must be a whole number from %d to %d", low, high)
		}
		return T(n), nil
	}
}

// perMinute reads how many of something a minute may see.
func perMinute(s string) (int, error) { return between(1, 1_000_000)(s) }

func hours(s string) (Hours, error) {
	start, end, _ := strings.Cut(s, "-")
	hour := between(0, 24)
	from, err1 := hour(strings.TrimSpace(start))
	to, err2 := hour(strings.TrimSpace(end))
	if err1 != nil || err2 != nil || from >= to {
		return Hours{}, errors.New("is no span of hours: write 8-21 for 08:00 up to 21:00; it does not cross midnight")
	}
	return Hours{Start: from, End: to}, nil
}

func oneOf(words ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		if !slices.Contains(words, s) {
			return "", errors.New("must be one of: " + strings.Join(words, ", "))
		}
		return s, nil
	}
}

func truth(s string) (bool, error) {
	if s != "true" && s != "false" {
		return false, errors.New("must be true or false")
	}
	return s == "true", nil
}

func ratio(s string) (float64, error) {
	part, err := strconv.ParseFloat(s, 64)
	if err != nil || !(part >= 0 && part <= 1) {
		return 0, errors.New("must be a number from 0 to 1, such as 0.1")
	}
	return part, nil
}

func level(s string) (l slog.Level, err error) {
	if l.UnmarshalText([]byte(s)) != nil {
		return 0, errors.New("must be one of: debug, info, warn, error")
	}
	return l, nil
}
