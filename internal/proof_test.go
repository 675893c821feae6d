package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	proofs = regexp.MustCompile(`(?m)^  PROOFS: "\^\((.+)\)\$"`)
	proof  = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\) \{\n(?:\t.*\n|\n)*?\tmachine\.Lock\(\)$`)
)

// TestProofsThatHaveTheMachineToThemselvesAreNamed holds that ./task test runs all of them by
// themselves, so that none is left out by the run beside which they would wait for each other.
func TestProofsThatHaveTheMachineToThemselvesAreNamed(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../Taskfile.yml")
	if err != nil {
		t.Fatal(err)
	}
	found := proofs.FindSubmatch(text)
	if found == nil {
		t.Fatal("Taskfile.yml names no PROOFS")
	}
	named := strings.Split(string(found[1]), "|")

	files, err := filepath.Glob("scenario/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		locks := strings.Count(string(source), "machine.Lock()")
		for _, m := range proof.FindAllStringSubmatch(string(source), -1) {
			there, locks = append(there, m[1]), locks-1
		}
		if locks != 0 {
			t.Errorf("%s: the machine is taken in the first lines of a test", file)
		}
	}

	slices.Sort(named)
	slices.Sort(there)
	if !slices.Equal(named, there) {
		t.Errorf("named are %s,\nand there are %s", named, there)
	}
}
