import assert from 'node:assert/strict';
import {test} from 'node:test';
import {all, as, until} from './stack.js';

test('a file of leads is taken in, mapped, told of and stopped', async () => {
  const client = await as('bluebird-operator');
  const id = crypto.randomUUID();

  const taken = await client.imports.create({text: `id,name\n${id},Ada\n,Nobody\n`, options: {tags: [id]}});
  const done = await until('the end of the import', async () => {
    const now = await client.imports.get(taken.id);
    return now.state === 'succeeded' && now;
  });
  const [refused] = await all(client.imports.listRejects(taken.id));
  const rejects = await client.imports.downloadRejects(taken.id);
  const unmapped = await client.imports.create({text: 'who\nnobody\n'});
  const mapped = await client.imports.update(unmapped.id, {mapping: {who: 'email'}});
  const stopped = await client.imports.cancel((await client.imports.create({text: 'who\nnobody\n'})).id);

  assert.deepEqual([done.created, done.rejected, done.progress.total], [1, 1, 2]);
  assert.deepEqual([refused!.row, refused!.cells, refused!.code], [2, ['', 'Nobody'], 'lead_unreachable']);
  assert.ok(rejects.startsWith('id,name,reason\r\n,Nobody,'), rejects);
  assert.deepEqual([unmapped.state, mapped.state, stopped.state], ['needs_mapping', 'queued', 'cancelled']);
  assert.equal((await client.imports.list({limit: 3}).page()).data[0]!.id, stopped.id);
});
