package scenario_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/webhook"
)

// hasty is production's timing of webhooks with every wait cut to what a test can wait for.
func hasty(o *options) {
	o.private = true
	o.tell = new(webhook.DefaultTiming())
	for i := range o.tell.Delays {
		o.tell.Delays[i] = 50 * time.Millisecond
	}
	o.tell.Lease, o.tell.Alarm = 3*time.Second, 100*time.Millisecond
}

// parcel is one request that a receiver got.
type parcel struct {
	at     time.Time
	header http.Header
	body   []byte
}

// message is what it says.
func (h parcel) message() client.WebhookMessage {
	var m client.WebhookMessage
	_ = json.Unmarshal(h.body, &m)
	return m
}

// receiver is a tenant's system: it answers as it is told to and remembers what it got.
type receiver struct {
	url    string
	r      *rig
	answer func(http.ResponseWriter, *http.Request)

	lock        sync.Mutex
	all         []parcel
	open, crowd int
}

// receive opens a receiver; without an answer it takes everything.
func (r *rig) receive(answer func(http.ResponseWriter, *http.Request)) *receiver {
	r.t.Helper()
	v := &receiver{r: r, answer: answer}
	s := httptest.NewServer(v)
	r.t.Cleanup(s.Close)
	v.url = s.URL
	return v
}

// ServeHTTP implements http.Handler.
func (v *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	v.lock.Lock()
	v.all = append(v.all, parcel{time.Now(), q.Header.Clone(), body})
	v.open++
	v.crowd = max(v.crowd, v.open)
	v.lock.Unlock()
	defer func() {
		v.lock.Lock()
		defer v.lock.Unlock()
		v.open--
	}()
	if v.answer != nil {
		v.answer(w, q)
	}
}

// got is what it got so far.
func (v *receiver) got() []parcel {
	v.lock.Lock()
	defer v.lock.Unlock()
	return slices.Clone(v.all)
}

// crowded is how many requests it had open at once, at the most.
func (v *receiver) crowded() int {
	v.lock.Lock()
	defer v.lock.Unlock()
	return v.crowd
}

// hears waits until it got so many requests.
func (v *receiver) hears(n int) []parcel {
	v.r.t.Helper()
	v.r.await("what the receiver waits for", 30*time.Second, func() bool { return len(v.got()) >= n })
	return v.got()
}

// answering is an answer with a status.
func answering(status int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

// switched is an answer with a status that can be changed.
func switched(status *atomic.Int32) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(int(status.Load())) }
}

// endpoint has bluebird's receiver told of events.
func (r *rig) endpoint(url string, events ...string) client.WebhookEndpoint {
	r.t.Helper()
	return *must[*client.CreateWebhookEndpointResponse](r.t, 201)(r.as("bluebird-admin").CreateWebhookEndpointWithResponse(
		context.Background(), nil, client.NewWebhookEndpoint{URL: url, Events: events})).JSON201
}

// endpointNow is an endpoint as it is.
func (r *rig) endpointNow(id uuid.UUID) client.WebhookEndpoint {
	r.t.Helper()
	return *must[*client.GetWebhookEndpointResponse](r.t, 200)(r.as("bluebird-operator").GetWebhookEndpointWithResponse(context.Background(), id, nil)).JSON200
}

// deliveries are those of an endpoint, newest first.
func (r *rig) deliveries(endpoint uuid.UUID) []client.WebhookDelivery {
	r.t.Helper()
	return must[*client.ListWebhookDeliveriesResponse](r.t, 200)(r.as("bluebird-operator").ListWebhookDeliveriesWithResponse(
		context.Background(), &client.ListWebhookDeliveriesParams{WebhookEndpointID: &endpoint, Limit: new(200)})).JSON200.Data
}

// report is a delivery with its attempts.
func (r *rig) report(id uuid.UUID) client.WebhookDeliveryReport {
	r.t.Helper()
	return *must[*client.GetWebhookDeliveryResponse](r.t, 200)(r.as("bluebird-operator").GetWebhookDeliveryWithResponse(context.Background(), id, nil)).JSON200
}

// occur sends events of bluebird's own and returns their ids.
func (r *rig) occur(kind string, n int) []string {
	r.t.Helper()
	var ids []string
	for first := 0; first < n; first += 500 {
		var batch client.NewEvents
		for range min(500, n-first) {
			batch.Events = append(batch.Events, client.NewEvent{ID: uuid.NewString(), Type: kind})
		}
		kept := must[*client.SendEventsResponse](r.t, 200)(r.as("bluebird-operator").SendEventsWithResponse(context.Background(), nil, batch)).JSON200
		for _, k := range kept.Results {
			ids = append(ids, k.EventID.String())
		}
	}
	return ids
}

// verified says whether the reference library takes a request as signed with a secret.
func verified(secret string, h parcel) error {
	w, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return err
	}
	return w.Verify(h.body, h.header)
}

// idsOf are the ids under which requests came, each once, in order.
func idsOf(all []parcel) []string {
	var ids []string
	for _, h := range all {
		ids = append(ids, h.header.Get("Webhook-Id"))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
