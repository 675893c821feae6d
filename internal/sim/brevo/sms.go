package brevo

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/carillonhq/carillon/internal/sim"
)

// smsRequest is the body of POST /transactionalSMS/send.
type smsRequest struct {
	Sender             string          `json:"sender"`
	Recipient          string          `json:"recipient"`
	Content            string          `json:"content"`
	TemplateID         int64           `json:"templateId"`
	Params             json.RawMessage `json:"params"`
	Type               string          `json:"type"`
	Tag                tagList         `json:"tag"`
	WebURL             string          `json:"webUrl"`
	UnicodeEnabled     bool            `json:"unicodeEnabled"`
	OrganisationPrefix string          `json:"organisationPrefix"`
}

// tagList is one tag or several.
type tagList []string

// UnmarshalJSON reads a string or an array of strings.
func (t *tagList) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		*t = make(tagList, 1)
		return json.Unmarshal(raw, &(*t)[0])
	}
	return json.Unmarshal(raw, (*[]string)(t))
}

const (
	digits  = "0123456789"
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

func (s *Server) sendSMS(c *call) {
	rec := s.takeSMS(c)
	if rec == nil {
		return
	}
	raw := append(make([]byte, 0, 48), `{"messageId":`...)
	raw = strconv.AppendUint(raw, rec.id, 10)
	c.accepted(append(raw, '}'))
}

// sendSMSOld is the deprecated form with its longer answer.
func (s *Server) sendSMSOld(c *call) {
	rec := s.takeSMS(c)
	if rec == nil {
		return
	}
	raw, _ := json.Marshal(map[string]any{
		"reference":        smsReference(rec),
		"messageId":        rec.id,
		"smsCount":         rec.parts,
		"usedCredits":      rec.parts,
		"remainingCredits": c.credit(),
	})
	c.accepted(raw)
}

// takeSMS puts the message into the ledger. Nil means that it was refused and answered.
func (s *Server) takeSMS(c *call) *record {
	var body smsRequest
	if err := sim.Read(c.w, c.r, &body); err != nil {
		c.refuse(http.StatusBadRequest, "bad_request", "Invalid JSON")
		return nil
	}
	if !c.checkSMS(&body) {
		return nil
	}
	to := strings.TrimPrefix(body.Recipient, "+")
	fate := phoneOutcome(to)
	if c.refusedByFate(fate, "Invalid phone number") {
		return nil
	}
	letters := gsm7
	if body.UnicodeEnabled {
		letters = ucs2
	}
	parts := smsParts(body.OrganisationPrefix+body.Content, letters)
	if c.faults.NoCredit || !c.pay(parts) {
		c.refuse(http.StatusPaymentRequired, "not_enough_credits", "Not enough SMS credits")
		return nil
	}
	return s.keep(c, record{
		channel:   SMS,
		sender:    body.Sender,
		recipient: to,
		content:   body.Content,
		tags:      strings.Join(body.Tag, tagSeparator),
		webURL:    body.WebURL,
		outcome:   fate,
		parts:     uint8(min(parts, 255)),
	})
}

// keep writes an accepted message into the ledger and sets its events going.
func (s *Server) keep(c *call, rec record) *record {
	if rec.id == 0 {
		rec.id = s.ids.Add(1)
	}
	rec.startedAt = c.started.UnixNano()
	rec.outcome = c.fateOf(contact{rec.channel, rec.recipient}, rec.outcome)
	if s.quiet {
		rec.sender, rec.content, rec.subject, rec.webURL, rec.leave, rec.leaveBy = "", "", "", "", "", ""
		return c.ledger.add(rec)
	}
	rec.trace = c.r.Header.Get("traceparent")
	kept := c.ledger.add(rec)
	s.announce(c, kept)
	return kept
}

// refusedByFate answers for the recipients whose fate is to be refused.
func (c *call) refusedByFate(fate outcome, message string) bool {
	switch fate {
	case isRefused:
		c.refuseParameter(message)
		return true
	case isError:
		c.refuse(http.StatusInternalServerError, "internal_error", "Something went wrong")
		return true
	default:
		return false
	}
}

func (c *call) checkSMS(body *smsRequest) bool {
	switch {
	case body.Sender == "":
		c.refuseMissing("sender")
	case !isSender(body.Sender):
		c.refuseParameter("Sender name should be alphanumeric with maximum 11 characters")
	case body.Recipient == "":
		c.refuseMissing("recipient")
	case !isNumber(strings.TrimPrefix(body.Recipient, "+")):
		c.refuseParameter("Invalid telephone number")
	case body.Content == "" && body.TemplateID == 0:
		c.refuseMissing("content")
	case body.Type != "" && body.Type != "transactional" && body.Type != "marketing":
		c.refuseParameter("type should be transactional or marketing")
	case !tagsFit(body.Tag):
		c.refuseParameter("tag should have at most 10 non-empty values")
	case body.WebURL != "" && !isURL(body.WebURL):
		c.refuseParameter("webUrl is not a valid URL")
	default:
		return true
	}
	return false
}

// isNumber reports whether text is 6 to 15 digits.
func isNumber(text string) bool {
	return len(text) >= 6 && len(text) <= 15 && strings.Trim(text, digits) == ""
}

// isSender reports whether text is up to 11 letters and digits, or up to 15 digits.
func isSender(text string) bool {
	if strings.Trim(text, digits) == "" {
		return len(text) <= 15
	}
	return len(text) <= 11 && strings.Trim(text, digits+letters) == ""
}

func tagsFit(tags []string) bool {
	if len(tags) > 10 {
		return false
	}
	for _, tag := range tags {
		if tag == "" {
			return false
		}
	}
	return true
}

// alphabet is how many characters fit a message alone and chained.
type alphabet struct{ single, chained int }

var (
	gsm7 = alphabet{160, 153}
	ucs2 = alphabet{70, 67}
)

// smsParts is how many messages the text takes.
func smsParts(text string, a alphabet) int {
	n := 0
	for _, char := range text {
		n++
		if a == ucs2 && char > 0xFFFF {
			n++
		}
	}
	if n <= a.single {
		return 1
	}
	return (n + a.chained - 1) / a.chained
}

func smsReference(rec *record) string { return strconv.FormatUint(rec.id, 36) }
