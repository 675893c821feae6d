package client

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"slices"
)

// Page is one page of a list.
type Page[T any] struct {
	Data    []T  `json:"data"`
	HasMore bool `json:"has_more"`
	// NextCursor leads to the next page as the query's cursor; nil on the last.
	NextCursor *string `json:"next_cursor"`
	// Limit is the one in force: how many items a page has at most.
	Limit int `json:"limit"`
}

// walk goes through a list item by item, and asks for a page when it is needed. Each walk begins
// anew; one that fails ends with the error.
func walk[T any](options []CallOption, ask func([]CallOption) (*http.Response, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for next := options; ; {
			page, err := answer[Page[T]](ask(next)) //nolint:bodyclose // answer closes it
			if err != nil {
				yield(none, err)
				return
			}
			for _, item := range page.Data {
				if !yield(item, nil) {
					return
				}
			}
			if page.NextCursor == nil {
				return
			}
			next = slices.Concat(options, []CallOption{at(*page.NextCursor)})
		}
	}
}

// at asks for the page that a cursor leads to.
func at(cursor string) CallOption {
	return func(_ context.Context, q *http.Request) error {
		values := q.URL.Query()
		values.Set("cursor", cursor)
		q.URL.RawQuery = values.Encode()
		return nil
	}
}

// answer reads a good answer.
func answer[T any](got *http.Response, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = got.Body.Close() }()
	var value T
	if err := json.NewDecoder(got.Body).Decode(&value); err != nil {
		return nil, fmt.Errorf("client: the answer cannot be read: %w", err)
	}
	return &value, nil
}

// done takes note of a good answer that says nothing.
func done(got *http.Response, err error) error {
	if err != nil {
		return err
	}
	return got.Body.Close()
}
