package brevo

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Channel is a way to reach a person.
type Channel string

// The channels that Brevo sends on.
const (
	SMS      Channel = "sms"
	Email    Channel = "email"
	WhatsApp Channel = "whatsapp"
)

// Entry is one accepted message, or one that was refused because it repeated another. It is
// written before any reply.
type Entry struct {
	Account   string  `json:"account"`
	Channel   Channel `json:"channel"`
	Sender    string  `json:"sender,omitempty"` // empty in quiet mode
	Recipient string  `json:"recipient"`        // a number without "+", or an address
	Subject   string  `json:"subject,omitempty"`
	Content   string  `json:"content,omitempty"` // empty in quiet mode
	// Reference is what the sender can know it by: X-Mailin-custom, else the first tag, else webUrl.
	Reference string   `json:"reference,omitempty"`
	Custom    string   `json:"custom,omitempty"` // X-Mailin-custom
	Tags      []string `json:"tags,omitempty"`
	WebURL    string   `json:"web_url,omitempty"`
	Trace     string   `json:"traceparent,omitempty"` // the header of the request; empty in quiet mode
	// Unsubscribe and UnsubscribePost are the headers List-Unsubscribe and List-Unsubscribe-Post; empty in quiet mode.
	Unsubscribe     string    `json:"list_unsubscribe,omitempty"`
	UnsubscribePost string    `json:"list_unsubscribe_post,omitempty"`
	MessageID       string    `json:"message_id"`
	StartedAt       time.Time `json:"started_at"`  // real time, when the request came in
	AcceptedAt      time.Time `json:"accepted_at"` // real time
	Duplicate       bool      `json:"duplicate,omitempty"`
}

// Counts are how many messages were accepted; refused repeats do not count.
type Counts struct {
	Total      int             `json:"total"`
	Duplicates int             `json:"duplicates"` // refused repeats
	ByChannel  map[Channel]int `json:"by_channel"`
	ByAccount  map[string]int  `json:"by_account"`
	ByTag      map[string]int  `json:"by_tag,omitempty"` // of the tags asked for
}

// record is an Entry made small; it never changes once it is in the ledger.
type record struct {
	id         uint64
	acceptedAt int64 // Unix nanoseconds
	startedAt  int64
	channel    Channel
	sender     string
	recipient  string
	subject    string
	content    string
	custom     string
	tags       string // joined by tagSeparator
	webURL     string
	trace      string
	leave      string // List-Unsubscribe
	leaveBy    string // List-Unsubscribe-Post
	outcome    outcome
	parts      uint8 // of an SMS
	duplicate  bool
}

const tagSeparator = "\x00"

func (rec *record) tagList() []string {
	if rec.tags == "" {
		return nil
	}
	return strings.Split(rec.tags, tagSeparator)
}

// messageID is the id that Brevo gives out for the message, in its channel's form; a refused
// repeat has none.
func (rec *record) messageID() string {
	if rec.duplicate {
		return ""
	}
	switch rec.channel {
	case SMS:
		return strconv.FormatUint(rec.id, 10)
	case Email:
		minute := time.Unix(0, rec.acceptedAt).UTC().Format("200601021504")
		return fmt.Sprintf("<%s.%d@smtp-relay.mailin.fr>", minute, rec.id)
	default:
		return fmt.Sprintf("%08x-0000-4000-8000-%012x", rec.id>>48, rec.id&(1<<48-1))
	}
}

func (rec *record) reference() string {
	if rec.custom != "" {
		return rec.custom
	}
	if first, _, _ := strings.Cut(rec.tags, tagSeparator); first != "" {
		return first
	}
	return rec.webURL
}

// ledger is what one account had accepted. Records live in blocks, so that it grows without
// copying and readers need no lock.
type ledger struct {
	mu         sync.Mutex
	blocks     [][]record
	counts     map[Channel]int
	duplicates int
}

const blockSize = 512

func (l *ledger) add(rec record) *record {
	l.mu.Lock()
	defer l.mu.Unlock()
	rec.acceptedAt = time.Now().UnixNano()
	last := len(l.blocks) - 1
	if last < 0 || len(l.blocks[last]) == blockSize {
		l.blocks = append(l.blocks, make([]record, 0, blockSize))
		last++
	}
	l.blocks[last] = append(l.blocks[last], rec)
	if rec.duplicate {
		l.duplicates++
	} else {
		l.counts[rec.channel]++
	}
	return &l.blocks[last][len(l.blocks[last])-1]
}

// each shows the records in order of acceptance.
func (l *ledger) each(see func(*record)) {
	l.mu.Lock()
	blocks := append([][]record(nil), l.blocks...)
	l.mu.Unlock()
	for _, block := range blocks {
		for i := range block {
			see(&block[i])
		}
	}
}

// latest is the last message to a person on a channel, or nil.
func (l *ledger) latest(channel Channel, person string) *record {
	var found *record
	l.each(func(rec *record) {
		if rec.channel == channel && rec.recipient == person && !rec.duplicate {
			found = rec
		}
	})
	return found
}

// Ledger is everything accepted so far, by time of acceptance.
func (s *Server) Ledger() []Entry {
	var all []Entry
	for _, a := range s.accounts {
		all = append(all, a.entries()...)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].AcceptedAt.Before(all[j].AcceptedAt) })
	return all
}

func (a *account) entries() []Entry {
	var all []Entry
	a.ledger.each(func(rec *record) {
		all = append(all, Entry{
			Account:   a.Name,
			Channel:   rec.channel,
			Sender:    rec.sender,
			Recipient: rec.recipient,
			Subject:   rec.subject,
			Content:   rec.content,
			Reference: rec.reference(),
			Custom:    rec.custom,
			Tags:      rec.tagList(),
			WebURL:    rec.webURL,
			Trace:     rec.trace,
			MessageID: rec.messageID(),

			Unsubscribe: rec.leave, UnsubscribePost: rec.leaveBy,
			StartedAt:  time.Unix(0, rec.startedAt),
			AcceptedAt: time.Unix(0, rec.acceptedAt),
			Duplicate:  rec.duplicate,
		})
	})
	return all
}

// Counts tells how many messages were accepted, and how many carry each of the given tags.
// Without tags it is cheap at any size of the ledger.
func (s *Server) Counts(tags ...string) Counts {
	c := Counts{ByChannel: map[Channel]int{}, ByAccount: map[string]int{}, ByTag: map[string]int{}}
	for name, a := range s.accounts {
		a.ledger.mu.Lock()
		for channel, n := range a.ledger.counts {
			c.Total += n
			c.ByChannel[channel] += n
			c.ByAccount[name] += n
		}
		c.Duplicates += a.ledger.duplicates
		a.ledger.mu.Unlock()
		if len(tags) > 0 {
			a.countTags(tags, c.ByTag)
		}
	}
	return c
}

func (a *account) countTags(tags []string, into map[string]int) {
	a.ledger.each(func(rec *record) {
		for _, tag := range tags {
			if !rec.duplicate && rec.tagged(tag) {
				into[tag]++
			}
		}
	})
}

// tagged reports whether tag is one of the record's.
func (rec *record) tagged(tag string) bool {
	rest, found := rec.tags, true
	for found {
		var first string
		if first, rest, found = strings.Cut(rest, tagSeparator); first == tag {
			return true
		}
	}
	return false
}
