package doctor

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

// inside is what the database says.
type inside struct {
	db     *tenant.DB
	cfg    config.Config
	now    time.Time
	log    *slog.Logger
	server tenant.Server // as reach found it
}

// reach also proves the role: tenant.Open refuses one that looks over walls.
func (i *inside) reach(ctx context.Context) Finding {
	began := time.Now()
	var err error
	if i.server, err = i.db.Server(ctx); err != nil {
		return Finding{Level: Bad, Says: "Postgres does not answer as it should: " + err.Error(), Do: "See Postgres' own log."}
	}
	says := fmt.Sprintf("Postgres %s answers in %d ms; the role owns nothing", i.server.Version, time.Since(began).Milliseconds())
	if i.server.Pooled && i.db.Pooling() == tenant.PerSession {
		return Finding{Level: Warn, Says: says + "; a pooler stands before it", Do: "If it pools by transaction, add pooling=transaction to DATABASE_URL: without it statements fail."}
	}
	return Finding{Level: OK, Says: says}
}

func (i *inside) migrations(context.Context) Finding {
	latest := schema.Latest()
	switch at := i.server.Migration; {
	case i.server.Dirty:
		return Finding{Level: Bad, Says: fmt.Sprintf("migration %d failed half way", at), Do: "See the README on repairing a migration."}
	case at < latest:
		return Finding{Level: Bad, Says: fmt.Sprintf("the database is at migration %d, this binary expects %d", at, latest), Do: `Run "carillon migrate up".`}
	case at > latest:
		return Finding{Level: Warn, Says: fmt.Sprintf("the database is at migration %d, this binary knows %d", at, latest),
			Do: "A newer release has migrated it: finish the roll-out, or take this binary out of service."}
	}
	return Finding{Level: OK, Says: fmt.Sprintf("%d of %d", latest, latest)}
}

func (i *inside) walls(context.Context) Finding {
	if open := i.server.Unwalled; len(open) > 0 {
		return Finding{Level: Bad, Says: "row security is not forced on: " + strings.Join(open, ", "),
			Do: "Somebody took a wall down by hand. Stop serve and work, put it back (SELECT wall('table') as carillon_owner), and find out who."}
	}
	return Finding{Level: OK, Says: "every tenant table is walled"}
}

func (i *inside) claim(ctx context.Context) Finding {
	may, err := i.db.MayDispatch(ctx)
	if err != nil {
		return failed(err)
	}
	if !may {
		return Finding{Level: Bad, Says: "this database may not send: it was never claimed, or it is a copy of one that was",
			Do: `If it is the one that shall send, run "carillon dispatch claim --by NAME".`}
	}
	return Finding{Level: OK, Says: "this database may send"}
}

func (i *inside) skew(ctx context.Context) Finding {
	skew, err := i.db.Skew(ctx)
	if err != nil {
		return failed(err)
	}
	says := fmt.Sprintf("the database's clock is %d ms from ours", skew.Milliseconds())
	switch abs := skew.Abs(); {
	case abs > 30*time.Second:
		return Finding{Level: Bad, Says: says, Do: "Tokens are judged and windows kept by these clocks. Have both machines keep time by NTP."}
	case abs > time.Second:
		return Finding{Level: Warn, Says: says, Do: "Have both machines keep time by NTP."}
	}
	return Finding{Level: OK, Says: says}
}

// keys finds secrets that no listed master opens.
func (i *inside) keys(ctx context.Context) Finding {
	ring, err := secret.NewKeyring(i.cfg.MasterKeys)
	if err != nil {
		return Finding{Level: Bad, Says: err.Error(), Do: "Correct CARILLON_MASTER_KEYS."}
	}
	sealed, err := (&connection.Rotation{DB: i.db, Keys: ring, Log: i.log}).Count(ctx)
	if err != nil {
		return failed(err)
	}
	masters, old := ring.Masters(), int64(0)
	for n, id := range masters {
		if n > 0 {
			old += sealed[id]
		}
		delete(sealed, id)
	}
	lost := int64(0)
	for _, n := range sealed {
		lost += n
	}
	switch {
	case lost > 0:
		return Finding{Level: Bad, Says: fmt.Sprintf("secrets sealed under a key that is not listed: %d", lost),
			Do: "Put the key back into CARILLON_MASTER_KEYS, or have these secrets set again."}
	case old > 0:
		return Finding{Level: Warn, Says: fmt.Sprintf("secrets that still need an older key: %d", old), Do: `Run "carillon secrets rotate".`}
	}
	return Finding{Level: OK, Says: "every secret is sealed under the first"}
}

func (i *inside) workers(context.Context) Finding {
	if !i.server.Working {
		return Finding{Level: Bad, Says: "no worker runs: nothing is sent, no automation runs, no callback is applied", Do: `Start "carillon work".`}
	}
	return Finding{Level: OK, Says: "at least one runs"}
}

func failed(err error) Finding {
	return Finding{Level: Bad, Says: err.Error(), Do: "See Postgres' own log."}
}
