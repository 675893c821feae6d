import assert from 'node:assert/strict';
import {test} from 'node:test';
import {all, as, number} from './stack.js';

test('what is said is drafted, seen, published, tried and forgotten', async () => {
  const client = await as('bluebird-operator');
  const mia = await client.leads.create({phone: number(), first_name: 'Mia'});
  const body = 'Hi {{ lead.first_name }}, “see you soon”';

  const {id} = await client.templates.create({name: crypto.randomUUID(), channel: 'sms', message_content: {body: 'Hi'}});
  const changed = await client.templates.update(id, {message_content: {body, missing_variables: 'block'}});
  const seen = await client.templates.preview(id, {lead_id: mia.id});
  const tried = await client.templates.previewContent({channel: 'sms', message_content: {body}});
  const published = await client.templates.publish(id);
  const sent = await client.templates.testSend(id, {lead_id: mia.id, to: [number()]});

  assert.deepEqual([changed.published_version, published.published_version], [null, 1]);
  assert.equal(seen.message.body, 'Hi Mia, “see you soon”');
  assert.deepEqual([seen.sms?.encoding, seen.sms?.segments, seen.sms?.unicode_characters], ['UCS-2', 1, ['“', '”']]);
  assert.deepEqual(tried.missing_variables, ['lead.first_name']);
  assert.deepEqual(sent.sends.map(({status}) => status), ['pending']);
  assert.deepEqual((await all(client.templates.listVersions(id))).map(({number, message_content}) => [number, message_content.body]), [[1, body]]);
  assert.ok((await all(client.templates.list({channel: 'sms'}))).some((template) => template.id === id));
  assert.deepEqual(await client.templates.get(id), published);
  await assert.rejects(client.templates.update(id, {message_content: {body: '{% include "x" %}'}}), {status: 422, code: 'template_invalid'});
  await client.templates.delete(id);
  await assert.rejects(client.templates.get(id), {status: 404});
});
