package isolation_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"testing"
)

// withoutWords puts a wire between the service and its database that takes the predicate on the
// tenant out of every statement that passes, so that row security stands alone. It returns the
// database's URL at the service's end.
func withoutWords(t *testing.T, databaseURL string) string {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func(server string) {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go pass(client, server)
		}
	}(u.Host)
	u.Host = l.Addr().String()
	return u.String()
}

// pass joins a client to the server until either hangs up.
func pass(client net.Conn, server string) {
	defer client.Close()
	up, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer up.Close()
	go func() {
		_, _ = io.Copy(client, up)
		client.Close()
	}()
	if message(client, up, 0) != nil { // the first message has no type
		return
	}
	for message(client, up, 1) == nil {
	}
}

// message passes one message on, whose length follows a type of so many bytes. The statements are
// in those of the types P (parse) and Q (query).
func message(from io.Reader, to io.Writer, typed int) error {
	head := make([]byte, typed+4)
	if _, err := io.ReadFull(from, head); err != nil {
		return err
	}
	body := make([]byte, binary.BigEndian.Uint32(head[typed:])-4)
	if _, err := io.ReadFull(from, body); err != nil {
		return err
	}
	if typed == 1 && bytes.ContainsRune([]byte("PQ"), rune(head[0])) {
		body = predicate.ReplaceAll(body, []byte("true"))
		binary.BigEndian.PutUint32(head[typed:], uint32(len(body)+4))
	}
	_, err := to.Write(append(head, body...))
	return err
}
