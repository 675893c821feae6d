package brevo_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

const (
	acmeKey  = "xkeysib-acme"
	otherKey = "xkeysib-other"
)

// rig is a simulator with two accounts behind a real listener, and somebody to call back.
type rig struct {
	t   *testing.T
	sim *brevo.Server
	url string
	in  *inbox
}

// inbox is a callback receiver that keeps what it gets and answers with a fixed status.
type inbox struct {
	url    string
	mu     sync.Mutex
	status int
	first  int // so many more requests are answered with early
	early  int
	got    []callback
}

type callback struct {
	path   string
	header http.Header
	body   map[string]any
	list   []any // of a batch
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
	got := callback{path: r.URL.Path, header: r.Header, at: time.Now()}
	_ = json.Unmarshal(raw, &got.body)
	_ = json.Unmarshal(raw, &got.list)
	in.mu.Lock()
	defer in.mu.Unlock()
	in.got = append(in.got, got)
	if in.first > 0 {
		in.first--
		w.WriteHeader(in.early)
		return
	}
	w.WriteHeader(in.status)
}

func (in *inbox) answer(status int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.status = status
}

// answerFirst answers the next n requests with another status.
func (in *inbox) answerFirst(n, status int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.first, in.early = n, status
}

func (in *inbox) all() []callback {
	in.mu.Lock()
	defer in.mu.Unlock()
	return append([]callback(nil), in.got...)
}

// wait returns the callbacks once there are n of them.
func (in *inbox) wait(t *testing.T, n int) []callback {
	t.Helper()
	for range 500 {
		if got := in.all(); len(got) >= n {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited for %d callbacks, got %d", n, len(in.all()))
	return nil
}

// start makes a rig. The account "acme" calls back to the inbox, "other" has no webhook.
func start(t *testing.T, change func(*brevo.Options)) *rig {
	t.Helper()
	in := newInbox(t)
	o := brevo.Options{
		Keys: map[string]brevo.Account{
			acmeKey: {Name: "acme", Callback: brevo.Callback{
				EmailURL: in.url + "/email", SMSURL: in.url + "/sms", Token: "t0ken"}},
			otherKey: {Name: "other"},
		},
		DeliveryDelay: 10 * time.Millisecond,
		Limits:        brevo.Unlimited(),
	}
	if change != nil {
		change(&o)
	}
	simulator := brevo.New(o)
	server := httptest.NewServer(simulator)
	t.Cleanup(simulator.Close)
	t.Cleanup(server.Close)
	return &rig{t, simulator, server.URL, in}
}

type answer struct {
	status int
	header http.Header
	raw    string
	body   map[string]any
}

// try makes a request and gives back the transport's error.
func (r *rig) try(key, method, path string, body any) (answer, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	req, err := http.NewRequest(method, r.url+path, bytes.NewReader(raw))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("api-key", key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	got := answer{status: resp.StatusCode, header: resp.Header, raw: string(text)}
	_ = json.Unmarshal(text, &got.body)
	return got, err
}

func (r *rig) do(key, method, path string, body any) answer {
	r.t.Helper()
	got, err := r.try(key, method, path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}

// must makes a request of acme's that has to end with the given status.
func (r *rig) must(status int, method, path string, body any) answer {
	r.t.Helper()
	got := r.do(acmeKey, method, path, body)
	if got.status != status {
		r.t.Fatalf("%s %s: got %d %s, want %d", method, path, got.status, got.raw, status)
	}
	return got
}

type object = map[string]any

func sms(to string) object {
	return object{"sender": "Acme", "recipient": to, "content": "Hello", "tag": []string{"attempt-1", "c:1"}}
}

func statuses(got []callback) []string {
	var list []string
	for _, c := range got {
		if status, ok := c.body["msg_status"].(string); ok {
			list = append(list, status)
		} else {
			list = append(list, c.body["event"].(string))
		}
	}
	return list
}

// eventNames are the names in a statistics answer.
func eventNames(a answer) []string {
	var names []string
	for _, e := range a.body["events"].([]any) {
		names = append(names, e.(object)["event"].(string))
	}
	return names
}
