package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/dbtest"
)

// A guide is a document with transcripts. A block of kind console shows what is typed after "$ " and
// continued after "> ", and below it what is printed; "…" stands for anything on its line, and a line
// of nothing else for any lines. A block of another kind with a title is a file of that name. The title of a
// console is the terminal's name; the command that runs there last may run on, and what it prints
// later follows in a block without a command.
type step struct {
	line     int    // of the document
	terminal string // its name; empty: the first
	command  string // empty: nothing is typed
	printed  string
	last     bool // in its terminal, so that it may run on
}

var fence = regexp.MustCompile("^```([a-z]+)(?: title=\"([^\"]+)\")?$")

// steps reads a guide.
func steps(text string) []step {
	var all []step
	lines, terminal := strings.Split(text, "\n"), ""
	for i := 0; i < len(lines); i++ {
		opened := fence.FindStringSubmatch(lines[i])
		if opened == nil {
			continue
		}
		first := i + 1
		for i = first; lines[i] != "```"; i++ {
		}
		switch kind, title := opened[1], opened[2]; {
		case kind == "console":
			terminal = title
			all = append(all, typed(lines[first:i], first, terminal)...)
		case title != "":
			body := strings.Join(lines[first:i], "\n")
			all = append(all, step{line: first, terminal: terminal, command: fmt.Sprintf("cat > %s <<'END OF FILE'\n%s\nEND OF FILE", title, body)})
		}
	}
	busy := map[string]bool{}
	for i, s := range slices.Backward(all) {
		all[i].last = !busy[s.terminal]
		busy[s.terminal] = busy[s.terminal] || s.command != ""
	}
	return all
}

// typed are the steps of one console.
func typed(lines []string, first int, terminal string) []step {
	var all []step
	for i, line := range lines {
		command, isCommand := strings.CutPrefix(line, "$ ")
		more, isMore := strings.CutPrefix(line, "> ")
		last := len(all) - 1
		switch {
		case isCommand:
			all = append(all, step{line: first + i + 1, terminal: terminal, command: command})
		case isMore && last >= 0 && all[last].printed == "":
			all[last].command += "\n" + more
		case last < 0:
			all = append(all, step{line: first + i + 1, terminal: terminal, printed: line + "\n"})
		default:
			all[last].printed += line + "\n"
		}
	}
	return all
}

// patterns are what text with wildcards matches: as a whole, and at its beginning.
func patterns(printed string) (whole, beginning *regexp.Regexp) {
	var b strings.Builder
	b.WriteString(`\A`)
	for line := range strings.Lines(printed) {
		if line == "…\n" {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*"))
	}
	return regexp.MustCompile(b.String() + `\z`), regexp.MustCompile(b.String())
}

// guides are the documents with transcripts, by name.
func guides(t *testing.T) map[string]string {
	t.Helper()
	found, err := filepath.Glob("../../api/guide/*.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, file := range found {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(steps(string(text))) > 0 {
			texts[strings.TrimSuffix(filepath.Base(file), ".md")] = string(text)
		}
	}
	return texts
}

func TestTranscriptsOfTheGuidesAreTrue(t *testing.T) {
	t.Parallel()
	texts := guides(t)
	if len(texts) < 5 {
		t.Errorf("%d guides have a transcript", len(texts))
	}
	d := newDesk(t)
	first := step{command: "./task dev", printed: "…\nCarillon is ready (…).\n…\nok: 4 campaigns, 960 targets accounted for, …. Serving until Ctrl-C.\n", last: true}
	if err := d.terminal("dev").do(first); err != nil {
		t.Fatal(err)
	}
	d.learn()
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if strings.Contains(text, "./task pack") {
				dbtest.Alone(t, "../../gen/ts")
			}
			terminals := d.session(t)
			for _, s := range steps(text) {
				if err := terminals(s.terminal).do(s); err != nil {
					t.Fatalf("%s.md:%d: %v", name, s.line, err)
				}
			}
		})
	}
}

func TestTranscriptThatIsNotTrueIsFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	one := d.terminal("one")
	for _, s := range []step{
		{command: "WORD=cuckoo; echo $WORD; echo and more", printed: "cuckoo\nand …\n"},
		{command: "for i in 1 2 3 4; do echo $i; done", printed: "1\n…\n4\n"},
		{command: "echo $WORD | tr a-z A-Z\necho -n without an end", printed: "CUCKOO\nwithout an end\n"},
		{command: "true"},
	} {
		if err := one.do(s); err != nil {
			t.Errorf("%q: %v", s.command, err)
		}
	}
	for _, s := range []step{
		{command: "echo cuckoo", printed: "wren\n"},
		{command: "echo cuckoo", printed: "cuckoo\nwren\n"},
		{command: "echo cuckoo; echo wren", printed: "cuckoo\n"},
		{command: "echo cuckoo"},
		{command: "no-such-command"},
	} {
		if err := one.do(s); err == nil {
			t.Errorf("%q prints %q", s.command, s.printed)
		}
	}
}
