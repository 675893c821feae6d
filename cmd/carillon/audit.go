package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Check every entry of every tenant's audit log."`
	Anchor auditAnchorCmd `cmd:"" help:"Print the ends of all audit logs, signed, to be kept elsewhere."`
}

type auditVerifyCmd struct {
	Tenant  string `help:"The id of the only tenant whose log to check."`
	Anchors string `help:"A file of JSON lines with anchors: the log of work, or what audit anchor printed." type:"existingfile"`
}

// Help is what --help adds.
func (*auditVerifyCmd) Help() string {
	return `It prints a line for each log and for each finding, and fails when there is any. Memory does not
grow with the logs. Whoever may write everything in the database can rewrite a whole log, or take
its last entries away together with its head: only anchors tell. work logs one for each log with
news every hour; keep that log where the database's administrators cannot change it.`
}

// Run verifies, and fails when something was tampered with.
func (v *auditVerifyCmd) Run(ctx context.Context) error {
	anchors, err := v.anchors()
	if err != nil {
		return fmt.Errorf("%s: %w", v.Anchors, err)
	}
	room, done, err := auditRoom(ctx)
	if err != nil {
		return err
	}
	defer done()
	findings := 0
	hear := func(r audit.Report) {
		fmt.Printf("%s: %d entries, %d anchors, %d findings\n", r.Tenant, r.Last, r.Anchors, len(r.Findings))
		for _, f := range r.Findings {
			fmt.Printf("%s: %s: %s\n", f.Tenant, f.What, f.Text)
		}
		findings += len(r.Findings)
	}
	if err := v.run(ctx, room, anchors, hear); err != nil {
		return err
	}
	if findings > 0 {
		return fmt.Errorf("%d findings: somebody changed what nobody may", findings)
	}
	return nil
}

// run verifies the chosen tenant, or all.
func (v *auditVerifyCmd) run(ctx context.Context, room *audit.Room, anchors []audit.Anchor, hear func(audit.Report)) error {
	if v.Tenant == "" {
		return room.VerifyAll(ctx, anchors, hear)
	}
	id, err := uuid.Parse(v.Tenant)
	if err != nil {
		return errors.New("--tenant takes an id, like 0190f5a0-0000-7000-8000-000000000001")
	}
	report, err := room.Verify(ctx, tenant.Job("audit", id), anchors)
	if err == nil {
		hear(report)
	}
	return err
}

func (v *auditVerifyCmd) anchors() ([]audit.Anchor, error) {
	if v.Anchors == "" {
		return nil, nil
	}
	file, err := os.Open(v.Anchors)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	anchors, err := audit.ReadAnchors(file)
	if err == nil && len(anchors) == 0 {
		err = errors.New("there is no anchor in it: give the log of work in the form json, or what audit anchor printed")
	}
	return anchors, err
}

type auditAnchorCmd struct{}

// Run prints an anchor a line.
func (*auditAnchorCmd) Run(ctx context.Context) error {
	room, done, err := auditRoom(ctx)
	if err != nil {
		return err
	}
	defer done()
	lines := json.NewEncoder(os.Stdout)
	return room.Tenants(ctx, func(a tenant.Actor) error {
		anchor, is, err := room.Anchor(ctx, a)
		if err != nil || !is {
			return err
		}
		return lines.Encode(anchor)
	})
}

// auditRoom opens the room of the audit log alone.
func auditRoom(ctx context.Context) (room *audit.Room, done func(), err error) {
	cfg, err := config.Load(os.Getenv, config.Audit...)
	if err != nil {
		return nil, nil, err
	}
	keys, err := secret.NewKeyring(cfg.MasterKeys)
	if err != nil {
		return nil, nil, err
	}
	db, err := tenant.Open(ctx, cfg.DatabaseURL, 2)
	if err != nil {
		return nil, nil, err
	}
	if keys, err = connection.Signed(ctx, db, keys); err != nil {
		db.Close()
		return nil, nil, err
	}
	return &audit.Room{DB: db, Keys: keys}, db.Close, nil
}
