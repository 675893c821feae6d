package postgres

import (
	"errors"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// child is one process of ours, waited for from its start on.
type child struct {
	cmd    *exec.Cmd
	exited chan struct{} // closed once the process is gone
}

// spawn starts and waits on one locked thread: the kernel's signal at the parent's death comes
// already when the thread that forked ends.
func spawn(cmd *exec.Cmd) (*child, error) {
	c := &child{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		_ = cmd.Wait() // how it ended stands in its log
		close(c.exited)
	}()
	return c, <-started
}

// run gives the combined output of a short command, under the same rule as spawn.
func run(cmd *exec.Cmd) ([]byte, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return cmd.CombinedOutput()
}

// end signals and waits, harder every ten seconds. SIGINT is Postgres's fast shutdown, SIGQUIT its
// immediate one.
func (c *child) end(how syscall.Signal) error {
	for _, signal := range []syscall.Signal{how, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = c.cmd.Process.Signal(signal) // fails only when it is gone, and then exited is closed
		select {
		case <-c.exited:
			return nil
		case <-time.After(10 * time.Second):
		}
	}
	return errors.New("postgres: the server does not end, not even when killed")
}
