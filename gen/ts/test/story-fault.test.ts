import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {ConnectionError} from '@carillon/client';
import {serve} from './server.js';
import {address, all, as, baseUrl, number} from './stack.js';

/**
 * A wire to the installation that fails: of what is asked under one key, the first answers come to
 * the wire, when all is done and committed, and no further.
 */
async function wire(t: TestContext, failures: number) {
  const dropped: number[] = [];
  const lost = new Map<string, number>();
  const {url, got} = await serve(t, async (response, _, request) => {
    const {host, connection, 'content-length': length, ...headers} = request.headers as Record<string, string>;
    const answer = await fetch(baseUrl + request.url, {method: request.method, headers, body: request.body || null});
    const body = await answer.text();
    const key = headers['idempotency-key'];
    const before = lost.get(key ?? '') ?? 0;
    if (key === undefined || before === failures) return response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
    lost.set(key, before + 1);
    dropped.push(answer.status);
    return response.destroy();
  });
  return {url, got, dropped};
}

test('an answer lost after the commit makes one lead, under one key, by two attempts', async (t) => {
  const {url, got, dropped} = await wire(t, 1);
  const client = await as('bluebird-operator', {baseUrl: url});
  const email = address();

  const lead = await client.leads.create({email, tags: ['once']});

  assert.deepEqual(dropped, [201]);
  assert.deepEqual(got.map((one) => one.method), ['POST', 'POST']);
  assert.equal(new Set(got.map((one) => one.headers['idempotency-key'])).size, 1);
  assert.deepEqual((await all(client.leads.list({email}))).map((found) => found.id), [lead.id]);
});

test('every kind of write may lose its answer', async (t) => {
  const {url, got, dropped} = await wire(t, 3);
  const client = await as('bluebird-operator', {baseUrl: url, retries: 3});
  const tag = crypto.randomUUID();

  const lead = await client.leads.create({phone: number(), tags: [tag]});
  const changed = await client.leads.update(lead.id, {company: 'Harbor Café'});
  await client.leads.delete(lead.id);

  assert.deepEqual(dropped, [201, 201, 201, 200, 200, 200, 204, 204, 204]);
  assert.equal(changed.version, lead.version + 1);
  assert.equal(new Set(got.map((one) => one.headers['idempotency-key'])).size, 3);
  assert.deepEqual(await all(client.leads.list({tag: [tag]})), []);
});

test('when every attempt is lost, the same key still finds what was done', async (t) => {
  const {url, dropped} = await wire(t, 2);
  const client = await as('bluebird-operator', {baseUrl: url, retries: 1});
  const [title, idempotencyKey] = [crypto.randomUUID(), crypto.randomUUID()];

  await assert.rejects(client.tasks.create({title}, {idempotencyKey}), ConnectionError);
  const task = await client.tasks.create({title}, {idempotencyKey});

  assert.deepEqual(dropped, [201, 201]);
  assert.deepEqual((await all(client.tasks.list())).filter((one) => one.title === title).map((one) => one.id), [task.id]);
  await assert.rejects(client.tasks.create({title: 'Another'}, {idempotencyKey}), {status: 422, code: 'idempotency_key_reused'});
});
