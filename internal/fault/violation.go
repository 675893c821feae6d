package fault

// Place is the part of a request in which a violation stands.
type Place string

// The places of a request.
const (
	Body   Place = "body"
	Query  Place = "query"
	Path   Place = "path"
	Header Place = "header"
)

// Violation is one thing wrong with one field. Its message is ours, names the fix and never
// repeats the value that was refused.
type Violation struct {
	In      Place
	Pointer string         // JSON pointer of a body field; "" is the whole body
	Name    string         // name of a query, path or header parameter; "" for the body
	Code    string         // stable, snake_case
	Message string         // plain English
	Meta    map[string]any // the bound that was missed, the values allowed; nil when none
}
