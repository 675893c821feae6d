import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ApiError} from '@carillon/client';
import {address, all, as, number} from './stack.js';

test('leads are created, found by the iterator, changed and deleted', async () => {
  const client = await as('bluebird-operator');
  const tag = crypto.randomUUID();
  const made = [];
  for (let nth = 0; nth < 5; nth++) made.push(await client.leads.create({email: address(), tags: [tag], custom_fields: {nth}}));

  const found = await all(client.leads.list({tag: [tag], sort: 'created_at', limit: 2}));
  const pages = await all(client.leads.list({tag: [tag], limit: 2}).pages());
  const first = await client.leads.list({tag: [tag], limit: 2}).page();
  assert.deepEqual(await client.leads.count({tag: [tag]}), {count: 5, exact: true});
  const [mia] = made as [(typeof made)[number]];
  const changed = await client.leads.update(mia.id, {company: 'Harbor Café', timezone: 'Europe/Lisbon'});
  const tagged = await client.leads.addTags(mia.id, {tags: ['naïve/q?', tag]});
  await client.leads.removeTag(mia.id, 'naïve/q?');
  await client.leads.delete(made[4]!.id);

  assert.deepEqual(found.map((lead) => lead.id), made.map((lead) => lead.id));
  assert.deepEqual(pages.map((page) => [page.data.length, page.has_more]), [[2, true], [2, true], [1, false]]);
  assert.deepEqual([first.data.length, first.limit, typeof first.next_cursor], [2, 2, 'string']);
  assert.deepEqual([changed.company, changed.timezone, changed.email], ['Harbor Café', 'Europe/Lisbon', mia.email]);
  assert.deepEqual([...tagged.tags].sort(), ['naïve/q?', tag].sort());
  assert.deepEqual((await client.leads.get(mia.id)).tags, [tag]);
  await assert.rejects(client.leads.get(made[4]!.id), {status: 404, code: 'not_found'});
});

test('leads are sent by the hundred, and under ids of ours', async () => {
  const client = await as('bluebird-operator');
  const id = crypto.randomUUID();

  const sent = await client.leads.bulk({mode: 'upsert', leads: [{external_id: id, email: address()}, {external_id: id, company: 'Harbor'}, {phone: '12345'}]});
  const put = await client.leads.upsert(id, {company: null, tags: [id]});

  assert.deepEqual(sent.results.map((one) => one.outcome), ['created', 'updated', 'refused']);
  assert.deepEqual(sent.results[2]!.error!.errors!.map((field) => [field.pointer, field.code]), [['/leads/2/phone', 'invalid_phone']]);
  assert.deepEqual([put.id, put.external_id, put.company, put.tags], [sent.results[0]!.lead_id, id, null, [id]]);
});

test('fields are defined, and two leads that are one person become one', async () => {
  const client = await as('bluebird-operator');
  const key = `tier_${crypto.randomUUID().replaceAll('-', '')}`;
  const field = await client.leadFields.create({key, type: 'choice', label: 'Tier', options: ['silver', 'gold']});
  const renamed = await client.leadFields.update(field.id, {label: 'Customer tier'});
  await assert.rejects(client.leads.create({email: address(), custom_fields: {[key]: 'bronze'}}), {status: 422, code: 'lead_field_value'});
  const [kept, twin] = [await client.leads.create({email: address(), custom_fields: {[key]: 'gold'}}), await client.leads.create({phone: number(), tags: ['twin']})];

  const merged = await client.leads.merge(kept.id, {from_lead_id: twin.id});

  assert.deepEqual(await client.leadFields.get(field.id), renamed);
  assert.ok((await all(client.leadFields.list())).some((one) => one.id === field.id));
  assert.deepEqual([merged.email, merged.phone, merged.tags, merged.custom_fields], [kept.email, twin.phone, ['twin'], {[key]: 'gold'}]);
  assert.deepEqual((await all(client.leads.list({q: kept.email!.toUpperCase()}))).map((lead) => lead.id), [kept.id]);
  await assert.rejects(client.leads.get(twin.id), {status: 410, code: 'lead_merged'});
  await client.leadFields.delete(field.id);
});

test('what is wrong is told field by field', async () => {
  const client = await as('bluebird-operator');
  const phone = number();
  await client.leads.create({phone});

  await assert.rejects(client.leads.create({email: 'nobody', phone: '12', timezone: 'Mars/Base'}), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.code], [422, 'validation_failed']);
    assert.match(error.requestId!, /^req_/);
    assert.deepEqual(error.errors.map((one) => one.pointer).sort(), ['/email', '/phone', '/timezone']);
    return true;
  });
  await assert.rejects(client.leads.create({phone}), {status: 409, code: 'lead_phone_taken'});
  // @ts-expect-error the contract knows no such field
  await assert.rejects(client.leads.create({phone: number(), colour: 'red'}), {status: 422});
  await assert.rejects(client.leads.list({limit: 201}).page(), {status: 422});
  await assert.rejects((await as('bluebird-viewer')).leads.create({phone: number()}), {status: 403});
});

test('lists hold who is put in, or whom their filter finds', async () => {
  const client = await as('bluebird-operator');
  const tag = crypto.randomUUID();
  const [mia, ben] = [await client.leads.create({phone: number(), tags: [tag]}), await client.leads.create({phone: number()})];
  const filter = {type: 'tag', tag} as const;

  const fixed = await client.leadLists.create({name: `Fixed ${tag}`, kind: 'static'});
  const added = await client.leadLists.addMembers(fixed.id, {lead_ids: [mia.id, ben.id]});
  await client.leadLists.removeMember(fixed.id, ben.id);
  const found = await client.leadLists.create({name: `Found ${tag}`, kind: 'dynamic', filter});
  const renamed = await client.leadLists.update(found.id, {description: 'Whoever carries the tag'});

  assert.deepEqual(added, {added: 2, already_members: 0});
  assert.deepEqual((await all(client.leadLists.listMembers(fixed.id))).map((lead) => lead.id), [mia.id]);
  assert.equal((await client.leadLists.preview(found.id)).count, 1);
  assert.equal((await client.leadLists.previewLeadFilter({filter: {type: 'all', filters: [filter, {type: 'not', filter}]}})).count, 0);
  assert.equal(renamed.description, 'Whoever carries the tag');
  assert.deepEqual(await client.leadLists.get(found.id), renamed);
  await client.leadLists.delete(found.id);
  assert.ok(!(await all(client.leadLists.list())).some((list) => list.id === found.id));
});
