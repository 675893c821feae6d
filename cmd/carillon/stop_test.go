package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// told is what an address of the command answers, and the status; 0 where nobody does.
func told(t *testing.T, url string) (int, string) {
	t.Helper()
	a, err := http.Get(url)
	if err != nil {
		return 0, ""
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Error(err)
	}
	return a.StatusCode, string(body)
}

// measures has the command tell metrics at an address of its own, which is returned.
func (s *served) measures() string {
	addr := freeAddr(s.t)
	s.env = append(s.env, "CARILLON_METRICS_ADDR="+addr)
	return "http://" + addr
}

// tells waits until something stands in what an address tells Prometheus.
func (s *served) tells(address, want string) {
	s.t.Helper()
	s.until(want, func() bool {
		status, body := told(s.t, address+"/metrics")
		return status == http.StatusOK && strings.Contains(body, want) && strings.Contains(body, "\ncarillon_database_up 1\n")
	})
}

func TestServerTellsPrometheusAtAPortOfItsOwn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.kill()
	own := s.measures()
	s.start()

	s.insists("a-task")

	s.tells(own, `carillon_http_request_duration_seconds_count{operation="createTask",status="2xx"} 1`)
	for _, wrong := range []string{own + "/readyz", own + "/", "http://" + s.addr + "/metrics"} {
		if status, _ := told(t, wrong); status != http.StatusNotFound {
			t.Errorf("%s answers with %d", wrong, status)
		}
	}
}

func TestWorkerThatIsToldToStopHasCountedItsJobsAndHoldsNone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.measures()
	worker := carillon(t, "work")
	worker.Env = s.env
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = worker.Process.Kill() })

	s.insists("a-task")
	s.tells(own, `carillon_events_total{type="task.created"} 1`)
	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := worker.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}

	if n := s.db.Int(t, "SELECT count(*) FROM river.river_job WHERE state = 'running'"); n != 0 {
		t.Errorf("%d jobs run without it", n)
	}
	if n := s.db.Int(t, "SELECT count(*) FROM river.river_leader"); n != 0 {
		t.Error("it leads still")
	}
}

func TestServerThatIsToldToStopSaysSoFirstAndFinishesWhatIsInFlight(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.kill()
	s.env = append(s.env, "CARILLON_DRAIN_SECONDS=2")
	s.start()
	release := s.hold("LOCK TABLE tasks IN EXCLUSIVE MODE")
	answer := make(chan said, 1)
	go func() { answer <- s.task("in-flight") }()
	s.until("the wait for the table", func() bool {
		return s.db.Int(t, "SELECT count(*) FROM pg_locks WHERE relation = 'tasks'::regclass AND NOT granted") == 1
	})

	began := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}

	ready := fmt.Sprintf("http://%s/readyz?verbose", s.addr)
	s.until("that it says so", func() bool {
		status, body := told(t, ready)
		return status == http.StatusServiceUnavailable && strings.Contains(body, "told to stop")
	})
	if status, _ := told(t, "http://"+s.addr+"/livez"); status != http.StatusOK {
		t.Errorf("meanwhile it does not serve: %d", status)
	}
	s.until("that it takes no new connections", func() bool { status, _ := told(t, ready); return status == 0 })
	if took := time.Since(began); took < 2*time.Second {
		t.Errorf("it went after %v", took)
	}
	release()
	if a := <-answer; a.status != http.StatusCreated {
		t.Errorf("what was in flight got %+v", a)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}
