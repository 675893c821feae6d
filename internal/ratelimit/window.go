package ratelimit

import "time"

// window is what was granted lately, in buckets from old to new. Times are microseconds.
type window struct {
	width   int64
	buckets []bucket
	dry     int64 // until then Redis has nothing left, as it said last
}

type bucket struct {
	index    int64 // time / width
	granted  int
	unshared int // of those, granted while Redis was away and not yet told to it
}

// expire drops the buckets that no window ending now touches.
func (w *window) expire(now int64) {
	for len(w.buckets) > 0 && w.buckets[0].index < now/w.width-buckets {
		w.buckets = w.buckets[1:]
	}
}

func (w *window) used() int {
	sum := 0
	for _, b := range w.buckets {
		sum += b.granted
	}
	return sum
}

// at is the bucket of a moment, nil if it expired or never was.
func (w *window) at(moment int64) *bucket {
	for i := range w.buckets {
		if w.buckets[i].index == moment/w.width {
			return &w.buckets[i]
		}
	}
	return nil
}

// grant adds n tokens now.
func (w *window) grant(now int64, n int) {
	if b := w.at(now); b != nil {
		b.granted += n
		return
	}
	w.buckets = append(w.buckets, bucket{index: now / w.width, granted: n})
}

// giveBack takes n tokens of a grant out of the bucket they were granted in.
func (w *window) giveBack(g Grant, n int) {
	b := w.at(g.at)
	if b == nil {
		return
	}
	b.granted = max(0, b.granted-n)
	if g.owed {
		b.unshared = max(0, b.unshared-n)
	}
}

// reset is how long it takes until more tokens are free at a rate than are now.
func (w *window) reset(now int64, rate int) time.Duration {
	if w.used() == 0 && rate > 0 {
		return 0
	}
	return w.wait(now, rate)
}

// wait is how long it takes until the oldest tokens leave, and until so many have that one is free.
func (w *window) wait(now int64, rate int) time.Duration {
	over := w.used() - rate + 1
	for _, b := range w.buckets {
		if over -= b.granted; over <= 0 {
			return time.Duration((b.index+buckets+1)*w.width-now) * time.Microsecond
		}
	}
	return time.Duration(buckets*w.width) * time.Microsecond
}

// allowance is a provider's word on how many tokens remain until a moment.
type allowance struct {
	left    int
	ceiling int // the lowest number named: what Return can give back to
	until   int64
}
