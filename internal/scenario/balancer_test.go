package scenario_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"
)

// balancer is what stands before several doors: it asks each every 50 ms whether it is ready, keeps
// connections open to those that are, and sends them requests in turns, none of them twice.
type balancer struct {
	url    string
	asking *http.Client
	lock   sync.Mutex
	doors  []*backend
	turn   int
	worst  []string // requests that ended in a fault of ours
}

// backend is a door as the balancer sees it.
type backend struct {
	addr  string
	proxy *httputil.ReverseProxy
	ready bool
	gone  chan struct{} // closed when it is asked no more
}

func balance(t *testing.T) *balancer {
	t.Helper()
	b := &balancer{asking: &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}}
	front := httptest.NewServer(b)
	b.url = front.URL
	t.Cleanup(func() {
		front.Close()
		for _, d := range slices.Clone(b.doors) {
			b.remove(d.addr)
		}
	})
	return b
}

// add has a door asked whether it is ready from now on.
func (b *balancer) add(addr string) {
	d := &backend{addr: addr, gone: make(chan struct{})}
	d.proxy = httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: addr})
	d.proxy.Transport = &http.Transport{MaxIdleConnsPerHost: 64}
	d.proxy.ModifyResponse = func(a *http.Response) error {
		if a.StatusCode >= 500 {
			b.fault(a.Request, fmt.Sprint(a.StatusCode))
		}
		return nil
	}
	d.proxy.ErrorHandler = func(w http.ResponseWriter, q *http.Request, err error) {
		if q.Context().Err() == nil { // else the caller has hung up
			b.fault(q, err.Error())
		}
		w.WriteHeader(http.StatusBadGateway)
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	b.doors = append(b.doors, d)
	go b.watch(d)
}

// remove forgets a door.
func (b *balancer) remove(addr string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.doors = slices.DeleteFunc(b.doors, func(d *backend) bool {
		if d.addr == addr {
			close(d.gone)
		}
		return d.addr == addr
	})
}

func (b *balancer) watch(d *backend) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ready := false
		if answer, err := b.asking.Get("http://" + d.addr + "/readyz"); err == nil {
			ready = answer.StatusCode == http.StatusOK
			_ = answer.Body.Close()
		}
		b.lock.Lock()
		d.ready = ready
		b.lock.Unlock()
		select {
		case <-d.gone:
			return
		case <-tick.C:
		}
	}
}

// sends says whether a door gets requests.
func (b *balancer) sends(addr string) bool {
	b.lock.Lock()
	defer b.lock.Unlock()
	return slices.ContainsFunc(b.doors, func(d *backend) bool { return d.addr == addr && d.ready })
}

// next is the door whose turn it is; nil when none is ready.
func (b *balancer) next() *backend {
	b.lock.Lock()
	defer b.lock.Unlock()
	for range b.doors {
		b.turn++
		if d := b.doors[b.turn%len(b.doors)]; d.ready {
			return d
		}
	}
	return nil
}

// ServeHTTP implements http.Handler.
func (b *balancer) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if d := b.next(); d != nil {
		d.proxy.ServeHTTP(w, q)
		return
	}
	b.fault(q, "no door is ready")
	w.WriteHeader(http.StatusServiceUnavailable)
}

func (b *balancer) fault(q *http.Request, what string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.worst = append(b.worst, q.Method+" "+q.URL.Path+": "+what)
}

// faults are the requests that ended in a fault of ours.
func (b *balancer) faults() []string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return slices.Clone(b.worst)
}
