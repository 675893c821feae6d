// Package wire carries the requests of the hands that speak HTTP. It sends each request at most
// once, tells a request that was provably never written from one whose answer was lost, and reads
// no more of an answer than it was told to.
package wire

import (
	"context"
	"net"
	"net/http"
	"time"
)

// NewClient makes the client that hands share: one connection pool for a thousand requests side
// by side, short timeouts for everything that comes before the answer, a minute for a request as a
// whole, no redirects and no proxy. It speaks HTTP/1.1 only, so that one lost connection loses one
// answer.
//
// Go's transport resends a request by itself when it met a stale connection and either GetBody or
// an idempotent method allows it. Do leaves GetBody empty, so a POST is never sent twice.
func NewClient() *http.Client {
	return &http.Client{
		Timeout:       time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            dial,
			Protocols:              onlyHTTP1(),
			TLSHandshakeTimeout:    5 * time.Second,
			ResponseHeaderTimeout:  30 * time.Second,
			IdleConnTimeout:        30 * time.Second,
			MaxIdleConnsPerHost:    1000,
			MaxResponseHeaderBytes: 64 << 10,
			DisableCompression:     true,
		},
	}
}

func onlyHTTP1() *http.Protocols {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return protocols
}

func dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &line{Conn: conn}, nil
}
