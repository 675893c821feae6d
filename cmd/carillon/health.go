package main

import (
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
)

type healthCmd struct {
	Addr string `help:"Where serve listens, host:port. Default: CARILLON_ADDR, else :8000."`
}

// Help is what --help adds.
func (*healthCmd) Help() string {
	return "For the health check of a container, which has nothing else to ask with."
}

// Run asks the server on this machine whether traffic may come, and fails with what it says if not.
func (h *healthCmd) Run(ctx context.Context) error {
	cfg, err := config.Load(os.Getenv)
	if err != nil {
		return err
	}
	if h.Addr != "" {
		cfg.Addr = h.Addr
	}
	host, port, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		return err
	}
	if host == "" {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	api, err := client.NewClientWithResponses("http://" + net.JoinHostPort(host, port))
	if err != nil {
		return err
	}
	answer, err := api.GetReadinessWithResponse(ctx, nil)
	if err == nil && answer.JSON200 == nil {
		err = errors.New("not ready: " + strings.TrimSpace(string(answer.Body)))
	}
	return err
}
