package wire

import (
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/carillonhq/carillon/internal/channel"
)

// MaxWait bounds every wait that a provider asks for.
const MaxWait = time.Hour

// Receipt classifies the reply to a send by status alone; a hand refines it by what the body
// says. A whole 2xx answer is Accepted, without an id.
func (r Reply) Receipt() channel.Receipt {
	receipt := channel.Receipt{Status: r.Status}
	receipt.Verdict, receipt.Cause = r.class()
	if receipt.Cause == channel.Throttled {
		receipt.RetryAfter = RetryAfter(r.Header, time.Now())
	}
	return receipt
}

func (r Reply) class() (channel.Verdict, channel.Cause) {
	switch {
	case r.Cause == channel.Unreachable || r.Cause == channel.Fenced:
		return channel.NotSent, r.Cause
	case r.Status == 0:
		return channel.Unknown, channel.NoAnswer
	case r.Status == http.StatusTooManyRequests:
		return channel.NotSent, channel.Throttled
	case r.Status == 401 || r.Status == 402 || r.Status == 403:
		return channel.NotSent, channel.AccountGone
	case r.Status >= 500:
		return channel.Unknown, channel.ServerError
	case r.Cause != "":
		return channel.Unknown, r.Cause
	case r.Status >= 400:
		return channel.Rejected, channel.Refused
	case r.Status >= 200 && r.Status < 300:
		return channel.Accepted, ""
	}
	return channel.Unknown, channel.Garbled
}

// RetryAfter is how long the headers ask us to wait: Retry-After, else x-sib-ratelimit-reset, else
// X-RateLimit-Reset. It is 0 when they say nothing sensible and never more than MaxWait.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	for _, name := range []string{"Retry-After", "X-Sib-Ratelimit-Reset", "X-Ratelimit-Reset"} {
		if wait := Wait(h.Get(name), now); wait > 0 {
			return wait
		}
	}
	return 0
}

// Wait reads a header's wait: seconds, the Unix time or the HTTP date of its end. It is 0 for what
// is past or cannot be read, and never more than MaxWait.
func Wait(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if until, err := http.ParseTime(value); err == nil {
		return min(max(until.Sub(now), 0), MaxWait)
	}
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) {
		return 0
	}
	if seconds >= 1e9 {
		seconds -= float64(now.Unix())
	}
	seconds = min(max(seconds, 0), MaxWait.Seconds())
	return time.Duration(seconds * float64(time.Second))
}

// Code makes a provider's code fit for a receipt: at most 100 characters, and empty when it holds
// anything that could be an address or a number of a person.
func Code(s string) string {
	digits := 0 // in a row
	for _, r := range s {
		digits++
		if r < '0' || r > '9' {
			digits = 0
		}
		if digits == 6 || r == '@' || r == '+' || unicode.IsControl(r) {
			return ""
		}
	}
	return Clip(s, 100)
}

// Clip cuts a text to at most n characters.
func Clip(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}
