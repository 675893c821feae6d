package vapi

import (
	"encoding/binary"
	"net/http"

	"github.com/carillonhq/carillon/internal/sim"
)

// control adds the endpoints that steer the simulator, and those whose URLs are given out
// with a call.
func (s *Server) control() {
	s.mux.HandleFunc("GET /_sim/ledger", s.showLedger)
	s.mux.HandleFunc("GET /_sim/counts", func(w http.ResponseWriter, _ *http.Request) {
		sim.Reply(w, http.StatusOK, s.Counts())
	})
	s.mux.HandleFunc("POST /_sim/faults", s.changeFaults)
	s.mux.HandleFunc("POST /_sim/calls/{id}/control", s.controlCall)
	s.mux.HandleFunc("GET /_sim/recordings/{file}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "audio/wav")
		_, _ = w.Write(silence())
	})
}

func (s *Server) showLedger(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("account")
	list := []Entry{}
	for _, entry := range s.Ledger() {
		if name == "" || name == entry.Account {
			list = append(list, entry)
		}
	}
	sim.Reply(w, http.StatusOK, list)
}

func (s *Server) changeFaults(w http.ResponseWriter, r *http.Request) {
	var f Faults
	if err := sim.Read(w, r, &f); err != nil {
		http.Error(w, "faults are not valid JSON", http.StatusBadRequest)
		return
	}
	name := r.URL.Query().Get("account")
	if name == "" {
		s.SetFaults(f)
	} else if !s.SetAccountFaults(name, f) {
		http.Error(w, "no such account", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// controlCall is the controlUrl of a call: the URL itself is the secret. Only end-call does
// anything; the other types are accepted.
func (s *Server) controlCall(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Type string `json:"type"`
	}
	if err := sim.Read(w, r, &body); err != nil || body.Type == "" {
		refuse(w, http.StatusBadRequest, []string{"type must be a string"})
		return
	}
	for _, a := range s.accounts {
		if s.hangUp(a, r.PathValue("id"), body.Type) {
			w.WriteHeader(http.StatusOK)
			return
		}
	}
	refuse(w, http.StatusNotFound, "Call not found or not active")
}

// hangUp applies a control message to a call of the account that has not ended.
func (s *Server) hangUp(a *account, id, control string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.byID[id]
	if p == nil || p.status == ended || p.status == scheduled {
		return false
	}
	if control == "end-call" {
		s.end(a, p, "manually-canceled")
	}
	return true
}

// silence is a tenth of a second of it: 8 kHz, one channel, 16 bits.
func silence() []byte {
	const size = 1600
	wav := make([]byte, 0, 44+size)
	wav = append(wav, "RIFF"...)
	wav = binary.LittleEndian.AppendUint32(wav, 36+size)
	wav = append(wav, "WAVEfmt "...)
	wav = binary.LittleEndian.AppendUint32(wav, 16)
	wav = binary.LittleEndian.AppendUint16(wav, 1)
	wav = binary.LittleEndian.AppendUint16(wav, 1)
	wav = binary.LittleEndian.AppendUint32(wav, 8000)
	wav = binary.LittleEndian.AppendUint32(wav, 16000)
	wav = binary.LittleEndian.AppendUint16(wav, 2)
	wav = binary.LittleEndian.AppendUint16(wav, 16)
	wav = append(wav, "data"...)
	wav = binary.LittleEndian.AppendUint32(wav, size)
	return append(wav, make([]byte, size)...)
}
