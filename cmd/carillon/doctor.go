package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/doctor"
)

type doctorCmd struct {
	JSON bool `help:"One JSON document, for machines." name:"json"`
}

// Help is what --help adds.
func (*doctorCmd) Help() string {
	return `It looks at what the environment of serve and work names: the database, its role, walls and
migrations, Redis, the issuer's keys, the clocks, the master keys, the workers, and at all
that waits and should not. Each finding says what to do. It fails when any is bad.`
}

// Run prints one line for each check.
func (d *doctorCmd) Run(ctx context.Context) error {
	cfg, err := config.Load(os.Getenv, config.Serve...)
	if err != nil {
		return err
	}
	found := doctor.Examine(ctx, cfg, time.Now())
	if d.JSON {
		err = json.NewEncoder(os.Stdout).Encode(map[string]any{"findings": found, "worst": doctor.Worst(found)})
	} else {
		err = printed(found)
	}
	if err == nil && doctor.Worst(found) == doctor.Bad {
		err = errors.New("something does not work; see above what to do")
	}
	return err
}

func printed(found []doctor.Finding) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, f := range found {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", f.Level, f.Check, f.Says)
		if f.Do != "" {
			_, _ = fmt.Fprintf(w, "\t\t-> %s\n", f.Do)
		}
	}
	return w.Flush()
}

type configCmd struct {
	Check configCheckCmd `cmd:"" help:"Print every setting, where it comes from, and what is wrong with it."`
}

type configCheckCmd struct {
	For string `help:"What the settings are for: serve, work, migrate." enum:"serve,work,migrate" default:"serve"`
}

// Run prints the settings without their secrets, and fails with every complaint.
func (c *configCheckCmd) Run() error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, l := range config.Report(os.Getenv) {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", l.Name, l.Source, l.Value)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	needed := map[string][]string{"serve": config.Serve, "work": config.Work, "migrate": config.Migrate}
	_, err := config.Load(os.Getenv, needed[c.For]...)
	return err
}
