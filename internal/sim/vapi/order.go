package vapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// order is the body of POST /call. What the simulator has no use for stays raw.
type order struct {
	Name              string            `json:"name"`
	AssistantID       string            `json:"assistantId"`
	AssistantVersion  json.RawMessage   `json:"assistantVersion"`
	Assistant         json.RawMessage   `json:"assistant"`
	Overrides         json.RawMessage   `json:"assistantOverrides"`
	SquadID           string            `json:"squadId"`
	Squad             json.RawMessage   `json:"squad"`
	SquadOverrides    json.RawMessage   `json:"squadOverrides"`
	WorkflowID        string            `json:"workflowId"`
	Workflow          json.RawMessage   `json:"workflow"`
	WorkflowOverrides json.RawMessage   `json:"workflowOverrides"`
	PhoneNumberID     string            `json:"phoneNumberId"`
	PhoneNumber       json.RawMessage   `json:"phoneNumber"`
	CustomerID        string            `json:"customerId"`
	Customer          json.RawMessage   `json:"customer"`
	Customers         []json.RawMessage `json:"customers"`
	Schedule          *schedule         `json:"schedulePlan"`
	Transport         json.RawMessage   `json:"transport"`
}

type schedule struct {
	EarliestAt time.Time  `json:"earliestAt"`
	LatestAt   *time.Time `json:"latestAt,omitempty"`
}

// customer is who is called.
type customer struct {
	Number     string          `json:"number"`
	CheckE164  *bool           `json:"numberE164CheckEnabled"`
	Name       string          `json:"name"`
	Email      string          `json:"email"`
	ExternalID string          `json:"externalId"`
	Overrides  json.RawMessage `json:"assistantOverrides"`
}

// settings are what the simulator heeds of an assistant and of overrides to it.
type settings struct {
	Server    *Endpoint       `json:"server"`
	Messages  []string        `json:"serverMessages"`
	Voicemail json.RawMessage `json:"voicemailDetection"`
	Metadata  json.RawMessage `json:"metadata"`
}

// layer reads settings on top of one another: what a later one says, holds.
func layer(raws ...json.RawMessage) (settings, error) {
	var all settings
	for _, raw := range raws {
		if len(raw) == 0 {
			continue
		}
		var s settings
		if err := json.Unmarshal(raw, &s); err != nil {
			return all, err
		}
		if s.Server != nil {
			all.Server = s.Server
		}
		if s.Messages != nil {
			all.Messages = s.Messages
		}
		if s.Voicemail != nil {
			all.Voicemail = s.Voicemail
		}
		if s.Metadata != nil {
			all.Metadata = s.Metadata
		}
	}
	return all, nil
}

// readOrder decodes and checks the body. False means that the refusal has been written.
func (q *request) readOrder() (*order, bool) {
	raw, err := io.ReadAll(http.MaxBytesReader(q.w, q.r.Body, 8<<20))
	if err != nil {
		refuse(q.w, http.StatusBadRequest, "request entity too large")
		return nil, false
	}
	var o order
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&o); err != nil {
		q.refuseBody(err)
		return nil, false
	}
	if problem := q.account.check(&o); problem != "" {
		refuse(q.w, http.StatusBadRequest, problem)
		return nil, false
	}
	if len(o.Name) > 40 {
		refuse(q.w, http.StatusBadRequest, []string{"name must be shorter than or equal to 40 characters"})
		return nil, false
	}
	return &o, true
}

func (q *request) refuseBody(err error) {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		refuse(q.w, http.StatusBadRequest, []string{wrong.Field + " must be a " + wrong.Type.Kind().String()})
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		name := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
		refuse(q.w, http.StatusBadRequest, []string{"property " + name + " should not exist"})
	default:
		refuse(q.w, http.StatusBadRequest, "Unexpected token in JSON")
	}
}

// check gives the reason why the call as a whole cannot be, or empty.
func (a *account) check(o *order) string {
	forms := 0
	for _, given := range []bool{
		o.AssistantID != "", len(o.Assistant) > 0, o.SquadID != "", len(o.Squad) > 0,
		o.WorkflowID != "", len(o.Workflow) > 0,
	} {
		if given {
			forms++
		}
	}
	switch {
	case forms != 1:
		return "Need exactly one of assistantId, assistant, squadId, squad, workflowId or workflow."
	case o.AssistantID != "" && a.assistant(o.AssistantID) == nil:
		return "Couldn't Get Assistant. assistantId " + o.AssistantID + " does not exist."
	case len(o.PhoneNumber) == 0 && a.number(o.PhoneNumberID) == nil:
		return "Couldn't Get Phone Number. phoneNumberId " + o.PhoneNumberID + " does not exist."
	case o.CustomerID != "":
		return "Couldn't Get Customer. customerId is not simulated."
	case len(o.Customer) == 0 && len(o.Customers) == 0:
		return "Need one of customer, customers or customerId."
	default:
		return ""
	}
}

// isE164 reports whether text is "+" and 7 to 15 digits, the first of them not 0.
func isE164(text string) bool {
	number, found := strings.CutPrefix(text, "+")
	return found && len(number) >= 7 && len(number) <= 15 && number[0] != '0' && strings.Trim(number, digits) == ""
}

// isDialable is the weaker rule for those who switch the check off.
func isDialable(text string) bool {
	number := strings.TrimPrefix(text, "+")
	return number != "" && strings.Trim(number, digits+letters) == ""
}

const (
	digits  = "0123456789"
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// readCustomer decodes and checks one customer, and says everything that is wrong with them.
func readCustomer(raw json.RawMessage) (customer, []string) {
	var c customer
	if err := json.Unmarshal(raw, &c); err != nil {
		return c, []string{"customer must be an object"}
	}
	var wrong []string
	valid := isE164
	if c.CheckE164 != nil && !*c.CheckE164 {
		valid = isDialable
	}
	if len(c.Number) < 3 || len(c.Number) > 40 || !valid(c.Number) {
		wrong = append(wrong, "customer.number must be a valid phone number in the E.164 format. "+
			"Hot tip, you may be missing the country code (Eg. US: +1).")
	}
	for name, text := range map[string]string{"name": c.Name, "email": c.Email, "externalId": c.ExternalID} {
		if len(text) > 40 {
			wrong = append(wrong, fmt.Sprintf("customer.%s must be shorter than or equal to 40 characters", name))
		}
	}
	return c, wrong
}
