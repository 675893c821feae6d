package trace_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/trace"
)

const (
	id     = "4bf92f3577b34da6a3ce929d0e0e4736"
	parent = "00-" + id + "-00f067aa0ba902b7-01"
	other  = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
)

func TestTraceparentIsHandedOnAsItCame(t *testing.T) {
	t.Parallel()
	var nobody *trace.Tracer

	ctx, span := nobody.Begin(t.Context(), trace.Request, "a request", parent)
	span.End("")
	header := http.Header{}
	trace.Pass(ctx, header)

	if got := header.Get("traceparent"); got != parent || *trace.Kept(ctx) != parent || trace.ID(ctx) != id {
		t.Errorf("handed on as %q", got)
	}
}

func TestWhatIsNoTraceparentBeginsATraceOfItsOwn(t *testing.T) {
	t.Parallel()
	var nobody *trace.Tracer
	seen := map[string]bool{}

	for _, text := range []string{
		"", "no trace at all", id, parent + "-more", "ff" + parent[2:], strings.ToUpper(parent), parent[:54],
		"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-" + id + "-0000000000000000-01", "00-" + id + "-00f067aa0ba902b7-<script>",
	} {
		ctx, _ := nobody.Begin(t.Context(), trace.Request, "a request", text)
		own := trace.Parent(ctx)
		if len(own) != 55 || trace.ID(ctx) == id || seen[own] {
			t.Errorf("%q begins %q", text, own)
		}
		seen[own] = true
		if followed := trace.Follow(ctx, text); trace.Parent(followed) != own {
			t.Errorf("%q is followed to %q", text, trace.Parent(followed))
		}
	}
}

func TestFollowingChangesTheTraceAndNeverTheNearestParentWithinIt(t *testing.T) {
	t.Parallel()
	within := trace.Follow(t.Context(), parent)

	if got := trace.Parent(trace.Follow(within, "00-"+id+"-1111111111111111-01")); got != parent {
		t.Errorf("within the trace: %q", got)
	}
	if got := trace.Parent(trace.FollowKept(within, new(other))); got != other {
		t.Errorf("into another: %q", got)
	}
	if got := trace.Parent(trace.FollowKept(within, nil)); got != parent {
		t.Errorf("after nothing: %q", got)
	}
	if trace.Parent(t.Context()) != "" || trace.ID(t.Context()) != "" || trace.Kept(t.Context()) != nil {
		t.Error("outside of a trace there is one")
	}
}

func TestLineUnderATraceNamesIt(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	log := trace.Logger(slog.New(slog.NewTextHandler(&text, nil))).With("part", "one")

	log.InfoContext(trace.Follow(t.Context(), parent), "within")
	log.InfoContext(t.Context(), "outside")

	lines := strings.Split(text.String(), "\n")
	if !strings.Contains(lines[0], "part=one trace_id="+id) || strings.Contains(lines[1], "trace_id") {
		t.Errorf("the log is %s", text.String())
	}
}

func TestSpansThatCannotBeSentAreToldInTheLogAndCostNothingElse(t *testing.T) {
	t.Parallel()
	full := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }))
	t.Cleanup(full.Close)
	var text bytes.Buffer
	tracer, err := trace.New(t.Context(), trace.Options{Endpoint: full.URL, Ratio: 1, Log: slog.New(slog.NewTextHandler(&text, nil))})
	if err != nil {
		t.Fatal(err)
	}

	ctx, span := tracer.Begin(context.Background(), trace.Work, "a job", parent)
	_, inner := trace.Start(ctx, trace.Call, "a call")
	inner.End("no_answer", slog.Int("status", 0))
	span.End("")
	tracer.Close()

	if got := trace.Parent(ctx); !strings.HasPrefix(got, "00-"+id) || got == parent {
		t.Errorf("a span of its own has %q", got)
	}
	if !strings.Contains(text.String(), "event=spans_lost spans=2") {
		t.Errorf("the log is %q", text.String())
	}
}
