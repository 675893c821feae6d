import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ApiError, createClient, fromSupabase, SignedOutError} from '@carillon/client';
import {as, baseUrl, given, supabase} from './stack.js';

test('whoever signed in at Supabase is known', async () => {
  const me = await (await as('bluebird-operator')).me.get();

  assert.equal(me.email, 'bluebird-operator@example.com');
  assert.deepEqual(me.memberships.map(({slug, role}) => [slug, role]), [['bluebird', 'operator']]);
});

test('a session whose token has expired is refreshed in the course of a call', async () => {
  const store = new Map<string, string>();
  const storage = {getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => void store.set(key, value), removeItem: (key: string) => void store.delete(key)};
  const {data} = await supabase({storage}).auth.signInWithPassword({email: 'bluebird-viewer@example.com', password: 'password'});
  for (const [key, session] of store) store.set(key, session.replace(data.session!.access_token, given('EXPIRED_TOKEN')));
  const project = supabase({storage});
  const client = fromSupabase(project, {baseUrl});
  assert.equal((await project.auth.getSession()).data.session!.access_token, given('EXPIRED_TOKEN'));

  const calls = await Promise.all([client.me.get(), client.leads.list().page(), client.tenants.getCurrent()]);

  assert.equal(calls[0].email, 'bluebird-viewer@example.com');
  assert.notEqual((await project.auth.getSession()).data.session!.access_token, given('EXPIRED_TOKEN'));
});

test('an expired token that nobody can renew is refused', async () => {
  await assert.rejects(createClient({baseUrl, auth: given('EXPIRED_TOKEN')}).me.get(), {name: 'ApiError', status: 401, code: 'token_expired'});
});

test('without a session nothing is sent', async () => {
  await assert.rejects(fromSupabase(supabase(), {baseUrl}).me.get(), SignedOutError);
});

test('who belongs to several tenants says which one is meant', async () => {
  const client = await as('both');

  await assert.rejects(client.tenants.getCurrent(), (error) => error instanceof ApiError && error.status === 400 && error.code === 'tenant_required');
  assert.equal((await client.tenants.getCurrent({tenant: 'harbor'})).slug, 'harbor');
  assert.equal((await (await as('both', {tenant: 'bluebird'})).tenants.getCurrent()).slug, 'bluebird');
  await assert.rejects((await as('bluebird-viewer')).tenants.getCurrent({tenant: 'harbor'}), {status: 403, code: 'tenant_forbidden'});
});

test('whoever is unknown is refused by every method', async () => {
  const client = createClient({baseUrl, auth: 'nobody'});
  const id = '0190f5a0-0000-7000-8000-00000000dead';
  const {health, ...guarded} = client;

  for (const [name, resource] of Object.entries(guarded)) {
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).slice(1)) {
      const call = (resource as unknown as Record<string, (...of: unknown[]) => unknown>)[method]!;
      const asked = call.apply(resource, Array(call.length - 1).fill(id));
      const answer = asked instanceof Promise ? asked : (asked as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
      await assert.rejects(answer, {name: 'ApiError', status: 401, code: 'invalid_token'}, `${name}.${method}`);
    }
  }
  assert.equal((await health.get()).status, 'ok');
  assert.equal((await health.getLiveness()).status, 'ok');
  assert.equal((await health.getReadiness()).status, 'ok');
});
