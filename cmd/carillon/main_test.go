package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/dbtest"
)

// TestMain is the command itself when a test runs this binary again.
func TestMain(m *testing.M) {
	if os.Getenv("CARILLON_TEST_RUN_MAIN") != "" {
		main()
		return
	}
	dbtest.Main(m)
}

// carillon is a run of the command, from a directory of its own.
func carillon(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "CARILLON_TEST_RUN_MAIN=1", "REDIS_URL=")
	return cmd
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestDevRunsEveryChannelToAnAccountThatHolds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()

	for _, start := range []string{"first", "second"} {
		out, err := carillon(t, "dev", "--once", "--data-dir", dir, "--addr", freeAddr(t)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s start: %v\n%s", start, err, out)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		verdict := lines[len(lines)-1]
		if !strings.HasPrefix(verdict, "ok: 4 campaigns, 960 targets accounted for") {
			t.Errorf("%s start ends with %q", start, verdict)
		}
		if said := "automation VIP Welcome: 1 run completed, 1 email at the provider; 1 answer by text in the inbox"; !slices.Contains(lines, said) {
			t.Errorf("%s start does not say: %s\n%s", start, said, out)
		}
		if !strings.Contains(string(out), "until morning") {
			t.Errorf("%s start: nobody was held until morning", start)
		}
		t.Log(verdict)
	}
	gone(t, dir)
}

func TestDevServesUntilItIsToldToStopAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir, addr := t.TempDir(), freeAddr(t)
	cmd := carillon(t, "dev", "--data-dir", dir, "--addr", addr)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	printed := map[string]string{}
	for lines := bufio.NewScanner(stdout); printed["KEY"] == "" && lines.Scan(); {
		name, value, _ := strings.Cut(strings.TrimSpace(lines.Text()), "=")
		printed[name] = value
	}

	for _, name := range []string{"TOKEN", "KEY"} {
		if status := get(t, "http://"+addr+"/api/v1/leads?limit=2", printed[name]); status != http.StatusOK {
			t.Errorf("with the printed %s: %d", name, status)
		}
	}
	minted, err := carillon(t, "token", "vera", "--data-dir", dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	if status := get(t, "http://"+addr+"/api/v1/me", string(bytes.TrimSpace(minted))); status != http.StatusOK {
		t.Errorf("with a token of carillon token: %d", status)
	}
	second, err := carillon(t, "dev", "--data-dir", dir, "--addr", freeAddr(t)).CombinedOutput()
	if err == nil || !strings.Contains(string(second), "carillon: ") {
		t.Errorf("a second stack in the same folder: %v\n%s", err, second)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = bufio.NewReader(stdout).WriteTo(discard{}) }()
	if err := cmd.Wait(); err != nil {
		t.Errorf("after Ctrl-C: %v", err)
	}
	gone(t, dir)
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func get(t *testing.T, url, token string) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

// gone fails unless no process works in a stack's folder any more.
func gone(t *testing.T, dir string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		left := processesNaming(dir)
		if len(left) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", left)
		}
	}
}

func processesNaming(dir string) (found []string) {
	all, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range all {
		raw, err := os.ReadFile(path)
		pid, _ := strconv.Atoi(strings.Split(path, "/")[2])
		if err == nil && pid != os.Getpid() && bytes.Contains(raw, []byte(dir)) {
			found = append(found, fmt.Sprintf("%d %q", pid, raw))
		}
	}
	return found
}

func TestMissingSettingsAreNamedTogether(t *testing.T) {
	t.Parallel()
	cmd := carillon(t, "serve")
	cmd.Env = []string{"CARILLON_TEST_RUN_MAIN=1", "PATH=" + os.Getenv("PATH")}

	out, err := cmd.CombinedOutput()

	if err == nil {
		t.Fatal("serve started without settings")
	}
	for _, name := range []string{"DATABASE_URL", "SUPABASE_URL", "CARILLON_MASTER_KEYS", "CARILLON_PUBLIC_URL"} {
		if !strings.Contains(string(out), name) {
			t.Errorf("%s is not named in:\n%s", name, out)
		}
	}
}
