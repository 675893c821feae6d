package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

type simulateCmd struct {
	BrevoPort  int      `default:"8100" help:"Port of the simulated Brevo."`
	VapiPort   int      `default:"8200" help:"Port of the simulated Vapi."`
	IssuerPort int      `default:"8300" help:"Port of the simulated Supabase Auth."`
	Tenants    []string `default:"bluebird,harbor" help:"Who has accounts; a key is xkeysib-dev-NAME at Brevo, vapi-dev-NAME at Vapi."`
	Speed      float64  `default:"1" help:"How many simulated seconds pass in a real one."`
	Seed       string   `default:"carillon" help:"Of the issuer's key: the same one for the same seed."`
}

// Run simulates the providers on loopback until told to stop.
func (s *simulateCmd) Run(ctx context.Context) error {
	w := devstack.World{Ports: [3]int{s.BrevoPort, s.VapiPort, s.IssuerPort}, Issuer: devstack.Users(s.Seed)}
	w.Brevo.Keys, w.Vapi.Keys = devstack.Accounts(s.Tenants...)
	w.Brevo.TimeScale, w.Vapi.TimeScale = s.Speed, s.Speed
	out, err := devstack.Open(w)
	if err != nil {
		return err
	}
	defer out.Close()
	fmt.Printf("BREVO_API_URL=%s\nVAPI_API_URL=%s\nSUPABASE_URL=%s\n", out.BrevoURL, out.VapiURL, out.IssuerURL)
	fmt.Printf("keys: %s, %s …\n", devstack.BrevoKey(s.Tenants[0]), devstack.VapiKey(s.Tenants[0]))
	<-ctx.Done()
	return nil
}

type tokenCmd struct {
	Person  string `arg:"" default:"omar" help:"Who: ana (tenant_admin), omar (operator) or vera (viewer) of Bluebird, jonas (tenant_admin) of Harbor, root (super admin)."`
	DataDir string `default:".carillon" env:"CARILLON_DATA_DIR" help:"Of the development stack." type:"path"`
}

// Run prints a token that the development stack in DataDir accepts.
func (t *tokenCmd) Run() error {
	known, err := devstack.Remember(t.DataDir)
	if err != nil {
		return err
	}
	if known.IssuerURL == "" {
		return fmt.Errorf("no development stack has run in %s yet; start one with: carillon dev", t.DataDir)
	}
	o := devstack.Users(known.Seed)
	o.URL = known.IssuerURL
	issuer, err := supabase.New(o)
	if err != nil {
		return err
	}
	token, err := issuer.Token(devstack.ID(strings.ToLower(t.Person)).String())
	if err != nil {
		return fmt.Errorf("there is nobody called %q: %w", t.Person, err)
	}
	fmt.Println(token)
	return nil
}
