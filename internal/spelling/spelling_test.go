package spelling_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/spelling"
)

func TestNearestNameIsWithinAThirdOfItsLetters(t *testing.T) {
	t.Parallel()
	known := []string{"limit", "cursor", "sort", "created_after", "created_before"}

	for given, want := range map[string]string{"limt": "limit", "LIMIT": "limit", "courser": "cursor", "created_aftr": "created_after",
		"created_before_": "created_before", "page": "", "x": "", "tenant_id": "", strings.Repeat("limit", 20): ""} {
		if got := spelling.Nearest(given, known); got != want {
			t.Errorf("%.20s: got %q, want %q", given, got, want)
		}
	}
	if !slices.Contains(known, spelling.Nearest("sorted", []string{"sort"})) {
		t.Error("sorted is too far from sort")
	}
}
