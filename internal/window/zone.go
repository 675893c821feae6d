package window

import (
	_ "embed"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the image that Carillon ships in may have no zone files

	"github.com/carillonhq/carillon/internal/spelling"
)

// ErrUnknownZone says that a name is not an IANA time zone, written exactly as IANA writes it.
var ErrUnknownZone = errors.New("not the name of an IANA time zone")

//go:generate go run zones_gen.go
//go:embed zones.txt
var zonesFile string

var (
	zoneNames = strings.Fields(zonesFile)
	zoneTable = loaders(zoneNames)
)

// Zone is the time zone of exactly this IANA name, such as "America/New_York". Anything else
// fails with ErrUnknownZone: the empty name, "Local", other capitals, paths, and "Factory", which
// is IANA's word for a clock that was never set. The same name gives the same pointer. What the
// zone's clock does comes from the system's zone files where there are any, else from the binary.
func Zone(name string) (*time.Location, error) {
	load, known := zoneTable[name]
	if !known {
		return nil, ErrUnknownZone
	}
	return load()
}

// KnownZones are all names that Zone accepts, ascending. The caller owns the slice.
func KnownZones() []string { return slices.Clone(zoneNames) }

// loaders reads each zone at most once, when it is first asked for.
func loaders(names []string) map[string]func() (*time.Location, error) {
	table := make(map[string]func() (*time.Location, error), len(names))
	for _, name := range names {
		table[name] = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(name) })
	}
	return table
}

// Suggest is the known zone nearest to a mistyped name, by its whole name or its city alone
// ("new york" is near America/New_York); empty when nothing is near.
func Suggest(name string) string {
	const longest = 64
	if len(name) > longest {
		return ""
	}
	wanted := plain(name)
	best, nearest := "", len(wanted)/3+1
	for _, zone := range zoneNames {
		whole := plain(zone)
		city := whole[strings.LastIndexByte(whole, '/')+1:]
		d := min(spelling.Edits(wanted, whole), spelling.Edits(wanted, city))
		if d < nearest {
			best, nearest = zone, d
		}
	}
	return best
}

func plain(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
}
