package server

import (
	"encoding/json"
	"testing"
	"time"
)

func TestInstantIsWrittenInUTCWhereverTheServerStands(t *testing.T) {
	t.Parallel()
	kiritimati := time.FixedZone("", 14*60*60)

	for want, at := range map[string]time.Time{
		`"2026-03-04T15:00:00Z"`: time.Date(2026, 3, 5, 5, 0, 0, 0, kiritimati),
		`"9999-12-31T23:59:59Z"`: time.Date(10000, 1, 1, 13, 59, 59, 0, kiritimati),
		`"0001-01-01T00:00:00Z"`: time.Time{}.In(kiritimati),
	} {
		if got, err := json.Marshal(moment(&at)); string(got) != want || err != nil {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
	if !moment(nil).IsNull() || !instant(time.Time{}).IsNull() {
		t.Error("nothing is not null")
	}
}
