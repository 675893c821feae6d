package scenario_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// canary stands in bad requests where no answer may repeat it.
const canary = "canary7f3a"

// people of the rig, and what each is in bluebird.
var cast = map[string]string{
	"viewer": "bluebird-viewer", "operator": "bluebird-operator", "tenant_admin": "bluebird-admin", "super_admin": "root",
	"no membership": "nobody", "signed out": "",
}

// door is one more front door to the rig's database and providers, with other settings; in it the
// limits of production hold.
func (r *rig) door(change func(*config.Config), log *slog.Logger) *rig {
	r.t.Helper()
	front := httptest.NewUnstartedServer(nil)
	cfg, d := r.house.Config, *r
	d.url = "http://" + front.Listener.Addr().String()
	cfg.PublicURL = d.url
	change(&cfg)
	ctx := context.Background()
	var err error
	if d.house, err = assembly.New(ctx, cfg, log, assembly.Choices{Timing: testTiming()}); err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(d.house.Close)
	s, err := d.house.Server(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	front.Config = s.HTTP("")
	front.Start()
	r.t.Cleanup(front.Close)
	return &d
}

// token signs somebody in; mutations change the token before it is signed.
func (r *rig) token(user string, mutations ...supabase.Mutation) string {
	r.t.Helper()
	token, err := r.out.Issuer.Token(devstack.ID(user).String(), mutations...)
	if err != nil {
		r.t.Fatal(err)
	}
	return token
}

// bearer is the header of somebody signed in; of nobody without a name.
func (r *rig) bearer(user string) http.Header {
	if user == "" {
		return http.Header{}
	}
	return http.Header{"Authorization": {"Bearer " + r.token(user)}}
}

// problem is an error as a program reads it.
type problem struct {
	Code, Detail, Instance string
	Status                 int
	RequestID              string `json:"request_id"`
	Errors                 []complaint
	Meta                   map[string]any
}

type complaint struct {
	In, Code, Message string
	Pointer, Name     *string
	Meta              map[string]any
}

// answer is what came back to a raw request.
type answer struct {
	status  int
	header  http.Header
	body    string
	problem problem
}

// at finds the complaint about a body field, query parameter or path parameter.
func (a answer) at(place string) complaint {
	i := slices.IndexFunc(a.problem.Errors, func(c complaint) bool {
		return c.Pointer != nil && *c.Pointer == place || c.Name != nil && *c.Name == place
	})
	if i < 0 {
		return complaint{}
	}
	return a.problem.Errors[i]
}

// ask sends one raw request and holds the answer against the contract and against the laws of
// problems.
func (r *rig) ask(method, target, body string, header http.Header) answer {
	r.t.Helper()
	a, err := r.send(context.Background(), shot{op: &contract.Operation{Method: method}, target: target, body: body, header: header})
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, target, err)
	}
	for _, wrong := range a.faults(method) {
		r.t.Errorf("%s %s: %s: %d %s", method, strings.Split(target, "?")[0], wrong, a.status, a.body)
	}
	return a
}

// send makes one raw request and reads its answer. A body that is empty is not sent.
func (r *rig) send(ctx context.Context, s shot) (answer, error) {
	q, err := http.NewRequestWithContext(ctx, s.op.Method, r.url+s.target, strings.NewReader(s.body))
	if err != nil {
		return answer{}, err
	}
	q.Header = s.header.Clone()
	if s.body != "" && q.Header["Content-Type"] == nil {
		q.Header.Set("Content-Type", "application/json")
	}
	if q.Header.Get("Content-Type") == "none" {
		q.Header.Del("Content-Type")
	}
	got, err := checked{r}.RoundTrip(q)
	if err != nil {
		return answer{}, err
	}
	raw, err := whole(got)
	a := answer{status: got.StatusCode, header: got.Header, body: string(raw)}
	if a.status >= 400 {
		_ = json.Unmarshal(raw, &a.problem)
	}
	return a, err
}

var requestID = regexp.MustCompile(`^req_[0-9a-f]{32}$`)

// faults are the laws of answers that this one breaks.
func (a answer) faults(method string) []string {
	var found []string
	say := func(broken bool, what string) {
		if broken {
			found = append(found, what)
		}
	}
	id := a.header.Get("X-Request-Id")
	say(!requestID.MatchString(id), "no request id")
	ill := a.status == 503 && a.header.Get("Content-Type") == "application/json" // the answer of /health
	say(a.status >= 500 && a.problem.Code != "unavailable" && !ill, "a fault of ours")
	if a.status < 400 || method == http.MethodHead || ill {
		return found
	}
	p := a.problem
	say(a.header.Get("Content-Type") != "application/problem+json", "no problem document")
	again := a.header.Get("Idempotent-Replayed") != "" // it is told of the first request
	say(p.Status != a.status || p.Code == "" || p.Detail == "" || p.Instance == "" || (p.RequestID == id) == again, "an incomplete problem")
	say(strings.Contains(strings.Replace(a.body, p.Instance, "", 1), canary), "the answer repeats a value")
	say((a.header.Get("Www-Authenticate") != "") != (a.status == 401), "WWW-Authenticate and 401 go together")
	for _, c := range p.Errors {
		say(c.Code == "" || c.Message == "", "a complaint without code or message")
		say(c.In == "body" && c.Pointer == nil || c.In != "body" && c.Name == nil, "a complaint that points nowhere")
	}
	return found
}

// wants fails the test unless an answer has the status and code it should.
func (a answer) wants(t *testing.T, what string, status int, code string) answer {
	t.Helper()
	if a.status != status || a.problem.Code != code {
		t.Errorf("%s: got %d %s, want %d %s: %s", what, a.status, a.problem.Code, status, code, a.body)
	}
	return a
}

var parameter = regexp.MustCompile(`\{(\w+)\}`)

// fill replaces the parameters of a path by what is known of each, else by an id that nothing has.
func fill(op *contract.Operation, known map[string]string) string {
	return parameter.ReplaceAllStringFunc(op.Path, func(name string) string {
		if value, ok := known[strings.Trim(name, "{}")]; ok {
			return value
		}
		return "0190f5a0-0000-7000-8000-00000000dead"
	})
}

// operations are all of the contract, in a stable order.
func (r *rig) operations() []*contract.Operation {
	all := make([]*contract.Operation, 0, len(r.rules.Operations))
	for _, op := range r.rules.Operations {
		all = append(all, op)
	}
	slices.SortFunc(all, func(a, b *contract.Operation) int { return strings.Compare(a.ID, b.ID) })
	return all
}
