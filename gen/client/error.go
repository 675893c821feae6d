package client

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Error makes a problem document an error: what the server answered when it did not do what was
// asked. Programs read its Code, and Errors field by field; RequestID is to be quoted when you ask for
// help. Code is "unreadable" where something before the server answered.
//
//	var refused *client.Error
//	if errors.As(err, &refused) && refused.Code == "lead_phone_taken" {
func (p *Problem) Error() string {
	text := strconv.Itoa(p.Status) + " " + p.Code + ": " + p.Detail
	for _, field := range p.Errors {
		text += "; " + field.place() + ": " + field.Message
	}
	if p.RequestID != "" {
		text += " (" + p.RequestID + ")"
	}
	return text
}

// place is where a field stands: a JSON pointer into the body, or the name of a parameter.
func (f ProblemField) place() string {
	switch {
	case f.Pointer != nil:
		return f.In + " " + *f.Pointer
	case f.Name != nil:
		return f.In + " " + *f.Name
	}
	return f.In
}

// RetryAfter is how long the server wants to be left alone before it is asked again; 0 when it did
// not say, or the error is not the server's.
func RetryAfter(err error) time.Duration {
	var r *refused
	if !errors.As(err, &r) {
		return 0
	}
	return r.after
}

// refused is a problem with what its answer's header said besides.
type refused struct {
	*Problem
	after time.Duration
}

// Unwrap is what customers look for with errors.As.
func (r *refused) Unwrap() error { return r.Problem }

// refusal reads an answer that is not a good one.
func refusal(answer *http.Response, body []byte) error {
	p := &Problem{}
	if json.Unmarshal(body, p) != nil || p.Code == "" {
		*p = Problem{Code: "unreadable", Title: "Unreadable", Detail: "The answer is no problem document."}
	}
	p.Status = answer.StatusCode
	if p.RequestID == "" {
		p.RequestID = answer.Header.Get("X-Request-Id")
	}
	return &refused{p, seconds(answer.Header.Get("Retry-After"))}
}

// seconds reads Retry-After, which is a number of them or a date.
func seconds(header string) time.Duration {
	header = strings.TrimSpace(header)
	if n, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	at, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(0, time.Until(at))
}
