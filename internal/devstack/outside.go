// Package devstack is the embedded default: a private Postgres, simulated providers and a
// development issuer, so that everything runs on one machine with nothing else around it.
package devstack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/sim/supabase"
	"github.com/carillonhq/carillon/internal/sim/vapi"
)

// Outside is the other side of the wire: providers and issuer on loopback ports of their own.
type Outside struct {
	Brevo  *brevo.Server
	Vapi   *vapi.Server
	Issuer *supabase.Server

	BrevoURL, VapiURL, IssuerURL string // BrevoURL ends in /v3, as Brevo's own
	servers                      []*http.Server
}

// World is what the other side knows.
type World struct {
	Brevo  brevo.Options
	Vapi   vapi.Options
	Issuer supabase.Options
	Ports  [3]int // of Brevo, Vapi and the issuer; 0: any free one
}

// BrevoKey and VapiKey are the keys of a tenant's simulated accounts.
func BrevoKey(tenant string) string { return "xkeysib-dev-" + tenant }

// VapiKey is the private key of a tenant's simulated voice account.
func VapiKey(tenant string) string { return "vapi-dev-" + tenant }

// Accounts gives each tenant a simulated account at both providers.
func Accounts(tenants ...string) (map[string]brevo.Account, map[string]vapi.Account) {
	b, v := map[string]brevo.Account{}, map[string]vapi.Account{}
	for _, t := range tenants {
		b[BrevoKey(t)] = brevo.Account{Name: t}
		v[VapiKey(t)] = vapi.Account{Name: t}
	}
	return b, v
}

// Open starts the other side.
func Open(w World) (*Outside, error) {
	issuer, err := supabase.New(w.Issuer)
	if err != nil {
		return nil, err
	}
	o := &Outside{Brevo: brevo.New(w.Brevo), Vapi: vapi.New(w.Vapi), Issuer: issuer}
	for i, h := range []http.Handler{o.Brevo, o.Vapi, o.Issuer} {
		base, err := o.listen(h, w.Ports[i])
		if err != nil {
			o.Close()
			return nil, err
		}
		*[]*string{&o.BrevoURL, &o.VapiURL, &o.IssuerURL}[i] = base
	}
	o.BrevoURL += "/v3"
	o.Issuer.SetURL(o.IssuerURL)
	return o, nil
}

// listen serves a handler on loopback and returns its address.
func (o *Outside) listen(h http.Handler, port int) (string, error) {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return "", err
	}
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	o.servers = append(o.servers, s)
	go func() { _ = s.Serve(l) }()
	return "http://" + l.Addr().String(), nil
}

// Close ends the other side.
func (o *Outside) Close() {
	for _, s := range o.servers {
		_ = s.Close()
	}
	o.Brevo.Close()
	o.Vapi.Close()
}

// Tenant and user ids of the development stack and of tests are derived from names, so that they
// are the same at every start.

// ID is a stable id for a name.
func ID(name string) uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://carillon.example/"+name))
}

// Subscribe has a tenant's simulated Brevo account report to an address, as an operator would set
// it up in Brevo's own pages. channel is "email" or "sms".
func (o *Outside) Subscribe(ctx context.Context, tenant, channel, url, token string) error {
	events := map[string][]string{
		"email": {"request", "delivered", "hardBounce", "softBounce", "blocked", "spam", "invalid", "deferred", "click", "opened", "uniqueOpened", "unsubscribed"},
		"sms":   {"accepted", "sent", "delivered", "softBounce", "hardBounce", "reply", "subscribe", "unsubscribe", "blacklisted", "skip"},
	}
	body, err := json.Marshal(map[string]any{
		"url": url, "type": "transactional", "channel": channel, "events": events[channel],
		"auth": map[string]string{"type": "bearer", "token": token},
	})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, o.BrevoURL+"/webhooks", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("api-key", BrevoKey(tenant))
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusCreated {
		return errors.New("the simulated Brevo refused a webhook: " + answer.Status)
	}
	return nil
}
