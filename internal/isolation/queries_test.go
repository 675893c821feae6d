package isolation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dbtest"
)

// predicate is how every query names the tenant for itself.
var predicate = regexp.MustCompile(`(?:\w+\.)?tenant_id = current_tenant\(\)`)

// Which of a query's own predicates are taken out.
const (
	none = -1
	all  = -2
)

// stripping is a DBTX that takes predicates out of what it runs.
type stripping struct {
	pgx.Tx
	which int // one of them by its number, or none, or all
	count *int
}

func (s stripping) strip(sql string) string {
	n := 0
	sql = predicate.ReplaceAllStringFunc(sql, func(p string) string {
		n++
		if s.which == all || s.which == n-1 {
			return "true"
		}
		return p
	})
	*s.count = n
	return sql
}

// Exec implements db.DBTX.
func (s stripping) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return s.Tx.Exec(ctx, s.strip(sql), args...)
}

// Query implements db.DBTX.
func (s stripping) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return s.Tx.Query(ctx, s.strip(sql), args...)
}

// QueryRow implements db.DBTX.
func (s stripping) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return s.Tx.QueryRow(ctx, s.strip(sql), args...)
}

// same is a text that stands wherever a query may look for one, in both tenants' rows. It sorts
// before their other texts, so that pages after it have something on them.
const same = "sms"

// uniform is a cast whose things all have one id, so that any id of any query hits one of them,
// and whose texts are all the same.
func uniform(token string) cast {
	c := newCast(token)
	first, second := uuid.NewString(), uuid.NewString()
	for name, v := range c.values {
		if uuid.Validate(v) == nil {
			c.values[name] = first
		}
	}
	for _, name := range []string{"other_id", "admin_id", "admin_membership_id", "voice_endpoint_id"} {
		c.values[name] = second
	}
	for _, name := range []string{"tag", "list_name", "connection_name", "external_id", "email", "recipient_key", "message_id", "event_type", "event_key", "sealed", "upload_key"} {
		c.values[name] = same
	}
	c.values["earliest_id"] = uuid.UUID{15: 1}.String() // before any other: runs are paged by their ids
	c.values["tenant_id"] = uuid.NewString()
	return c
}

// states are all states and kinds that rows can have, for parameters that name some.
var states = []string{
	same, "whatsapp", "email", "voice", "brevo", "vapi", "smtp", "draft", "scheduled", "preparing", "running", "paused", "completed",
	"cancelled", "failed", "pending", "sending", "accepted", "unknown", "skipped", "expired", "unresolved", "rejected", "not_sent",
	"open", "closed", "unsubscribed", "manual", "bot", "human", "active", "call", "delivering", "leads",
}

// arguments makes the value of a parameter by its type: the ids of a cast, an instant, and
// otherwise what hits most. Of numbers in the log that is the middle one.
func arguments(t *testing.T, of reflect.Type, c cast, at time.Time) reflect.Value {
	t.Helper()
	ids := []uuid.UUID{c.id("lead_id"), c.id("other_id")}
	for _, v := range []any{
		ids[0], ids, at, []time.Time{at, at}, same, states, json.RawMessage("{}"), []byte("{}"), [][]byte{{1}, {2}},
		int32(50), []int32{1, 1}, int64(2), []int64{50, 2}, float64(1), []float64{1, 1}, true, []bool{true, false},
		[]netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")},
	} {
		if reflect.TypeOf(v) == of {
			return reflect.ValueOf(v)
		}
	}
	made := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.Pointer:
		made.Set(reflect.New(of.Elem()))
		made.Elem().Set(arguments(t, of.Elem(), c, at))
	case reflect.Struct:
		for i := range of.NumField() {
			since := at
			if strings.HasSuffix(of.Field(i).Name, "After") { // what lies between two instants has to find something
				since = at.AddDate(-50, 0, 0)
			}
			made.Field(i).Set(arguments(t, of.Field(i).Type, c, since))
		}
	default:
		t.Fatalf("no argument of type %s is known here: add one", of)
	}
	return made
}

// Business instants to ask with: some queries want what is due before, others what is after.
var instants = []time.Time{time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)}

// stage is a database with two tenants, seen by A as the service sees it.
type stage struct {
	t    *testing.T
	conn *pgx.Conn
	a, b cast
}

