// Package isolation proves the wall between tenants: that the catalogue says what was reviewed,
// that each layer alone (row security, the queries' own words) lets nothing through, and that no
// reply of the API tells one tenant of another. It holds tests only.
package isolation
