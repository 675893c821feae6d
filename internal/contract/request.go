package contract

import (
	"bytes"
	"io"
	"net/http"

	"github.com/carillonhq/carillon/internal/fault"
)

// What CheckRequest fails with. All carry violations except ErrMediaType, whose meta holds the
// types that are read under "allowed".
var (
	// ErrInvalid: the request can be read but breaks the contract; every violation is listed.
	ErrInvalid = fault.New(fault.Invalid, "validation_failed", "The request is not valid.")
	// ErrUnknownParameter: the query names something the operation does not know. All other
	// violations are listed with it.
	ErrUnknownParameter = fault.New(fault.Malformed, "unknown_parameter",
		"The query names a parameter this operation does not know.")
	// ErrMalformedQuery: the query string cannot be taken apart.
	ErrMalformedQuery = fault.New(fault.Malformed, "malformed_query",
		"The query must be name=value pairs joined by &, percent-encoded.")
	// ErrMalformedBody: the body is no JSON that all parsers read alike.
	ErrMalformedBody = fault.New(fault.Malformed, "malformed_body", "The body cannot be read as JSON.")
	// ErrMediaType: the body's Content-Type is none the operation reads.
	ErrMediaType = fault.New(fault.Unsupported, "unsupported_media_type",
		"Send the body with one of the allowed media types in Content-Type.")
)

// requestBody is what an operation says about its body; the zero value takes none.
type requestBody struct {
	required bool
	media    []media
}

func (l *loader) requestBody(operation node) requestBody {
	n := l.follow(operation.at("requestBody"))
	return requestBody{required: n.at("required").is(), media: l.content(n.at("content"))}
}

// Body is a checked request body: the bytes as they came, the value they hold and the media type
// as the contract spells it. All are zero when there was no body or when it is a stream.
type Body struct {
	Raw       []byte
	Value     any // numbers are json.Number
	MediaType string
}

// ReadCloser is the body for the generated binding, which takes the checked value as it is and so
// never decodes the bytes a second time.
func (b Body) ReadCloser() io.ReadCloser {
	return checked{bytes.NewReader(b.Raw), b.Value}
}

// checked is what oapi-codegen's runtime looks for on a validated request.
type checked struct {
	*bytes.Reader
	value any
}

func (c checked) Close() error        { return nil }
func (c checked) ValidatedValue() any { return c.value }

// TakesStream reports whether a body of this Content-Type is left unread for the handler. All
// others are to be read, up to MaxBody, and given to CheckRequest.
func (op *Operation) TakesStream(contentType string) bool {
	m, ok := match(op.body.media, contentType)
	return ok && !m.json()
}

// CheckRequest judges everything the contract says about a request: path tells a path parameter's
// decoded text by name, body is what was read, nil for none and for streams. It does not touch
// r.Body. It fails with one of the Err values above, which lists every violation it found.
func (op *Operation) CheckRequest(r *http.Request, path func(name string) string, body []byte) (Body, error) {
	inQuery, err := op.checkQuery(r.URL.RawQuery)
	if err != nil {
		return Body{}, err
	}
	found := append(op.checkPath(path), inQuery...)
	found = append(found, op.checkHeader(r.Header)...)
	read, inBody, err := op.checkBody(r.Header.Get("Content-Type"), body)
	if err != nil {
		return Body{}, err
	}
	return read, refusal(append(found, inBody...))
}

// CheckJSON judges a JSON body by itself. It fails as CheckRequest does.
func (op *Operation) CheckJSON(body []byte) (Body, error) {
	read, found, err := op.checkBody("application/json", body)
	if err != nil {
		return Body{}, err
	}
	return read, refusal(found)
}

func refusal(found []fault.Violation) error {
	if len(found) == 0 {
		return nil
	}
	for _, v := range found {
		if v.Code == "unknown_parameter" {
			return ErrUnknownParameter.Listing(found...)
		}
	}
	return ErrInvalid.Listing(found...)
}

func (op *Operation) checkBody(contentType string, raw []byte) (Body, []fault.Violation, error) {
	if len(op.body.media) == 0 {
		return Body{}, uninvited(raw), nil
	}
	if op.TakesStream(contentType) {
		return Body{}, nil, nil
	}
	if len(raw) == 0 {
		return Body{}, op.body.absent(), nil
	}
	m, ok := match(op.body.media, contentType)
	if !ok {
		return Body{}, nil, ErrMediaType.With("allowed", names(op.body.media))
	}
	value, err := decode(raw, MaxNodes)
	if err != nil {
		return Body{}, nil, err
	}
	return Body{raw, value, m.name}, m.schema.check(value), nil
}

func (b requestBody) absent() []fault.Violation {
	if !b.required {
		return nil
	}
	return []fault.Violation{{In: fault.Body, Code: "required", Message: "This operation needs a body."}}
}

// uninvited refuses a body nobody would read. Clients that always send one send {}.
func uninvited(raw []byte) []fault.Violation {
	if text := bytes.TrimSpace(raw); len(text) == 0 || string(text) == "{}" {
		return nil
	}
	return []fault.Violation{{In: fault.Body, Code: "unexpected_body", Message: "This operation takes no body; send none."}}
}
