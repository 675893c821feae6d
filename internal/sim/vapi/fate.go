package vapi

// fate is how a call goes.
type fate struct {
	refused  int // status of a refusal; 0 creates the call
	early    bool
	answered bool
	unheard  bool // no message is delivered
	reason   string
	machine  string // the reason instead, when voicemailDetection is on
	later    *fate  // from the second call to the number on
}

const concurrencyReached = "call.start.error-subscription-concurrency-limit-reached"

var completed = fate{answered: true, reason: "customer-ended-call"}

var fates = map[string]fate{
	"999001": {reason: "customer-busy"},
	"999002": {reason: noAnswer},
	"999003": {answered: true, reason: "customer-ended-call", machine: "voicemail"},
	"999004": {answered: true, reason: "call.in-progress.error-providerfault-openai-llm-failed"},
	"999005": {early: true, reason: "call.start.error-fraud-check-failed"},
	"999006": {reason: "twilio-reported-customer-misdialed"},
	"999007": {early: true, reason: concurrencyReached},
	"999008": {refused: 400},
	"999009": {refused: 500},
	"999010": {answered: true, unheard: true, reason: "customer-ended-call"},
	"999011": {answered: true, reason: "call.in-progress.error-nobody-documented"},
	"999012": {early: true, reason: "twilio-failed-to-connect-call"},
	"999021": {reason: "customer-busy", later: &completed},
	"999022": {reason: noAnswer, later: &completed},
}

const noAnswer = "customer-did-not-answer"

// fateOf is the fate of a call to number, which had so many calls before.
func fateOf(number string, before int) fate {
	if len(number) < 6 {
		return completed
	}
	f, found := fates[number[len(number)-6:]]
	switch {
	case !found:
		return completed
	case f.later != nil && before > 0:
		return *f.later
	default:
		return f
	}
}
