package isolation_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/sim/supabase"
	"github.com/carillonhq/carillon/internal/tenant"
)

// layers are which of the two layers between tenants stand.
type layers struct{ wall, words bool }

// house is an installation with two tenants, A and B, and a cast that is nobody's.
type house struct {
	t              *testing.T
	db             *dbtest.DB
	rooms          *assembly.House
	url            string
	issuer         *supabase.Server
	log            *logbook
	a, b, stranger cast
	foreign        []string // what must never be seen by A: B's ids, and its token in every word
	sums           []string // of B
	choice         string   // A's header Carillon-Tenant where the request has none; empty for none
}

// logbook is a log in memory.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newHouse(t *testing.T, stands layers) *house {
	t.Helper()
	h := &house{t: t, db: dbtest.New(t), log: &logbook{}, a: newCast("avocetta"), b: newCast("dotterel"), stranger: newCast("wheatear")} // in this order where lists are sorted
	populate(t, h.db, h.b)
	populate(t, h.db, h.a)
	url := h.db.URL
	if !stands.wall {
		openWall(t, h.db)
	}
	if !stands.words {
		url = withoutWords(t, url)
	}
	h.open(url)
	for _, c := range []cast{h.a, h.b, h.stranger} {
		h.tokens(c)
	}
	h.foreign = append(h.b.ids(), h.b.token, h.b.values["phone"])
	h.sums = checksums(t, h.db.Admin, h.b.id("tenant_id"))
	return h
}

// open starts the issuer and the front door.
func (h *house) open(databaseURL string) {
	h.t.Helper()
	var err error
	h.issuer, err = supabase.New(supabase.Options{Users: []supabase.User{{ID: h.a.values["admin_id"]}, {ID: h.b.values["admin_id"]}}})
	if err != nil {
		h.t.Fatal(err)
	}
	keys := httptest.NewServer(h.issuer)
	h.t.Cleanup(keys.Close)
	h.issuer.SetURL(keys.URL)
	const masterKeys = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=" // 32 times the letter k
	cfg := config.Config{
		DatabaseURL: databaseURL, SupabaseURL: keys.URL, JWTAudience: "authenticated", MasterKeys: masterKeys, Instances: 1, Pumps: 1,
		ContactHours: config.Hours{Start: 0, End: 24}, PublicURL: "http://127.0.0.1",
		APIReads: 1_000_000, APIWrites: 1_000_000, APIBulk: 1_000_000, APIAddress: 1_000_000, Streams: 1000, TenantStreams: 1000,
	}
	log := slog.New(slog.NewJSONHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h.rooms, err = assembly.New(context.Background(), cfg, log, assembly.Choices{Timing: dispatch.DefaultTiming()})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(h.rooms.Close)
	door, err := h.rooms.Server(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	front := httptest.NewServer(door.Handler())
	h.t.Cleanup(front.Close)
	h.url = front.URL
}

// tokens adds to a cast the proofs that go with its callback addresses.
func (h *house) tokens(c cast) {
	book := h.rooms.Book
	texting := db.Connection{Provider: "brevo", EndpointID: c.id("endpoint_id")}
	address := book.MessageURL(texting, c.id("attempt_id"))
	c.values["message_token"] = address[strings.LastIndex(address, "/")+1:]
	c.values["callback_token"] = book.CallbackToken(texting)
	c.values["voice_callback_token"] = book.CallbackToken(db.Connection{EndpointID: c.id("voice_endpoint_id")})
	c.values["cursor"] = "c1.e30.e30"
}

// call sends a request as somebody's tenant_admin.
func (h *house) call(who cast, method, path string, header http.Header, body string) (int, http.Header, string) {
	h.t.Helper()
	r, err := http.NewRequest(method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	token, err := h.issuer.Token(who.values["admin_id"])
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if h.choice != "" && who.token == h.a.token {
		r.Header.Set("Carillon-Tenant", h.choice)
	}
	for name, values := range header {
		r.Header[name] = values
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(present(answer))
	if err != nil {
		h.t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, string(text)
}

// present is an answer's body; of a stream, what there is now, up to the comment that says so.
func present(answer *http.Response) io.Reader {
	if answer.Header.Get("Content-Type") != "text/event-stream" {
		return answer.Body
	}
	var told strings.Builder
	for lines := bufio.NewScanner(answer.Body); lines.Scan() && !strings.HasPrefix(lines.Text(), ":"); {
		told.WriteString(lines.Text() + "\n")
	}
	return strings.NewReader(told.String())
}

// apply has A's stored callbacks applied and says what became of the newest.
func (h *house) apply() string {
	h.t.Helper()
	id := h.a.id("tenant_id")
	if err := h.rooms.Callbacks.Apply(context.Background(), tenant.Job("callbacks", id)); err != nil {
		return stateOf(err)
	}
	return strings.Join(texts(h.t, h.db.Admin,
		"SELECT feed || ' ' || status || ' ' || coalesce(last_error, '') FROM callbacks WHERE tenant_id = $1 ORDER BY received_at DESC LIMIT 1", id), "")
}

// reset makes a tenant anew, as it was at first.
func (h *house) reset(c cast) {
	h.t.Helper()
	sql := "BEGIN; SET LOCAL session_replication_role = replica;" // references are whole again at the end
	for _, table := range walledTables(h.t, h.db.Admin) {
		sql += "DELETE FROM " + table + " WHERE tenant_id = " + quoted(c.values["tenant_id"]) + ";"
	}
	h.db.Exec(h.t, sql+c.fill(tenantSQL)+"COMMIT")
}

// harmed says whether B is not what it was, and makes it that again.
func (h *house) harmed() bool {
	h.t.Helper()
	if slices.Equal(h.sums, checksums(h.t, h.db.Admin, h.b.id("tenant_id"))) {
		return false
	}
	h.reset(h.b)
	h.sums = checksums(h.t, h.db.Admin, h.b.id("tenant_id"))
	return true
}

// leaked is what of B a text holds, other than what A itself has put in.
func (h *house) leaked(text string, put ...string) []string {
	for _, own := range put {
		text = strings.ReplaceAll(text, own, "")
	}
	return slices.DeleteFunc(slices.Clone(h.foreign), func(secret string) bool { return !strings.Contains(text, secret) })
}
