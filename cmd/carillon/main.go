// Command carillon is the one binary: the API, the workers, the migrations and a development stack
// that needs nothing else.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type cli struct {
	Dev      devCmd      `cmd:"" help:"Run everything on this machine, with simulated providers and a demo."`
	Serve    serveCmd    `cmd:"" help:"Serve the API."`
	Work     workCmd     `cmd:"" help:"Run the workers. Any number of processes may."`
	Migrate  migrateCmd  `cmd:"" help:"Change the database's schema."`
	Simulate simulateCmd `cmd:"" help:"Run simulated Brevo, Vapi and Supabase Auth."`
	Token    tokenCmd    `cmd:"" help:"Print a token of the development stack's issuer."`
	Dispatch dispatchCmd `cmd:"" help:"Decide which database may send."`
	Listen   listenCmd   `cmd:"" help:"Send events to a local address, as a webhook endpoint receives them."`
	Secrets  secretsCmd  `cmd:"" help:"Replace the keys that seal tenants' secrets."`
	Doctor   doctorCmd   `cmd:"" help:"Say what ails the installation, and what to do."`
	Config   configCmd   `cmd:"" help:"Look at the settings."`
	Audit    auditCmd    `cmd:"" help:"Check audit logs."`
	Health   healthCmd   `cmd:"" help:"Ask the server on this machine whether it is ready."`
	Version  versionCmd  `cmd:"" help:"Print which binary this is."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	k := kong.Parse(&c, kong.Name("carillon"), kong.Description("Multi-tenant outreach on SMS, WhatsApp, email and voice."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.UsageOnError())
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "carillon: "+err.Error())
		os.Exit(1)
	}
}
