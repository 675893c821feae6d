package tenant

import "context"

// SigningKey is the token of the installation's signing key; fresh becomes it where there is none.
func (d *DB) SigningKey(ctx context.Context, fresh string) (token string, err error) {
	if _, err := d.pool.Exec(ctx, "INSERT INTO signing_key (sealed) VALUES ($1) ON CONFLICT DO NOTHING", fresh); err != nil {
		return "", translate(err)
	}
	err = d.pool.QueryRow(ctx, "SELECT sealed FROM signing_key").Scan(&token)
	return token, translate(err)
}

// ReplaceSigningKey puts another token of the same signing key in the place of one, unless somebody
// has already.
func (d *DB) ReplaceSigningKey(ctx context.Context, was, now string) error {
	_, err := d.pool.Exec(ctx, "UPDATE signing_key SET sealed = $2 WHERE sealed = $1", was, now)
	return translate(err)
}
