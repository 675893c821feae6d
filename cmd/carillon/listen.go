package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/forward"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/webhook"
)

type listenCmd struct {
	ForwardTo string        `required:"" placeholder:"URL" help:"Where events are sent, for example http://127.0.0.1:3000/webhooks."`
	API       string        `default:"http://127.0.0.1:8000" help:"The installation whose events are pulled."`
	Token     string        `required:"" env:"CARILLON_TOKEN" help:"A user's access token, or an API key that may read events."`
	Tenant    string        `help:"Id or slug of the tenant, for a user with several."`
	Events    []string      `help:"Only events of these types."`
	After     int64         `default:"-1" help:"Begin after this sequence. Without it, with what happens from now on."`
	Every     time.Duration `default:"1s" help:"How often to look."`
}

// Run forwards events until Ctrl-C.
func (c *listenCmd) Run(ctx context.Context) error {
	out := outbound.New(outbound.Options{Private: true, Timeout: 20 * time.Second, Agent: "Carillon-Webhooks/1"})
	if err := out.Check(c.ForwardTo); err != nil {
		return fmt.Errorf("--forward-to: %w", err)
	}
	api, err := client.NewClientWithResponses(c.API, client.WithRequestEditorFn(func(_ context.Context, q *http.Request) error {
		q.Header.Set("Authorization", "Bearer "+c.Token)
		return nil
	}))
	if err != nil {
		return fmt.Errorf("--api: %w", err)
	}
	l := &forward.Listener{
		API: api, Tenant: c.Tenant, Types: c.Events, To: c.ForwardTo, Out: out, Secret: webhook.NewSecret(), Every: c.Every, Report: os.Stdout,
	}
	if c.After < 0 {
		if c.After, err = l.End(ctx); err != nil {
			return err
		}
	}
	fmt.Printf("signing secret, for this run: %s\nforwarding what comes after #%d to %s\n", l.Secret, c.After, c.ForwardTo)
	return l.Run(ctx, c.After)
}
