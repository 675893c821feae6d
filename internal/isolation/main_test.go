package isolation_test

import (
	"testing"

	"github.com/carillonhq/carillon/internal/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }
