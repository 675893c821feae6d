package supabase

import (
	"crypto/x509"
	"encoding/pem"
	"net/http"

	"github.com/carillonhq/carillon/internal/sim"
)

// AddStandby publishes a new key that signs nothing yet, and returns its id.
func (s *Server) AddStandby(alg Algorithm) (string, error) {
	k, err := randomKey(alg, standby)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = append(s.keys, k)
	return k.id, nil
}

// Rotate lets the oldest standby key sign from now on, or a new ES256 key when there is none,
// and returns its id. The key in use becomes a previous one: published, but signing nothing.
func (s *Server) Rotate() (string, error) {
	spare, err := randomKey(ES256, standby)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.keyIn(standby)
	if next == nil {
		next = spare
		s.keys = append(s.keys, spare)
	}
	s.keyIn(inUse).state = previous
	next.state = inUse
	return next.id, nil
}

// Revoke takes a standby or previous key out of the key set and reports whether it did: the
// key in use cannot be revoked.
func (s *Server) Revoke(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.keyNamed(id)
	if k == nil || k.state == inUse {
		return false
	}
	k.state = revoked
	return true
}

// KeyID is the id of the key in use.
func (s *Server) KeyID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keyIn(inUse).id
}

// PublicPEM is the public half of a key in PEM, or nil for an unknown id: what somebody would
// try as an HS256 secret.
func (s *Server) PublicPEM(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.keyNamed(id)
	if k == nil {
		return nil
	}
	der, err := x509.MarshalPKIXPublicKey(k.signer.Public())
	if err != nil {
		return nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

func (s *Server) keyIn(want state) *key {
	for _, k := range s.keys {
		if k.state == want {
			return k
		}
	}
	return nil
}

func (s *Server) keyNamed(id string) *key {
	for _, k := range s.keys {
		if k.id == id {
			return k
		}
	}
	return nil
}

func (s *Server) rotateByHand(w http.ResponseWriter, _ *http.Request) {
	id, err := s.Rotate()
	if err != nil {
		http.Error(w, "no key could be made", http.StatusInternalServerError)
		return
	}
	sim.Reply(w, http.StatusOK, map[string]string{"kid": id})
}
