package tenant

// Sign gives transactions what makes keyed hashes, under a key that outlives every master. Call it
// once, before the first of them.
func (d *DB) Sign(mac func(purpose string, parts ...[]byte) []byte) { d.mac = mac }

// Mark is a keyed hash of a word, the same for the same word of the same tenant and purpose. Without
// the key nobody finds the word.
func (t *Tx) Mark(purpose, word string) []byte {
	return t.mac(purpose, t.Actor.Tenant[:], []byte(word))
}
