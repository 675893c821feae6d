import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {test} from 'node:test';
import {createClient} from '@carillon/client';
import {problem, serve} from './server.js';

/** An event as it is streamed. */
function told(sequence: number): string {
  return `id: ${sequence}\nevent: lead.created\ndata: ${JSON.stringify({sequence, data: {first_name: 'Zoë: 你好'}})}\n\n`;
}

function open(response: ServerResponse): ServerResponse {
  return response.writeHead(200, {'Content-Type': 'text/event-stream'});
}

test('a stream that is cut off goes on where it was', async (t) => {
  const answers = [
    (response: ServerResponse) => open(response).write(`${told(7)}${told(8)}: all\nid: 12\n\n${told(13).slice(0, 30)}`, () => response.destroy()),
    (response: ServerResponse) => problem(response, 503, 'unavailable'),
    (response: ServerResponse) => response.destroy(),
    (response: ServerResponse) => open(response).end(told(13)),
    (response: ServerResponse) => response.writeHead(204).end(),
  ];
  const {url, got} = await serve(t, (response, nth) => answers[nth]!(response));

  const events = [];
  for await (const event of createClient({baseUrl: url, auth: 'x', retries: 0}).events.stream({after: 6, type: ['lead.created']})) events.push(event);

  assert.deepEqual(events.map((event) => event.sequence), [7, 8, 13]);
  assert.deepEqual(events[0]!.data, {first_name: 'Zoë: 你好'});
  assert.deepEqual(got.map((one) => one.headers['last-event-id']), [undefined, '12', '12', '12', '13']);
  assert.ok(got.every((one) => one.url === '/api/v1/events/stream?after=6&type=lead.created' && one.headers.accept!.startsWith('text/event-stream')));
});

test('a stream is put together however it is cut into pieces', async (t) => {
  const bytes = new TextEncoder().encode(`: all\nid: 1\n\n${told(2)}${told(3)}`);
  const {url} = await serve(t, async (response, nth) => {
    if (nth > 0) return response.writeHead(204).end();
    open(response);
    for (const byte of bytes) await new Promise((sent) => response.write(Uint8Array.of(byte), sent));
    return response.end();
  });

  const events = [];
  for await (const event of createClient({baseUrl: url, auth: 'x'}).events.stream()) events.push(event);

  assert.deepEqual(events.map(({sequence, data}) => [sequence, data]), [2, 3].map((sequence) => [sequence, {first_name: 'Zoë: 你好'}]));
});

test('an expired token is renewed when a stream is opened again', async (t) => {
  const {url, got} = await serve(t, (response, nth) => {
    if (nth === 0) return open(response).end(told(1));
    if (nth === 1) return problem(response, 401, 'token_expired');
    return nth === 2 ? open(response).end(told(2)) : response.writeHead(204).end();
  });
  const client = createClient({baseUrl: url, auth: (expired) => (expired ? 'new' : 'old')});

  const events = [];
  for await (const event of client.events.stream()) events.push(event.sequence);

  assert.deepEqual(events, [1, 2]);
  assert.deepEqual(got.slice(0, 3).map((one) => one.headers.authorization), ['Bearer old', 'Bearer old', 'Bearer new']);
  assert.equal(got[2]!.headers['last-event-id'], '1');
});

test('what another try cannot mend is thrown, and so is what tries in a row could not', async (t) => {
  const refused = await serve(t, (response) => problem(response, 403, 'forbidden'));
  const busy = await serve(t, (response) => problem(response, 429, 'too_many_streams', {'Retry-After': '0'}));
  const first = (url: string) => createClient({baseUrl: url, auth: 'x'}).campaigns.stream('1', {retries: 1})[Symbol.asyncIterator]().next();

  await assert.rejects(first(refused.url), {name: 'ApiError', status: 403, code: 'forbidden'});
  await assert.rejects(first(busy.url), {name: 'ApiError', status: 429, code: 'too_many_streams'});
  assert.deepEqual([refused.got.length, busy.got.length], [1, 2]);
});

test('whoever leaves a stream, or aborts it, hangs up', async (t) => {
  const closed: Promise<void>[] = [];
  const {url} = await serve(t, (response) => {
    closed.push(new Promise((done) => response.on('close', done)));
    open(response).write(told(1));
  });
  const client = createClient({baseUrl: url, auth: 'x'});
  const controller = new AbortController();

  for await (const event of client.events.stream()) if (event.sequence === 1) break;
  const walk = client.events.stream({}, {signal: controller.signal})[Symbol.asyncIterator]();
  await walk.next();
  const next = walk.next();
  controller.abort(new Error('enough'));

  await assert.rejects(next, {message: 'enough'});
  await Promise.all(closed);
  assert.equal(closed.length, 2);
});
