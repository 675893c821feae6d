// Package sim is the other side of the wire: what the simulated providers in its subfolders
// have in common. It shares no code with the clients that talk to them.
package sim

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// Reply writes body as JSON with the given status.
func Reply(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "simulator: reply cannot be encoded", http.StatusInternalServerError)
		return
	}
	ReplyRaw(w, status, raw)
}

// ReplyRaw writes bytes that are JSON already.
func ReplyRaw(w http.ResponseWriter, status int, raw []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}

// Read decodes a JSON body of at most 8 MiB into value.
func Read(w http.ResponseWriter, r *http.Request, value any) error {
	var raw bytes.Buffer
	raw.Grow(int(min(max(r.ContentLength, 0), 64<<10)) + bytes.MinRead)
	if _, err := raw.ReadFrom(http.MaxBytesReader(w, r.Body, 8<<20)); err != nil {
		return err
	}
	return json.Unmarshal(raw.Bytes(), value)
}

// Pace is how many simulated seconds pass in a real one. Zero counts as one.
type Pace float64

// Real is the real time that the simulated duration d takes.
func (p Pace) Real(d time.Duration) time.Duration {
	if p <= 0 {
		return d
	}
	return time.Duration(float64(d) / float64(p))
}

// Simulated is the simulated time that passes in the real duration d.
func (p Pace) Simulated(d time.Duration) time.Duration {
	if p <= 0 {
		return d
	}
	return time.Duration(float64(d) * float64(p))
}
