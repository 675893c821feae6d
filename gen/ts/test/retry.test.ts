import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ApiError, ConnectionError, TimeoutError} from '@carillon/client';
import {sleep, wait} from '../dist/esm/retry.js';

const answered = (status: number, code = 'x', retryAfter?: string) =>
  new ApiError(new Response(null, {status, headers: retryAfter ? {'Retry-After': retryAfter} : {}}), JSON.stringify({code}));

test('what may pass is tried again, and nothing else', () => {
  for (const status of [408, 429, 502, 503, 504]) assert.equal(wait(answered(status), 1, 0), 250, String(status));
  for (const status of [400, 401, 403, 404, 409, 412, 422, 500, 501]) assert.equal(wait(answered(status), 1, 0), undefined, String(status));
  assert.equal(wait(answered(409, 'idempotency_in_flight', '1'), 1, 0), 1000);
  assert.equal(wait(new ConnectionError('reset'), 1, 0), 250);
  assert.equal(wait(new TimeoutError('late'), 1, 0), 250);
  assert.equal(wait(new TypeError('ours'), 1, 0), undefined);
});

test('the wait doubles up to eight seconds, and chance takes up to half of it', () => {
  const lost = new ConnectionError('reset');

  assert.deepEqual([1, 2, 3, 4, 5, 6, 9].map((failures) => wait(lost, failures, 1)), [500, 1000, 2000, 4000, 8000, 8000, 8000]);
  assert.equal(wait(lost, 2, 0), 500);
});

test('a server is not asked before it wants to be, and not waited for longer than a minute', () => {
  assert.equal(wait(answered(429, 'rate_limited', '30'), 1, 0), 30_000);
  assert.equal(wait(answered(429, 'rate_limited', '61'), 1, 0), undefined);
  assert.equal(wait(answered(503, 'unavailable', 'soon'), 1, 0), 250);
  const date = wait(answered(503, 'unavailable', new Date(Date.now() + 10_000).toUTCString()), 1, 0)!;
  assert.ok(date > 8_000 && date <= 10_000, `waits ${date} ms`);
});

test('a sleep ends when it is aborted', async () => {
  const controller = new AbortController();
  const asleep = sleep(60_000, controller.signal);

  controller.abort(new Error('enough'));

  await assert.rejects(asleep, /enough/);
});
