// Package redistest is a Redis for one test: a real server on a free loopback port that keeps
// nothing on disk and can be killed, frozen and started again, or three of them as a cluster.
// Nothing skips itself: without redis-server on the machine the test fails and says what to install.
package redistest

import (
	"bufio"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Server is one Redis.
type Server struct {
	port    string
	options []string
	cmd     *exec.Cmd
}

// Start runs a server until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	return launch(t)
}

// launch runs a server on a port that was free, with further options of redis-server. Another may
// take the port first, so it tries again.
func launch(t testing.TB, options ...string) *Server {
	t.Helper()
	for range 5 {
		s := &Server{port: strconv.Itoa(freePort(t)), options: options}
		if s.run(t) {
			t.Cleanup(func() { s.Kill(t) })
			return s
		}
	}
	t.Fatal("redis-server does not answer")
	return nil
}

// URL is the server's address as REDIS_URL has it.
func (s *Server) URL() string { return "redis://" + s.address() }

func (s *Server) address() string { return "127.0.0.1:" + s.port }

// Start runs a killed server again, on its port and empty. It returns when the server answers.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if !s.run(t) {
		t.Fatal("redis-server does not answer")
	}
}

// run starts the server and tells whether it is the one that answers at its port.
func (s *Server) run(t testing.TB) bool {
	t.Helper()
	bin, err := exec.LookPath("redis-server")
	if err != nil {
		t.Fatalf("the tests need a real Redis: run \"apt-get install redis-server\" or \"brew install redis\" (%v)", err)
	}
	s.cmd = exec.Command(bin, append([]string{"--bind", "127.0.0.1", "--port", s.port, "--save", "", "--appendonly", "no", "--dir", t.TempDir()}, s.options...)...)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 500 {
		if answer, err := s.ask("INFO server"); err == nil && strings.HasPrefix(answer, "# Server") {
			if strings.Contains(answer, fmt.Sprintf("process_id:%d\r\n", s.cmd.Process.Pid)) {
				return true
			}
			break // somebody else's
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.Kill(t)
	return false
}

// Kill ends the server as kill -9 does; a second time it does nothing.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Kill() // it may have ended by itself
	_ = s.cmd.Wait()
}

// Freeze stops the server: its port takes connections, and nothing answers until Thaw.
func (s *Server) Freeze(t testing.TB) { s.signal(t, syscall.SIGSTOP) }

// Thaw lets a frozen server go on where it was.
func (s *Server) Thaw(t testing.TB) { s.signal(t, syscall.SIGCONT) }

func (s *Server) signal(t testing.TB, what syscall.Signal) {
	t.Helper()
	if err := s.cmd.Process.Signal(what); err != nil {
		t.Fatal(err)
	}
}

// Commands is how many commands the server has worked off since it started, this one included.
func (s *Server) Commands(t testing.TB) int {
	t.Helper()
	return s.number(t, "INFO stats", "total_commands_processed:")
}

// Keys is how many keys the server holds.
func (s *Server) Keys(t testing.TB) int {
	t.Helper()
	return s.number(t, "DBSIZE", ":")
}

// number finds the number behind a label in what a command answers.
func (s *Server) number(t testing.TB, command, label string) int {
	t.Helper()
	answer, err := s.ask(command)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(answer, label)
	n, err := strconv.Atoi(strings.Fields(rest + " ?")[0])
	if err != nil {
		t.Fatalf("%s answers %q", command, answer)
	}
	return n
}

// ask sends one command, words separated by spaces, and returns the answer as it stands on the
// wire: one line, or what a first line with a length announces.
func (s *Server) ask(command string) (string, error) {
	conn, err := net.DialTimeout("tcp", s.address(), time.Second)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	if _, err := fmt.Fprintf(conn, "%s\r\n", command); err != nil {
		return "", err
	}
	r := bufio.NewReader(conn)
	line, err := r.ReadString('\n')
	line = strings.TrimSpace(line)
	if err != nil || !strings.HasPrefix(line, "$") {
		return line, err
	}
	var text strings.Builder
	for length, _ := strconv.Atoi(line[1:]); text.Len() < length; {
		part, err := r.ReadString('\n')
		if err != nil {
			return "", err
		}
		text.WriteString(part)
	}
	return text.String(), nil
}

// freePort is a port that nobody listens on. The bus of a cluster's node takes the one 10,000 above,
// so it stays below 50,000.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if port < 50_000 {
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// Cluster is three servers that divide the 16,384 slots among them.
type Cluster struct{ Nodes []*Server }

// StartCluster runs three servers and waits until each knows the others and their slots.
func StartCluster(t testing.TB) *Cluster {
	t.Helper()
	c := &Cluster{}
	for range 3 {
		c.Nodes = append(c.Nodes, launch(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000"))
	}
	for i, n := range c.Nodes {
		n.obey(t, fmt.Sprintf("CLUSTER ADDSLOTSRANGE %d %d", i*16_384/3, (i+1)*16_384/3-1))
		n.obey(t, fmt.Sprintf("CLUSTER SET-CONFIG-EPOCH %d", i+1))
		n.obey(t, "CLUSTER MEET 127.0.0.1 "+c.Nodes[0].port)
	}
	for _, n := range c.Nodes {
		n.await(t, "CLUSTER INFO", "cluster_state:ok", "cluster_known_nodes:3", "cluster_slots_assigned:16384")
	}
	return c
}

// URL is the cluster's address as REDIS_URL has it: one node, which tells of the others.
func (c *Cluster) URL() string { return c.Nodes[0].URL() + "?cluster=true" }

func (s *Server) obey(t testing.TB, command string) {
	t.Helper()
	if answer, err := s.ask(command); err != nil || answer != "+OK" {
		t.Fatalf("%s: %q, %v", command, answer, err)
	}
}

// await asks until the answer has all the words.
func (s *Server) await(t testing.TB, command string, words ...string) {
	t.Helper()
	var answer string
	for range 1000 {
		answer, _ = s.ask(command)
		missing := false
		for _, w := range words {
			missing = missing || !strings.Contains(answer, w)
		}
		if !missing {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s still answers %q", command, answer)
}
