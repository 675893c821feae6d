import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ApiError, ConnectionError, createClient, TimeoutError} from '@carillon/client';
import {Caller} from '../dist/esm/call.js';
import {json, problem, serve} from './server.js';

const me = {user_id: 'u', email: '', super_admin: false, memberships: []};

test('a request says who calls, for which tenant and what', async (t) => {
  const {url, got} = await serve(t, (response) => json(response, 200, {data: [], next_cursor: null}));
  const client = createClient({baseUrl: `${url}/`, auth: 'secret', tenant: 'bluebird'});

  await client.leads.list({tag: ['a b', 'c&d'], phone: '+12025550143', limit: 5}).page();
  await client.leads.create({email: 'mia@harbor.example'}, {tenant: 'harbor', idempotencyKey: 'mine'});

  assert.equal(got[0]!.url, '/api/v1/leads?tag=a+b&tag=c%26d&phone=%2B12025550143&limit=5');
  assert.equal(got[0]!.headers.authorization, 'Bearer secret');
  assert.deepEqual([got[0]!.headers['carillon-tenant'], got[1]!.headers['carillon-tenant']], ['bluebird', 'harbor']);
  assert.equal(got[0]!.headers['idempotency-key'], undefined);
  assert.match(got[0]!.headers['user-agent']!, /^carillon-ts\/\d+\.\d+\.\d+ \(v\d+/);
  assert.deepEqual([got[1]!.method, got[1]!.body, got[1]!.headers['content-type']], ['POST', '{"email":"mia@harbor.example"}', 'application/json']);
});

test('a change says which version it is meant for', async (t) => {
  const {url, got} = await serve(t, (response) => problem(response, 412, 'version_conflict'));
  const client = createClient({baseUrl: url, auth: 'secret'});

  await assert.rejects(client.leads.update('a1', {company: null}, {ifMatch: 3}), {status: 412, code: 'version_conflict'});

  assert.equal(got[0]!.headers['if-match'], '"3"');
});

test('every attempt of a call has the same key, and every call a key of its own', async (t) => {
  const {url, got} = await serve(t, (response, nth) => (nth % 2 ? json(response, 201, {}) : problem(response, 503, 'unavailable')));
  const caller = new Caller({baseUrl: url, auth: 'x'});

  for (let call = 0; call < 2; call++) await caller.call({method: 'POST', path: '/x', body: {}, keyed: true});
  await caller.call({method: 'POST', path: '/x', keyed: true}, {idempotencyKey: 'order-17'});

  const keys = got.map((one) => one.headers['idempotency-key'] as string);
  assert.equal(keys.length, 6);
  assert.match(keys[0]!, /^[0-9a-f]{32}$/);
  assert.deepEqual(keys, [keys[0], keys[0], keys[2], keys[2], 'order-17', 'order-17']);
  assert.notEqual(keys[0], keys[2]);
});

test('what has no key and may have been done is not sent again', async (t) => {
  const {url, got} = await serve(t, (response) => response.destroy());
  const caller = new Caller({baseUrl: url, auth: 'x'});

  await assert.rejects(caller.call({method: 'POST', path: '/x'}), ConnectionError);
  assert.equal(got.length, 1);
});

test('a server that is busy is asked again when it says', async (t) => {
  const {url, got} = await serve(t, (response, nth) => (nth ? json(response, 200, me) : problem(response, 429, 'rate_limited', {'Retry-After': '1'})));
  const began = Date.now();

  const answer = await createClient({baseUrl: url, auth: 'x'}).me.get();

  assert.deepEqual(answer, me);
  assert.equal(got.length, 2);
  assert.ok(Date.now() - began >= 990, `asked again after ${Date.now() - began} ms`);
});

test('retries end, and the last failure is told whole', async (t) => {
  const {url, got} = await serve(t, (response) => problem(response, 429, 'rate_limited', {'Retry-After': '0'}));

  await assert.rejects(createClient({baseUrl: url, auth: 'x', retries: 1}).me.get(), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.code, error.requestId, error.retryAfter, error.message], [429, 'rate_limited', 'req_1', 0, 'It is rate_limited.']);
    return true;
  });
  assert.equal(got.length, 2);
});

