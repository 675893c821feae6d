package isolation_test

import (
	_ "embed"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/dbtest"
)

//go:embed testdata/tenant.sql
var tenantSQL string

// cast is a tenant's worth of ids and words. Its token stands in every word and in nothing else, so
// that whatever is found of it elsewhere has leaked.
type cast struct {
	token  string
	values map[string]string // what {name} stands for
}

var (
	hole = regexp.MustCompile(`\{([a-z_]+)\}`)
	word = regexp.MustCompile(`<([a-z_]+)>`)
)

// newCast makes one under a token of eight lower-case letters. It is in no database until
// populated: then it is a tenant, before that a stranger whose ids are nobody's.
func newCast(token string) cast {
	c := cast{token, map[string]string{
		"slug": token, "tag": token + "_tag", "list_name": token + "_list", "connection_name": token + "_connection",
		"external_id": token + "_external", "company": token + "_company", "custom": token + "_custom", "field_key": token + "_field",
		"email": token + "@example.com", "recipient_key": token + "_key", "message_id": token + "_message",
		"event_type": "custom." + token, "event_key": token + "_event", "sealed": token + "_sealed",
		"upload_key": token + "_upload",
		"key_hash":   strings.Repeat(token, 6)[:32],
		"public_id":  fmt.Sprintf("%011d", rand.Int64N(1e11)), "other_public_id": fmt.Sprintf("%011d", rand.Int64N(1e11)),
		"phone":    fmt.Sprintf("+1202%07d", 2_000_000+rand.IntN(7_000_000)),
		"last_seq": fmt.Sprint(3 + rand.IntN(1_000_000)), // a query for nothing but this must tell whose it is
	}}
	for _, m := range hole.FindAllStringSubmatch(tenantSQL, -1) {
		if _, known := c.values[m[1]]; !known {
			c.values[m[1]] = uuid.NewString()
		}
	}
	return c
}

// fill puts the cast's values and words into a text with holes.
func (c cast) fill(text string) string {
	text = hole.ReplaceAllStringFunc(text, func(h string) string {
		if v, known := c.values[strings.Trim(h, "{}")]; known {
			return v
		}
		return h
	})
	return word.ReplaceAllString(text, c.token+"_$1")
}

func (c cast) id(name string) uuid.UUID { return uuid.MustParse(c.values[name]) }

// ids are all ids of the cast.
func (c cast) ids() []string {
	return slices.DeleteFunc(slices.Collect(maps.Values(c.values)), func(v string) bool { return uuid.Validate(v) != nil })
}

// populate makes the tenant, with rows in every table.
func populate(t testing.TB, d *dbtest.DB, c cast) {
	t.Helper()
	d.Exec(t, c.fill(tenantSQL))
}

// checksums are a line for every walled table: how many rows a tenant has and what they say.
func checksums(t testing.TB, a asker, tenant uuid.UUID) []string {
	t.Helper()
	var each []string
	for _, table := range walledTables(t, a) {
		each = append(each, fmt.Sprintf(
			`SELECT '%[1]s ' || count(*) || ' ' || md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) FROM %[1]s r WHERE tenant_id = $1`, table))
	}
	return texts(t, a, strings.Join(each, " UNION ALL "), tenant)
}

// wordless are columns that hold no free text of a tenant's: they are parsed, or name a state.
var wordless = []string{"tenants.timezone", "leads.timezone", "campaigns.timezone", "targets.zones", "webhook_endpoints.api_version"}

func TestEveryTableAndEveryTextOfATenantIsPopulated(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := newCast("nightjar")

	populate(t, d, c)

	for _, line := range checksums(t, d.Admin, c.id("tenant_id")) {
		if strings.Contains(line, " 0 ") {
			t.Errorf("testdata/tenant.sql puts nothing into a table: %s", line)
		}
	}
	columns := texts(t, d.Admin, `
		SELECT attrelid::regclass || '.' || attname FROM pg_attribute a
		WHERE attrelid = ANY($1::regclass[]) AND atttypid IN ('text'::regtype, 'jsonb'::regtype, 'bytea'::regtype, 'text[]'::regtype)
		AND NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'c' AND conrelid = attrelid AND attnum = ANY(conkey)
			AND pg_get_constraintdef(oid) ~ ('\m' || attname || ' (= ANY|~)'))`, walledTables(t, d.Admin))
	if len(columns) < 50 {
		t.Errorf("only %d columns were looked at", len(columns))
	}
	for _, column := range columns {
		table, name, _ := strings.Cut(column, ".")
		n := d.Int(t, fmt.Sprintf("SELECT count(*) FROM %s WHERE tenant_id = '%s' AND %s::text ~ '%s|%x'", table, c.values["tenant_id"], name, c.token, c.token))
		if n == 0 && !slices.Contains(wordless, column) {
			t.Errorf("testdata/tenant.sql puts no word into %s", column)
		}
	}
}