// run calls a query as A with B's ids and takes it back. It returns what A could tell (results,
// error), what became of B, and how many predicates the query has.
func (s stage) run(name string, which int) (told, after string, predicates int) {
	s.t.Helper()
	var said []string
	for _, at := range instants {
		line, sums := s.once(name, which, at, &predicates)
		said, after = append(said, line), after+sums
	}
	return strings.Join(said, "\n"), after, predicates
}

func (s stage) once(name string, which int, at time.Time, predicates *int) (string, string) {
	s.t.Helper()
	ctx := context.Background()
	tx, err := s.conn.Begin(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	for _, sql := range []string{"SET LOCAL ROLE carillon_app", "SET LOCAL app.tenant_id = " + quoted(s.a.values["tenant_id"])} {
		if _, err := tx.Exec(ctx, sql); err != nil {
			s.t.Fatal(err)
		}
	}
	inner, err := tx.Begin(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	method := reflect.ValueOf(db.New(stripping{inner, which, predicates})).MethodByName(name)
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < method.Type().NumIn(); i++ {
		args = append(args, arguments(s.t, method.Type().In(i), s.b, at))
	}
	told, failed := tell(s.t, method.Call(args))
	if failed {
		_ = inner.Rollback(ctx)
	}
	if _, err := tx.Exec(ctx, "RESET ROLE"); err != nil {
		s.t.Fatal(err)
	}
	return told, strings.Join(checksums(s.t, tx, s.b.id("tenant_id")), "\n")
}

var clocked = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)`)

// tell is what a query's results say, clocks aside.
func tell(t *testing.T, results []reflect.Value) (string, bool) {
	t.Helper()
	last := len(results) - 1
	err, _ := results[last].Interface().(error)
	var said []string
	for _, r := range results[:last] {
		text, problem := json.Marshal(r.Interface())
		if problem != nil {
			t.Fatal(problem)
		}
		said = append(said, clocked.ReplaceAllString(string(text), "<time>"))
	}
	return strings.Join(append(said, stateOf(err)), " "), err != nil
}

// queries are the names of all queries there are.
func queries() []string {
	var names []string
	for m := range reflect.TypeFor[*db.Queries]().Methods() {
		if m.Name != "WithTx" {
			names = append(names, m.Name)
		}
	}
	return names
}

// TestEitherLayerOfAQueryIsEnough calls every query there is as one tenant with the other's ids:
// with both layers, with each of its own predicates taken out, with all of them taken out, and
// without row security. All must tell the same and change nothing of the other's; only without both
// layers must the other be seen, or the test would prove nothing.
func TestEitherLayerOfAQueryIsEnough(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	s := stage{t, nil, uniform("wheatear"), uniform("whinchat")}
	s.a.values["last_seq"] = "2000000" // after the other's, so that a query for the first finds that
	populate(t, d, s.b)                // first, so that a query for any row finds this one
	populate(t, d, s.a)
	var err error
	if s.conn, err = pgx.Connect(context.Background(), d.AdminURL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.conn.Close(context.Background()) })
	before := strings.Join(checksums(t, d.Admin, s.b.id("tenant_id")), "\n")
	before += before // one for each instant

	told, predicates, stripped := map[string]string{}, map[string]int{}, 0
	hold := func(name, layers, got, after string) {
		if got != told[name] {
			t.Errorf("%s %s tells something else:\n%s\n%s", name, layers, got, told[name])
		}
		if after != before {
			t.Errorf("%s %s changes another tenant:\n%s\n%s", name, layers, before, after)
		}
	}
	for _, name := range queries() {
		var after string
		told[name], after, predicates[name] = s.run(name, none)
		hold(name, "as it is", told[name], after)
		for which := range predicates[name] {
			got, after, _ := s.run(name, which)
			hold(name, fmt.Sprintf("without predicate %d", which+1), got, after)
			stripped++
		}
		if predicates[name] > 1 {
			got, after, _ := s.run(name, all)
			hold(name, "without predicates", got, after)
		}
	}
	openWall(t, d)
	for _, name := range queries() {
		got, after, _ := s.run(name, none)
		hold(name, "without a wall", got, after)
		got, after, _ = s.run(name, all)
		if leaks := got != told[name] || after != before; leaks != (predicates[name] > 0) {
			t.Errorf("%s without wall and predicates: leaks is %v, with %d predicates:\n%s", name, leaks, predicates[name], got)
		}
	}
	t.Logf("%d queries with %d predicates", len(told), stripped)
}
