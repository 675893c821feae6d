package access

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/MicahParks/jwkset"
	"golang.org/x/time/rate"
)

// How keys are fetched. The library's own pace is an hour, and a minute of waiting.
const (
	refreshEvery = 5 * time.Minute
	firstEvery   = 5 * time.Second  // until there are keys
	unknownEvery = 30 * time.Second // one fetch for unknown key ids
	unknownWait  = time.Second      // that requests wait for it, counted from its start
	fetchTimeout = 5 * time.Second
	maxJWKS      = 256 << 10 // bytes
	minRSA       = 2048      // bits
)

// keyring is the issuer's keys as of the last fetch that gave any. Reading an unknown key id
// fetches them again, within a budget.
type keyring struct {
	jwkset.Storage // what is known now

	url    string
	client *http.Client
	log    *slog.Logger
	budget *rate.Limiter
	ctx    context.Context // ends the fetches that no request owns
	every  time.Duration   // between fetches
	given  atomic.Int64    // when the issuer last gave keys, in Unix nanoseconds; 0: never

	mu      sync.Mutex
	running *errand // the fetch for unknown ids, nil when none runs
}

// errand is one fetch that several requests may wait for.
type errand struct {
	done chan struct{}
	wait context.Context // ends when nobody should wait any longer
}

// newKeyring fetches the keys once and then at a steady pace until ctx ends.
func newKeyring(ctx context.Context, config Config, log *slog.Logger) *keyring {
	k := &keyring{
		Storage: jwkset.NewMemoryStorage(),
		url:     config.JWKSURL,
		client:  config.Client,
		log:     log,
		budget:  rate.NewLimiter(rate.Every(unknownEvery), 1),
		ctx:     ctx,
	}
	if k.client == nil {
		k.client = &http.Client{}
	}
	k.every = cmp.Or(config.RefreshEvery, refreshEvery)
	k.fetchAndLog()
	go k.keepFresh()
	return k
}

// CountKeys fetches the issuer's keys and says how many can be used. It fails as NewVerifier does,
// and also when the issuer is away or has none.
func CountKeys(ctx context.Context, config Config) (int, error) {
	if err := config.check(); err != nil {
		return 0, err
	}
	k := &keyring{Storage: jwkset.NewMemoryStorage(), url: config.JWKSURL, client: config.Client}
	if k.client == nil {
		k.client = &http.Client{}
	}
	if err := k.fetch(ctx); err != nil {
		return 0, err
	}
	keys, err := k.KeyReadAll(ctx)
	return len(keys), err
}

// keepFresh fetches at a steady pace, and sooner while there is no key at all.
func (k *keyring) keepFresh() {
	for {
		wait := k.every
		if k.given.Load() == 0 {
			wait = min(wait, firstEvery)
		}
		select {
		case <-k.ctx.Done():
			return
		case <-time.After(wait):
			k.fetchAndLog()
		}
	}
}

func (k *keyring) fetchAndLog() {
	if err := k.fetch(k.ctx); err != nil && k.ctx.Err() == nil {
		k.log.Warn("the issuer's keys could not be fetched; the known ones stay", "error", err)
	}
}

// KeyRead is the key of that id, after a fetch if it is not known and the budget allows one.
func (k *keyring) KeyRead(ctx context.Context, id string) (jwkset.JWK, error) {
	key, err := k.Storage.KeyRead(ctx, id)
	if err == nil {
		return key, nil
	}
	e := k.send()
	if e == nil {
		return jwkset.JWK{}, err
	}
	select {
	case <-e.done:
	case <-e.wait.Done():
	case <-ctx.Done():
	}
	return k.Storage.KeyRead(ctx, id)
}

// send is the fetch that runs, or a new one, or nil when the budget is used.
func (k *keyring) send() *errand {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.budget.Allow() {
		return k.running
	}
	wait, cancel := context.WithTimeout(k.ctx, unknownWait)
	e := &errand{done: make(chan struct{}), wait: wait}
	k.running = e
	go func() {
		defer cancel()
		k.fetchAndLog()
		k.mu.Lock()
		k.running = nil
		k.mu.Unlock()
		close(e.done)
	}()
	return e
}

// fetch replaces the keys by those the issuer has now. It fails, and changes nothing, when no
// usable key arrives: an issuer without keys is broken, not empty.
func (k *keyring) fetch(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, k.url, nil)
	if err != nil {
		return err
	}
	response, err := k.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the issuer answered with status %d", response.StatusCode)
	}
	keys, err := readKeys(response.Body)
	if err != nil {
		return err
	}
	if err := k.KeyReplaceAll(ctx, keys); err != nil {
		return err
	}
	k.given.Store(time.Now().UnixNano())
	return nil
}

// readKeys are the usable keys of a JWKS document: public, named, of a family we accept. One key
// that cannot be read does not spoil the others.
func readKeys(body io.Reader) ([]jwkset.JWK, error) {
	raw, err := io.ReadAll(io.LimitReader(body, maxJWKS+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxJWKS {
		return nil, errors.New("the key set is too large")
	}
	var set struct{ Keys []json.RawMessage }
	if err := json.Unmarshal(raw, &set); err != nil {
		return nil, errors.New("the key set is no JSON")
	}
	var keys []jwkset.JWK
	for _, one := range set.Keys {
		key, err := jwkset.NewJWKFromRawJSON(one, jwkset.JWKMarshalOptions{}, jwkset.JWKValidateOptions{})
		if err == nil && usable(key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("the key set has no usable key")
	}
	return keys, nil
}

// usable reports whether a key can verify ES256 or RS256 and says nothing else of itself.
func usable(key jwkset.JWK) bool {
	m := key.Marshal()
	if m.KID == "" || m.USE != "" && m.USE != jwkset.UseSig {
		return false
	}
	switch public := key.Key().(type) {
	case *ecdsa.PublicKey:
		return public.Curve == elliptic.P256() && (m.ALG == "" || m.ALG == jwkset.AlgES256)
	case *rsa.PublicKey:
		return public.N.BitLen() >= minRSA && (m.ALG == "" || m.ALG == jwkset.AlgRS256)
	}
	return false
}
