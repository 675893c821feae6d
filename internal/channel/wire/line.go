package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http/httptrace"
	"sync"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
)

var (
	errLate   = errors.New("wire: the time to start this request has passed")
	errSealed = errors.New("wire: this request was given up")
)

// line is a connection that knows whether the request it carries has begun to be written. It
// refuses to begin one after startBy, at the last point where that can still be refused.
type line struct {
	net.Conn

	mu      sync.Mutex
	startBy time.Time // zero: no fence
	begun   bool      // bytes of the present request may have left
	late    bool      // the fence held it back
	sealed  bool      // given up: nothing more may be written
}

// arm makes the line ready for its next request.
func (l *line) arm(startBy time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.startBy, l.begun, l.late, l.sealed = startBy, false, false, false
}

// seal forbids further writing and tells what has happened so far.
func (l *line) seal() (begun, late bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sealed = true
	return l.begun, l.late
}

func (l *line) Write(p []byte) (int, error) {
	first, err := l.begin()
	if err != nil {
		return 0, err
	}
	n, err := l.Conn.Write(p)
	if first && n == 0 && err != nil {
		l.unbegin()
	}
	return n, err
}

func (l *line) begin() (first bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sealed {
		return false, errSealed
	}
	if l.begun {
		return false, nil
	}
	if past(l.startBy) {
		l.late = true
		return false, errLate
	}
	l.begun = true
	return true, nil
}

func (l *line) unbegin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun = false
}

// ride follows one request over the connections it is given.
type ride struct {
	startBy time.Time
	lines   []*line
	unknown bool // a connection was not ours: whether it was written to cannot be told
}

func (r *ride) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: r.take})
}

func (r *ride) take(info httptrace.GotConnInfo) {
	conn := info.Conn
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	ours, ok := conn.(*line)
	if !ok {
		r.unknown = true
		return
	}
	ours.arm(r.startBy)
	r.lines = append(r.lines, ours)
}

// silence says why no answer came. Lines are sealed first: what is called unsent stays unsent.
func (r *ride) silence(ctx context.Context) channel.Cause {
	begun, late := r.unknown, false
	for _, l := range r.lines {
		b, held := l.seal()
		begun, late = begun || b, late || held
	}
	switch {
	case begun:
		return channel.NoAnswer
	case late || ctx.Err() != nil:
		return channel.Fenced
	}
	return channel.Unreachable
}

func past(t time.Time) bool { return !t.IsZero() && !time.Now().Before(t) }
