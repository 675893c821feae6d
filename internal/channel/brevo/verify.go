package brevo

import (
	"context"
	"net/netip"
	"strings"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// verify reads the account. It counts against an hourly limit: it is no health probe.
func (c *Client) verify(ctx context.Context) channel.Check {
	reply := c.get(ctx, "/account", nil)
	receipt := classify(reply)
	if receipt.Verdict != channel.Accepted {
		return c.fault(reply, receipt.Cause)
	}
	var account struct {
		Email loose `json:"email"`
	}
	if reply.Decode(&account) != nil || account.Email == "" {
		return c.fault(reply, channel.Garbled)
	}
	return channel.Check{OK: true}
}

// fault words what keeps the account from working.
func (c *Client) fault(reply wire.Reply, cause channel.Cause) channel.Check {
	switch cause {
	case channel.AccountGone:
		return channel.Check{Cause: cause, Detail: c.refusal(reply)}
	case channel.Throttled:
		return channel.Check{Cause: cause, Detail: "Brevo allows no more requests for now: try again later."}
	case channel.ServerError:
		return channel.Check{Cause: cause, Detail: "Brevo has a fault of its own: try again later."}
	case channel.Unreachable, channel.Fenced, channel.NoAnswer:
		return channel.Check{Cause: channel.Unreachable, Detail: "Brevo could not be reached: try again later."}
	}
	return channel.Check{Cause: channel.Garbled, Detail: "Brevo's address answered, but not as Brevo does: check the base URL."}
}

func (c *Client) refusal(reply wire.Reply) string {
	p := readProblem(reply)
	message := strings.ToLower(string(p.Message))
	switch {
	case strings.Contains(message, "ip address"):
		return "Brevo knows the key but not the IP address " + address(string(p.Message)) +
			": allow it at https://app.brevo.com/security/authorised_ips."
	case strings.HasPrefix(c.account.Key, "xsmtpsib-"):
		return "This is an SMTP password: create an API key, which begins with xkeysib-, in Brevo."
	case reply.Status == 401:
		return "Brevo does not know this API key: create a new one in Brevo and store it here."
	case reply.Status == 402:
		return "The Brevo account has no credit left: buy more in Brevo."
	}
	return "Brevo does not permit this account to use its API: see the account's state in Brevo."
}

// address finds the IP address in Brevo's refusal; "of this server" when there is none.
func address(message string) string {
	for word := range strings.FieldsSeq(message) {
		if ip, err := netip.ParseAddr(strings.TrimRight(word, ".,;:")); err == nil {
			return ip.String()
		}
	}
	return "of this server"
}
