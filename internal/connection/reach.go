package connection

import (
	"context"
	"errors"
	"net/http"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrNoSandbox: a test tenant reaches simulators only, and this installation names none.
	ErrNoSandbox = fault.New(fault.Invalid, "sandbox_not_configured", "A test tenant reaches simulated providers only, and this installation has none of this kind. Ask those who run it for one.")
	// ErrNoTestServer: nobody simulates a tenant's own mail server.
	ErrNoTestServer = fault.New(fault.Invalid, "sandbox_without_smtp", "A test tenant has no mail server of its own. Use the provider brevo, which is simulated.")
)

// Wire is how hands reach their providers.
type Wire struct {
	Client          *http.Client // from wire.NewClient
	BrevoURL        string       // empty: production
	VapiURL         string       // empty: production
	SandboxBrevoURL string       // the simulators that test tenants reach instead; empty: none,
	SandboxVapiURL  string       // and test tenants reach nobody
}

// live is the mode of a tenant whose sends reach people.
const live = "live"

// reach is the address of a provider for connections of a mode; empty is production, for live ones
// alone. It fails with ErrNoSandbox or ErrNoTestServer.
func (w Wire) reach(mode, provider string) (string, error) {
	if mode == live {
		return map[string]string{"brevo": w.BrevoURL, "vapi": w.VapiURL}[provider], nil
	}
	simulator := map[string]string{"brevo": w.SandboxBrevoURL, "vapi": w.SandboxVapiURL}[provider]
	switch {
	case provider == "smtp":
		return "", ErrNoTestServer
	case simulator == "":
		return "", ErrNoSandbox
	}
	return simulator, nil
}

// mode is that of the tenant, where it can reach a provider.
func (b *Book) mode(ctx context.Context, tx *tenant.Tx, provider string) (string, error) {
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return "", err
	}
	_, err = b.Wire.reach(t.Mode, provider)
	var unreachable *fault.Fault
	if errors.As(err, &unreachable) {
		err = unreachable.At("/provider")
	}
	return t.Mode, err
}
