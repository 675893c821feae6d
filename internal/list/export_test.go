package list

import (
	"fmt"

	"github.com/google/uuid"
)

// Statement is SQL with its arguments.
type Statement struct {
	Text string
	Args []any
}

// Statements are what reads the first page of a query, and its size.
func Statements(q Query) []Statement {
	page, size := q.where(living, uuid.Nil), q.where(livingByKey, uuid.Nil)
	return []Statement{
		{"SELECT l.* FROM leads l WHERE " + page.text.String() + " ORDER BY l.created_at DESC, l.id DESC LIMIT 51", page.args},
		{fmt.Sprintf("SELECT count(*) FROM (SELECT FROM leads l WHERE %s LIMIT %d) n", size.text.String(), counted+1), size.args},
	}
}
