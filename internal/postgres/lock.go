package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// lock makes this process the only one to run a server in the directory of path, until the file is
// closed here and in every child that inherited it.
//
// A living owner is named and the lock refused at once. A dead owner's server is on its way out
// and is waited for, ten seconds at most.
func lock(ctx context.Context, path string) (*os.File, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		f, err := tryLock(path, os.O_CREATE)
		if err == nil {
			return f, sign(f)
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("postgres: lock: %w", err)
		}
		if pid := owner(path); alive(pid) {
			return nil, fmt.Errorf("postgres: %s is held by the server of process %d: stop that process or choose another directory", path, pid)
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("postgres: %s is held by a server whose parent died: end that server", path)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// tryLock fails with EWOULDBLOCK when somebody holds the lock. flag is O_CREATE or 0.
func tryLock(path string, flag int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|flag, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// sign writes this process's id into its lock.
func sign(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	return err
}

// owner is the process that signed the lock last, 0 if nobody has.
func owner(path string) int {
	text, _ := os.ReadFile(path)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return pid
}

func alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
