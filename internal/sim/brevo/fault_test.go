package brevo_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

func send(b *testing.B, h http.Handler) {
	body := `{"sender":"Acme","recipient":"33600000001","content":"Hello, this is a message","tag":["0190c1a2-3b4c-7d5e-8f90-a1b2c3d4e5f6","c:1"]}`
	req := httptest.NewRequest("POST", "/v3/transactionalSMS/send", strings.NewReader(body))
	req.Header.Set("api-key", acmeKey)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	if w.Code != http.StatusCreated {
		b.Fatal(w.Code, w.Body)
	}
}

func TestKeyAndAddressAreChecked(t *testing.T) {
	t.Parallel()
	r := start(t, nil)

	wrong := r.do("xkeysib-nobody", "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	r.sim.SetFaults(brevo.Faults{UnknownIP: true})
	strange := r.do(acmeKey, "GET", "/v3/account", nil)

	if wrong.status != 401 || wrong.raw != `{"code":"unauthorized","message":"Key not found"}` {
		t.Errorf("wrong key: %d %s", wrong.status, wrong.raw)
	}
	if strange.status != 401 || !strings.Contains(strange.raw, "unrecognised IP address 127.0.0.1") {
		t.Errorf("unknown address: %d %s", strange.status, strange.raw)
	}
	if wrong.header.Get("x-sib-ratelimit-limit") == "" {
		t.Error("a refusal has no rate headers")
	}
}

func TestLostAndSpoiledRepliesAreAcceptedAllTheSame(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults brevo.Faults
		want   string
	}{
		"reply lost":         {brevo.Faults{ReplyLost: 1}, "error"},
		"error after accept": {brevo.Faults{ErrorAfterAccept: 1}, "500"},
		"page":               {brevo.Faults{HTML: 1}, "200"},
		"half a document":    {brevo.Faults{BrokenJSON: 1}, "201"},
		"without id":         {brevo.Faults{WithoutID: 1}, "201"},
		"too large":          {brevo.Faults{Huge: 1}, "201"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(o *brevo.Options) { o.Faults = c.faults })

			got, err := r.try(acmeKey, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

			outcome := fmt.Sprint(got.status)
			if err != nil {
				outcome = "error"
			}
			if outcome != c.want || got.body["messageId"] != nil && len(got.raw) < 1000 {
				t.Errorf("got %s %.80s, want %s", outcome, got.raw, c.want)
			}
			if n := r.sim.Counts().Total; n != 1 {
				t.Errorf("ledger counts %d, want 1", n)
			}
		})
	}
}

func TestHangingAndDrippingRepliesOutlastTheCaller(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string]brevo.Faults{"hang": {Hang: 1}, "drip": {Drip: 1}} {
		r := start(t, func(o *brevo.Options) { o.Faults = faults })
		req, err := http.NewRequest("POST", r.url+"/v3/transactionalSMS/send",
			strings.NewReader(`{"sender":"Acme","recipient":"33600000001","content":"Hello"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("api-key", acmeKey)
		client := http.Client{Timeout: 250 * time.Millisecond}

		resp, err := client.Do(req)
		if err == nil {
			_, err = io.ReadAll(resp.Body)
			_ = resp.Body.Close()
		}

		if err == nil {
			t.Errorf("%s: the reply came to an end", name)
		}
		if n := r.sim.Counts().Total; n != 1 {
			t.Errorf("%s: ledger counts %d, want 1", name, n)
		}
	}
}

func TestFaultsBeforeAcceptanceAcceptNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults brevo.Faults
		status int
	}{
		"down":      {brevo.Faults{Down: true}, 503},
		"too many":  {brevo.Faults{TooMany: 1, Reset: "-1"}, 429},
		"key":       {brevo.Faults{Unauthorized: true}, 401},
		"no credit": {brevo.Faults{NoCredit: true}, 402},
	} {
		r := start(t, func(o *brevo.Options) { o.Faults = c.faults })

		got := r.must(c.status, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

		if n := r.sim.Counts().Total; n != 0 {
			t.Errorf("%s: %d accepted", name, n)
		}
		if name == "too many" && got.header.Get("x-sib-ratelimit-reset") != "-1" {
			t.Errorf("reset header is %q", got.header.Get("x-sib-ratelimit-reset"))
		}
	}
}

func TestFaultsOfOneAccountLeaveTheOtherAlone(t *testing.T) {
	t.Parallel()
	r := start(t, nil)

	r.must(204, "POST", "/_sim/faults?account=acme", object{"down": true})

	r.must(503, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	if got := r.do(otherKey, "POST", "/v3/transactionalSMS/send", sms("33600000001")); got.status != 201 {
		t.Errorf("the other account got %d", got.status)
	}
	r.must(404, "POST", "/_sim/faults?account=nobody", object{})
}

func TestSameSeedGivesTheSameMishaps(t *testing.T) {
	t.Parallel()
	run := func() []int {
		r := start(t, func(o *brevo.Options) {
			o.Quiet = true
			o.Faults = brevo.Faults{Seed: 7, TooMany: .3, ErrorAfterAccept: .3}
		})
		var got []int
		for range 30 {
			got = append(got, r.do(acmeKey, "POST", "/v3/transactionalSMS/send", sms("33600000001")).status)
		}
		return got
	}

	first, second := run(), run()

	if !slices.Equal(first, second) || !slices.Contains(first, 429) || !slices.Contains(first, 500) {
		t.Errorf("runs were %v and %v", first, second)
	}
}

func TestBudgetIsPerAccountAndEndpointAndComesBack(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) {
		o.TimeScale = 10
		o.Limits = brevo.Limits{brevo.SendSMS: {Requests: 2, Per: 3 * time.Second}}
	})
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	second := r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

	refused := r.must(429, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

	if second.header.Get("x-sib-ratelimit-remaining") != "0" || refused.header.Get("x-sib-ratelimit-reset") != "1" {
		t.Errorf("headers are %v then %v", second.header, refused.header)
	}
	r.must(200, "GET", "/v3/account", nil)
	if got := r.do(otherKey, "POST", "/v3/transactionalSMS/send", sms("33600000001")); got.status != 201 {
		t.Errorf("the other account got %d", got.status)
	}
	time.Sleep(310 * time.Millisecond)
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
}

func TestLatencyDelaysTheAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.sim.SetLatency(60 * time.Millisecond)
	began := time.Now()

	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

	if took := time.Since(began); took < 60*time.Millisecond {
		t.Errorf("took %v", took)
	}
}
