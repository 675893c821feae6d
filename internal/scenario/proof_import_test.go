package scenario_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

func TestKilledWorkersImportEveryRowOnce(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const rows, kills = 8_000, 3
	r := newRig(t)
	c, file := r.as("bluebird-operator"), newThrong(rows)
	contentType, body := uploaded(file.file(), `{"mode": "upsert"}`)
	id := must[*client.CreateImportResponse](t, 201)(c.CreateImportWithBodyWithResponse(context.Background(), nil, contentType, body)).JSON201.ID
	worker, sleeper := r.spawn(), r.spawn()

	for n := range kills {
		r.await("a quarter of the import", time.Minute, func() bool {
			return r.db.Int(t, "SELECT created + updated + skipped + rejected FROM imports") >= (n+1)*rows/(kills+2)
		})
		if n == 0 {
			sleeper.signal(syscall.SIGSTOP) // longer than it may hold an import
			time.AfterFunc(12*time.Second, func() { sleeper.signal(syscall.SIGCONT) })
		}
		worker.kill()
		worker = r.spawn()
	}
	i := r.ended(c, id)

	if rowsOf(i) != rowsOf(file.expected) {
		t.Errorf("%s, want %s", rowsOf(i), rowsOf(file.expected))
	}
	r.met(file)
	t.Logf("%d rows, %d kills: %s; a worker held at most %d MiB", rows, kills, rowsOf(i), peak(t, worker)>>10)
}

// met holds that the leads are those of a file, and each as the file has it.
func (r *rig) met(file *throng) {
	r.t.Helper()
	want := map[string]string{}
	for i := range file.rows {
		switch i % 50 {
		case 7, 13, 23:
		case 19:
			want[fmt.Sprintf("c-%d", i-1)] = "Noor " + file.kept(i-1)
		default:
			want[fmt.Sprintf("c-%d", i)] = "Mia " + file.kept(i)
		}
	}
	wrong := 0
	for _, line := range r.texts("SELECT external_id || ' ' || first_name || ' ' || (custom_fields ->> 'Notiz') FROM leads") {
		var id string
		_, _ = fmt.Sscan(line, &id)
		if line != id+" "+want[id] && wrong < 5 {
			r.t.Errorf("%q, want %q", line, want[id])
			wrong++
		}
		delete(want, id)
	}
	if len(want) > 0 {
		r.t.Errorf("%d leads are missing", len(want))
	}
	if n := r.db.Int(r.t, "SELECT count(*) - count(DISTINCT number) FROM import_rejects"); n != 0 {
		r.t.Errorf("%d rows were rejected twice", n)
	}
	r.settle()
	r.await("the facts", time.Minute, func() bool { return r.db.Int(r.t, "SELECT count(*) FROM outbox") == 0 })
	if n := r.db.Int(r.t, "SELECT count(*) FROM events WHERE type = 'lead.created'"); n != int(file.expected.Created) {
		r.t.Errorf("%d facts of new leads, want %d", n, file.expected.Created)
	}
}
