package scenario_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// endless says whether an answer is a stream, which ends when its reader has had enough.
func endless(answer *http.Response) bool {
	return answer.Header.Get("Content-Type") == "text/event-stream"
}

// whole is the body of an answer; of a stream, what there is now.
func whole(answer *http.Response) ([]byte, error) {
	defer answer.Body.Close()
	if !endless(answer) {
		return io.ReadAll(answer.Body)
	}
	var raw []byte
	for f := range frames(answer.Body) {
		if f.comment {
			break
		}
		raw = append(raw, f.data+"\n"...)
	}
	return raw, nil
}

// frame is one thing that a stream tells.
type frame struct {
	id, event, data string
	comment         bool
	at              time.Time
}

// frames are what a stream tells until it ends.
func frames(body io.Reader) func(yield func(frame) bool) {
	return func(yield func(frame) bool) {
		var f frame
		lines := bufio.NewScanner(body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				f.id = value
			case "event":
				f.event = value
			case "data":
				f.data = value
			default:
				f.comment = f.comment || strings.HasPrefix(lines.Text(), ":")
			}
			if lines.Text() != "" {
				continue
			}
			f.at = time.Now()
			if !yield(f) {
				return
			}
			f = frame{}
		}
	}
}

// reader reads a stream beside a test.
type reader struct {
	r      *rig
	frames chan frame // closed when the stream has ended
	close  context.CancelFunc
}

// stream opens a stream, which must be there.
func (r *rig) stream(path string, header http.Header) *reader {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.t.Context())
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/api/v1"+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	q.Header = header
	answer, err := checked{r}.RoundTrip(q)
	if err != nil {
		r.t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || !endless(answer) {
		body, _ := whole(answer)
		r.t.Fatalf("%s is no stream: %d %s", path, answer.StatusCode, body)
	}
	v := &reader{r: r, frames: make(chan frame), close: cancel}
	r.t.Cleanup(cancel)
	go func() {
		defer close(v.frames)
		defer answer.Body.Close()
		for f := range frames(answer.Body) {
			select {
			case v.frames <- f:
			case <-ctx.Done():
				return
			}
		}
	}()
	return v
}

// next is what comes next; the test fails when nothing does for half a minute.
func (v *reader) next() frame {
	v.r.t.Helper()
	select {
	case f, more := <-v.frames:
		if !more {
			v.r.t.Fatal("the stream has ended")
		}
		return f
	case <-time.After(30 * time.Second):
		v.r.t.Fatal("nothing comes")
	}
	return frame{}
}

// now is what there is at present, with the position that goes with it.
func (v *reader) now() (told []frame, id string) {
	v.r.t.Helper()
	for {
		f := v.next()
		if f.comment {
			return told, f.id
		}
		told = append(told, f)
	}
}

// events are the next n.
func (v *reader) events(n int) []client.Event {
	v.r.t.Helper()
	var all []client.Event
	for len(all) < n {
		if f := v.next(); !f.comment {
			all = append(all, v.event(f))
		}
	}
	return all
}

// event is what a frame tells, which must fit its id and its type.
func (v *reader) event(f frame) client.Event {
	v.r.t.Helper()
	var e client.Event
	if err := json.Unmarshal([]byte(f.data), &e); err != nil || strconv.FormatInt(e.Sequence, 10) != f.id || e.Type != f.event {
		v.r.t.Errorf("%+v: %v", f, err)
	}
	return e
}

// ends waits for the end of a stream, and fails the test when it does not come in time.
func (v *reader) ends(within time.Duration) {
	v.r.t.Helper()
	for late := time.After(within); ; {
		select {
		case _, more := <-v.frames:
			if !more {
				return
			}
		case <-late:
			v.r.t.Errorf("the stream did not end within %v", within)
			return
		}
	}
}

// resuming is a header with the id where a stream goes on.
func resuming(h http.Header, id string) http.Header {
	h = h.Clone()
	h.Set("Last-Event-ID", id)
	return h
}
