package vapi

import (
	"encoding/json"
	"strings"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// refusals are parts of the messages with which Vapi answers 400, in order of precedence. Its
// error bodies have no codes. A fault of the account would meet every call of it.
var refusals = []struct {
	part    string
	verdict channel.Verdict
	cause   channel.Cause
}{
	{"concurren", channel.NotSent, channel.Throttled},
	{"daily outbound", channel.NotSent, channel.Throttled},
	{"customer.number", channel.Rejected, channel.BadAddress},
	{"e.164", channel.Rejected, channel.BadAddress},
	{"get phone number", channel.NotSent, channel.AccountGone},
	{"phonenumberid", channel.NotSent, channel.AccountGone},
	{"get assistant", channel.NotSent, channel.AccountGone},
	{"assistantid", channel.NotSent, channel.AccountGone},
	{"wallet", channel.NotSent, channel.AccountGone},
	{"credit", channel.NotSent, channel.AccountGone},
	{"billing", channel.NotSent, channel.AccountGone},
	{"subscription", channel.NotSent, channel.AccountGone},
	{"variablevalues", channel.Rejected, channel.BadContent},
}

// classify is what Vapi's reply to a request means.
func classify(r wire.Reply) channel.Receipt {
	receipt := r.Receipt()
	if r.Status < 400 {
		return receipt
	}
	var problem struct {
		Message json.RawMessage `json:"message"` // a string, or an array of them
		Error   string          `json:"error"`
	}
	if json.Unmarshal(r.Body, &problem) != nil {
		return receipt
	}
	receipt.Code = wire.Code(problem.Error)
	if receipt.Verdict != channel.Rejected {
		return receipt
	}
	words := strings.ToLower(string(problem.Message) + " " + problem.Error)
	for _, refusal := range refusals {
		if strings.Contains(words, refusal.part) {
			receipt.Verdict, receipt.Cause = refusal.verdict, refusal.cause
			break
		}
	}
	return receipt
}
