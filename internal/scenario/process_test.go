package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/webhook"
)

// ordersVariable makes a start of this test binary a worker or a door instead of a run of tests.
const ordersVariable = "CARILLON_TEST_WORKER"

// orders are what a process is told.
type orders struct {
	Config config.Config
	Timing dispatch.Timing
	Tell   *webhook.Timing // nil: production's
	Clock  clock.Fast      // zero: the wall clock
	Door   string          // where it answers requests; empty: it works
}

// process is a worker, or a door, in a process of its own. It ends with the test, however that ends: nobody
// else holds the other end of its standard input.
type process struct {
	cmd   *exec.Cmd
	input io.WriteCloser
}

// spawn starts a worker process for the rig.
func (r *rig) spawn() *process {
	r.t.Helper()
	cfg := r.house.Config
	cfg.DBConns = int32(cfg.Pumps) + 6
	fast, _ := r.house.Clock.(clock.Fast)
	return r.order(orders{Config: cfg, Timing: r.house.Dispatch.Timing, Tell: &r.house.Webhooks.Timing, Clock: fast})
}

// order starts a process with its orders.
func (r *rig) order(o orders) *process {
	r.t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		r.t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		r.t.Fatal(err)
	}
	p := &process{cmd: exec.Command(self)}
	p.cmd.Env = append(os.Environ(), ordersVariable+"="+string(text))
	p.cmd.Stderr = r.t.Output()
	if p.input, err = p.cmd.StdinPipe(); err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(p.kill)
	return p
}

// kill ends a process without a word, as a crash of its machine would. Killing it again does
// nothing.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	_ = p.input.Close()
}

// signal sends a process a signal, if it has not ended.
func (p *process) signal(what syscall.Signal) { _ = p.cmd.Process.Signal(what) }

// alive says whether a process has not ended by itself: then somebody holds the other end of its input.
func (p *process) alive() bool {
	_, err := p.input.Write([]byte{0})
	return err == nil
}

// labour is the whole life of a process.
func labour(text string) error {
	var o orders
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until the test is gone
		os.Exit(0)
	}()
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: logLevel()}))
	choices := assembly.Choices{Timing: o.Timing, Tell: o.Tell}
	if o.Clock.Factor > 0 {
		choices.Clock = o.Clock
	}
	h, err := assembly.New(ctx, o.Config, log, choices)
	if err != nil {
		return err
	}
	defer h.Close()
	if o.Door != "" {
		s, err := h.Server(ctx)
		if err != nil {
			return err
		}
		return s.HTTP(o.Door).ListenAndServe()
	}
	w, err := h.Worker()
	if err != nil {
		return err
	}
	w.Watch = 100 * time.Millisecond
	return w.Run(ctx)
}

// runWorker does what a start of this binary as a worker asks for, and returns its exit status.
func runWorker(text string) int {
	if err := labour(text); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
