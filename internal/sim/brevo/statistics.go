package brevo

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// query is what a statistics request asks for. Empty fields ask for everything.
type query struct {
	channel   Channel
	person    string
	tags      []string
	messageID string
	event     string
	from, to  time.Time
	limit     int
	offset    int
	oldest    bool // oldest first
}

// readQuery understands the parameters that the statistics endpoints have in common. False
// means that the refusal has been written.
func (c *call) readQuery(channel Channel, person string, size, most int) (query, bool) {
	values := c.r.URL.Query()
	q := query{
		channel:   channel,
		person:    strings.TrimPrefix(strings.TrimSpace(values.Get(person)), "+"),
		tags:      readTags(values),
		messageID: values.Get("messageId"),
		event:     values.Get("event"),
		limit:     size,
		oldest:    values.Get("sort") == "asc",
		to:        time.Now(),
	}
	if !readNumber(values, "limit", &q.limit) || !readNumber(values, "offset", &q.offset) || q.limit > most {
		c.refuse(http.StatusBadRequest, "out_of_range", "Limit or offset is out of range")
		return q, false
	}
	if !q.readDates(values) {
		c.refuseParameter("Dates should be YYYY-MM-DD, at most 90 days apart")
		return q, false
	}
	return q, true
}

func readTags(values url.Values) []string {
	var tags []string
	for _, text := range values["tags"] {
		var list []string
		if json.Unmarshal([]byte(text), &list) == nil {
			tags = append(tags, list...)
		} else if text != "" {
			tags = append(tags, text)
		}
	}
	return tags
}

func readNumber(values url.Values, name string, into *int) bool {
	text := values.Get(name)
	if text == "" {
		return true
	}
	n, err := strconv.Atoi(text)
	*into = n
	return err == nil && n >= 0
}

// readDates reads days, or startDate and endDate, as whole UTC days.
func (q *query) readDates(values url.Values) bool {
	days := 30
	if !readNumber(values, "days", &days) || days > 90 {
		return false
	}
	q.from = q.to.Add(-time.Duration(days+1) * 24 * time.Hour)
	if values.Get("startDate") == "" {
		return true
	}
	from, err := time.Parse(time.DateOnly, values.Get("startDate"))
	to, err2 := time.Parse(time.DateOnly, values.Get("endDate"))
	if err != nil || err2 != nil || to.Before(from) || to.Sub(from) > 90*24*time.Hour {
		return false
	}
	q.from, q.to = from, minTime(q.to, to.Add(24*time.Hour))
	return true
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// wantsMessage judges what is the same for all events of a message.
func (q *query) wantsMessage(rec *record) bool {
	return rec.channel == q.channel && !rec.duplicate &&
		(q.person == "" || q.person == rec.recipient) &&
		(q.messageID == "" || trimID(q.messageID) == trimID(rec.messageID())) &&
		(len(q.tags) == 0 || slices.ContainsFunc(q.tags, rec.tagged))
}

func (q *query) wantsEvent(e event) bool {
	return !e.at.After(q.to) && !e.at.Before(q.from) &&
		(q.event == "" || q.event == e.names().statistic ||
			q.event == "bounces" && (e.kind == hardBounce || e.kind == softBounce))
}

// wantsAside judges an event that no message's fate foresaw.
func (q *query) wantsAside(e event) bool {
	if e.channel != q.channel || q.person != "" && q.person != e.person {
		return false
	}
	if e.message == nil {
		return len(q.tags) == 0 && q.messageID == "" && q.wantsEvent(e)
	}
	return q.wantsMessage(e.message) && q.wantsEvent(e)
}

// answer finds the page of events that a query asks for.
func (s *Server) answer(a *account, q query) []event {
	var found []event
	a.ledger.each(func(rec *record) {
		if !q.wantsMessage(rec) {
			return
		}
		for _, e := range life(rec, s.spacing) {
			if q.wantsEvent(e) {
				found = append(found, e)
			}
		}
	})
	a.mu.Lock()
	for _, e := range a.asides {
		if q.wantsAside(e) {
			found = append(found, e)
		}
	}
	a.mu.Unlock()
	slices.SortStableFunc(found, func(x, y event) int {
		if q.oldest {
			return x.at.Compare(y.at)
		}
		return y.at.Compare(x.at)
	})
	found = found[min(q.offset, len(found)):]
	return found[:min(q.limit, len(found))]
}

func trimID(id string) string { return strings.Trim(id, "<>") }

// statistic is one event as the statistics endpoints show it; each fills its own fields.
type statistic struct {
	PhoneNumber   string `json:"phoneNumber,omitempty"`
	ContactNumber string `json:"contactNumber,omitempty"`
	SenderNumber  string `json:"senderNumber,omitempty"`
	Email         string `json:"email,omitempty"`
	Subject       string `json:"subject,omitempty"`
	Date          string `json:"date"`
	MessageID     string `json:"messageId"`
	Event         string `json:"event"`
	Reason        string `json:"reason,omitempty"`
	Reply         string `json:"reply,omitempty"`
	Body          string `json:"body,omitempty"`
	Tag           string `json:"tag,omitempty"`
}

func newStatistic(e event) statistic {
	st := statistic{
		Date:   e.at.UTC().Format("2006-01-02T15:04:05.000Z07:00"),
		Event:  e.names().statistic,
		Reason: e.reason(),
	}
	if m := e.message; m != nil {
		st.MessageID = m.messageID()
		st.Tag, _, _ = strings.Cut(m.tags, tagSeparator)
	}
	return st
}

func (c *call) replyEvents(events []event, show func(event) statistic) {
	list := make([]statistic, len(events))
	for i, e := range events {
		list[i] = show(e)
	}
	c.reply(http.StatusOK, map[string]any{"events": list})
}

func (s *Server) smsEvents(c *call) {
	q, ok := c.readQuery(SMS, "phoneNumber", 50, 100)
	if !ok {
		return
	}
	c.replyEvents(s.answer(c.account, q), func(e event) statistic {
		st := newStatistic(e)
		st.PhoneNumber, st.Reply = e.person, e.text
		return st
	})
}

func (s *Server) emailEvents(c *call) {
	q, ok := c.readQuery(Email, "email", 2500, 5000)
	if !ok {
		return
	}
	c.replyEvents(s.answer(c.account, q), func(e event) statistic {
		st := newStatistic(e)
		st.Email = e.person
		if e.message != nil {
			st.Subject = e.message.subject
		}
		return st
	})
}

func (s *Server) whatsappEvents(c *call) {
	q, ok := c.readQuery(WhatsApp, "contactNumber", 2500, 5000)
	if !ok {
		return
	}
	c.replyEvents(s.answer(c.account, q), func(e event) statistic {
		st := newStatistic(e)
		st.ContactNumber, st.Body, st.Tag = e.person, e.text, ""
		if e.message != nil {
			st.SenderNumber = e.message.sender
		}
		return st
	})
}
