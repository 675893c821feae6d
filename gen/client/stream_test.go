package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// streams answers with a stream that is cut off after a text.
func streams(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/event-stream")
	_, _ = io.WriteString(w, text)
}

func TestStreamThatIsCutOffGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{
			lost: func(nth int) bool { return nth == 1 || nth == 2 },
			answer: func(w http.ResponseWriter, nth int) {
				switch nth {
				case 0:
					streams(w, "id: 7\nevent: lead.created\ndata: {\"sequence\":7}\n\n: all\nid: 12\n\nid: 13\ndata: {\"seq")
				case 3, 4, 5, 6:
					w.Header().Set("Content-Type", "application/problem+json")
					w.WriteHeader(503)
				case 7:
					streams(w, "id: 13\nevent: lead.created\ndata: {\"sequence\":13}\n\n")
				default:
					w.WriteHeader(204)
				}
			},
		}
		api := w.api(t)

		var heard []int64
		for e, err := range api.Events.Stream(t.Context(), &client.StreamEventsParams{After: new(int64(6))}) {
			if err != nil {
				t.Fatal(err)
			}
			heard = append(heard, e.Sequence)
		}

		if !slices.Equal(heard, []int64{7, 13}) {
			t.Errorf("heard %v", heard)
		}
		if last := w.header("Last-Event-ID"); !slices.Equal(last, []string{"", "12", "12", "12", "12", "12", "12", "12", "13"}) {
			t.Errorf("asked for what comes after %q", last)
		}
	})
}

func TestStreamThatSaysNothingIsOpenedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		opened := 0
		never, _ := io.Pipe()
		api, err := client.Connect("http://carillon.example", client.Options{Auth: client.Token("x"), Transport: transport(func(*http.Request) *http.Response {
			if opened++; opened > 1 {
				return &http.Response{StatusCode: 204, Body: http.NoBody}
			}
			return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/event-stream"}}, Body: never}
		})})
		if err != nil {
			t.Fatal(err)
		}

		for _, err := range api.Campaigns.Stream(t.Context(), uuid.Nil) {
			t.Errorf("nothing was said: %v", err)
		}

		if opened != 2 {
			t.Errorf("opened %d times", opened)
		}
	})
}

// transport answers requests as a function says.
type transport func(*http.Request) *http.Response

// RoundTrip implements http.RoundTripper.
func (f transport) RoundTrip(q *http.Request) (*http.Response, error) { return f(q), nil }

func TestStreamOfACampaignTellsStatesAndAccounts(t *testing.T) {
	t.Parallel()
	w := &wire{answer: func(w http.ResponseWriter, nth int) {
		if nth > 0 {
			w.WriteHeader(204)
			return
		}
		streams(w, "event: state\ndata: {\"status\":\"running\"}\n\nid: end\nevent: stats\ndata: {\"audience_size\":3}\n\n")
	}}
	api := w.api(t)

	var told []client.CampaignUpdate
	for u, err := range api.Campaigns.Stream(t.Context(), uuid.Nil) {
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, u)
	}

	if len(told) != 2 || told[0].State.Status != "running" || told[0].Stats != nil || told[1].Stats.AudienceSize != 3 || told[1].State != nil {
		t.Errorf("told %+v", told)
	}
	if last := w.header("Last-Event-ID"); !slices.Equal(last, []string{"", "end"}) {
		t.Errorf("asked for what comes after %q", last)
	}
}

func TestStreamEndsWithWhatAnotherTryCannotMend(t *testing.T) {
	t.Parallel()
	refusing := &wire{answer: func(w http.ResponseWriter, _ int) { w.WriteHeader(403) }}
	telling := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		streams(w, "data: {}\n\n")
		_ = http.NewResponseController(w).Flush()
		<-q.Context().Done()
	}))
	defer telling.Close()
	api, err := client.Connect(telling.URL, client.Options{Auth: client.Token("x")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	enough := errors.New("enough")

	var problem *client.Error
	for _, err := range refusing.api(t).Events.Stream(t.Context(), nil) {
		if !errors.As(err, &problem) || problem.Status != 403 {
			t.Errorf("refused with %v", err)
		}
	}
	var ended error
	for _, err := range api.Events.Stream(ctx, nil) {
		ended = err
		cancel(enough)
	}
	for range api.Events.Stream(t.Context(), nil) {
		break // hangs up: else the server could not be closed
	}

	if problem == nil || len(refusing.got) != 1 {
		t.Errorf("refused %d times", len(refusing.got))
	}
	if !errors.Is(ended, enough) {
		t.Errorf("ended with %v", ended)
	}
}
