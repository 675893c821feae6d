import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createClient} from '@carillon/client';
import {all, as, baseUrl, number, until} from './stack.js';

test('a program calls with a key, as far as its scopes go, until it is revoked', async () => {
  const admin = await as('bluebird-admin');
  const {key, api_key: {id}} = await admin.apiKeys.create({name: 'Web shop', scopes: ['leads:read', 'leads:write']});
  const program = createClient({baseUrl, auth: key});

  const lead = await program.leads.create({phone: number()});
  const renamed = await admin.apiKeys.update(id, {name: 'Shop', networks: ['127.0.0.1/32']});
  const rotated = await admin.apiKeys.rotate(id, {overlap_seconds: 60});
  const either = await Promise.all([key, rotated.key].map((auth) => createClient({baseUrl, auth}).leads.get(lead.id)));

  assert.deepEqual([renamed.name, renamed.networks, either[0]!.id, either[1]!.id], ['Shop', ['127.0.0.1/32'], lead.id, lead.id]);
  await assert.rejects(program.campaigns.list().page(), {status: 403, code: 'insufficient_scope'});
  await assert.rejects(program.apiKeys.list().page(), {status: 403});
  await assert.rejects(createClient({baseUrl, auth: key.slice(0, -1)}).leads.get(lead.id), {status: 401, code: 'invalid_key'});
  assert.ok((await all(admin.apiKeys.list())).some((one) => one.id === id && !('key' in one)));
  assert.equal(typeof (await admin.apiKeys.revoke(id)).revoked_at, 'string');
  await assert.rejects(program.leads.get(lead.id), {status: 401, code: 'key_revoked'});
  assert.equal((await admin.apiKeys.get(id)).name, 'Shop');
});

test('what was done is in the audit log, by whom and in which call', async () => {
  const admin = await as('bluebird-admin');
  const lead = await admin.leads.create({external_id: crypto.randomUUID()});

  const [fact] = await until('the entry', async () => {
    const found = await all(admin.audit.listEntries({object_id: lead.id, action: 'lead.created'}));
    return found.length > 0 && found;
  });
  const call = await all(admin.audit.listEntries({request_id: fact!.request_id!, kind: 'call'}));

  assert.deepEqual([fact!.kind, call.length, call[0]!.action], ['fact', 1, 'createLead']);
  assert.ok((await admin.audit.getHead()).sequence >= fact!.sequence);
});
