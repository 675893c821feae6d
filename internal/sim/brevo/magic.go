package brevo

import "strings"

// outcome is what becomes of a message.
type outcome uint8

const (
	reached outcome = iota
	bouncesHard
	bouncesSoft
	isBlocked
	complains
	optsOut
	answersStop
	answersMore
	isRefused
	isError
	isSilent
	opens
	clicks
)

var phoneOutcomes = map[string]outcome{
	"999001": bouncesHard,
	"999002": bouncesSoft,
	"999003": isBlocked,
	"999004": complains,
	"999005": optsOut,
	"999006": answersStop,
	"999007": answersMore,
	"999008": isRefused,
	"999009": isError,
	"999010": isSilent,
	"999011": opens,
	"999012": clicks,
}

var emailOutcomes = map[string]outcome{
	"hardbounce":   bouncesHard,
	"softbounce":   bouncesSoft,
	"blocked":      isBlocked,
	"complaint":    complains,
	"unsubscribed": optsOut,
	"refused":      isRefused,
	"error":        isError,
	"silent":       isSilent,
	"opened":       opens,
	"clicked":      clicks,
}

func phoneOutcome(number string) outcome {
	if len(number) < 6 {
		return reached
	}
	return phoneOutcomes[number[len(number)-6:]]
}

func emailOutcome(address string) outcome {
	local, _, _ := strings.Cut(address, "@")
	local, _, _ = strings.Cut(local, "+")
	return emailOutcomes[strings.ToLower(local)]
}

// answer is the text that comes back from a recipient who replies by fate.
func (o outcome) answer() string {
	if o == answersStop {
		return "STOP"
	}
	return "Yes, tell me more"
}
