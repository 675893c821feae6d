import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import type {Client, Connection} from '@carillon/client';
import {all, as, number, until} from './stack.js';

let client: Client;
let connection: Connection;
let token: string;

before(async () => {
  client = await as('bluebird-admin');
  connection = (await all(client.connections.list())).find((one) => one.provider === 'brevo')!;
  ({token} = await client.connections.getCallbackToken(connection.id));
});

/** A person writes to the tenant by text, as the provider tells it; the conversation that comes of it. */
async function write(phone: string, text: string) {
  const response = await fetch(connection.callback_urls['sms']!, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Authorization: `Bearer ${token}`},
    body: JSON.stringify({to: phone.slice(1), msg_status: 'reply', messageId: 0, reply: text, ts_event: Math.floor(Date.now() / 1000)}),
  });
  assert.equal(response.status, 200);
  return until('the conversation', async () => (await all(client.conversations.list({unread: true, channel: 'sms'}))).find((one) => one.address === phone));
}

test('who writes is answered, by a person from then on', async () => {
  const phone = number();
  const lead = await client.leads.create({phone});
  const {id} = await write(phone, 'Are you open on Tuesday?');

  const reply = await client.conversations.reply(id, {body: 'We are. See you then!'});
  const entries = await until('the delivery of the reply', async () => {
    const entries = await all(client.conversations.listEntries(id, {limit: 1}));
    return entries[0]!.status === 'completed' && entries;
  });
  const owned = await client.conversations.get(id);
  const handed = await client.conversations.assign(id, {assignee_id: null, owner: 'bot'});
  const closed = await client.conversations.close(id);
  const open = await client.conversations.reopen(id);
  const read = await client.conversations.read(id);

  assert.equal(reply.direction, 'out');
  assert.deepEqual(entries.map((entry) => entry.body), ['We are. See you then!', 'Are you open on Tuesday?']);
  assert.deepEqual([owned.lead_id, owned.owner, owned.unread], [lead.id, 'human', 0]);
  assert.deepEqual([handed.owner, handed.assignee_id, closed.state, open.state, read.unread], ['bot', null, 'closed', 'open', 0]);
});

test('whoever is no lead waits until somebody says who it is', async () => {
  const {id, lead_id} = await write(number(), 'Who is this?');
  const lead = await client.leads.create({email: 'who@harbor.example'});

  const adopted = await client.conversations.adopt(id, {lead_id: lead.id});

  assert.deepEqual([lead_id, adopted.lead_id], [null, lead.id]);
});

test('who writes a word that opts out, and more, is understood by a person', async () => {
  const phone = number();
  const lead = await client.leads.create({phone});
  await write(phone, 'Please do not stop!');

  const open = await all(client.consentReviews.list({open: true, lead_id: lead.id}));
  const resolved = await client.consentReviews.resolve(open[0]!.id, {decision: 'keep'});

  assert.deepEqual([open.length, open[0]!.text, resolved.decision], [1, 'Please do not stop!', 'keep']);
  assert.deepEqual(await all(client.consentReviews.list({open: true, lead_id: lead.id})), []);
});
