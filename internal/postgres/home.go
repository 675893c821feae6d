package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

const temporaryPattern = "carillon-postgres-*"

// home is the directory of one server, locked.
type home struct {
	dir       string
	temporary bool
	lock      *os.File
}

func (h home) data() string         { return filepath.Join(h.dir, "data") }
func (h home) passwordFile() string { return filepath.Join(h.dir, "password") }
func (h home) logFile() string      { return filepath.Join(h.dir, "postgres.log") }

// openHome makes and locks the directory. Where root's server user cannot reach it, a directory
// of a name derived from it, below /var/tmp, takes its place.
func openHome(ctx context.Context, dir string, who account, bin string) (home, error) {
	h, err := makeHome(dir)
	if err != nil {
		return home{}, fmt.Errorf("postgres: directory: %w", err)
	}
	if err := who.reach(h.dir, bin); err != nil {
		if who.credential == nil {
			return home{}, err
		}
		if h.dir, err = fallback(h.dir); err != nil {
			return home{}, fmt.Errorf("postgres: directory: %w", err)
		}
		if err := who.reach(h.dir, bin); err != nil {
			return home{}, err
		}
	}
	h.lock, err = lock(ctx, filepath.Join(h.dir, "lock"))
	return h, err
}

func makeHome(dir string) (home, error) {
	if dir != "" {
		path, err := filepath.Abs(dir)
		if err != nil {
			return home{}, err
		}
		return home{dir: path}, os.MkdirAll(path, 0o755)
	}
	sweep(os.TempDir())
	path, err := os.MkdirTemp("", temporaryPattern)
	if err != nil {
		return home{}, err
	}
	return home{dir: path, temporary: true}, os.Chmod(path, 0o755)
}

// fallback is /var/tmp/carillon-<hash of dir>. Whoever else made that name first is refused.
func fallback(dir string) (string, error) {
	name := fmt.Sprintf("/var/tmp/carillon-%.8x", sha256.Sum256([]byte(dir)))
	if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(name)
	if err != nil {
		return "", err
	}
	if !info.IsDir() || !ours(info) {
		return "", fmt.Errorf("%s belongs to another user", name)
	}
	return name, nil
}

// sweep removes from root the temporary directories of processes that were killed. The minute's grace is
// for those that are being made right now.
func sweep(root string) {
	found, _ := filepath.Glob(filepath.Join(root, temporaryPattern))
	for _, dir := range found {
		info, err := os.Lstat(dir)
		if err != nil || !ours(info) || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		if f, err := tryLock(filepath.Join(dir, "lock"), 0); err == nil {
			_ = os.RemoveAll(dir)
			_ = f.Close()
		}
	}
}

// spawn starts a server whose lock is ours and whose words go to the log file.
func (h home) spawn(cmd *exec.Cmd) (*child, error) {
	log, err := os.OpenFile(h.logFile(), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{h.lock}
	return spawn(cmd)
}

func (h home) close() error {
	var err error
	if h.temporary {
		err = os.RemoveAll(h.dir)
	}
	return errors.Join(err, h.lock.Close())
}
