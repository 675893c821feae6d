package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a command of a transcript may take.
const patience = 3 * time.Minute

// desk is where transcripts are typed: the checkout, with an installation of its own. Addresses that
// the guides name are replaced by free ones, and what is printed back by those that they name.
type desk struct {
	t         *testing.T
	dir       string // the checkout
	env       []string
	addresses map[string]string // of the guides to ours
	terminal  func(name string) *terminal
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, dir: root, addresses: map[string]string{"127.0.0.1:8000": freeAddr(t)}}
	d.env = append(os.Environ(), "REDIS_URL=", "CARILLON_ADDR="+d.addresses["127.0.0.1:8000"], "CARILLON_DATA_DIR="+t.TempDir(), "TMPDIR="+t.TempDir(),
		"npm_config_loglevel=error", "npm_config_update_notifier=false")
	d.terminal = d.session(t)
	return d
}

// learn notes where the installation has its issuer, whose usual port may be taken.
func (d *desk) learn() {
	d.t.Helper()
	issuer := regexp.MustCompile(`Issuer +http://(127\.0\.0\.1:\d+)`).FindStringSubmatch(d.terminal("dev").seen())
	if issuer == nil {
		d.t.Fatal("the installation does not say where its issuer is")
	}
	d.addresses["127.0.0.1:8300"] = issuer[1]
}

// session is one reader with any number of terminals.
func (d *desk) session(t *testing.T) func(name string) *terminal {
	_, port, _ := net.SplitHostPort(freeAddr(t))
	addresses := map[string]string{"3000": port}
	for theirs, ours := range d.addresses {
		addresses[theirs] = ours
	}
	open := map[string]*terminal{}
	return func(name string) *terminal {
		if open[name] == nil {
			open[name] = openTerminal(t, d, addresses)
		}
		return open[name]
	}
}

// terminal is a shell. What it runs reads nothing from it.
type terminal struct {
	commands io.WriteCloser
	there    *strings.Replacer // from the guides' addresses to ours
	back     *strings.Replacer

	lock    sync.Mutex
	printed bytes.Buffer // what no step has matched yet
	before  bytes.Buffer
}

// shell runs commands that are set apart by NUL, and says after each that it has ended.
const shell = `while IFS= read -r -d '' -u 3 command; do eval "$command" < /dev/null; printf '\036'; done`

func openTerminal(t *testing.T, d *desk, addresses map[string]string) *terminal {
	t.Helper()
	var there, back []string
	for theirs, ours := range addresses {
		there, back = append(there, theirs, ours), append(back, ours, theirs)
	}
	term := &terminal{there: strings.NewReplacer(there...), back: strings.NewReplacer(back...)}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	term.commands = w
	cmd := exec.Command("bash", "--norc", "--noprofile", "-c", shell)
	cmd.Dir, cmd.Env, cmd.ExtraFiles, cmd.Stdout, cmd.Stderr = d.dir, d.env, []*os.File{r}, term, term
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	t.Cleanup(func() {
		_ = w.Close()
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) // as Ctrl-C does, to all that it runs
		_ = cmd.Wait()
	})
	return term
}

// Write implements io.Writer, for what is printed.
func (term *terminal) Write(p []byte) (int, error) {
	term.lock.Lock()
	defer term.lock.Unlock()
	return term.printed.Write(p)
}

// seen is all that was printed.
func (term *terminal) seen() string {
	term.lock.Lock()
	defer term.lock.Unlock()
	return term.before.String() + term.printed.String()
}

// do types a step and waits until what it prints is on the screen: all of it where the command ends.
func (term *terminal) do(s step) error {
	if s.command != "" {
		if _, err := io.WriteString(term.commands, term.there.Replace(s.command)+"\x00"); err != nil {
			return err
		}
	}
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var final bool
		if final, err = term.matched(s); final || err == nil {
			return err
		}
	}
	return fmt.Errorf("after %v: %w", patience, err)
}

// matched takes what was printed if it is what the step wants: all of it, or its beginning where the
// command may run on. A failure is final when nothing more will be printed.
func (term *terminal) matched(s step) (final bool, err error) {
	term.lock.Lock()
	defer term.lock.Unlock()
	text, rest, ended := strings.Cut(term.printed.String(), "\x1e")
	if ended && text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	text = term.back.Replace(text)
	whole, beginning := patterns(s.printed)
	if !ended && s.last && s.printed != "" {
		if at := beginning.FindStringIndex(text); at != nil {
			term.take(text[:at[1]], text[at[1]:])
			return false, nil
		}
	}
	if ended {
		term.take(text, rest)
	}
	if !ended || !whole.MatchString(text) {
		err = fmt.Errorf("this was printed, ended is %v:\n%s", ended, text)
	}
	return ended, err
}

// take keeps the rest for the next step.
func (term *terminal) take(text, rest string) {
	term.before.WriteString(text)
	term.printed.Reset()
	term.printed.WriteString(rest)
}
