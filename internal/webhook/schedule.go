package webhook

import "time"

// maxAsked is the longest pause that a server may ask for.
const maxAsked = 24 * time.Hour

// next is when a delivery is tried again after so many failed attempts; false when it is not. dice
// is from 0 to below 1 and moves the pause by up to a tenth, so that what failed together does not
// come again together. asked is the least pause the server asked for.
func (t Timing) next(attempts int, now time.Time, asked time.Duration, dice float64) (time.Time, bool) {
	if attempts > len(t.Delays) {
		return time.Time{}, false
	}
	pause := time.Duration(float64(t.Delays[attempts-1]) * (0.9 + dice/5))
	return now.Add(max(pause, min(asked, maxAsked))), true
}
