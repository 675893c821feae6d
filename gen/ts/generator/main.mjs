// Writes src/generated from the contract, api/openapi.yaml. Everything else in this package is
// written by hand.
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {parse} from 'yaml';
import {schemas, types} from './types.mjs';
import {resources} from './resources.mjs';
import {facts} from './facts.mjs';

const root = new URL('../', import.meta.url);
const out = new URL('src/generated/', root);
const banner = '// Code generated from api/openapi.yaml by ./task generate; DO NOT EDIT.\n';

const contract = parse(await readFile(new URL('../../api/openapi.yaml', root), 'utf8'), {maxAliasCount: -1});
const files = {
  'contract.ts': await types(contract),
  'schemas.ts': schemas(contract),
  'resources.ts': resources(contract),
  'facts.ts': facts(contract),
  'version.ts': `/** The contract's that this client was written for. */\nexport const version = '${contract.info.version}';\n`,
};

await rm(out, {recursive: true, force: true});
await mkdir(out, {recursive: true});
for (const [name, text] of Object.entries(files)) await writeFile(new URL(name, out), banner + text);
