package client

import (
	"context"
	"errors"
	"net/http"
	"time"
)

const (
	firstPause   = 500 * time.Millisecond
	longestPause = 8 * time.Second
	patience     = time.Minute
)

// wait is how long to wait before the same request is sent again after so many failures, and whether
// to send it at all. Chance is a number from 0 up to 1. A server that asks for more than a minute is
// not waited for.
func wait(failure error, failures int, chance float64) (pause time.Duration, again bool) {
	asked := RetryAfter(failure)
	if !passes(failure) || asked > patience {
		return 0, false
	}
	growing := longestPause
	if failures < 5 {
		growing = firstPause << (failures - 1)
	}
	return max(asked, time.Duration(float64(growing)*(0.5+chance/2))), true
}

// passes tells failures that another try may mend.
func passes(failure error) bool {
	var refused *Error
	if !errors.As(failure, &refused) {
		return errors.Is(failure, ErrNoAnswer)
	}
	switch refused.Status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return refused.Code == "idempotency_in_flight"
}

// sleep waits, unless the context is over or would be by then.
func sleep(ctx context.Context, pause time.Duration) bool {
	if end, ends := ctx.Deadline(); ends && time.Until(end) < pause {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}
