package postgres

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

var errPortTaken = errors.New("postgres: the port was taken in between")

// ensureCluster runs initdb if the home has no data yet, and returns the superuser's password.
// The data appears under its name only when it is whole.
func (s *Server) ensureCluster() (string, error) {
	if _, err := os.Stat(s.home.data()); err == nil {
		password, err := os.ReadFile(s.home.passwordFile())
		if err != nil {
			return "", fmt.Errorf("postgres: the password of existing data: %w", err)
		}
		return string(password), nil
	}
	password, half := rand.Text(), s.home.data()+".new"
	if err := s.prepare(half, password); err != nil {
		return "", fmt.Errorf("postgres: prepare the data directory: %w", err)
	}
	if err := s.initdb(half); err != nil {
		return "", err
	}
	return password, os.Rename(half, s.home.data())
}

// prepare leaves an empty data directory and a password file that belong to the server's user.
func (s *Server) prepare(data, password string) error {
	if err := os.RemoveAll(data); err != nil {
		return err
	}
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(s.home.passwordFile(), []byte(password), 0o600); err != nil {
		return err
	}
	return errors.Join(s.account.own(data), s.account.own(s.home.passwordFile()))
}

func (s *Server) initdb(data string) error {
	cmd := s.account.command(filepath.Join(s.bin, "initdb"), "--pgdata="+data, "--no-sync",
		"--username=postgres", "--auth=scram-sha-256", "--pwfile="+s.home.passwordFile(),
		"--encoding=UTF8", "--locale=C")
	cmd.ExtraFiles = []*os.File{s.home.lock}
	if out, err := run(cmd); err != nil {
		return fmt.Errorf("postgres: initdb: %w: %s", err, out)
	}
	return nil
}

func settings(d Durability) []string {
	common := []string{"listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "timezone=UTC"}
	if d == Durable {
		return common
	}
	// synchronous_commit stays on: it costs little without fsync, and without it a crash of the
	// server would lose commits.
	return append(common, "fsync=off", "full_page_writes=off",
		"wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "checkpoint_timeout=1h")
}

func (s *Server) arguments() []string {
	args := []string{"-D", s.home.data(), "-c", "port=" + strconv.Itoa(s.port)}
	for _, setting := range s.settings {
		args = append(args, "-c", setting)
	}
	return args
}

// awaitReady returns when the server takes connections, or fails with the end of its log.
func (h home) awaitReady(ctx context.Context, c *child) error {
	for {
		select {
		case <-c.exited:
			return h.explain()
		case <-ctx.Done():
			return fmt.Errorf("postgres: wait for the server: %w", ctx.Err())
		case <-time.After(5 * time.Millisecond):
			if h.ready(c.cmd.Process.Pid) {
				return nil
			}
		}
	}
}

// ready reads postmaster.pid as pg_ctl does: the first line is the process, the eighth its state.
func (h home) ready(pid int) bool {
	text, _ := os.ReadFile(filepath.Join(h.data(), "postmaster.pid"))
	lines := strings.Split(string(text), "\n")
	return len(lines) > 7 && lines[0] == strconv.Itoa(pid) && strings.TrimSpace(lines[7]) == "ready"
}

// explain is the error of a server that gave up.
func (h home) explain() error {
	text, err := os.ReadFile(h.logFile())
	if err != nil {
		return fmt.Errorf("postgres: the server ended while starting: %w", err)
	}
	if bytes.Contains(text, []byte("could not create any TCP/IP sockets")) {
		return errPortTaken
	}
	return fmt.Errorf("postgres: the server ended while starting:\n%s", text[max(0, len(text)-2000):])
}

// ours says that a file belongs to the user of this process.
func ours(info os.FileInfo) bool {
	stat, isUnix := info.Sys().(*syscall.Stat_t)
	return isUnix && int(stat.Uid) == os.Geteuid()
}
