package internal_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/api"
)

// document is what the laws ask of openapi.yaml. What can be said of the contract alone is asked by its
// linter: see api/redocly.yaml.
type document struct {
	Events map[string]any `yaml:"webhooks"`
}

func TestContractListsTheFactsThereAre(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("event/event.go")
	if err != nil {
		t.Fatal(err)
	}
	facts := factsNamed(string(raw))

	for _, complaint := range contract(t, api.Contract).unlisted(facts) {
		t.Error(complaint)
	}
	if len(facts) < 40 {
		t.Errorf("only %d facts were found", len(facts))
	}
}

func TestFactThatOneSideDoesNotKnowIsFound(t *testing.T) {
	t.Parallel()
	facts := factsNamed("const (\n\tLeadCreated Type = \"lead.created\"\n\tListGone Type = \"lead_list.gone\" // away\n)")

	if found := contract(t, []byte("webhooks: {lead.created: {}, lead_list.gone: {}}")).unlisted(facts); len(found) > 0 {
		t.Error(found)
	}
	if found := contract(t, []byte("webhooks: {lead.created: {}, lead.burnt: {}}")).unlisted(facts); len(found) != 2 {
		t.Errorf("found %v", found)
	}
}

var factNamed = regexp.MustCompile(`\bType = "([a-z_.]+)"`)

// factsNamed are the constants of event/event.go.
func factsNamed(source string) []string {
	var all []string
	for _, m := range factNamed.FindAllStringSubmatch(source, -1) {
		all = append(all, m[1])
	}
	return all
}

// unlisted are the facts that only one side knows: the code, or webhooks.
func (d document) unlisted(facts []string) []string {
	var found []string
	for _, fact := range facts {
		if d.Events[fact] == nil {
			found = append(found, fact+" is not in webhooks")
		}
	}
	for fact := range d.Events {
		if !slices.Contains(facts, fact) {
			found = append(found, fact+" is in webhooks and no constant")
		}
	}
	return found
}

func contract(t *testing.T, raw []byte) document {
	t.Helper()
	var d document
	if err := yaml.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d
}
