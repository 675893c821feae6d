package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/server"
)

type serveCmd struct {
	Addr string `help:"Where to listen, host:port. Default: CARILLON_ADDR, else :8000."`
}

// Run serves the API until told to stop, then lets requests in flight finish.
func (s *serveCmd) Run(ctx context.Context) error {
	cfg, err := config.Load(os.Getenv, config.Serve...)
	if err != nil {
		return err
	}
	if s.Addr != "" {
		cfg.Addr = s.Addr
	}
	log := logger(cfg)
	house, err := assembly.New(ctx, cfg, log, assembly.Choices{Timing: dispatch.DefaultTiming()})
	if err != nil {
		return err
	}
	defer house.Close()
	door, err := house.Server(ctx)
	if err != nil {
		return err
	}
	stop, err := measure(house)
	if err != nil {
		return err
	}
	defer stop()
	log.Info("serving", "event", "serving", "addr", cfg.Addr)
	return listen(ctx, door, cfg.Addr, time.Duration(cfg.DrainSeconds)*time.Second)
}

// grace is how long requests in flight may take when the process takes no new ones.
const grace = 25 * time.Second

// listen serves until the context ends: then it says that it is not ready, for as long as drain lets
// balancers notice, takes no new connections, and waits for what is under way.
func listen(ctx context.Context, door *server.Server, addr string, drain time.Duration) error {
	h := door.HTTP(addr)
	failed := make(chan error, 1)
	go func() { failed <- h.ListenAndServe() }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	door.Stopping()
	select {
	case err := <-failed:
		return err
	case <-time.After(drain):
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := h.Shutdown(end)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}

type workCmd struct{}

// Run works until told to stop, then lets sends under way finish.
func (*workCmd) Run(ctx context.Context) error {
	cfg, err := config.Load(os.Getenv, config.Work...)
	if err != nil {
		return err
	}
	log := logger(cfg)
	house, err := assembly.New(ctx, cfg, log, assembly.Choices{Timing: dispatch.DefaultTiming()})
	if err != nil {
		return err
	}
	defer house.Close()
	w, err := house.Worker()
	if err != nil {
		return err
	}
	stop, err := measure(house)
	if err != nil {
		return err
	}
	defer stop()
	log.Info("working", "event", "working", "pumps", cfg.Pumps)
	return w.Run(ctx)
}

// measure tells Prometheus what the process counts, at an address of its own where there is one, until
// the returned function is called.
func measure(house *assembly.House) (stop func(), err error) {
	addr := house.Config.MetricsAddr
	if addr == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("CARILLON_METRICS_ADDR: %w", err)
	}
	h := house.Meter.HTTP()
	go func() { _ = h.Serve(l) }()
	house.Log.Info("measuring", "event", "measuring", "addr", addr)
	return func() { _ = h.Close() }, nil
}

// logger writes JSON for machines or text for people.
func logger(cfg config.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(os.Stderr, o))
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, o))
}
