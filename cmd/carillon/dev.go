package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/dispatch"
)

type devCmd struct {
	Addr     string `default:"127.0.0.1:8000" env:"CARILLON_ADDR" help:"Where the API listens, host:port."`
	DataDir  string `default:".carillon" env:"CARILLON_DATA_DIR" help:"Where the database and the development keys are kept." type:"path"`
	Once     bool   `help:"Run the demo, check every account, and end: status 0 only if all holds."`
	Metrics  string `env:"CARILLON_METRICS_ADDR" help:"Where Prometheus finds /metrics, host:port; nowhere without it."`
	RedisURL string `env:"REDIS_URL" help:"A Redis for the limits of sends and requests; in memory without it."`
	Verbose  bool   `short:"v" help:"Show the service's own log."`
}

// Run starts everything, shows the demo, and goes on serving until Ctrl-C.
func (d *devCmd) Run(ctx context.Context) (err error) {
	began := time.Now()
	log := d.log()
	stack, err := devstack.Start(ctx, devstack.Options{Dir: d.DataDir, Addr: d.Addr, RedisURL: d.RedisURL, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stack.Stop()) }()
	stack.Config.MetricsAddr = d.Metrics
	fast := clock.NewFast(devstack.Speed)
	timing := dispatch.DefaultTiming()
	timing.Lease, timing.Request, timing.Lookup, timing.Call = 10*time.Second, 8*time.Second, 2*time.Second, 10*time.Second
	house, err := assembly.New(ctx, stack.Config, log, assembly.Choices{Clock: fast, Timing: timing})
	if err != nil {
		return err
	}
	defer house.Close()
	still, err := measure(house)
	if err != nil {
		return err
	}
	defer still()

	doors, stop := context.WithCancel(ctx)
	defer stop()
	group, running := errgroup.WithContext(doors)
	if err := open(running, group, house, stack.Config.Addr); err != nil {
		return err
	}
	group.Go(func() error {
		defer func() {
			if d.Once {
				stop()
			}
		}()
		return d.show(running, stack, fast, began)
	})
	if err := group.Wait(); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

// open opens both doors.
func open(ctx context.Context, group *errgroup.Group, house *assembly.House, addr string) error {
	door, err := house.Server(ctx)
	if err != nil {
		return err
	}
	w, err := house.Worker()
	if err != nil {
		return err
	}
	w.Watch = 100 * time.Millisecond // business time runs an hour a second
	group.Go(func() error { return listen(ctx, door, addr, 0) })
	group.Go(func() error { return w.Run(ctx) })
	return nil
}

// show seeds the installation, says where everything is, and runs the demo to its verdict.
func (d *devCmd) show(ctx context.Context, stack *devstack.Stack, c clock.Clock, began time.Time) error {
	if err := stack.Await(ctx); err != nil {
		return err
	}
	if err := stack.Seed(ctx); err != nil {
		return err
	}
	if err := stack.Describe(os.Stdout, time.Since(began)); err != nil {
		return err
	}
	demo, err := stack.StartDemo(ctx, c)
	if err != nil {
		return err
	}
	terminal := devstack.Plain
	if term.IsTerminal(int(os.Stdout.Fd())) {
		terminal = devstack.Interactive
	}
	if err := demo.Watch(ctx, os.Stdout, terminal); err != nil {
		return err
	}
	table, verdict, ok := demo.Verdict()
	fmt.Print("\n" + table)
	if !d.Once {
		verdict += ". Serving until Ctrl-C."
	}
	fmt.Println(verdict)
	if !ok {
		return errors.New("an account does not hold")
	}
	return nil
}

func (d *devCmd) log() *slog.Logger {
	level := slog.LevelWarn
	if d.Verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}
