package vapi_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/vapi"
)

const acmeKey = "private-acme"

type object = map[string]any

// rig is a simulator behind a real listener, and a server that hears of its calls.
type rig struct {
	t   *testing.T
	sim *vapi.Server
	url string
	in  *inbox
}

// inbox is a message receiver that keeps what it gets and answers with a fixed status.
type inbox struct {
	url    string
	mu     sync.Mutex
	status int
	got    []delivered
}

type delivered struct {
	path   string
	header http.Header
	raw    []byte
	body   object // what is under "message"
	at     time.Time
}

func newInbox(t *testing.T) *inbox {
	in := &inbox{status: http.StatusOK}
	server := httptest.NewServer(in)
	t.Cleanup(server.Close)
	in.url = server.URL
	return in
}

func (in *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var envelope struct {
		Message object `json:"message"`
	}
	_ = json.Unmarshal(raw, &envelope)
	in.mu.Lock()
	defer in.mu.Unlock()
	in.got = append(in.got, delivered{r.URL.Path, r.Header, raw, envelope.Message, time.Now()})
	w.WriteHeader(in.status)
}

func (in *inbox) answer(status int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.status = status
}

func (in *inbox) all() []delivered {
	in.mu.Lock()
	defer in.mu.Unlock()
	return append([]delivered(nil), in.got...)
}

func (in *inbox) wait(t *testing.T, n int) []delivered {
	t.Helper()
	for range 500 {
		if got := in.all(); len(got) >= n {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited for %d messages, got %v", n, story(in.all()))
	return nil
}

// story is what the messages say: a status, "ended:" and its reason, or "report".
func story(got []delivered) []string {
	var list []string
	for _, m := range got {
		switch {
		case m.body["type"] == "end-of-call-report":
			list = append(list, "report")
		case m.body["status"] == "ended":
			list = append(list, "ended:"+m.body["endedReason"].(string))
		default:
			list = append(list, m.body["status"].(string))
		}
	}
	return list
}

// start makes a rig where a second passes in a millisecond: calls take some 40 ms.
func start(t *testing.T, change func(*vapi.Options)) *rig {
	t.Helper()
	in := newInbox(t)
	o := vapi.Options{
		Keys: map[string]vapi.Account{
			acmeKey:         {Name: "acme", Server: &vapi.Endpoint{URL: in.url + "/org"}},
			"private-other": {Name: "other"},
		},
		TimeScale: 1000,
	}
	if change != nil {
		change(&o)
	}
	simulator := vapi.New(o)
	server := httptest.NewServer(simulator)
	t.Cleanup(simulator.Close)
	t.Cleanup(server.Close)
	return &rig{t, simulator, server.URL, in}
}

type answer struct {
	status int
	header http.Header
	raw    string
	body   object
	list   []object
}

func (r *rig) try(key, method, path string, body any) (answer, error) {
	var reader io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			r.t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, r.url+path, reader)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	got := answer{status: resp.StatusCode, header: resp.Header, raw: string(text)}
	_ = json.Unmarshal(text, &got.body)
	_ = json.Unmarshal(text, &got.list)
	return got, err
}

// must makes a request of acme's that has to end with the given status.
func (r *rig) must(status int, method, path string, body any) answer {
	r.t.Helper()
	got, err := r.try(acmeKey, method, path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	if got.status != status {
		r.t.Fatalf("%s %s: got %d %s, want %d", method, path, got.status, got.raw, status)
	}
	return got
}

// order is a call to number with overrides.
func order(number string, overrides object) object {
	return object{
		"name":               "attempt-1",
		"assistantId":        vapi.DefaultAssistant("acme"),
		"phoneNumberId":      vapi.DefaultNumber("acme"),
		"customer":           object{"number": number, "externalId": "attempt-1"},
		"assistantOverrides": overrides,
	}
}

// with is an order with some fields changed; nil takes a field away.
func with(body object, changes object) object {
	for k, v := range changes {
		if v == nil {
			delete(body, k)
		} else {
			body[k] = v
		}
	}
	return body
}
