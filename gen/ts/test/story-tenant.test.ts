import assert from 'node:assert/strict';
import {test} from 'node:test';
import {all, as, given} from './stack.js';

test('a tenant is opened, and its people are added, changed and removed', async () => {
  const root = await as('root');
  const slug = `t${crypto.randomUUID().slice(0, 8)}`;
  const user_id = crypto.randomUUID();

  const tenant = await root.tenants.create({slug, name: 'Harbor Café'});
  const changed = await root.tenants.updateCurrent({timezone: 'Europe/Lisbon', unknown_senders: 'lead'}, {tenant: slug});
  const limited = await root.tenants.setApiLimits({writes_per_minute: 6000}, {tenant: slug});
  const planned = await root.tenants.setUsageLimits({sms: 500}, {tenant: slug});
  const added = await root.tenants.addMembership({user_id, role: 'operator'}, {tenant: slug});
  await root.tenants.addMembership({user_id: crypto.randomUUID(), role: 'tenant_admin'}, {tenant: slug});
  const now = await root.tenants.changeMembership(added.id, {role: 'viewer'}, {tenant: slug});
  const people = await all(root.tenants.listMemberships({limit: 1}, {tenant: slug}));
  await root.tenants.removeMembership(added.id, {tenant: slug});

  assert.deepEqual([tenant.slug, tenant.timezone, changed.timezone, changed.unknown_senders], [slug, 'UTC', 'Europe/Lisbon', 'lead']);
  assert.deepEqual(limited.api_limits, {writes_per_minute: 6000});
  assert.deepEqual([planned.current_usage.sms.used, planned.current_usage.sms.limit], [0, 500]);
  assert.deepEqual([added.role, now.role, people.length], ['operator', 'viewer', 2]);
  assert.equal((await all(root.tenants.listMemberships({}, {tenant: slug}))).length, 1);
});

test('a provider account is connected, tried, changed and removed', async () => {
  const client = await as('bluebird-admin');
  const made = await client.connections.create({
    name: crypto.randomUUID(),
    provider: 'vapi',
    secret: given('VAPI_KEY'),
    settings: {assistant_id: 'assistant', phone_number_id: 'number'},
  });

  const check = await client.connections.verify(made.id);
  const changed = await client.connections.update(made.id, {rate_limits: {voice: {limit: 5, window_seconds: 60}}});
  const resumed = await client.connections.resume(made.id);

  assert.deepEqual(check.ok, true);
  assert.deepEqual([changed.rate_limits.voice, resumed.status], [{limit: 5, window_seconds: 60}, 'active']);
  assert.equal((await client.connections.get(made.id)).version, resumed.version);
  await client.connections.delete(made.id);
  await assert.rejects(client.connections.get(made.id), {status: 404});
});

test('what people have to do is written down, done and forgotten', async () => {
  const client = await as('bluebird-operator');
  const task = await client.tasks.create({title: 'Call Mia', due_at: '2026-03-02T17:00:00Z'});

  const done = await client.tasks.update(task.id, {done: true, due_at: null});

  assert.deepEqual([done.title, done.due_at, typeof done.done_at], ['Call Mia', null, 'string']);
  assert.deepEqual(await client.tasks.get(task.id), done);
  assert.ok((await all(client.tasks.list({done: true}))).some((one) => one.id === task.id));
  await client.tasks.delete(task.id);
  await assert.rejects(client.tasks.get(task.id), {status: 404});
});

test('who must not be contacted is written down, and what people said of it', async () => {
  const client = await as('bluebird-admin');
  const address = `+1202555${String(Math.floor(Math.random() * 1000) + 1000)}`;
  const reach = {channel: 'sms', address} as const;

  const refused = await client.suppressions.create(reach);
  await client.consents.record({...reach, decision: 'withdrawn', source: 'Telephone'});
  await assert.rejects(client.suppressions.delete(refused.id), {status: 409, code: 'consent_missing'});
  await client.consents.record({...reach, decision: 'granted', source: 'Form'});
  await client.suppressions.delete(refused.id);

  assert.deepEqual(await all(client.suppressions.list({address})), []);
  assert.deepEqual((await all(client.consents.list({address}))).map((said) => said.decision), ['granted', 'withdrawn', 'withdrawn']);
  assert.deepEqual(await all(client.consentReviews.list({open: true, lead_id: crypto.randomUUID()})), []);
  await assert.rejects(client.consentReviews.resolve(crypto.randomUUID(), {decision: 'keep'}), {status: 404});
});
