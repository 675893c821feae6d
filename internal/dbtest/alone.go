package dbtest

import (
	"os"
	"syscall"
	"testing"
)

// Alone waits until no other test, of whatever process, uses a directory, and has it until the test
// ends or release is called.
func Alone(t testing.TB, dir string) (release func()) {
	t.Helper()
	return lock(t, dir, syscall.LOCK_EX)
}

// Beside waits until no other test has a directory alone, and sees to it that none gets it so until the
// test ends.
func Beside(t testing.TB, dir string) {
	t.Helper()
	lock(t, dir, syscall.LOCK_SH)
}

func lock(t testing.TB, dir string, how int) (release func()) {
	t.Helper()
	f, err := os.Open(dir)
	if err == nil {
		err = syscall.Flock(int(f.Fd()), how)
	}
	if err != nil {
		t.Fatal(err)
	}
	release = func() { _ = f.Close() }
	t.Cleanup(release)
	return release
}
