package postgres

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

const childDir = "CARILLON_TEST_PG_DIR"

// TestMain lets the test binary be the parent that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(serveUntilKilled(dir))
	}
	os.Exit(m.Run())
}

func serveUntilKilled(dir string) int {
	if _, err := Start(context.Background(), Options{Dir: dir, Durability: Fast}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("ready")
	time.Sleep(time.Minute)
	return 0
}

// Every process of the server inherits the lock, so a second start proves that all are gone.
func TestKilledParentLeavesNoServerBehind(t *testing.T) {
	t.Parallel()
	dir := place(t)
	parent := exec.CommandContext(t.Context(), os.Args[0])
	parent.Env = append(os.Environ(), childDir+"="+dir)
	parent.Stderr = os.Stderr
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the parent said %q, %v", line, err)
	}
	if _, err := Start(t.Context(), Options{Dir: dir}); err == nil {
		t.Fatal("two processes run a server in one directory")
	}

	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // reports the kill

	if n := ask(t, start(t, dir), "SELECT 1"); n != 1 {
		t.Fatalf("got %d", n)
	}
}
