import assert from 'node:assert/strict';
import {test} from 'node:test';
import {all, as, number, until} from './stack.js';

test('an automation answers an event, and what happened can be read', async () => {
  const client = await as('bluebird-operator');
  const lead = await client.leads.create({phone: number(), external_id: crypto.randomUUID()});
  const type = `custom.order_${lead.id.replaceAll('-', '')}`;
  const {id} = await client.automations.create({
    name: 'Thank you',
    trigger_type: 'custom_event',
    trigger_config: {event_type: type},
    actions: [{action_type: 'add_tag', action_config: {tag: 'thanked'}}],
  });
  const order = {id: crypto.randomUUID(), type, lead_external_id: lead.external_id!, data: {total: 129.5}};

  const changed = await client.automations.update(id, {name: 'Thanks'});
  const trial = await client.automations.test(id, {lead_id: lead.id, event: {data: {total: 1}}});
  const active = await client.automations.activate(id);
  const sent = await client.events.send({events: [order]});
  const again = await client.events.send({events: [order]});
  const run = await until('the run', async () => (await all(client.automations.listRuns({automation_id: id, state: ['completed']})))[0]);
  const report = await client.automations.getRun(run.id);
  const told = await all(client.events.list({type: [type], after: 0}));
  const timeline = await until('the timeline', async () => {
    const events = await all(client.events.getLeadTimeline(lead.id));
    return events.some((event) => event.type === 'lead.updated') && events;
  });

  assert.deepEqual([changed.name, trial.state, active.status], ['Thanks', 'completed', 'active']);
  assert.deepEqual([sent, again].map(({results}) => [results[0]!.status, results[0]!.event_id]), [['accepted', told[0]!.id], ['duplicate', told[0]!.id]]);
  assert.deepEqual([run.lead_id, report.run.state], [lead.id, 'completed']);
  assert.deepEqual((await client.leads.get(lead.id)).tags, ['thanked']);
  assert.equal(told.length, 1);
  assert.equal((await client.events.get(told[0]!.id)).type, type);
  assert.ok(timeline.some((event) => event.cause?.event_id === told[0]!.id));
  assert.equal((await all(client.automations.listVersions(id))).length, 1);
  assert.deepEqual([(await client.automations.pause(id)).status, (await client.automations.archive(id)).status], ['paused', 'archived']);
  assert.ok((await all(client.automations.list())).some((automation) => automation.id === id));
  assert.equal((await client.automations.get(id)).status, 'archived');
});

test('a run that waits can be cancelled', async () => {
  const client = await as('bluebird-operator');
  const {id} = await client.automations.create({
    name: 'Later',
    trigger_type: 'custom_event',
    trigger_config: {event_type: 'custom.later'},
    actions: [{action_type: 'add_tag', action_config: {tag: 'late'}, delay_seconds: 3600}],
  });
  await client.automations.activate(id);
  const lead = await client.leads.create({phone: number()});
  await client.events.send({events: [{id: crypto.randomUUID(), type: 'custom.later', lead_id: lead.id}]});

  const run = await until('the run', async () => (await all(client.automations.listRuns({automation_id: id, state: ['waiting']})))[0]);

  assert.equal((await client.automations.cancelRun(run.id)).state, 'cancelled');
});

test('an automation with a schedule tells when it will come due', async () => {
  const client = await as('bluebird-operator');
  const list = await client.leadLists.create({name: crypto.randomUUID(), kind: 'static'});
  const {id} = await client.automations.create({
    name: 'Every morning',
    trigger_type: 'scheduled_time',
    trigger_config: {cron: '0 9 * * 1-5', timezone: 'Europe/Lisbon', lead_list_id: list.id},
    actions: [{action_type: 'create_task', action_config: {title: 'Call'}}],
  });
  await client.automations.activate(id);

  assert.deepEqual(await all(client.automations.listFirings(id)), []);
});
