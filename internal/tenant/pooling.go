package tenant

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Pooling is how long whatever stands between us and Postgres leaves a connection to us.
type Pooling string

// Poolings, as the parameter "pooling" of DATABASE_URL has them.
const (
	PerSession     Pooling = "session"     // nothing stands there, or it does not part what belongs together
	PerTransaction Pooling = "transaction" // the next transaction may meet another session of Postgres
)

// obey takes the parameter "pooling" out of an address, for Postgres does not know it. Where sessions
// are not ours no statement is left prepared in one: descriptions are kept here, and statements
// travel with their values.
func obey(c *pgx.ConnConfig) (Pooling, error) {
	pooling := Pooling(c.RuntimeParams["pooling"])
	delete(c.RuntimeParams, "pooling")
	switch pooling {
	case "", PerSession:
		return PerSession, nil
	case PerTransaction:
		c.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
		return PerTransaction, nil
	}
	return "", errors.New(`DATABASE_URL: pooling must be "transaction", or "session" as without it`)
}

// errParted: our statements meet those of others, or none, in sessions that are not ours alone.
var errParted = errors.New("DATABASE_URL leads through a pooler that pools by transaction: add pooling=transaction to it")

func parted(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code == "42P05" || refused.Code == "26000") // prepared already; not prepared
}

// Pooling is what DATABASE_URL says of it. PerTransaction means that nobody can listen.
func (d *DB) Pooling() Pooling { return d.pooling }

// behind says whether a connection ends at something that is not Postgres: the process that answers
// is another than the one that greeted us.
func (d *DB) behind(ctx context.Context) (pooled bool, err error) {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return false, unavailable(err)
	}
	defer conn.Release()
	var pid uint32
	err = conn.QueryRow(ctx, "SELECT pg_backend_pid()").Scan(&pid)
	return pid != conn.Conn().PgConn().PID(), translate(err)
}
