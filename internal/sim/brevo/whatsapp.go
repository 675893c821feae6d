package brevo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// conversationLife is how long after a person's last message free text may be sent, in
// simulated time.
const conversationLife = 24 * time.Hour

// whatsappRequest is the body of POST /whatsapp/sendMessage.
type whatsappRequest struct {
	Sender     string            `json:"senderNumber"`
	Contacts   []string          `json:"contactNumbers"`
	TemplateID int64             `json:"templateId"`
	Params     map[string]string `json:"params"`
	Text       string            `json:"text"`
}

// templates are the WhatsApp templates that every account has, all approved.
var templates = []template{
	{465118589032810, "welcome", "MARKETING", "en"},
	{465118589032811, "appointment_reminder", "UTILITY", "en"},
	{465118589032812, "bienvenue", "MARKETING", "fr"},
}

type template struct {
	ID       int64
	Name     string
	Category string
	Language string
}

func (s *Server) sendWhatsApp(c *call) {
	var body whatsappRequest
	if err := sim.Read(c.w, c.r, &body); err != nil {
		c.refuse(http.StatusBadRequest, "bad_request", "Invalid JSON")
		return
	}
	if !c.checkWhatsApp(&body) {
		return
	}
	for _, number := range body.Contacts {
		if c.refusedByFate(phoneOutcome(number), "Invalid contact number") {
			return
		}
		if body.TemplateID == 0 && !s.conversing(c.account, number) {
			c.refuseParameter("A template is needed: there is no open conversation with this contact")
			return
		}
	}
	if c.faults.NoCredit {
		c.refuse(http.StatusPaymentRequired, "not_enough_credits", "Not enough credits")
		return
	}
	c.accepted([]byte(fmt.Sprintf(`{"messageId":%q}`, s.keepWhatsApp(c, &body))))
}

// keepWhatsApp writes one record per contact; all of them have the id that is returned.
func (s *Server) keepWhatsApp(c *call, body *whatsappRequest) string {
	id := s.ids.Add(1)
	var last *record
	for _, number := range body.Contacts {
		last = s.keep(c, record{
			id:        id,
			channel:   WhatsApp,
			recipient: number,
			content:   body.content(),
			sender:    body.Sender,
			outcome:   phoneOutcome(number),
		})
	}
	return last.messageID()
}

// content is the text, or the template's id and variables.
func (b *whatsappRequest) content() string {
	if b.TemplateID == 0 {
		return b.Text
	}
	params, _ := json.Marshal(b.Params)
	return "template " + strconv.FormatInt(b.TemplateID, 10) + " " + string(params)
}

func (c *call) checkWhatsApp(body *whatsappRequest) bool {
	switch {
	case body.Sender == "":
		c.refuseMissing("senderNumber")
	case !isNumber(body.Sender):
		c.refuseParameter("senderNumber is not valid")
	case len(body.Contacts) == 0:
		c.refuseMissing("contactNumbers")
	case body.TemplateID == 0 && body.Text == "":
		c.refuseMissing("templateId or text")
	default:
		return c.checkContacts(body.Contacts)
	}
	return false
}

func (c *call) checkContacts(numbers []string) bool {
	for _, number := range numbers {
		if !isNumber(number) {
			c.refuseParameter("contactNumbers should be digits with country code, without +")
			return false
		}
	}
	return true
}

// conversing reports whether the person wrote within the last simulated day.
func (s *Server) conversing(a *account, number string) bool {
	now := time.Now()
	q := query{
		channel: WhatsApp,
		person:  number,
		event:   vocabulary[WhatsApp][replied].statistic,
		from:    now.Add(-s.pace.Real(conversationLife)),
		to:      now,
		limit:   1,
	}
	return len(s.answer(a, q)) > 0
}

func (s *Server) listTemplates(c *call) {
	list := make([]map[string]any, len(templates))
	for i, t := range templates {
		created := s.began.UTC().Format(time.RFC3339)
		list[i] = map[string]any{
			"id": t.ID, "name": t.Name, "category": t.Category, "language": t.Language,
			"status": "approved", "type": "text", "createdAt": created, "modifiedAt": created,
		}
	}
	c.reply(http.StatusOK, map[string]any{"count": len(list), "templates": list})
}
