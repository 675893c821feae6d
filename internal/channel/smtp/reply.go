package smtp

import (
	"errors"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"github.com/carillonhq/carillon/internal/channel"
)

// reply is a server's refusal.
type reply struct {
	code     int    // 421
	enhanced string // "4.7.0"; empty when the server has none
}

// answered reads the refusal out of an error; false when the server gave none.
func answered(err error) (reply, bool) {
	var refusal *textproto.Error
	if !errors.As(err, &refusal) {
		return reply{}, false
	}
	return reply{refusal.Code, enhancedCode(refusal.Msg)}, true
}

// enhancedCode is the code of RFC 3463 that a message may begin with; empty when it does not.
func enhancedCode(message string) string {
	code, _, _ := strings.Cut(message, " ")
	parts := strings.Split(code, ".")
	if len(parts) != 3 {
		return ""
	}
	for _, p := range parts {
		if _, err := strconv.ParseUint(p, 10, 10); err != nil {
			return ""
		}
	}
	return code
}

// receipt is what a refusal means: 4xx is for now, 5xx is for good and has the given cause. An
// answer that is neither is out of turn, and proves nothing.
func (r reply) receipt(permanent channel.Cause) channel.Receipt {
	receipt := channel.Receipt{Status: r.code, Code: r.enhanced}
	switch {
	case r.code >= 400 && r.code < 500:
		receipt.Verdict, receipt.Cause = channel.NotSent, channel.Throttled
	case r.code >= 500 && permanent == channel.AccountGone:
		receipt.Verdict, receipt.Cause = channel.NotSent, channel.AccountGone
	case r.code >= 500:
		receipt.Verdict, receipt.Cause = channel.Rejected, permanent
	default:
		receipt.Verdict, receipt.Cause = channel.Unknown, channel.Garbled
	}
	return receipt
}

// recipientCause tells a mailbox that does not exist from a refusal for another reason: the first
// may be suppressed for ever, the others may not.
func recipientCause(r reply) channel.Cause {
	switch {
	case r.code == 530 || r.code == 534 || r.code == 535 || r.code == 538:
		return channel.AccountGone
	case strings.HasPrefix(r.enhanced, "5.1."):
		return channel.BadAddress
	case r.enhanced == "" && (r.code == 501 || r.code == 550 || r.code == 551 || r.code == 553):
		return channel.BadAddress
	}
	return channel.Refused
}

// unopened is what a failure to open a session means for every message.
func unopened(err error, late func() bool) channel.Receipt {
	if answer, ok := answered(err); ok {
		receipt := answer.receipt(channel.AccountGone)
		receipt.Verdict = channel.NotSent // whatever the server meant: nothing was asked of it yet
		return receipt
	}
	if errors.Is(err, errNoLogin) || errors.Is(err, smtp.ErrUnencrypted) {
		return unsent(channel.AccountGone)
	}
	return unheard(late)
}

// unheard is the receipt for a message that was not begun because no connection carried it.
func unheard(late func() bool) channel.Receipt {
	if late() {
		return unsent(channel.Fenced)
	}
	return unsent(channel.Unreachable)
}

func unsent(cause channel.Cause) channel.Receipt {
	return channel.Receipt{Verdict: channel.NotSent, Cause: cause}
}
