package brevo

import "time"

// kind is one thing that can happen to a message.
type kind uint8

const (
	taken kind = iota // accepted by Brevo
	sent
	delivered
	hardBounce
	softBounce
	blocked
	complaint
	unsubscribed
	replied
	opened // for the first time
	read
	clicked
)

// names are the three spellings of one event: in a webhook's subscription, in its payload and
// in the statistics.
type names struct{ hook, payload, statistic string }

// vocabulary has the events that exist on a channel.
var vocabulary = map[Channel]map[kind]names{
	SMS: {
		taken:        {"accepted", "accepted", "accepted"},
		sent:         {"sent", "sent", "sent"},
		delivered:    {"delivered", "delivered", "delivered"},
		hardBounce:   {"hardBounce", "hard_bounce", "hardBounces"},
		softBounce:   {"softBounce", "soft_bounce", "softBounces"},
		blocked:      {"blacklisted", "blacklisted", "blocked"},
		complaint:    {"blacklisted", "blacklisted", "blocked"},
		unsubscribed: {"unsubscribe", "unsubscribe", "unsubscription"},
		replied:      {"reply", "reply", "replies"},
	},
	Email: {
		taken:        {"request", "request", "requests"},
		delivered:    {"delivered", "delivered", "delivered"},
		hardBounce:   {"hardBounce", "hard_bounce", "hardBounces"},
		softBounce:   {"softBounce", "soft_bounce", "softBounces"},
		blocked:      {"blocked", "blocked", "blocked"},
		complaint:    {"spam", "spam", "spam"},
		unsubscribed: {"unsubscribed", "unsubscribed", "unsubscribed"},
		opened:       {"uniqueOpened", "unique_opened", "opened"},
		clicked:      {"click", "click", "clicks"},
	},
	WhatsApp: {
		sent:         {statistic: "sent"},
		delivered:    {statistic: "delivered"},
		hardBounce:   {statistic: "error"},
		softBounce:   {statistic: "soft-bounce"},
		blocked:      {statistic: "error"},
		complaint:    {statistic: "unsubscribe"},
		unsubscribed: {statistic: "unsubscribe"},
		replied:      {statistic: "reply"},
		read:         {statistic: "read"},
	},
}

// fates are the events of each outcome in order; those that a channel does not know fall out.
var fates = map[outcome][]kind{
	reached:     {taken, sent, delivered},
	bouncesHard: {taken, sent, hardBounce},
	bouncesSoft: {taken, sent, softBounce},
	isBlocked:   {taken, blocked},
	complains:   {taken, sent, delivered, complaint},
	optsOut:     {taken, sent, delivered, unsubscribed},
	answersStop: {taken, sent, delivered, replied},
	answersMore: {taken, sent, delivered, replied},
	isSilent:    {},
	opens:       {taken, sent, delivered, read, opened},
	clicks:      {taken, sent, delivered, read, opened, clicked},
}

// event is one thing that happened, or will, to a message or from a recipient.
type event struct {
	kind    kind
	channel Channel
	person  string  // number without "+", or address
	message *record // nil when nothing was ever sent to the person
	at      time.Time
	text    string // of a reply
}

func (e event) names() names { return vocabulary[e.channel][e.kind] }

// reason is the explanation that Brevo gives for bad news, or empty.
func (e event) reason() string {
	switch e.kind {
	case hardBounce:
		return "550 no such recipient"
	case softBounce:
		return "450 recipient not available"
	case blocked:
		return "blocked : due to blacklist user"
	default:
		return ""
	}
}

// life is everything that happens to a message, each event spacing after the one before.
func life(rec *record, spacing time.Duration) []event {
	known := vocabulary[rec.channel]
	events := make([]event, 0, 6)
	at := time.Unix(0, rec.acceptedAt)
	for _, k := range fates[rec.outcome] {
		if _, ok := known[k]; !ok {
			continue
		}
		e := event{kind: k, channel: rec.channel, person: rec.recipient, message: rec, at: at}
		if k == replied {
			e.text = rec.outcome.answer()
		}
		events = append(events, e)
		at = at.Add(spacing)
	}
	return events
}
