package brevo

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
)

const (
	emailPage   = 1000
	smsPage     = 100
	smsPages    = 10
	byNumber    = 2                      // up to so many lost SMS of one tag are asked for by number
	lookupPause = 500 * time.Millisecond // GET /smtp/emails allows two requests a second

	// How far back a list is believed to be whole.
	emailReach = 14 * 24 * time.Hour
	smsReach   = 88 * 24 * time.Hour
)

// Lookup finds lost email by the recipient's address, one request for each, at most two a second.
// An entry counts when it has the batch's tag and was made about when the message was sent. It
// fails when not a single address could be asked about.
func (e Email) Lookup(ctx context.Context, lost []channel.Lost) ([]channel.Finding, error) {
	return gather(group(lost, func(l channel.Lost) string { return strings.ToLower(l.To) }),
		func(lost []channel.Lost) ([]channel.Finding, error) {
			if err := e.client.wait(ctx); err != nil {
				return nil, err
			}
			found, err := e.search(ctx, lost)
			return found.settle(lost), err
		})
}

// search lists what was sent to one address lately. Without dates Brevo needs no time zone of us,
// and lists about a month.
func (e Email) search(ctx context.Context, lost []channel.Lost) (evidence, error) {
	var page struct {
		Emails []entry `json:"transactionalEmails"`
	}
	query := url.Values{"email": {lost[0].To}, "limit": {strconv.Itoa(emailPage)}, "sort": {"desc"}}
	if err := e.client.get(ctx, "/smtp/emails", query).Decode(&page); err != nil {
		return evidence{}, err
	}
	recent := time.Since(oldest(lost)) < emailReach
	return evidence{entries: page.Emails, whole: recent && len(page.Emails) < emailPage}, nil
}

// Lookup finds lost SMS among the account's events: by telephone number when few of a tag are
// lost, by the tag when many are. It fails when nothing at all could be asked.
func (s SMS) Lookup(ctx context.Context, lost []channel.Lost) ([]channel.Finding, error) {
	var groups [][]channel.Lost
	for _, g := range group(lost, func(l channel.Lost) string { return l.Tag }) {
		if g[0].Tag == "" || len(g) <= byNumber {
			groups = append(groups, group(g, func(l channel.Lost) string { return digits(l.To) })...)
		} else {
			groups = append(groups, g)
		}
	}
	return gather(groups, func(lost []channel.Lost) ([]channel.Finding, error) {
		found, err := s.search(ctx, lost)
		return found.settle(lost), err
	})
}

// search reads the events of one number, or of one tag when several numbers are asked for.
func (s SMS) search(ctx context.Context, lost []channel.Lost) (evidence, error) {
	var found evidence
	query := url.Values{"limit": {strconv.Itoa(smsPage)}, "days": {days(oldest(lost))}, "sort": {"desc"}}
	if tags, _ := json.Marshal([]string{lost[0].Tag}); oneNumber(lost) {
		query.Set("phoneNumber", digits(lost[0].To))
	} else {
		query.Set("tags", string(tags))
	}
	for page := range smsPages {
		query.Set("offset", strconv.Itoa(page*smsPage))
		events, err := s.client.events(ctx, "/transactionalSMS/statistics/events", query)
		if err != nil {
			return found, err
		}
		for _, raw := range events {
			var e entry
			if json.Unmarshal(raw, &e) == nil {
				found.entries = append(found.entries, e)
			}
		}
		if len(events) < smsPage {
			found.whole = time.Since(oldest(lost)) < smsReach
			break
		}
	}
	return found, nil
}

// evidence is what a search brought up.
type evidence struct {
	entries []entry
	whole   bool // nothing that the search was about is missing from the entries
}

// entry is one line of an email list or of an SMS events list.
type entry struct {
	Email     loose `json:"email"`
	Phone     loose `json:"phoneNumber"`
	MessageID loose `json:"messageId"`
	Date      loose `json:"date"`
	Tags      loose `json:"tags"`
	Tag       loose `json:"tag"`
}

// fit is how well an entry answers a question.
type fit int

const (
	other  fit = iota // another message
	unsure            // the right person and tag, but no readable date
	same
)

func (e entry) fits(l channel.Lost) fit {
	tags := tagList(e.Tags, e.Tag)
	if ref := refIn(tags); ref != uuid.Nil {
		if ref == l.Ref {
			return same
		}
		return other
	}
	if !e.concerns(l.To) || !tagged(tags, l.Tag) {
		return other
	}
	at := instant(string(e.Date))
	if at.IsZero() {
		return unsure
	}
	if at.Before(l.SentAt.Add(-time.Minute)) || at.After(l.SentAt.Add(15*time.Minute)) {
		return other
	}
	return same
}

func (e entry) concerns(to string) bool {
	if e.Email != "" {
		return strings.EqualFold(string(e.Email), to)
	}
	return e.Phone != "" && digits(string(e.Phone)) == digits(to)
}

// settle answers for every lost message that the evidence decides. Absence needs the whole of it.
func (v evidence) settle(lost []channel.Lost) []channel.Finding {
	var findings []channel.Finding
	for _, l := range lost {
		best, ids := other, map[string]bool{}
		for _, e := range v.entries {
			f := e.fits(l)
			best = max(best, f)
			if f == same {
				ids[trimID(string(e.MessageID))] = true
			}
		}
		if best == same {
			findings = append(findings, channel.Finding{Ref: l.Ref, Found: true, ProviderID: only(ids)})
		} else if best == other && v.whole {
			findings = append(findings, channel.Finding{Ref: l.Ref})
		}
	}
	return findings
}

// only is the one id there is; empty when several messages fit, so that none can be named.
func only(ids map[string]bool) string {
	if len(ids) != 1 {
		return ""
	}
	for id := range ids {
		return id
	}
	return ""
}
