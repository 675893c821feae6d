package brevo

import (
	"net/http"
	"strings"
)

// What Brevo accepts in one email request.
const (
	maxVersions      = 1000
	maxRecipients    = 2000
	maxVersionPeople = 99
	maxVersionParams = 100 << 10
	maxAllParams     = 1000 << 10
	maxName          = 70
)

func (c *call) checkEmail(body *emailRequest) bool {
	inline := body.TemplateID == 0
	switch {
	case inline && body.Sender == nil:
		c.refuseMissing("sender")
	case body.Sender != nil && body.Sender.ID == 0 && !isAddress(body.Sender.Email):
		c.refuseParameter("sender email is not valid")
	case body.Sender != nil && len(body.Sender.Name) > maxName:
		c.refuseParameter("sender name is too long")
	case inline && body.Subject == "":
		c.refuseMissing("subject")
	case inline && body.HTML == "" && body.Text == "":
		c.refuseMissing("htmlContent")
	case !body.ScheduledAt.IsZero():
		c.refuseParameter("scheduledAt is not simulated")
	case len(body.Versions) == 0 && len(body.To) == 0:
		c.refuseMissing("to")
	case len(body.Versions) > maxVersions:
		c.refuse(http.StatusBadRequest, "out_of_range", "messageVersions should have at most 1000 entries")
	default:
		return c.checkVersions(body)
	}
	return false
}

func (c *call) checkVersions(body *emailRequest) bool {
	people, params := 0, 0
	for _, v := range body.versions() {
		count := len(v.To) + len(v.CC) + len(v.BCC)
		people += count
		params += len(v.Params)
		if !c.checkVersion(body, v, count) {
			return false
		}
	}
	if people > maxRecipients {
		c.refuse(http.StatusBadRequest, "out_of_range", "At most 2000 recipients are allowed")
		return false
	}
	if params > maxAllParams {
		c.refuse(http.StatusBadRequest, "out_of_range", "params are larger than 1000 KB")
		return false
	}
	return true
}

func (c *call) checkVersion(body *emailRequest, v emailVersion, people int) bool {
	switch {
	case len(v.To) == 0:
		c.refuseMissing("to")
	case people > maxVersionPeople:
		c.refuse(http.StatusBadRequest, "out_of_range", "A version should have at most 99 recipients")
	case len(v.Params) > maxVersionParams:
		c.refuse(http.StatusBadRequest, "out_of_range", "params of a version are larger than 100 KB")
	case v.HTML != "" && body.HTML == "" || v.Text != "" && body.HTML == "" && body.Text == "":
		c.refuseParameter("A version cannot have content without a global one")
	default:
		return c.checkPeople(v)
	}
	return false
}

func (c *call) checkPeople(v emailVersion) bool {
	for _, list := range [][]emailAddress{v.To, v.CC, v.BCC} {
		for _, person := range list {
			if !isAddress(person.Email) {
				c.refuseParameter("email is not valid in to")
				return false
			}
			if len(person.Name) > maxName {
				c.refuseParameter("name is too long in to")
				return false
			}
		}
	}
	return true
}

func isAddress(text string) bool {
	local, domain, found := strings.Cut(text, "@")
	return found && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(text, " <>,\r\n")
}
