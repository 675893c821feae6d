import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Client, NewCampaign} from '@carillon/client';
import {all, as, number, until} from './stack.js';

/** A draft that addresses so many new leads by text. */
async function draft(client: Client, size: number, change: Partial<NewCampaign> = {}) {
  const list = await client.leadLists.create({name: crypto.randomUUID(), kind: 'static'});
  const leads = [];
  for (let nth = 0; nth < size; nth++) leads.push(await client.leads.create({phone: number(), first_name: 'Mia', timezone: 'Europe/Lisbon'}));
  await client.leadLists.addMembers(list.id, {lead_ids: leads.map((lead) => lead.id)});
  return client.campaigns.create({
    name: 'Welcome Campaign',
    channel: 'sms',
    lead_list_id: list.id,
    message_content: {body: 'Hello, {{ lead.first_name }}'},
    ...change,
  });
}

test('a campaign is drafted, started, waited for and accounted for', async () => {
  const client = await as('bluebird-operator');
  const {id} = await draft(client, 7);

  const renamed = await client.campaigns.update(id, {name: 'Spring check-up'});
  const preview = await client.campaigns.preview(id);
  const started = await client.campaigns.start(id);
  const stats = await until('the end of the campaign', async () => {
    const stats = await client.campaigns.getStats(id);
    return stats.status === 'completed' && stats;
  });
  const targets = await all(client.campaigns.listTargets(id, {status: ['completed'], limit: 3}));
  const timeline = await client.campaigns.getTargetTimeline(id, targets[0]!.id);

  assert.equal(renamed.name, 'Spring check-up');
  assert.equal(preview.audience, 7);
  assert.ok(started.status === 'preparing' || started.status === 'running');
  assert.deepEqual([stats.audience_size, stats.by_state], [7, {completed: 7}]);
  assert.equal(new Set(targets.map((target) => target.lead_id)).size, 7);
  assert.ok(timeline.entries.some((entry) => entry.kind === 'attempt'));
  assert.equal((await client.campaigns.get(id)).status, 'completed');
  await assert.rejects(client.campaigns.update(id, {name: 'Too late'}), {status: 409, code: 'campaign_not_editable', meta: {state: 'completed', allowed_from: ['draft']}});
});

test('a campaign that waits for its hour is paused, resumed and cancelled', async () => {
  const client = await as('bluebird-operator');
  const {id} = await draft(client, 1, {start_datetime: new Date(Date.now() + 86_400_000).toISOString()});

  const moves = [];
  for (const move of ['start', 'pause', 'resume', 'cancel'] as const) moves.push((await client.campaigns[move](id)).status);

  assert.deepEqual(moves, ['scheduled', 'paused', 'scheduled', 'cancelled']);
  await assert.rejects(client.campaigns.start(id), {status: 409, code: 'campaign_not_startable', meta: {state: 'cancelled', allowed_from: ['draft']}});
  assert.ok((await all(client.campaigns.list({status: ['cancelled'], channel: 'sms'}))).some((campaign) => campaign.id === id));
});
