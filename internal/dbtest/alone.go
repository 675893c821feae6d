package dbtest

import (
	"os"
	"syscall"
	"testing"
)

// Alone waits until no other test, of whatever process, uses a directory, and has it until the test ends.
func Alone(t testing.TB, dir string) {
	t.Helper()
	f, err := os.Open(dir)
	if err == nil {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
}
