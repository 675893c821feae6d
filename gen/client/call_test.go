package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// wire is a server without a network: what it was asked, and what it answers the request so many in a
// row, the first being 0.
type wire struct {
	got    []*http.Request
	bodies []string
	answer func(w http.ResponseWriter, nth int)
	lost   func(nth int) bool
	slow   time.Duration
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(q *http.Request) (*http.Response, error) {
	var body []byte
	if q.Body != nil {
		body, _ = io.ReadAll(q.Body)
	}
	w.got, w.bodies = append(w.got, q.Clone(context.Background())), append(w.bodies, string(body))
	select {
	case <-q.Context().Done():
		return nil, q.Context().Err()
	case <-time.After(w.slow):
	}
	if w.lost != nil && w.lost(len(w.got)-1) {
		return nil, errors.New("connection reset by peer")
	}
	recorder := httptest.NewRecorder()
	w.answer(recorder, len(w.got)-1)
	return recorder.Result(), nil
}

// header is what each request said under a name.
func (w *wire) header(name string) []string {
	var said []string
	for _, q := range w.got {
		said = append(said, q.Header.Get(name))
	}
	return said
}

func (w *wire) api(t *testing.T, change ...func(*client.Options)) *client.API {
	t.Helper()
	o := client.Options{Auth: client.Token("crl_test_key"), Transport: w}
	for _, c := range change {
		c(&o)
	}
	api, err := client.Connect("http://carillon.example/", o)
	if err != nil {
		t.Fatal(err)
	}
	return api
}

func says(status int, body string) func(http.ResponseWriter, int) {
	return func(w http.ResponseWriter, _ int) { write(w, status, body) }
}

func write(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// refuses are answers with these codes one after the other, and good ones after the last.
func refuses(codes ...string) func(http.ResponseWriter, int) {
	return func(w http.ResponseWriter, nth int) {
		if nth >= len(codes) {
			write(w, 200, `{"title":"Call Mia"}`)
			return
		}
		status := map[string]int{"unavailable": 503, "token_expired": 401, "rate_limited": 429, "not_found": 404}[codes[nth]]
		write(w, status, fmt.Sprintf(`{"code":%q,"status":%d,"detail":"Do better.","request_id":"req_1"}`, codes[nth], status))
	}
}

func TestRequestSaysWhoAsksForWhomAndWithWhat(t *testing.T) {
	t.Parallel()
	w := &wire{answer: refuses()}
	api := w.api(t, func(o *client.Options) { o.Tenant = "bluebird" })

	_, err := api.Tasks.Create(t.Context(), client.NewTask{Title: "Call Mia"})
	_, again := api.Tasks.Get(t.Context(), uuid.Nil, client.WithTenant("harbor"), client.WithVersion(3))

	q := w.got[0]
	agent := "carillon-go/" + client.Version + " (" + runtime.Version() + "; " + runtime.GOOS + ")"
	if err != nil || q.Method != "POST" || q.URL.String() != "http://carillon.example/api/v1/tasks" || w.bodies[0] != `{"title":"Call Mia"}` {
		t.Errorf("%v: %s %s %s", err, q.Method, q.URL, w.bodies[0])
	}
	if q.Header.Get("Authorization") != "Bearer crl_test_key" || q.Header.Get("User-Agent") != agent || len(q.Header.Get("Idempotency-Key")) < 22 {
		t.Errorf("%v", q.Header)
	}
	if tenants := w.header("Carillon-Tenant"); again != nil || !slices.Equal(tenants, []string{"bluebird", "harbor"}) {
		t.Errorf("%v for %v", again, tenants)
	}
	if versions := w.header("If-Match"); !slices.Equal(versions, []string{"", `"3"`}) {
		t.Errorf("for versions %q", versions)
	}
	if w.got[1].Header.Get("Idempotency-Key") != "" {
		t.Error("what only reads has a key")
	}
}

func TestWriteThatFailsInPassingIsRepeatedUnderItsKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: refuses("", "unavailable"), lost: func(nth int) bool { return nth == 0 }}
		began := time.Now()

		task, err := w.api(t).Tasks.Create(t.Context(), client.NewTask{Title: "Call Mia"})

		keys := slices.Compact(w.header("Idempotency-Key"))
		if err != nil || task.Title != "Call Mia" || len(w.got) != 3 || len(keys) != 1 || len(slices.Compact(w.bodies)) != 1 {
			t.Errorf("%v: %d attempts under %v with %v", err, len(w.got), keys, w.bodies)
		}
		if took := time.Since(began); took < 750*time.Millisecond || took > 1500*time.Millisecond {
			t.Errorf("it took %v", took)
		}
	})
}

func TestEachCallHasAKeyOfItsOwnUnlessItIsGiven(t *testing.T) {
	t.Parallel()
	w := &wire{answer: refuses()}
	api := w.api(t)

	for range 2 {
		_, _ = api.Tasks.Create(t.Context(), client.NewTask{Title: "x"})
		_, _ = api.Tasks.Create(t.Context(), client.NewTask{Title: "x"}, client.WithIdempotencyKey("order-17"))
	}

	keys := w.header("Idempotency-Key")
	if keys[0] == keys[2] || keys[1] != "order-17" || keys[3] != "order-17" {
		t.Errorf("%v", keys)
	}
}

