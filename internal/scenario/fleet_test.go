package scenario_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// fleet is an installation as it is deployed: processes of the real command behind a balancer.
type fleet struct {
	*rig        // whose front door is the balancer
	command     string
	environment []string
	balancer    *balancer
	log         *book
	doors, crew []*member
}

// member is a process of a fleet; one that works has no address.
type member struct {
	*process
	addr string
}

// built is the command, made as the Dockerfile makes it.
func built(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "carillon")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", to, "github.com/carillonhq/carillon/cmd/carillon")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return to
}

// deploy starts so many doors and as many workers on the database at an address.
func (r *rig) deploy(command, database string, n int) *fleet {
	r.t.Helper()
	f := &fleet{command: command, balancer: balance(r.t), log: &book{}}
	front := *r
	front.url, f.rig = f.balancer.url, &front
	f.environment = []string{
		"DATABASE_URL=" + database, "SUPABASE_URL=" + r.out.IssuerURL, "CARILLON_MASTER_KEYS=" + masterKeys,
		"CARILLON_PUBLIC_URL=" + f.url, "BREVO_API_URL=" + r.out.BrevoURL, "VAPI_API_URL=" + r.out.VapiURL,
		"CARILLON_PUMPS=4", "CARILLON_DB_CONNS=12", "CARILLON_CONTACT_HOURS=0-24", "CARILLON_LOG_LEVEL=error", "CARILLON_DRAIN_SECONDS=1",
		"CARILLON_API_READS_PER_MINUTE=1000000", "CARILLON_API_WRITES_PER_MINUTE=1000000", "CARILLON_API_BULK_PER_MINUTE=1000000",
	}
	for range n {
		f.doors, f.crew = append(f.doors, f.serve()), append(f.crew, f.work())
	}
	for _, m := range f.doors {
		f.taken(m)
		if out, err := exec.Command(command, "health", "--addr", m.addr).CombinedOutput(); err != nil {
			r.t.Errorf("asked for its health: %v\n%s", err, out)
		}
	}
	return f
}

// serve starts a door, which the balancer asks from now on whether it is ready.
func (f *fleet) serve() *member {
	f.t.Helper()
	addr := freeAddr(f.t)
	f.balancer.add(addr)
	return &member{f.start("serve", "--addr", addr), addr}
}

func (f *fleet) work() *member { return &member{process: f.start("work")} }

func (f *fleet) start(args ...string) *process {
	f.t.Helper()
	p := &process{cmd: exec.Command(f.command, args...)}
	p.cmd.Env, p.cmd.Stderr = f.environment, f.log
	var err error
	if p.input, err = p.cmd.StdinPipe(); err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(p.kill)
	return p
}

// taken waits until the balancer sends requests to a door.
func (f *fleet) taken(m *member) {
	f.t.Helper()
	f.await("a door that is ready", 20*time.Second, func() bool { return f.balancer.sends(m.addr) })
}

// roll replaces every door by another, one after the other, and beside each a worker, as a new release
// does. It returns the longest that one took to end, and how many sends were under way as workers were
// told to.
func (f *fleet) roll() (longest time.Duration, sending int) {
	f.t.Helper()
	for n := range f.doors {
		sending += f.db.Int(f.t, "SELECT count(*) FROM attempts WHERE state = 'sending'")
		longest = max(longest, f.end(f.crew[n], f.doors[n]))
		f.balancer.remove(f.doors[n].addr)
		f.crew[n], f.doors[n] = f.work(), f.serve()
		f.taken(f.doors[n])
	}
	return longest, sending
}

// end tells processes to stop, and waits until they have.
func (f *fleet) end(members ...*member) time.Duration {
	f.t.Helper()
	began := time.Now()
	for _, m := range members {
		if err := m.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			f.t.Fatal(err)
		}
	}
	for _, m := range members {
		if err := m.cmd.Wait(); err != nil {
			f.t.Errorf("%s ended with %v", m.cmd.Args[1], err)
		}
	}
	return time.Since(began)
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