test('a proxy that answers in a page of its own is an error too', async (t) => {
  const {url} = await serve(t, (response) => response.writeHead(502, {'Content-Type': 'text/html'}).end('<h1>Bad gateway</h1>'));

  await assert.rejects(createClient({baseUrl: url, auth: 'x', retries: 0}).me.get(), {name: 'ApiError', status: 502, code: 'unreadable', errors: []});
});

test('an answer cut short, or that is no JSON, is no answer', async (t) => {
  const {url, got} = await serve(t, (response, nth) => {
    if (nth === 0) return response.writeHead(200, {'Content-Length': '100'}).write('{"user_id"', () => response.destroy());
    return nth === 1 ? response.end('<html>') : json(response, 200, me);
  });

  assert.deepEqual(await createClient({baseUrl: url, auth: 'x'}).me.get(), me);
  assert.equal(got.length, 3);
});

test('an answer that sends elsewhere is not followed', async (t) => {
  const {url, got} = await serve(t, (response) => response.writeHead(302, {Location: '/elsewhere'}).end());

  await assert.rejects(createClient({baseUrl: url, auth: 'x', retries: 0}).me.get(), ConnectionError);
  assert.equal(got.length, 1);
});

test('a call that takes too long ends, and so does an answer that never ends', async (t) => {
  const {url, got} = await serve(t, (response, nth) => nth > 0 && response.writeHead(200).write('{'));
  const client = createClient({baseUrl: url, auth: 'x', timeout: 100, retries: 0});

  for (let nth = 0; nth < 2; nth++) await assert.rejects(client.me.get(), TimeoutError);
  assert.equal(got.length, 2);
});

test('an abort ends a request, and a wait between two', async (t) => {
  const {url, got} = await serve(t, (response, nth) => nth > 0 && problem(response, 429, 'rate_limited', {'Retry-After': '30'}));
  const client = createClient({baseUrl: url, auth: 'x'});

  for (let nth = 0; nth < 2; nth++) {
    const controller = new AbortController();
    const call = client.me.get({signal: controller.signal});
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await assert.rejects(call, /enough/);
  }
  await assert.rejects(client.me.get({signal: AbortSignal.abort(new Error('before'))}), /before/);
  assert.equal(got.length, 2);
});

test('a token that has expired is renewed once a call', async (t) => {
  const {url, got} = await serve(t, (response, nth) => (nth === 1 ? json(response, 200, me) : problem(response, 401, 'token_expired')));
  const asked: (string | undefined)[] = [];
  const auth = (expired?: string) => `token-${asked.push(expired)}`;
  const client = createClient({baseUrl: url, auth});

  assert.deepEqual(await client.me.get(), me);
  await assert.rejects(client.me.get(), {status: 401, code: 'token_expired'});

  assert.deepEqual(asked, [undefined, 'token-1', undefined, 'token-3']);
  assert.deepEqual(got.map((one) => one.headers.authorization), ['Bearer token-1', 'Bearer token-2', 'Bearer token-3', 'Bearer token-4']);
});

test('an id that would lead to another path is refused', async (t) => {
  const {url, got} = await serve(t, (response) => response.writeHead(204).end());
  const client = createClient({baseUrl: url, auth: 'x'});

  for (const tag of ['', '.', '..']) assert.throws(() => client.leads.removeTag('a', tag), TypeError);
  await client.leads.removeTag('a', '../é?#%2e');
  assert.deepEqual(got.map((one) => one.url), ['/api/v1/leads/a/tags/..%2F%C3%A9%3F%23%252e']);
});

test('a list is read page by page, as far as somebody walks', async (t) => {
  const pages: Record<string, object> = {
    '': {data: [1, 2], has_more: true, next_cursor: 'b'},
    b: {data: [3], has_more: true, next_cursor: 'c'},
    c: {data: [], has_more: false, next_cursor: null},
  };
  const {url, got} = await serve(t, (response, _, {url}) => json(response, 200, pages[new URL(url, 'http://x').searchParams.get('cursor') ?? '']));
  const listing = createClient({baseUrl: url, auth: 'x'}).tasks.list({done: false});

  const all = [];
  for await (const item of listing) all.push(item);
  for await (const item of listing) if (item) break;

  assert.deepEqual(all, [1, 2, 3]);
  assert.deepEqual(got.map((one) => one.url.split('?')[1]), ['done=false', 'done=false&cursor=b', 'done=false&cursor=c', 'done=false']);
});
