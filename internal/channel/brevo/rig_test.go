package brevo_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/brevo"
	"github.com/carillonhq/carillon/internal/channel/wire"
	sim "github.com/carillonhq/carillon/internal/sim/brevo"
)

const key = "xkeysib-good"

var (
	_ = []channel.Sender{brevo.Email{}, brevo.SMS{}, brevo.WhatsApp{}}
	_ = []channel.Poller{brevo.WhatsApp{}}
)

// rig is a client and the simulated Brevo that it talks to.
type rig struct {
	*brevo.Client
	sim  *sim.Server
	url  string
	seen *hits
}

type hits struct {
	mu   sync.Mutex
	list []string
}

func (h *hits) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.list)
}

func newRig(t *testing.T, change func(*sim.Options)) rig {
	t.Helper()
	options := sim.Options{
		Keys:   map[string]sim.Account{key: {Name: "acme"}},
		Limits: sim.Unlimited(),
	}
	if change != nil {
		change(&options)
	}
	simulator := sim.New(options)
	seen := &hits{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.mu.Lock()
		seen.list = append(seen.list, r.Method+" "+r.URL.Path)
		seen.mu.Unlock()
		simulator.ServeHTTP(w, r)
	}))
	t.Cleanup(simulator.Close)
	t.Cleanup(server.Close)
	return rig{client(server.URL+"/v3", key), simulator, server.URL + "/v3", seen}
}

func client(url, key string) *brevo.Client {
	return brevo.New(brevo.Account{
		BaseURL: url, Key: key, EmailFrom: "hello@acme.example", EmailFromName: "Acme",
		SMSSender: "Acme", WhatsAppNumber: "+33 9 00 00 00 00",
	}, wire.NewClient())
}

// answering is a client of a Brevo that always answers the same.
func answering(t *testing.T, status int, body string, headers ...string) *brevo.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return client(server.URL, key)
}

func batch(to ...string) channel.Batch {
	b := channel.Batch{Request: uuid.New(), Tag: "c:spring:1", StartBy: time.Now().Add(time.Minute)}
	for _, address := range to {
		b.Messages = append(b.Messages, channel.Message{
			Ref: uuid.New(), To: address, ToName: "Ana", Subject: "Hello " + address, Text: "Good day.",
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
