package vapi_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/vapi"
	"github.com/carillonhq/carillon/internal/channel/wire"
	sim "github.com/carillonhq/carillon/internal/sim/vapi"
)

const key = "private-key"

var (
	_ channel.Sender = (*vapi.Client)(nil)
	_ channel.Poller = (*vapi.Client)(nil)
)

// rig is a client, the simulated Vapi it talks to and the server that hears of its calls.
type rig struct {
	*vapi.Client
	sim  *sim.Server
	url  string
	mu   sync.Mutex
	told [][]byte
	auth []string
}

func newRig(t *testing.T, change func(*sim.Options)) *rig {
	t.Helper()
	options := sim.Options{Keys: map[string]sim.Account{key: {Name: "acme"}}, TimeScale: 200}
	if change != nil {
		change(&options)
	}
	r := &rig{sim: sim.New(options)}
	hooks := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.told = append(r.told, body)
		r.auth = append(r.auth, q.Header.Get(vapi.TokenHeader))
	}))
	server := httptest.NewServer(r.sim)
	t.Cleanup(hooks.Close)
	t.Cleanup(r.sim.Close)
	t.Cleanup(server.Close)
	r.url = server.URL
	r.Client = client(server.URL, key, hooks.URL)
	return r
}

func client(url, key, reports string) *vapi.Client {
	return vapi.New(vapi.Account{
		BaseURL: url, Key: key, AssistantID: sim.DefaultAssistant("acme"), PhoneNumberID: sim.DefaultNumber("acme"),
		ReportURL: reports, ReportToken: "told-you-so", MaxDuration: 5 * time.Minute,
	}, wire.NewClient())
}

// reports waits until n callbacks have come and reads them all.
func (r *rig) reports(t *testing.T, done func([]channel.Report) bool) []channel.Report {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if list := r.read(t); done(list) {
			return list
		}
	}
	t.Fatal("the callbacks did not come")
	return nil
}

func (r *rig) read(t *testing.T) []channel.Report {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []channel.Report
	for _, body := range r.told {
		events, err := vapi.Feed{}.Split(body)
		if err != nil || len(events) != 1 {
			t.Fatalf("%d events, error %v", len(events), err)
		}
		report, err := vapi.Feed{}.Parse(events[0].Body)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, report)
	}
	return list
}

// answering is a client of a Vapi that always answers the same.
func answering(t *testing.T, status int, body string, headers ...string) *vapi.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return client(server.URL, key, "")
}

func batch(to ...string) channel.Batch {
	b := channel.Batch{Request: uuid.New(), Tag: "c:spring:1", StartBy: time.Now().Add(time.Minute)}
	for _, number := range to {
		b.Messages = append(b.Messages, channel.Message{
			Ref: uuid.New(), To: number, ToName: "Ana", Params: map[string]string{"first_name": "Ana"},
		})
	}
	return b
}

func expect(t *testing.T, answer channel.Answer, verdict channel.Verdict, cause channel.Cause) {
	t.Helper()
	if len(answer.Receipts) == 0 {
		t.Fatal("no receipts")
	}
	for i, r := range answer.Receipts {
		if r.Verdict != verdict || r.Cause != cause {
			t.Fatalf("receipt %d is %s/%s, want %s/%s (status %d, code %q)", i, r.Verdict, r.Cause, verdict, cause, r.Status, r.Code)
		}
	}
}

func lost(b channel.Batch, sent time.Time) []channel.Lost {
	var list []channel.Lost
	for _, m := range b.Messages {
		list = append(list, channel.Lost{Ref: m.Ref, Request: b.Request, To: m.To, Tag: b.Tag, SentAt: sent})
	}
	return list
}
