package brevo

import (
	"encoding/json"
	"strings"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// problem is Brevo's error body. The code is an open string.
type problem struct {
	Code    loose `json:"code"`
	Message loose `json:"message"`
}

func readProblem(r wire.Reply) problem {
	var p problem
	if json.Unmarshal(r.Body, &p) != nil {
		return problem{}
	}
	return p
}

// duplicate is the answer to a request whose idempotency key Brevo has already accepted.
const duplicate = "duplicate_parameter"

// accountCodes are refusals that every message of the account would meet, whatever their status. A
// refusal of the sender is another: senders are the account's.
var accountCodes = map[string]bool{
	"not_enough_credits": true, "insufficient_credits": true,
	"unauthorized": true, "authentication_failed": true, "api_key_not_found": true,
	"permission_denied": true, "account_under_validation": true, "account_in_process": true,
}

// contentCodes are refusals of what the message says.
var contentCodes = map[string]bool{
	"invalid_parameter": true, "missing_parameter": true, "out_of_range": true,
	"unprocessable_entity": true,
}

// addressWords are parts of the messages with which Brevo refuses a recipient. Its codes do not
// tell a bad address from bad content.
var addressWords = []string{
	"email is not valid", "not valid in to", "recipient", "telephone number", "phone number", "mobile number",
	"contact number", "contactnumbers",
}

// classify is what Brevo's reply to a send means for the messages in it.
func classify(r wire.Reply) channel.Receipt {
	receipt := r.Receipt()
	if r.Status < 400 {
		return receipt
	}
	p := readProblem(r)
	receipt.Code = wire.Code(string(p.Code))
	if receipt.Verdict != channel.Rejected {
		return receipt
	}
	code := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(string(p.Code)))
	switch {
	case accountCodes[code]:
		receipt.Verdict, receipt.Cause = channel.NotSent, channel.AccountGone
	case contentCodes[code] && about(string(p.Message), []string{"sender"}):
		receipt.Verdict, receipt.Cause = channel.NotSent, channel.AccountGone
	case contentCodes[code] && about(string(p.Message), addressWords):
		receipt.Cause = channel.BadAddress
	case contentCodes[code]:
		receipt.Cause = channel.BadContent
	}
	return receipt
}

func about(message string, words []string) bool {
	message = strings.ToLower(message)
	for _, w := range words {
		if strings.Contains(message, w) {
			return true
		}
	}
	return false
}

// named turns an accepted receipt without an id into an unknown one: a 2xx that names nothing
// could not be understood.
func named(receipt channel.Receipt, id string) channel.Receipt {
	if receipt.Verdict != channel.Accepted {
		return receipt
	}
	if id == "" || id == "0" {
		receipt.Verdict, receipt.Cause = channel.Unknown, channel.Garbled
		return receipt
	}
	receipt.ProviderID = id
	return receipt
}
