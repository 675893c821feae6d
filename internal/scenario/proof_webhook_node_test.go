package scenario_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// node is a receiver in JavaScript, which verifies what it gets with the reference library.
type node struct {
	url   string
	input io.Writer
	lines <-chan string
}

// javascript installs the receiver of testdata and starts it.
func javascript(t *testing.T) *node {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing, which verifies signatures in JavaScript. Install Node 20 or newer: apt-get install nodejs npm (macOS: brew install node)", program)
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/standardwebhooks")); err != nil {
		t.Fatal(err)
	}
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	cmd := exec.Command("node", "receiver.js")
	cmd.Dir, cmd.Stderr = dir, t.Output()
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(output); s.Scan(); {
			lines <- s.Text()
		}
	}()
	t.Cleanup(func() {
		_ = input.Close() // it ends when nobody speaks to it
		_ = cmd.Wait()
	})
	n := &node{input: input, lines: lines}
	n.url = n.says(t)
	return n
}

// says is its next line.
func (n *node) says(t *testing.T) string {
	t.Helper()
	select {
	case line := <-n.lines:
		return line
	case <-time.After(20 * time.Second):
		t.Fatal("the receiver in JavaScript says nothing")
		return ""
	}
}

// knows tells it the secret to verify with from now on.
func (n *node) knows(t *testing.T, secret string) {
	t.Helper()
	if _, err := fmt.Fprintln(n.input, secret); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // it reads its input beside its requests
}

func TestSignaturesAreVerifiedByTheReferenceLibraryInJavaScript(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty, func(o *options) { o.tell.Delays = slices.Repeat(o.tell.Delays, 20) })
	r.work()
	n := javascript(t)
	e := r.endpoint(n.url, "custom.*")
	n.knows(t, text(e.Secret))
	send := func(say string) string {
		t.Helper()
		kept := must[*client.SendEventsResponse](t, 200)(r.as("bluebird-operator").SendEventsWithResponse(context.Background(), nil, client.NewEvents{
			Events: []client.NewEvent{{ID: uuid.NewString(), Type: "custom.said", Data: &client.EventData{"text": say}}},
		})).JSON200
		return "verified " + kept.Results[0].EventID.String() + " custom.said " + say
	}
	hears := func(what, want string) {
		t.Helper()
		if got := n.says(t); got != want {
			t.Errorf("%s: it says %q, want %q", what, got, want)
		}
	}

	for _, say := range []string{"hello", "Grüße, 世界 👩‍👩‍👧‍👦 é", `quotes " and \ and </script> & <b>`, "line\u2028separators\u2029", "", strings.Repeat("x", 8000)} {
		hears("a message", send(say))
	}
	fresh := text(must[*client.RotateWebhookEndpointSecretResponse](t, 200)(r.as("bluebird-admin").RotateWebhookEndpointSecretWithResponse(
		context.Background(), e.ID, nil, client.WebhookSecretRotation{})).JSON200.Secret)
	hears("with the former secret", send("former"))
	n.knows(t, fresh)
	hears("with the new secret", send("new"))
	n.knows(t, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	want := send("forged")
	hears("with another secret", "refused No matching signature found")
	n.knows(t, fresh)
	for got := n.says(t); got != want; got = n.says(t) {
		if got != "refused No matching signature found" {
			t.Fatalf("it says %q", got)
		}
	}
}
