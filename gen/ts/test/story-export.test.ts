import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {address, all, as, number} from './stack.js';

test('leads go into a file', async () => {
  const client = await as('bluebird-operator');
  const [tag, email] = [crypto.randomUUID(), address()];
  await client.leads.create({email, first_name: '=1+1', tags: [tag]});

  const made = await client.exports.create({resource: 'leads', format: 'csv', filter: {type: 'tag', tag}});
  let now = made;
  while (now.state !== 'succeeded') {
    await setTimeout(50);
    now = await client.exports.get(made.id);
  }
  const file = await client.exports.getFile(made.id);

  assert.deepEqual([now.rows, now.progress.done, now.progress.total], [1, 1, 1]);
  const [head, lead, end] = file.split('\r\n');
  assert.ok(head!.startsWith('id,external_id,email,phone,first_name'), head);
  assert.ok(lead!.includes(`${email},,'=1+1,`), lead);
  assert.equal(end, '');
  assert.equal((await client.exports.cancel(made.id)).state, 'succeeded');
  assert.ok((await all(client.exports.list())).some((one) => one.id === made.id));
  await assert.rejects(client.exports.create({resource: 'audit', format: 'ndjson'}), {status: 403, code: 'forbidden'});
});

test('a person is told what is known of them, and erased', async () => {
  const client = await as('bluebird-admin');
  const [phone, email] = [number(), address()];
  const lead = await client.leads.create({phone, email, first_name: 'Ida'});

  const known = await client.leads.getExport(lead.id);
  await client.leads.erase(lead.id);

  assert.equal(known.kept['lead']?.[0]?.['first_name'], 'Ida');
  await assert.rejects(client.leads.get(lead.id), {status: 404});
  await assert.rejects(client.leads.create({email}), {status: 409, code: 'lead_erased'});
});
