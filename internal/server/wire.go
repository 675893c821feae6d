package server

import (
	"bytes"
	"errors"
	"net/http"
	"time"
)

// errGone: the caller reads no more. Nobody is told of it.
var errGone = errors.New("the caller of a stream is gone")

// patience is how long a caller of a stream may take to read before they are let go.
const patience = 30 * time.Second

// wire writes server-sent events. A caller who is slow waits for themselves only.
type wire struct {
	w       http.ResponseWriter
	control *http.ResponseController
	pending bytes.Buffer
}

// opened begins an answer that is a stream, which proxies are asked not to hold back.
func opened(w http.ResponseWriter) *wire {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	return &wire{w: w, control: http.NewResponseController(w)}
}

// add puts an event behind those that go out with the next flush; data is one line. Without an id the
// caller keeps the one they have.
func (o *wire) add(id, name string, data []byte) {
	o.field("id", []byte(id))
	o.field("event", []byte(name))
	o.field("data", data)
	o.pending.WriteByte('\n')
}

// comment sends a sign of life, and an id with it where there is one.
func (o *wire) comment(id string) error {
	o.pending.WriteString(": this is all until now\n")
	o.field("id", []byte(id))
	o.pending.WriteByte('\n')
	return o.flush()
}

func (o *wire) field(name string, value []byte) {
	if len(value) == 0 {
		return
	}
	o.pending.WriteString(name + ": ")
	o.pending.Write(value)
	o.pending.WriteByte('\n')
}

// flush sends what was added, if anything was. It fails with errGone.
func (o *wire) flush() error {
	if o.pending.Len() == 0 {
		return nil
	}
	defer o.pending.Reset()
	_ = o.control.SetWriteDeadline(time.Now().Add(patience)) // in place of the server's, which is for a whole answer
	if _, err := o.w.Write(o.pending.Bytes()); err != nil {
		return errGone
	}
	if err := o.control.Flush(); err != nil {
		return errGone
	}
	return nil
}
