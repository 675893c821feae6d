package main

import (
	"debug/buildinfo"
	"debug/elf"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// root is the repository.
const root = "../.."

func TestImageBuildsAStaticBinaryThatNeedsNothingAround(t *testing.T) {
	t.Parallel()
	built := image(t)

	binary, err := elf.Open(built)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = binary.Close() }()
	for _, p := range binary.Progs {
		if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
			t.Errorf("it is not static: it has a %s", p.Type)
		}
	}
	if symbols, err := binary.Symbols(); err == nil {
		t.Errorf("it is not stripped: it has %d symbols", len(symbols))
	}
	for _, way := range []struct {
		args, environment []string
		status            int
		says              string
	}{
		{[]string{"--help"}, nil, 0, "Usage: carillon <command>"},
		{[]string{"version"}, nil, 0, "carillon ("},
		{[]string{"config", "check", "--for", "migrate"}, []string{"MIGRATE_DATABASE_URL=postgres://postgres:canary@127.0.0.1:1/carillon"}, 0, "CARILLON_PUMPS"},
		{[]string{"config", "check"}, nil, 1, "CARILLON_MASTER_KEYS is not set"},
		{[]string{"health"}, []string{"CARILLON_ADDR=:1"}, 1, "connection refused"},
	} {
		cmd := enclosed(t, built, way.args...)
		cmd.Env = way.environment
		out, _ := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != way.status || !strings.Contains(string(out), way.says) || strings.Contains(string(out), "canary") {
			t.Errorf("%v ends with %v and says:\n%s", way.args, cmd.ProcessState, out)
		}
	}
	listsEveryModule(t, built)
}

var stageLine = regexp.MustCompile(`(?m)^(FROM|RUN) (.*)$`)

// image runs what the Dockerfile runs in its build stage, on what .dockerignore lets in, and returns
// the binary that the image gets.
func image(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(root + "/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	source := shipped(t)
	stages, runs := 0, 0
	for _, line := range stageLine.FindAllStringSubmatch(string(text), -1) {
		if line[1] == "FROM" {
			stages++
			continue
		}
		if stages != 1 {
			t.Errorf("what is shipped runs %q while it is made, and has no shell", line[2])
		}
		cmd := exec.Command("sh", "-ec", line[2])
		cmd.Dir = source
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", line[2], err, out)
		}
		runs++
	}
	if runs != 2 || !strings.Contains(string(text), "COPY --from=build /src/bin/carillon /carillon\nUSER 65532:65532\n") {
		t.Fatalf("the Dockerfile is another than this test knows:\n%s", text)
	}
	return filepath.Join(source, "bin/carillon")
}

// shipped is a copy of what docker build gets of the working tree; .dockerignore leaves out nothing
// that is in the repository.
func shipped(t *testing.T) string {
	t.Helper()
	list := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := os.ReadFile(root + "/.dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	for _, name := range strings.Split(strings.Trim(string(names), "\x00"), "\x00") {
		for pattern := range strings.FieldsSeq(string(ignored)) {
			if name == pattern || strings.HasPrefix(name, pattern+"/") {
				t.Errorf(".dockerignore leaves out %s: the image's version would end in +dirty", name)
			}
		}
		copied(t, name, to)
	}
	return to
}

func copied(t *testing.T, name, to string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if os.IsNotExist(err) { // deleted, and not committed yet
		return
	}
	if err == nil {
		err = os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(to, name), text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// enclosed is a run of a binary as in the image: as a user who owns nothing, in a root directory that
// holds the binary, cannot be written to, and has no libraries, no shell and no /proc.
func enclosed(t *testing.T, binary string, args ...string) *exec.Cmd {
	t.Helper()
	jail, err := os.MkdirTemp("", "carillon-image-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(jail) })
	text, err := os.ReadFile(binary)
	if err == nil {
		err = os.WriteFile(filepath.Join(jail, "carillon"), text, 0o755)
	}
	if err == nil {
		err = os.Chmod(jail, 0o555)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: "/carillon", Args: append([]string{"carillon"}, args...), Dir: "/"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: jail}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: 65532, Gid: 65532}
		return cmd
	}
	cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER // who is not root may change its root in a namespace of its own
	cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 65532, HostID: os.Geteuid(), Size: 1}}
	cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 65532, HostID: os.Getegid(), Size: 1}}
	return cmd
}

// listsEveryModule holds that ./task sbom would list each module that is in a binary.
func listsEveryModule(t *testing.T, binary string) {
	t.Helper()
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	var bill struct {
		BOMFormat  string
		Components []struct{ Name, Version, PURL string }
	}
	write := exec.Command("go", "tool", "-modfile=internal/tools/go.mod", "cyclonedx-gomod", "bin", "-json", "-std", binary)
	write.Dir = root
	out, err := write.Output()
	if err == nil {
		err = json.Unmarshal(out, &bill)
	}
	if err != nil || bill.BOMFormat != "CycloneDX" {
		t.Fatalf("%v: %.200s", err, out)
	}
	var listed []string
	for _, c := range bill.Components {
		listed = append(listed, c.Name+"@"+c.Version)
	}
	if len(info.Deps) == 0 {
		t.Error("the binary says nothing of its modules")
	}
	for _, m := range info.Deps {
		if !slices.Contains(listed, m.Path+"@"+m.Version) {
			t.Errorf("%s %s is in the binary and not on its bill", m.Path, m.Version)
		}
	}
	if !slices.ContainsFunc(listed, func(name string) bool { return strings.HasPrefix(name, "std@") }) {
		t.Error("Go's own library is not on the bill")
	}
}
