package wire

import (
	"net"
	"testing"
	"time"
)

func TestWriteThatFailsAtOnceHasNotBegun(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	defer far.Close()
	_ = near.Close()
	l := &line{Conn: near}

	l.arm(time.Time{})
	if _, err := l.Write([]byte("x")); err == nil {
		t.Fatal("a closed connection was written to")
	}

	if begun, _ := l.seal(); begun {
		t.Fatal("a request of which no byte left counts as begun")
	}
}

func TestSealedLineWritesNothing(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	l := &line{Conn: near}

	l.arm(time.Now().Add(time.Minute))
	if begun, late := l.seal(); begun || late {
		t.Fatal("an idle line has begun or is late")
	}

	if n, err := l.Write([]byte("x")); n != 0 || err != errSealed {
		t.Fatalf("%d bytes left a sealed line, error %v", n, err)
	}
}
