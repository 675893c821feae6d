package webhook

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Reseal seals the secrets of a tenant's endpoints under the first master key, and returns of how many
// endpoints. It fails at the first that cannot be opened; one that a customer changes meanwhile is
// theirs.
func (r *Room) Reseal(ctx context.Context, a tenant.Actor) (int64, error) {
	rows, err := r.DB.Read(a).ListSealedEndpoints(ctx)
	if err != nil {
		return 0, err
	}
	var fresh db.ResealWebhookSecretsParams
	for _, e := range rows {
		former := ""
		if e.FormerSecret != nil {
			former = *e.FormerSecret
		}
		secret, err := r.reseal(a.Tenant, e.Secret)
		if err != nil {
			return 0, err
		}
		again, err := r.reseal(a.Tenant, former)
		if err != nil {
			return 0, err
		}
		if secret == e.Secret && again == former {
			continue
		}
		fresh.Ids, fresh.Was = append(fresh.Ids, e.ID), append(fresh.Was, e.Secret)
		fresh.Secrets, fresh.FormerSecrets = append(fresh.Secrets, secret), append(fresh.FormerSecrets, again)
	}
	return r.DB.Read(a).ResealWebhookSecrets(ctx, fresh)
}

// reseal is a token of the same secret under the first master key; of no token, none.
func (r *Room) reseal(of uuid.UUID, token string) (string, error) {
	if token == "" || strings.HasPrefix(token, r.Keys.Fresh()) {
		return token, nil
	}
	plain, err := r.Keys.Open(of, purpose, token)
	if err != nil {
		return "", err
	}
	return r.seal(of, string(plain))
}

// Sealed is how many secrets of a tenant's endpoints each master key sealed, by its id.
func (r *Room) Sealed(ctx context.Context, a tenant.Actor) (map[string]int64, error) {
	rows, err := r.DB.Read(a).CountWebhookSecretsByKey(ctx)
	found := map[string]int64{}
	for _, row := range rows {
		found[row.KeyID] += row.Secrets
	}
	return found, err
}
