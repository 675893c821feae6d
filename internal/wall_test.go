package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unwalled are the tables of the platform, which belong to no tenant. Each was looked at: the
// service may read them and learns nothing of a tenant from them.
var unwalled = []string{"platform_admins", "installation", "signing_key"}

func TestEveryTableHasItsWall(t *testing.T) {
	t.Parallel()

	for path, sql := range migrations(t) {
		for _, table := range tablesWithoutWall(sql) {
			if !slices.Contains(unwalled, table) {
				t.Errorf("%s: no SELECT wall('%s') after its CREATE TABLE", path, table)
			}
		}
	}
}

func TestEveryQueryNamesTheTenantForEachOfItsTables(t *testing.T) {
	t.Parallel()
	tables := allTables(t)
	all := queries(t)

	for name, sql := range all {
		if !scoped(sql, tables) {
			t.Errorf("%s names %d tables and current_tenant() %d times", name, tablesNamed(sql, tables), strings.Count(sql, "current_tenant()"))
		}
	}
	if len(all) < 50 {
		t.Errorf("only %d queries were found", len(all))
	}
}

func TestMissingWallAndMissingTenantAreFound(t *testing.T) {
	t.Parallel()
	tables := []string{"leads", "lead_tags"}
	leaks := []string{
		"SELECT * FROM leads WHERE id = @id",
		"SELECT * FROM leads l JOIN lead_tags g ON g.lead_id = l.id WHERE l.tenant_id = current_tenant()",
		"UPDATE leads SET name = (SELECT min(tag) FROM lead_tags) WHERE tenant_id = current_tenant()",
		"DELETE FROM lead_tags WHERE tag = @tag",
		"SELECT * FROM public.leads l, lead_tags g WHERE l.tenant_id = current_tenant()",
	}

	for _, sql := range leaks {
		if scoped(sql, tables) {
			t.Errorf("not found: %s", sql)
		}
	}
	if !scoped("SELECT * FROM leads l WHERE l.tenant_id = current_tenant() FOR UPDATE OF l", tables) {
		t.Error("a lock is taken for a table")
	}
	if found := tablesWithoutWall("SELECT wall('a'); CREATE TABLE a (); CREATE TABLE b (); SELECT wall('b');"); !slices.Equal(found, []string{"a"}) {
		t.Errorf("found %v", found)
	}
}

var createTable = regexp.MustCompile(`CREATE TABLE (\w+)`)

// tablesWithoutWall lists the tables that no wall follows.
func tablesWithoutWall(sql string) []string {
	var found []string
	for _, m := range createTable.FindAllStringSubmatchIndex(sql, -1) {
		table := sql[m[2]:m[3]]
		if !strings.Contains(sql[m[1]:], "SELECT wall('"+table+"');") {
			found = append(found, table)
		}
	}
	return found
}

// scoped says whether a query names the tenant once for every table. Tables joined by a comma
// cannot be counted and are refused.
func scoped(sql string, tables []string) bool {
	return strings.Count(sql, "current_tenant()") >= tablesNamed(sql, tables) && !commaJoin.MatchString(sql)
}

var (
	tableUsed = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE|USING)\s+(?:public\.)?(\w+)`)
	commaJoin = regexp.MustCompile(`(?i)\bFROM\s+[\w.]+(?:\s+\w+)?\s*,`)
)

func tablesNamed(sql string, tables []string) int {
	n := 0
	for _, m := range tableUsed.FindAllStringSubmatch(sql, -1) {
		if slices.Contains(tables, m[1]) {
			n++
		}
	}
	return n
}

func allTables(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, sql := range migrations(t) {
		for _, m := range createTable.FindAllStringSubmatch(sql, -1) {
			all = append(all, m[1])
		}
	}
	return all
}

// migrations are the texts of the up-migrations, without comments, by path.
func migrations(t *testing.T) map[string]string {
	t.Helper()
	all := files(t, "../db/migrations/*.up.sql")
	for path, sql := range all {
		all[path] = comment.ReplaceAllString(sql, "")
	}
	return all
}

// queries are the texts of all queries, without comments, by name.
func queries(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, text := range files(t, "../db/queries/*.sql") {
		for _, part := range strings.Split(text, "-- name: ")[1:] {
			name, sql, _ := strings.Cut(part, " ")
			all[name] = comment.ReplaceAllString(sql, "")
		}
	}
	return all
}

var comment = regexp.MustCompile(`--[^\n]*`)

// files are the texts of the files that are like the pattern, by path.
func files(t *testing.T, pattern string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no file is like %s (%v)", pattern, err)
	}
	all := map[string]string{}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = string(raw)
	}
	return all
}
