import assert from 'node:assert/strict';
import {test} from 'node:test';
import {as, number} from './stack.js';

test('what happens is heard as it happens', async () => {
  const client = await as('bluebird-operator');
  const type = `custom.heard_${crypto.randomUUID().replaceAll('-', '')}`;
  await client.events.send({events: [{id: crypto.randomUUID(), type}]});

  const heard = [];
  for await (const event of client.events.stream({after: 0, type: [type]})) {
    heard.push(event);
    if (heard.length === 3) break;
    await client.events.send({events: [{id: crypto.randomUUID(), type, data: {nth: heard.length}}]});
  }

  assert.deepEqual(heard.map((event) => [event.type, event.data]), [{}, {nth: 1}, {nth: 2}].map((data) => [type, data]));
  assert.deepEqual(await client.events.get(heard[2]!.id), heard[2]);
});

test('a campaign is watched to its end', async () => {
  const client = await as('bluebird-operator');
  const list = await client.leadLists.create({name: crypto.randomUUID(), kind: 'static'});
  const lead = await client.leads.create({phone: number(), first_name: 'Mia', timezone: 'Europe/Lisbon'});
  await client.leadLists.addMembers(list.id, {lead_ids: [lead.id]});
  const {id} = await client.campaigns.create({name: 'Watched', channel: 'sms', lead_list_id: list.id, message_content: {body: 'Hello'}});

  const seen = [];
  for await (const update of client.campaigns.stream(id)) {
    if (seen.push(update) === 1) await client.campaigns.start(id);
  }

  const states = seen.flatMap((update) => (update.event === 'state' ? [update.data.status] : []));
  assert.deepEqual([states[0], states.at(-1)], ['draft', 'completed']);
  const last = seen.at(-1)!;
  assert.ok(last.event === 'stats');
  assert.deepEqual([last.data.status, last.data.by_state], ['completed', {completed: 1}]);
});
