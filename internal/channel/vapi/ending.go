package vapi

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/carillonhq/carillon/internal/channel"
)

// endedReasons is "ended_reason,outcome,class" for every reason in Vapi's OpenAPI document, its
// transfers and SIP codes judged by hand.
//
//go:embed ended_reasons.csv
var endedReasons string

// UnknownClass is the class of an end reason that is not in the table.
const UnknownClass = "unknown"

// transferFailed is the class of a call in which the person was reached and the operator was not.
const transferFailed = "transfer-failed"

type ending struct {
	outcome channel.Outcome
	class   string
}

var endings = sync.OnceValue(func() map[string]ending {
	table := map[string]ending{}
	_, rows, _ := strings.Cut(endedReasons, "\n")
	for line := range strings.Lines(rows) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		if len(fields) == 3 {
			table[fields[0]] = ending{channel.Outcome(fields[1]), fields[2]}
		}
	}
	return table
})

// Ending is how a call with this end reason ended, and the class of the reason: "capacity" and
// "account", for example, say that nobody was rung. A reason that is not in the table is
// CallFailed with UnknownClass.
func Ending(reason string) (channel.Outcome, string) {
	if e, ok := endings()[reason]; ok {
		return e.outcome, e.class
	}
	return channel.CallFailed, UnknownClass
}

// endingOf judges a call by its reason and by when somebody answered, empty for never. A SIP refusal after an
// answer is the operator's, met by a transfer: the person was reached and must not be redialled.
func endingOf(reason, startedAt string) (channel.Outcome, string) {
	outcome, class := Ending(reason)
	const sip = "call.in-progress.error-providerfault-outbound-sip-"
	redialled := outcome == channel.CallNoAnswer || outcome == channel.CallRejected
	if startedAt != "" && redialled && strings.HasPrefix(reason, sip) {
		return channel.CallCompleted, transferFailed
	}
	return outcome, class
}
