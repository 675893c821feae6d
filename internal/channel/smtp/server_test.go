package smtp_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"
)

// mailServer is a small SMTP server. A script answers instead of it: under a verb, or under
// "RCPT <address>", stands the line to say; "hang up" closes the connection instead and "wait" says
// nothing for a long time. "." is the end of the content.
type mailServer struct {
	port     int
	script   map[string]string
	password string // with it, AUTH PLAIN is wanted
	secure   *tls.Config
	roots    *x509.CertPool
	implicit bool // TLS from the first byte

	mu    sync.Mutex
	mail  []string // contents that were accepted
	conns int
	verbs []string
}

func startServer(t *testing.T, change func(*mailServer)) *mailServer {
	t.Helper()
	trusted := httptest.NewUnstartedServer(nil)
	trusted.StartTLS()
	t.Cleanup(trusted.Close)
	s := &mailServer{
		script: map[string]string{}, secure: &tls.Config{Certificates: trusted.TLS.Certificates}, roots: x509.NewCertPool(),
	}
	s.roots.AddCert(trusted.Certificate())
	change(s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	s.port = listener.Addr().(*net.TCPAddr).Port
	go s.accept(listener)
	return s
}

func (s *mailServer) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns++
		s.mu.Unlock()
		if s.implicit {
			conn = tls.Server(conn, s.secure)
		}
		go s.serve(conn)
	}
}

func (s *mailServer) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	in := textproto.NewReader(bufio.NewReader(conn))
	if !s.say(conn, "HELLO", "220 ready") {
		return
	}
	for {
		line, err := in.ReadLine()
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(line, " ")
		verb = strings.ToUpper(verb)
		s.note(verb)
		switch verb {
		case "EHLO":
			if !s.say(conn, verb, "250-here\r\n250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN") {
				return
			}
		case "STARTTLS":
			if !s.say(conn, verb, "220 go") {
				return
			}
			conn = tls.Server(conn, s.secure)
			in = textproto.NewReader(bufio.NewReader(conn))
		case "AUTH":
			if !s.say(conn, verb, s.login(rest)) {
				return
			}
		case "RCPT":
			address := strings.Trim(strings.TrimPrefix(rest, "TO:"), "<>")
			if !s.say(conn, "RCPT "+address, "250 ok") {
				return
			}
		case "DATA":
			if !s.take(conn, in) {
				return
			}
		case "QUIT":
			_, _ = io.WriteString(conn, "221 bye\r\n")
			return
		default:
			if !s.say(conn, verb, "250 ok") {
				return
			}
		}
	}
}

func (s *mailServer) login(words string) string {
	_, encoded, _ := strings.Cut(words, " ")
	raw, _ := base64.StdEncoding.DecodeString(encoded)
	if strings.HasSuffix(string(raw), "\x00"+s.password) {
		return "235 welcome"
	}
	return "535 5.7.8 who are you"
}

// take reads the content, or answers DATA by the script.
func (s *mailServer) take(conn net.Conn, in *textproto.Reader) bool {
	if _, scripted := s.script["DATA"]; scripted {
		return s.say(conn, "DATA", "")
	}
	_, _ = io.WriteString(conn, "354 go on\r\n")
	content, err := io.ReadAll(in.DotReader())
	if err != nil {
		return false
	}
	if _, scripted := s.script["."]; !scripted {
		s.mu.Lock()
		s.mail = append(s.mail, string(content))
		s.mu.Unlock()
	}
	return s.say(conn, ".", "250 2.0.0 queued")
}

// say answers and tells whether to go on.
func (s *mailServer) say(conn net.Conn, step, usual string) bool {
	line, scripted := s.script[step]
	if !scripted {
		line = usual
	}
	switch line {
	case "hang up":
		return false
	case "wait":
		time.Sleep(3 * time.Second)
		return false
	}
	_, err := fmt.Fprintf(conn, "%s\r\n", line)
	return err == nil && !strings.HasPrefix(line, "421")
}

func (s *mailServer) note(verb string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.verbs = append(s.verbs, verb)
}

func (s *mailServer) count(verb string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, v := range s.verbs {
		if v == verb {
			n++
		}
	}
	return n
}

func (s *mailServer) accepted() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.mail...)
}
