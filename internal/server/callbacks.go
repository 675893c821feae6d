package server

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/callback"
)

const (
	maxBrevo = 1 << 20 // bytes of one callback
	maxVapi  = 5 << 20 // a report carries a whole transcript
)

// ReceiveBrevoEmail keeps what Brevo reports on emails.
func (s *Server) ReceiveBrevoEmail(ctx context.Context, r api.ReceiveBrevoEmailRequestObject) (api.ReceiveBrevoEmailResponseObject, error) {
	receipt, err := s.keep(ctx, callback.BrevoEmail, r.EndpointID, callback.Proof{Tokens: tokens(ctx)}, r.Body, maxBrevo)
	if err != nil {
		return nil, err
	}
	return api.ReceiveBrevoEmail200JSONResponse(receipt), nil
}

// ReceiveBrevoSms keeps what Brevo reports on text messages.
func (s *Server) ReceiveBrevoSms(ctx context.Context, r api.ReceiveBrevoSmsRequestObject) (api.ReceiveBrevoSmsResponseObject, error) {
	receipt, err := s.keep(ctx, callback.BrevoSMS, r.EndpointID, callback.Proof{Tokens: tokens(ctx)}, r.Body, maxBrevo)
	if err != nil {
		return nil, err
	}
	return api.ReceiveBrevoSms200JSONResponse(receipt), nil
}

// ReceiveBrevoSmsMessage keeps what Brevo reports on one text message.
func (s *Server) ReceiveBrevoSmsMessage(ctx context.Context, r api.ReceiveBrevoSmsMessageRequestObject) (api.ReceiveBrevoSmsMessageResponseObject, error) {
	receipt, err := s.keep(ctx, callback.BrevoSMS, r.EndpointID, callback.Proof{MessageToken: r.MessageToken}, r.Body, maxBrevo)
	if err != nil {
		return nil, err
	}
	return api.ReceiveBrevoSmsMessage200JSONResponse(receipt), nil
}

// ReceiveVapiCallStatus keeps what Vapi reports on calls.
func (s *Server) ReceiveVapiCallStatus(ctx context.Context, r api.ReceiveVapiCallStatusRequestObject) (api.ReceiveVapiCallStatusResponseObject, error) {
	receipt, err := s.keep(ctx, callback.VapiCall, r.EndpointID, callback.Proof{Tokens: tokens(ctx)}, r.Body, maxVapi)
	if err != nil {
		return nil, err
	}
	return api.ReceiveVapiCallStatus200JSONResponse(receipt), nil
}

// keep admits a callback before a byte of its body is read, then stores it.
func (s *Server) keep(ctx context.Context, feed callback.Feed, endpoint uuid.UUID, p callback.Proof, body io.Reader, limit int64) (api.CallbackReceipt, error) {
	arrival, err := s.Callbacks.Admit(ctx, feed, endpoint, p)
	if err != nil {
		return api.CallbackReceipt{}, err
	}
	raw, err := io.ReadAll(http.MaxBytesReader(nil, io.NopCloser(body), limit))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return api.CallbackReceipt{}, errTooLarge.With("maximum_bytes", limit)
	}
	if err != nil {
		return api.CallbackReceipt{}, callback.ErrAway // cut off: let it come again
	}
	receipt, err := s.Callbacks.Keep(ctx, arrival, raw)
	return api.CallbackReceipt{Stored: receipt.Stored, Duplicates: receipt.Duplicates}, err
}

// tokens are what a provider may have been told to send: a bearer token, a basic password, or a
// header of Vapi's.
func tokens(ctx context.Context) []string {
	h := visited(ctx).header
	found := []string{h.Get("X-Webhook-Token"), h.Get("X-Vapi-Secret")}
	scheme, value, _ := strings.Cut(h.Get("Authorization"), " ")
	switch strings.ToLower(scheme) {
	case "bearer":
		found = append(found, value)
	case "basic":
		if raw, err := base64.StdEncoding.DecodeString(value); err == nil {
			_, password, _ := strings.Cut(string(raw), ":")
			found = append(found, password)
		}
	}
	return found
}
