package internal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const (
	well  = "tenant event fault gen/db " // what every room may ask
	rooms = "lead merge list campaign dispatch connection consent content template conversation callback journal task automation audit webhook person export intake "
)

// arrows is the map of the house: a package, and the packages of ours it may import. A name ending
// in /* means all below it, * means all. Names are paths without the module and without internal/.
//
// Only the code itself is held to the map. Tests may import what they like: a simulator, a
// database for one test, a neighbour.
var arrows = map[string]string{
	"cmd/carillon":         "*",
	"internal":             "",
	"api":                  "",
	"db":                   "",
	"gen":                  "",
	"gen/api":              "",
	"gen/client":           "",
	"gen/client/generator": "",
	"gen/client/webhook":   "",
	"gen/db":               "",

	"assembly": well + rooms + "api access channel/wire clock config contract document metric outbound queue ratelimit schema secret server trace window worker",
	"server":   well + rooms + "api gen/api access clock contract document gsm metric queue ratelimit secret trace window",
	"worker":   well + rooms + "clock metric trace",

	"lead":         well + "spelling",
	"merge":        well + "lead conversation",
	"list":         well,
	"consent":      well + "lead",
	"task":         well,
	"content":      "fault",
	"template":     well + "content dispatch connection lead channel gsm",
	"automation":   well + "dispatch lead list campaign conversation task connection content schedule window clock outbound trace",
	"campaign":     well + "dispatch list connection content template channel gsm window clock trace",
	"dispatch":     well + "channel connection window consent content ratelimit clock trace",
	"connection":   well + "secret ratelimit channel channel/* outbound",
	"conversation": well + "dispatch connection content channel clock lead",
	"journal":      well,
	"audit":        well + "contract secret",
	"webhook":      well + "outbound secret trace",
	"export":       well + "dispatch lead list",
	"intake":       well + "lead list table window",
	"person":       well + "audit consent contract dispatch intake lead",
	"callback":     well + "dispatch conversation connection consent lead channel channel/brevo channel/vapi trace",

	"access":    well,
	"contract":  "fault spelling",
	"document":  "fault",
	"metric":    "tenant gen/db channel ratelimit clock",
	"tenant":    "gen/db event fault trace",
	"event":     "",
	"fault":     "",
	"window":    "spelling",
	"spelling":  "",
	"schedule":  "",
	"table":     "",
	"outbound":  "fault",
	"queue":     "fault tenant",
	"ratelimit": "",
	"secret":    "",
	"clock":     "",
	"gsm":       "",
	"trace":     "",
	"config":    "",
	"schema":    "db",
	"doctor":    "access config connection ratelimit schema secret tenant",

	"channel":       "",
	"channel/wire":  "channel trace",
	"channel/brevo": "channel channel/wire gsm trace",
	"channel/vapi":  "channel channel/wire",
	"channel/smtp":  "channel trace",

	"sim":          "",
	"sim/brevo":    "sim",
	"sim/vapi":     "sim",
	"sim/supabase": "sim",
	"postgres":     "",
	"forward":      "gen/client gen/db outbound webhook",
	"devstack":     "gen/client postgres schema clock config sim/*",
	"dbtest":       "postgres schema tenant",
	"redistest":    "",
	"scenario":     "",
	"isolation":    "",
}

// outward is who may import what others wrote, where that is few.
var outward = map[string]string{
	"github.com/labstack/echo":              "server gen/api",
	"github.com/riverqueue":                 "tenant worker schema dbtest cmd/carillon",
	"riverqueue.com/riverui":                "queue",
	"github.com/MicahParks":                 "access",
	"github.com/golang-jwt/jwt":             "access sim/supabase",
	"github.com/redis/go-redis":             "ratelimit",
	"github.com/prometheus":                 "metric",
	"github.com/jackc/pgx/v5/pgxpool":       "tenant schema dbtest",
	"github.com/golang-migrate/migrate":     "schema",
	"github.com/fernet/fernet-go":           "secret",
	"github.com/osteele/liquid":             "content",
	"github.com/robfig/cron":                "schedule",
	"github.com/nyaruka/phonenumbers":       "lead window",
	"github.com/santhosh-tekuri/jsonschema": "contract",
	"github.com/wneessen/go-mail":           "channel/smtp",
	"golang.org/x/net":                      "outbound",
	"github.com/alecthomas/kong":            "cmd/carillon",
	"github.com/standard-webhooks":          "webhook gen/client/webhook",
	"go.opentelemetry.io":                   "trace",
}

