// Package postgres is a private Postgres server for development and tests: found on the machine,
// started by this process, reachable from this machine only, and gone when this process is gone.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Durability says what a crash of the machine may cost. A crash of the server alone loses no
// committed row in either form.
type Durability int

const (
	// Durable keeps every committed row through a power cut: the server's own defaults.
	Durable Durability = iota
	// Fast never waits for a disk and is meant for data that a test throws away.
	Fast
)

// Options is how a server is started; the zero value is a durable server in a temporary directory.
type Options struct {
	Dir        string       // holds data, password, lock and postgres.log; empty: temporary, removed by Stop
	Durability Durability   // Fast for tests
	Log        *slog.Logger // nil: silent
}

// Server is one running Postgres, owned by this process.
type Server struct {
	home     home
	account  account
	bin      string
	settings []string
	password string
	port     int
	log      *slog.Logger

	mu      sync.Mutex
	child   *child // nil while the server is down
	stopped bool
}

// ErrStopped means that Stop was called before.
var ErrStopped = errors.New("postgres: the server was stopped for good")

// Start finds the binaries, makes the database cluster if the directory has none, and returns
// when the server takes connections. ctx bounds the start only.
//
// It fails when no binaries are found (the error says what to install), when another process
// already runs a server in Dir, and with the end of the server's log when Postgres gives up.
func Start(ctx context.Context, o Options) (*Server, error) {
	began := time.Now()
	bin, err := findBinaries(os.Getenv("CARILLON_PG_BIN"))
	if err != nil {
		return nil, err
	}
	who, err := chooseAccount()
	if err != nil {
		return nil, err
	}
	h, err := openHome(ctx, o.Dir, who, bin)
	if err != nil {
		return nil, err
	}
	s := &Server{home: h, account: who, bin: bin, settings: settings(o.Durability), log: o.Log}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.boot(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	s.log.Info("postgres is ready", "dir", h.dir, "port", s.port, "bin", bin, "took", time.Since(began))
	return s, nil
}

// URL is the superuser's connection string for one database, on 127.0.0.1.
func (s *Server) URL(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword("postgres", s.password),
		Host:     net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Dir is where the server keeps its data. It differs from Options.Dir when that was empty, or
// when this process is root and the server's user cannot reach it.
func (s *Server) Dir() string { return s.home.dir }

// Restart stops the server in good order if it runs, and starts it again on the same data, port
// and password. It fails with ErrStopped after Stop.
func (s *Server) Restart(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return ErrStopped
	}
	if err := s.halt(syscall.SIGINT); err != nil {
		return err
	}
	return s.launch(ctx)
}

// StopImmediate ends the server as a crash would: connections break, nothing is flushed, and the
// next Restart recovers from the write-ahead log.
func (s *Server) StopImmediate() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.halt(syscall.SIGQUIT)
}

// Stop ends the server for good, breaking open connections, and removes a temporary directory.
// Calling it again does nothing.
func (s *Server) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return nil
	}
	s.stopped = true
	return errors.Join(s.halt(syscall.SIGINT), s.home.close())
}

// boot makes the cluster and starts it, on another port if somebody took the first in between.
func (s *Server) boot(ctx context.Context) error {
	var err error
	if s.password, err = s.ensureCluster(); err != nil {
		return err
	}
	for range 5 {
		if s.port, err = freePort(); err != nil {
			return err
		}
		if err = s.launch(ctx); !errors.Is(err, errPortTaken) {
			return err
		}
	}
	return err
}

func (s *Server) launch(ctx context.Context) error {
	cmd := s.account.command(filepath.Join(s.bin, "postgres"), s.arguments()...)
	c, err := s.home.spawn(cmd)
	if err != nil {
		return fmt.Errorf("postgres: start: %w", err)
	}
	s.child = c
	if err := s.home.awaitReady(ctx, c); err != nil {
		return errors.Join(err, s.halt(syscall.SIGQUIT))
	}
	return nil
}

func (s *Server) halt(how syscall.Signal) error {
	if s.child == nil {
		return nil
	}
	if err := s.child.end(how); err != nil {
		return err
	}
	s.child = nil
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("postgres: find a free port: %w", err)
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
