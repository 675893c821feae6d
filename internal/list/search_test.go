package list_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestPrefixFindsWhateverCaseAndSpelling(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	err := d.Tx(t.Context(), d.Tenant(t, "bluebird"), func(tx *tenant.Tx) error {
		for _, n := range []lead.New{
			{ExternalID: new("mia"), FirstName: new("Ame\u0301lie"), LastName: new("STRASSER")}, {ExternalID: new("Crm-17"), Company: new("Łódź 100% Café")},
			{ExternalID: new("noa"), Email: new("Noa@Harbor.example"), Phone: new("+12025550143")},
		} {
			if _, err := lead.Create(t.Context(), tx, n); err != nil {
				return err
			}
		}
		for prefix, want := range map[string]string{
			"am\u00e9": "mia", "AME\u0301LIE": "mia", "strass": "mia", "trasser": "", "MIA": "mia", "crm": "Crm-17", "łód": "Crm-17", "ŁÓDŹ 100%": "Crm-17", "%": "", "_": "",
			"noa@h": "noa", " NOA": "noa", "+1202": "noa", "1 (202) 555": "noa", "202": "", "-": "", `\`: "", "a": "mia", "lodz": "",
		} {
			found, err := list.Query{Prefix: prefix}.Newest(t.Context(), tx, list.Position{}, 10)
			if err != nil {
				return err
			}
			var got []string
			for _, l := range found {
				got = append(got, *l.ExternalID)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%q finds %v, not %q", prefix, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// scans are the ways in which a plan reads leads.
var scans = regexp.MustCompile(`(?:Index|Bitmap Index|Index Only|Seq) Scan[^\n]*`)

func TestSearchStaysOnIndexesBehindTheWall(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	who, other := d.Tenant(t, "bluebird"), d.Tenant(t, "harbor")
	for _, of := range []uuid.UUID{who.Tenant, other.Tenant} {
		d.Exec(t, `INSERT INTO leads (tenant_id, id, external_id, email, email_key, phone, first_name, last_name, company, created_at, updated_at)
			SELECT $1, gen_random_uuid(), 'Crm-' || md5(n::text), md5('e' || n) || '@x.example', md5('e' || n) || '@x.example', '+1202' || 2000000 + n,
				md5('f' || n), md5('l' || n), md5('c' || n), now() - n * interval '1 minute', now() - n * interval '1 minute' FROM generate_series(1, 20000) n`, of)
	}
	d.Exec(t, "ANALYZE leads")

	for name, q := range map[string]list.Query{
		"a prefix": {Prefix: "0a1b"}, "a number": {Prefix: "+12022000017"}, "what changed": {UpdatedAfter: list.Position{}.CreatedAt.AddDate(9000, 0, 0)},
	} {
		err := d.Tx(t.Context(), who, func(tx *tenant.Tx) error {
			for _, sql := range list.Statements(q) {
				rows, err := tx.Rows(t.Context(), "EXPLAIN "+sql.Text, sql.Args...)
				if err != nil {
					return err
				}
				lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
				plan := strings.Join(lines, "\n")
				ways := fmt.Sprint(scans.FindAllString(plan, -1))
				if err != nil || strings.Contains(ways, "Seq Scan on leads") || strings.Contains(ways, "leads_newest") || !strings.Contains(ways, "leads_") {
					t.Errorf("%s is read by %s, %v:\n%s", name, ways, err, plan)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
