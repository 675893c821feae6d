package devstack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Await returns when the service of this stack answers that it is ready.
func (s *Stack) Await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Config.PublicURL+"/readyz", nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(r)
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the service did not become ready: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Describe says that the stack is ready, where everything is, and how to speak to it.
func (s *Stack) Describe(out io.Writer, took time.Duration) error {
	_, token, err := s.Person("omar")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, `Carillon is ready (%.1f s).

  API       %s/api/v1       health %s/health
  Documents %s/docs         reference %s/redoc
  Brevo     %s   (simulated)      ledger %s/_sim/ledger
  Vapi      %s   (simulated)      ledger %s/_sim/ledger
  Issuer    %s   (simulated Supabase Auth)
  Business time runs %d times as fast as real time: an hour a second.

  Omar, operator of Bluebird Dental (others: carillon token --help):

    TOKEN=%s
    curl -H "Authorization: Bearer $TOKEN" %s/api/v1/leads?limit=2

  Bluebird's booking site, a program that reads and writes leads and events:

    KEY=%s

`, took.Seconds(), s.Config.PublicURL, s.Config.PublicURL, s.Config.PublicURL, s.Config.PublicURL, s.Outside.BrevoURL, trim(s.Outside.BrevoURL), s.Outside.VapiURL, s.Outside.VapiURL,
		s.Outside.IssuerURL, Speed, token, s.Config.PublicURL, s.Known.APIKey)
	return err
}

// trim is Brevo's address without its version.
func trim(brevoURL string) string { return brevoURL[:len(brevoURL)-len("/v3")] }
