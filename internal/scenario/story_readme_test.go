package scenario_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

var golangInReadme = regexp.MustCompile("(?s)```go\n(.*?)```\n```\n(.*?)```")

func TestGoProgramInTheReadmePrintsWhatItSays(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := golangInReadme.FindSubmatch(readme)
	if found == nil {
		t.Fatal("there is no Go program in the README, with what it prints")
	}
	program := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(program, found[1], 0o600); err != nil {
		t.Fatal(err)
	}

	cmd := exec.Command("go", "run", program)
	cmd.Env = append(os.Environ(), "CARILLON_URL="+r.listened(), "CARILLON_TOKEN="+r.token("bluebird-operator"))

	if printed := r.output(cmd); string(printed) != string(found[2]) {
		t.Errorf("it printed\n%s", printed)
	}
}
