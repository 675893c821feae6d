package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/webhook"
)

type secretsCmd struct {
	Rotate rotateCmd `cmd:"" help:"Seal every stored secret under the first of CARILLON_MASTER_KEYS."`
}

type rotateCmd struct{}

// Help is what --help adds.
func (*rotateCmd) Help() string {
	return `Run it while everything else runs, as often as you like; stopped half way, it goes on
at the next run. It fails until no secret needs any other key than the first.

To replace a master key: list the new one second, and restart every serve and work; list it
first, and restart them again; run this command; take the old key out when this command says
that it may go. Until this command has gone through, serve and work do not start without it.

What removing an old key ends: cursors of lists that it sealed, whose readers begin anew.
What it does not: callback tokens and the addresses given to providers. They are signed with
a key of their own, which is sealed like any secret and never changes.`
}

// Run rotates, then says how many secrets each key is still needed for.
func (*rotateCmd) Run(ctx context.Context) error {
	cfg, err := config.Load(os.Getenv, config.Rotate...)
	if err != nil {
		return err
	}
	keys, err := secret.NewKeyring(cfg.MasterKeys)
	if err != nil {
		return err
	}
	db, err := tenant.Open(ctx, cfg.DatabaseURL, 2)
	if err != nil {
		return err
	}
	defer db.Close()
	r := connection.Rotation{DB: db, Keys: keys, Others: []connection.Sealing{&webhook.Room{DB: db, Keys: keys}}, Log: logger(cfg)}
	if err := r.Run(ctx); err != nil {
		return fmt.Errorf("%w; run it again: it goes on where it was", err)
	}
	sealed, err := r.Count(ctx)
	if err != nil {
		return err
	}
	return verdict(keys.Masters(), sealed)
}

// verdict prints how many secrets need each master, and fails when any needs another than the first.
func verdict(masters []string, sealed map[string]int64) error {
	left := -sealed[masters[0]]
	for _, n := range sealed {
		left += n
	}
	for i, id := range masters {
		fmt.Printf("key %d of %d (%s): %d secrets", i+1, len(masters), id, sealed[id])
		if i > 0 && sealed[id] == 0 {
			fmt.Print(", it may be removed")
		}
		fmt.Println()
		delete(sealed, id)
	}
	for id, n := range sealed {
		fmt.Printf("a key that is not listed (%s): %d secrets; put it back, or have these secrets set again\n", id, n)
	}
	if left > 0 {
		return errors.New("some secrets still need another key than the first; the log names their connections. Once these can be opened, run it again")
	}
	return nil
}
