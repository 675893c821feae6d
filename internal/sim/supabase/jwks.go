package supabase

import (
	"bytes"
	"io"
	"net/http"

	"github.com/carillonhq/carillon/internal/sim"
)

// KeyFault is what is wrong with the key set.
type KeyFault string

// The faults of the key set.
const (
	KeysFine   KeyFault = ""
	KeysDown   KeyFault = "down"   // the connection closes
	KeysSlow   KeyFault = "slow"   // right, after Options.SlowKeys
	KeysFailed KeyFault = "failed" // 500
	KeysHTML   KeyFault = "html"   // a page with 200
	KeysEmpty  KeyFault = "empty"  // no keys
	KeysOct    KeyFault = "oct"    // a symmetric key among them, of known bytes
	KeysHuge   KeyFault = "huge"   // 10 MB of nothing before the keys
)

// OctKeyID and OctSecret are the symmetric key that KeysOct smuggles into the key set.
const (
	OctKeyID  = "oct-key"
	OctSecret = "a symmetric key has no place in a public key set"
)

// SetKeyFault changes what is wrong with the key set.
func (s *Server) SetKeyFault(f KeyFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

func (s *Server) showKeys(w http.ResponseWriter, r *http.Request) {
	fault, list := s.published()
	w.Header().Set("Cache-Control", "public, max-age=600")
	switch fault {
	case KeysDown:
		sim.Cut(w)
		return
	case KeysSlow:
		sim.Pause(r.Context(), s.slowKeys)
	case KeysFailed:
		refuse(w, http.StatusInternalServerError, "unexpected_failure", "Internal Server Error")
		return
	case KeysHTML:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>Gateway</title>")
		return
	case KeysEmpty:
		list = []map[string]any{}
	case KeysOct:
		list = append(list, map[string]any{"kty": "oct", "kid": OctKeyID, "alg": "HS256", "k": encode([]byte(OctSecret))})
	case KeysHuge:
		_, _ = w.Write(bytes.Repeat([]byte(" "), 10<<20))
	}
	sim.Reply(w, http.StatusOK, map[string]any{"keys": list})
}

// published gives the present fault and the keys that are not revoked.
func (s *Server) published() (KeyFault, []map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []map[string]any{}
	for _, k := range s.keys {
		if k.state != revoked {
			list = append(list, k.jwk())
		}
	}
	return s.fault, list
}

func (s *Server) changeFault(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Keys KeyFault `json:"keys"`
	}
	if err := sim.Read(w, r, &body); err != nil {
		http.Error(w, "faults are not valid JSON", http.StatusBadRequest)
		return
	}
	s.SetKeyFault(body.Keys)
	w.WriteHeader(http.StatusNoContent)
}
