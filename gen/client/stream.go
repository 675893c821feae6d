package client

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	// silence is how long a stream may say nothing: the server gives a sign of life every 15 seconds.
	silence = 45 * time.Second
	// longestLine is how many bytes one line of a stream may have.
	longestLine = 1 << 20
)

// frame is one thing that a server says in a stream. A sign of life has no data.
type frame struct{ id, event, data string }

// follow walks through what a stream tells, and opens it again where it was whenever it is cut off. It
// ends where there is nothing more to come, and with an error where another try mends nothing or the
// context is over. Each walk begins anew.
func follow[T any](ctx context.Context, options []CallOption, open func([]CallOption) (*http.Response, error), read func(frame) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for last, failures := "", 0; ; {
			got, err := open(onwards(options, last)) //nolint:bodyclose // frames closes it
			if err == nil && !streams(got) {
				return
			}
			if err == nil {
				for f := range frames(got.Body) {
					failures, last = 0, cmp.Or(f.id, last)
					if f.data == "" {
						continue
					}
					if item, err := read(f); !yield(item, err) || err != nil {
						return
					}
				}
				err = fmt.Errorf("%w any more in a stream", ErrNoAnswer)
			}
			failures++
			pause, again := wait(err, failures, rand.Float64())
			if !again || !sleep(ctx, pause) {
				yield(none, cmp.Or(context.Cause(ctx), err))
				return
			}
		}
	}
}

// onwards asks for what comes after the last that was heard.
func onwards(options []CallOption, last string) []CallOption {
	if last == "" {
		return options
	}
	return append(slices.Clone(options), withHeader("Last-Event-ID", last))
}

// frames are what a stream says until it ends or is silent for too long.
func frames(body io.ReadCloser) iter.Seq[frame] {
	return func(yield func(frame) bool) {
		defer func() { _ = body.Close() }()
		hush := time.AfterFunc(silence, func() { _ = body.Close() })
		defer hush.Stop()
		lines := bufio.NewScanner(body)
		lines.Buffer(nil, longestLine)
		for f := (frame{}); lines.Scan(); {
			hush.Reset(silence)
			if lines.Text() != "" {
				f.take(lines.Text())
				continue
			}
			if !yield(f) {
				return
			}
			f = frame{}
		}
	}
}

func (f *frame) take(line string) {
	switch name, value, _ := strings.Cut(line, ": "); name {
	case "id":
		f.id = value
	case "event":
		f.event = value
	case "data":
		f.data = value
	}
}

// datum is what a frame tells where all tell the same kind of thing.
func datum[T any](f frame) (T, error) { return decoded[T](f.data) }

// update is what a frame tells where events of several names do: the field of its name.
func update[T any](f frame) (T, error) { return decoded[T](fmt.Sprintf(`{%q:%s}`, f.event, f.data)) }

func decoded[T any](text string) (value T, err error) {
	if err = json.Unmarshal([]byte(text), &value); err != nil {
		err = fmt.Errorf("client: what a stream tells cannot be read: %w", err)
	}
	return value, err
}