const module = "github.com/carillonhq/carillon/"

// house is one package as go list knows it.
type house struct {
	ImportPath string
	Imports    []string
}

func TestImportsFollowTheArrows(t *testing.T) {
	t.Parallel()

	for _, complaint := range astray(list(t)) {
		t.Error(complaint)
	}
}

func TestEveryLineOfTheMapIsAPackageAndStandsInItsPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, p := range list(t) {
		there[short(p.ImportPath)] = true
	}

	for _, name := range slices.Sorted(maps.Keys(arrows)) {
		if !there[name] {
			t.Errorf("%s has a line in the map and is no package", name)
		}
		if name != "internal" && !bytes.Contains(page, []byte("//\t"+name+" ")) {
			t.Errorf("%s has no line in doc.go", name)
		}
	}
}

// TestPartnersClientHoldsNoneOfTheServer: who imports the client builds nothing else of ours, and
// nothing that only a server needs.
func TestPartnersClientHoldsNoneOfTheServer(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("go", "list", "-deps", "./gen/client", "./gen/client/webhook")
	cmd.Dir = ".."

	out, err := cmd.Output()

	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, path := range strings.Fields(string(out)) {
		ours := strings.HasPrefix(path, module) && !strings.HasPrefix(path, module+"gen/client")
		if ours || strings.Contains(path, "labstack/echo") || strings.Contains(path, "jackc/pgx") || strings.Contains(path, "riverqueue/") {
			t.Errorf("the client needs %s", path)
		}
	}
}

func TestMapFindsWhoGoesAstray(t *testing.T) {
	t.Parallel()
	wrong := []house{
		{module + "internal/util", nil},
		{module + "internal/lead", []string{module + "internal/server"}},
		{module + "internal/lead", []string{module + "internal/channel/brevo"}},
		{module + "internal/sim/brevo", []string{module + "internal/channel/wire"}},
		{module + "internal/campaign", []string{"github.com/labstack/echo/v4"}},
		{module + "internal/callback", []string{"github.com/riverqueue/river/rivertype"}},
	}
	right := []house{
		{module + "cmd/carillon", []string{module + "internal/server", "github.com/alecthomas/kong", "fmt"}},
		{module + "internal/devstack", []string{module + "internal/sim/supabase"}},
		{module + "internal/tenant", []string{"github.com/riverqueue/river", module + "gen/db"}},
	}

	for _, h := range wrong {
		if len(astray([]house{h})) != 1 {
			t.Errorf("not found: %v", h)
		}
	}
	if found := astray(right); len(found) > 0 {
		t.Error(found)
	}
}

// list is every package of the module.
func list(t *testing.T) []house {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []house
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var h house
		if err := d.Decode(&h); err != nil {
			t.Fatal(err)
		}
		all = append(all, h)
	}
	return all
}

// astray says which packages have no line, and which imports no arrow allows.
func astray(houses []house) []string {
	var found []string
	for _, h := range houses {
		name := short(h.ImportPath)
		line, known := arrows[name]
		if !known {
			found = append(found, name+" has no line in the map")
		}
		for _, path := range h.Imports {
			if strings.HasPrefix(path, module) && !allows(line, short(path)) || !allowsOutward(name, path) {
				found = append(found, fmt.Sprintf("%s may not import %s", name, short(path)))
			}
		}
	}
	return found
}

func allowsOutward(name, path string) bool {
	for prefix, line := range outward {
		if (path == prefix || strings.HasPrefix(path, prefix+"/")) && !allows(line, name) {
			return false
		}
	}
	return true
}

func allows(line, name string) bool {
	return slices.ContainsFunc(strings.Fields(line), func(pattern string) bool {
		below, wild := strings.CutSuffix(pattern, "*")
		return pattern == name || wild && strings.HasPrefix(name, below)
	})
}

func short(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "internal/")
}
