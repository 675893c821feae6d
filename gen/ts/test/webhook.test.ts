import assert from 'node:assert/strict';
import {test} from 'node:test';
import {unwrap, WebhookError, type WebhookEvent} from '@carillon/client';
import {Webhook} from 'standardwebhooks';

const secret = 'whsec_' + btoa('k'.repeat(32));
const other = 'whsec_' + btoa('o'.repeat(32));
const about = {sequence: 7, object_type: 'lead', object_id: 'l', lead_id: 'l'};
const event = {id: 'msg_1', type: 'lead.created', timestamp: '2026-03-02T17:00:00Z', tenant_id: 't', api_version: '1', data: {...about, object: {tags: ['é']}}};
const body = JSON.stringify(event);

/** Headers as the reference library makes them. */
const signed = (key = secret, at = new Date()) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(key).sign('msg_1', at, body),
});
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

test('what the reference library signs is unwrapped, however it is handed over', async () => {
  const headers = signed();
  const node = {'Webhook-Id': [headers['webhook-id']], 'WEBHOOK-TIMESTAMP': headers['webhook-timestamp'], 'webhook-signature': headers['webhook-signature']};

  for (const [raw, given] of [[body, headers], [new TextEncoder().encode(body), new Headers(headers)], [body, node]] as const) {
    assert.deepEqual(await unwrap(raw, given, secret), event);
  }
});

test('while a secret is rotated, either side may have the new one first', async () => {
  const both = {...signed(), 'webhook-signature': `v2,xyz ${signed(other)['webhook-signature']} ${signed()['webhook-signature']}`};

  assert.deepEqual(await unwrap(body, both, secret), event);
  assert.deepEqual(await unwrap(body, both, other), event);
  assert.deepEqual(await unwrap(body, signed(), [other, secret]), event);
});

test('what was changed, is old or was signed by somebody else is refused', async () => {
  const good = signed();
  const bad: [string, Record<string, string>][] = [
    [body + ' ', good],
    [body, signed(other)],
    [body, {...good, 'webhook-id': 'msg_2'}],
    [body, {...good, 'webhook-timestamp': String(Number(good['webhook-timestamp']) - 1)}],
    [body, {...good, 'webhook-timestamp': 'now'}],
    [body, {...good, 'webhook-signature': 'v1,'}],
    [body, {...good, 'webhook-signature': 'v1,%%%'}],
    [body, {...good, 'webhook-signature': good['webhook-signature'].slice(3)}],
    [body, signed(secret, ago(301))],
    [body, signed(secret, ago(-302))],
    [body, {}],
  ];

  for (const [raw, headers] of bad) await assert.rejects(unwrap(raw, headers, secret), WebhookError, JSON.stringify(headers));
  assert.deepEqual(await unwrap(body, signed(secret, ago(290)), secret), event);
});

test('a secret that is none is the program’s fault, not the sender’s', async () => {
  for (const none of ['', 'whsec_', 'whsec_%%%']) await assert.rejects(unwrap(body, signed(), none), TypeError);
});

test('the type of an event tells what goes with it', () => {
  const read = (event: WebhookEvent): string => {
    if (event.type === 'lead.created') return event.data.object?.tags.join() ?? 'thin';
    if (event.type === 'message.failed') return `${event.data.object?.channel}: ${event.data.object?.reason}`;
    if (event.type.startsWith('custom.')) return 'ours';
    // @ts-expect-error a campaign is no lead
    if (event.type === 'campaign.started') return event.data.object.tags;
    return 'of a type that is new';
  };

  assert.equal(read(event as WebhookEvent), 'é');
});