func TestAttemptsAreCountedAndTheLastFailureIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for attempts, want := range map[int]int{0: 3, 1: 1, 5: 5} {
			w := &wire{answer: refuses(slices.Repeat([]string{"unavailable"}, 9)...)}

			_, err := w.api(t, func(o *client.Options) { o.Attempts = attempts }).Me.Get(t.Context())

			var refused *client.Error
			if !errors.As(err, &refused) || refused.Code != "unavailable" || len(w.got) != want {
				t.Errorf("%d attempts: %v after %d", attempts, err, len(w.got))
			}
		}
	})
}

func TestWhatIsRefusedIsNotRepeated(t *testing.T) {
	t.Parallel()
	w := &wire{answer: refuses("not_found")}

	_, err := w.api(t).Tasks.Get(t.Context(), uuid.Nil)

	var refused *client.Error
	if !errors.As(err, &refused) || refused.Status != 404 || refused.RequestID != "req_1" || len(w.got) != 1 {
		t.Errorf("%v after %d", err, len(w.got))
	}
	if text := err.Error(); text != "404 not_found: Do better. (req_1)" {
		t.Error(text)
	}
}

func TestFieldsThatNeedAttentionAreTold(t *testing.T) {
	t.Parallel()
	w := &wire{answer: says(422, `{"code":"validation_failed","detail":"Mend it.","errors":[
		{"in":"body","pointer":"/phone","code":"format","message":"Write +1…"},{"in":"query","name":"limit","code":"maximum","message":"At most 200."}]}`)}

	_, err := w.api(t).Leads.ListPage(t.Context(), nil)

	var refused *client.Error
	if !errors.As(err, &refused) || len(refused.Errors) != 2 {
		t.Errorf("%+v", err)
	}
	if text := err.Error(); text != "422 validation_failed: Mend it.; body /phone: Write +1…; query limit: At most 200." {
		t.Error(text)
	}
}

func TestAnswerOfSomethingBeforeTheServerIsAnErrorToo(t *testing.T) {
	t.Parallel()

	for status, body := range map[int]string{302: "", 404: "<html>", 413: "{}"} {
		_, err := (&wire{answer: says(status, body)}).api(t).Me.Get(t.Context())
		var refused *client.Error
		if !errors.As(err, &refused) || refused.Status != status || refused.Code != "unreadable" {
			t.Errorf("%d: %v", status, err)
		}
	}
	if _, err := (&wire{answer: says(200, "<html>")}).api(t).Me.Get(t.Context()); err == nil {
		t.Error("a page was read as an answer")
	}
}

func TestExpiredTokenIsReplacedOnce(t *testing.T) {
	t.Parallel()
	var asked []string
	fresh := func(_ context.Context, expired string) (string, error) {
		asked = append(asked, expired)
		return fmt.Sprint("token-", len(asked)), nil
	}
	w := &wire{answer: refuses("token_expired")}

	_, err := w.api(t, func(o *client.Options) { o.Auth = fresh }).Me.Get(t.Context())
	stubborn := &wire{answer: refuses("token_expired", "token_expired", "token_expired")}
	_, still := stubborn.api(t, func(o *client.Options) { o.Auth = fresh }).Me.Get(t.Context())
	static := &wire{answer: refuses("token_expired", "token_expired")}
	_, same := static.api(t).Me.Get(t.Context())

	if sent := w.header("Authorization"); err != nil || !slices.Equal(sent, []string{"Bearer token-1", "Bearer token-2"}) || asked[1] != "token-1" {
		t.Errorf("%v: %v %v", err, sent, asked)
	}
	if still == nil || len(stubborn.got) != 2 || same == nil || len(static.got) != 1 {
		t.Errorf("%v after %d, %v after %d", still, len(stubborn.got), same, len(static.got))
	}
}

func TestAnswerThatIsLateIsAskedForAgainUntilTheContextEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: refuses(), slow: time.Minute}
		began := time.Now()

		_, err := w.api(t, func(o *client.Options) { o.Timeout = time.Second }).Me.Get(t.Context())

		if !errors.Is(err, client.ErrNoAnswer) || !errors.Is(err, context.DeadlineExceeded) || len(w.got) != 3 || time.Since(began) > 5*time.Second {
			t.Errorf("%v after %d attempts and %v", err, len(w.got), time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), 1200*time.Millisecond)
		defer cancel()
		w.got = nil
		_, err = w.api(t, func(o *client.Options) { o.Timeout = time.Second }).Me.Get(ctx)
		if !errors.Is(err, client.ErrNoAnswer) || len(w.got) != 1 || ctx.Err() != nil {
			t.Errorf("%v after %d attempts", err, len(w.got))
		}
	})
}

func TestCallEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: refuses("rate_limited", "rate_limited"), slow: 10 * time.Second}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)

		_, err := w.api(t).Me.Get(ctx)

		if !errors.Is(err, context.Canceled) || len(w.got) != 1 {
			t.Errorf("%v after %d", err, len(w.got))
		}
	})
}
