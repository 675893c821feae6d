package outbound

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"

	"github.com/carillonhq/carillon/internal/fault"
)

// ErrURL: the address is not of a form that is requested; meta "reason" is length, form, scheme,
// user, port or host.
var ErrURL = fault.New(fault.Invalid, "outbound_url_forbidden",
	"Write an https address of a public server, on port 443 or 8443, without user and password.")

// ErrHost: the host is none that is connected to.
var ErrHost = fault.New(fault.Invalid, "outbound_host_forbidden", "Write the name or the address of a public server.")

// Why a request got no answer. The texts are codes that may stand in a trace.
var (
	ErrForbiddenAddress = errors.New("forbidden_address") // the name leads to an address that is not public
	ErrUnknownHost      = errors.New("unknown_host")      // there is no such name
	ErrUnreachable      = errors.New("unreachable")       // nobody takes the connection
	ErrTLS              = errors.New("tls_failed")        // the server cannot prove who it is
	ErrTimeout          = errors.New("timeout")           // no answer in time
	ErrBroken           = errors.New("broken_answer")     // the answer is no HTTP, or too much of it
	ErrTooLarge         = errors.New("request_too_large") // the body is over MaxBody
	ErrHeader           = errors.New("invalid_header")    // a header cannot be written
)

// cause brings whatever went wrong into this package's words: the errors of net/http repeat the
// address, which may hold a secret.
func cause(ctx context.Context, err error) error {
	var timeout net.Error
	var name *net.DNSError
	var op *net.OpError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, ErrForbiddenAddress):
		return ErrForbiddenAddress
	case errors.As(err, &timeout) && timeout.Timeout():
		return ErrTimeout
	case errors.As(err, &name) && name.IsNotFound:
		return ErrUnknownHost
	case isTLS(err):
		return ErrTLS
	case errors.As(err, &op) && op.Op == "dial":
		return ErrUnreachable
	}
	return ErrBroken
}

func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var op *net.OpError
	return errors.As(err, &certificate) || errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch) ||
		errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error")
}
