import assert from 'node:assert/strict';
import {createServer, type IncomingHttpHeaders} from 'node:http';
import {test, type TestContext} from 'node:test';
import {unwrap} from '@carillon/client';
import {all, as, until} from './stack.js';

interface Taken {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A system of a tenant's, which takes all it is told, and its address. */
async function receiver(t: TestContext): Promise<{url: string; taken: Taken[]}> {
  const taken: Taken[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    taken.push({headers: request.headers, body});
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  return {url: `http://127.0.0.1:${address.port}/`, taken};
}

test('a system is told what happens, takes what is signed, and is told again', async (t) => {
  const admin = await as('bluebird-admin');
  const {url, taken} = await receiver(t);
  const endpoint = await admin.webhookEndpoints.create({url, events: ['lead.created']});
  const tell = async (): Promise<Taken> => (await until('a webhook', async () => taken.length > 0 && taken.splice(0)))[0]!;

  const lead = await admin.leads.create({external_id: crypto.randomUUID()});
  const told = await tell();
  const event = await unwrap(told.body, told.headers, endpoint.secret!);
  await assert.rejects(unwrap(`${told.body} `, told.headers, endpoint.secret!), {name: 'WebhookError'});

  assert.ok(event.type === 'lead.created');
  assert.deepEqual([event.id, event.data.object_id], [told.headers['webhook-id'], lead.id]);
  const [delivery] = await until('the account', async () => {
    const found = await all(admin.webhookDeliveries.list({event_id: event.id, state: 'delivered'}));
    return found.length > 0 && found;
  });
  assert.equal((await admin.webhookDeliveries.get(delivery!.id)).attempts.length, 1);
  await admin.webhookDeliveries.replay(delivery!.id);
  assert.equal((await tell()).headers['webhook-id'], event.id);
  assert.equal((await admin.webhookEndpoints.replayEvents(endpoint.id, {after_sequence: delivery!.event_sequence - 1})).deliveries, 1);
  assert.equal((await tell()).headers['webhook-id'], event.id);

  const rotated = await admin.webhookEndpoints.rotateSecret(endpoint.id, {overlap_seconds: 60});
  await admin.webhookEndpoints.test(endpoint.id);
  const trial = await tell();
  for (const secret of [endpoint.secret!, rotated.secret!]) {
    assert.equal((await unwrap(trial.body, trial.headers, secret)).type, 'webhook_endpoint.test');
  }
});

test('an endpoint is looked at, changed, rests and goes', async () => {
  const admin = await as('bluebird-admin');
  const {id} = await admin.webhookEndpoints.create({url: 'http://127.0.0.1:9/', events: ['task.*']});

  const changed = await admin.webhookEndpoints.update(id, {description: 'Till', events: ['task.created']});
  const paused = await admin.webhookEndpoints.pause(id);
  const resumed = await admin.webhookEndpoints.resume(id);

  assert.deepEqual([changed.description, changed.events, paused.status, resumed.status], ['Till', ['task.created'], 'paused', 'active']);
  assert.equal((await admin.webhookEndpoints.get(id)).secret, null);
  assert.ok((await all(admin.webhookEndpoints.list())).some((one) => one.id === id));
  await admin.webhookEndpoints.delete(id);
  await assert.rejects(admin.webhookEndpoints.get(id), {status: 404});
});

test('what can happen is listed, each with an example', async () => {
  const {data} = await (await as('bluebird-viewer')).events.getTypes();

  assert.ok(data.some((one) => one.type === 'lead.created'));
  assert.ok(data.every((one) => one.example.type === one.type));
});
