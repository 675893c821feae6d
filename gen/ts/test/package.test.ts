import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import * as imported from '@carillon/client';

const dist = new URL('../dist/', import.meta.url);

test('import and require give the same names', () => {
  const required: object = createRequire(import.meta.url)('@carillon/client');

  assert.deepEqual(Object.keys(required).filter((name) => name !== '__esModule').sort(), Object.keys(imported).sort());
});

test('nothing in the package is Node’s alone', () => {
  const files = readdirSync(dist, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.js'));

  assert.ok(files.length > 10);
  for (const file of files) {
    const text = readFileSync(new URL(file, dist), 'utf8');
    assert.doesNotMatch(text, /\bBuffer\b|\bprocess\.|node:|require\("(?!\.)/, file);
  }
});

test('a set that may grow is completed by editors, and open', () => {
  const types = readFileSync(new URL('esm/generated/contract.d.ts', dist), 'utf8');
  const tomorrow: imported.Lead['status'] = 'dormant';
  // @ts-expect-error requests take what the contract names, and nothing else
  const today: imported.NewLead['status'] = tomorrow;

  assert.match(types, /status: "new" \| "contacted" \| "qualified" \| "customer" \| "lost" \| \(string & \{\}\);/);
  assert.match(types, /resolved_by: "response" \| [^;]* \| \(string & \{\}\) \| null;/);
  assert.equal(today, tomorrow);
});

test('everything in the contract has a method, but for what providers call', () => {
  const contract = readFileSync(new URL('../../../api/openapi.yaml', import.meta.url), 'utf8');
  const operations = [...contract.matchAll(/operationId: \w+\n\s+tags: \[([\w-]+)\]/g)].filter(([, tag]) => tag !== 'provider-callbacks');
  const client = imported.createClient({baseUrl: 'http://127.0.0.1', auth: 'x'});
  const methods = Object.values(client).flatMap((resource) => Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).slice(1));

  assert.ok(operations.length > 70);
  assert.equal(methods.length, operations.length);
});
