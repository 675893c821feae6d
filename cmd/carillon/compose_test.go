package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/internal/config"
)

// service is one of compose.yaml, as far as we care.
type service struct {
	Build, Image string
	Command      []string
	Profiles     []string
	Ports        []string
	Environment  map[string]string
	ReadOnly     bool     `yaml:"read_only"`
	CapDrop      []string `yaml:"cap_drop"`
	SecurityOpt  []string `yaml:"security_opt"`
	Grace        string   `yaml:"stop_grace_period"`
	HealthCheck  struct{ Test []string }
}

// composed is compose.yaml and its services.
func composed(t *testing.T) (text string, services map[string]service) {
	t.Helper()
	raw, err := os.ReadFile(root + "/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Services map[string]service }
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return string(raw), file.Services
}

func TestComposePassesEverySettingOn(t *testing.T) {
	t.Parallel()
	_, services := composed(t)

	for _, name := range []string{"app", "worker"} {
		given := services[name].Environment
		for _, setting := range config.Report(os.Getenv) {
			if _, ok := given[setting.Name]; !ok && setting.Name != "MIGRATE_DATABASE_URL" {
				t.Errorf("%s is not passed on to %s", setting.Name, name)
			}
			delete(given, setting.Name)
		}
		for unknown := range given {
			t.Errorf("%s is given %s, which is no setting", name, unknown)
		}
	}
	if migrate := services["migrate"].Environment; len(migrate) != 1 || migrate["MIGRATE_DATABASE_URL"] == "" {
		t.Errorf("migrate is given more than it needs: %v", migrate)
	}
}

func TestComposeAsksForNothingThatItDoesNotTellOf(t *testing.T) {
	t.Parallel()
	text, services := composed(t)
	comment, _, _ := strings.Cut(text, "\nname:")

	for _, used := range regexp.MustCompile(`\$\{(\w+)`).FindAllStringSubmatch(text, -1) {
		_, setting := services["app"].Environment[used[1]]
		if !setting && !strings.Contains(comment, used[1]) {
			t.Errorf("%s is used, and neither a setting nor told of", used[1])
		}
	}
}

func TestComposeGivesOursNoMoreThanTheyNeed(t *testing.T) {
	t.Parallel()
	_, services := composed(t)
	var plain []string

	for name, s := range services {
		if len(s.Profiles) == 0 {
			plain = append(plain, name)
		}
		for _, port := range s.Ports {
			if !strings.HasPrefix(port, "127.0.0.1:") {
				t.Errorf("%s is open to the network at %s", name, port)
			}
		}
		if s.Build == "" {
			if !strings.ContainsAny(s.Image, "0123456789") {
				t.Errorf("the image of %s is whatever is latest: %s", name, s.Image)
			}
			continue
		}
		if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Equal(s.SecurityOpt, []string{"no-new-privileges:true"}) {
			t.Errorf("%s may do more than it needs", name)
		}
		known(t, s.Command)
		if len(s.HealthCheck.Test) > 2 {
			known(t, s.HealthCheck.Test[2:])
		}
	}

	if slices.Sort(plain); !slices.Equal(plain, []string{"app", "migrate", "postgres", "redis", "worker"}) {
		t.Errorf("without a profile there are %v", plain)
	}
	if test := services["app"].HealthCheck.Test; len(test) < 3 || test[1] != "/carillon" {
		t.Errorf("the health of app is asked by %v, which the image does not have", test)
	}
	for _, name := range []string{"app", "worker"} {
		if patience, err := time.ParseDuration(services[name].Grace); err != nil || patience < time.Minute {
			t.Errorf("%s is killed after %q, before it has finished", name, services[name].Grace)
		}
	}
}

// known fails the test unless the command would understand its arguments.
func known(t *testing.T, args []string) {
	t.Helper()
	k, err := kong.New(new(cli))
	if err == nil {
		_, err = k.Parse(args)
	}
	if err != nil {
		t.Errorf("carillon %v: %v", args, err)
	}
}

func TestComposeHasTheIssuerThatTheServiceBelieves(t *testing.T) {
	t.Parallel()
	text, services := composed(t)
	ours, theirs := services["app"].Environment, services["auth"].Environment
	supabase := config.Config{SupabaseURL: "${SUPABASE_URL}"}

	if theirs["GOTRUE_JWT_ISSUER"] != supabase.Issuer() {
		t.Errorf("its tokens are issued by %s, believed are those of %s", theirs["GOTRUE_JWT_ISSUER"], supabase.Issuer())
	}
	if theirs["GOTRUE_JWT_SECRET"] != ours["SUPABASE_JWT_SECRET"] {
		t.Errorf("it signs with %s, the service checks with %s", theirs["GOTRUE_JWT_SECRET"], ours["SUPABASE_JWT_SECRET"])
	}
	if served := strings.TrimPrefix(supabase.JWKSURL(), "${SUPABASE_URL}"); !strings.Contains(text, "location "+strings.TrimSuffix(served, ".well-known/jwks.json")+" {") {
		t.Errorf("nothing is served at %s", served)
	}
	for _, name := range []string{"supabase", "auth", "auth-postgres"} {
		if !slices.Equal(services[name].Profiles, []string{"auth"}) {
			t.Errorf("%s is there without being asked for", name)
		}
	}
}
