import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {given} from './stack.js';
import printed from './readme.json' with {type: 'json'};

const env = {...process.env, CARILLON_URL: given('CARILLON_URL'), TOKEN: given('TOKEN'), SUPABASE_KEY: 'anon', WEBHOOK_SECRET: 'whsec_'};

for (const [name, output] of Object.entries(printed)) {
  test(`the program in the ${name} README runs, and prints what it says`, async () => {
    const program = fileURLToPath(new URL(`readme-${name}.js`, import.meta.url));

    const {stdout} = await promisify(execFile)(process.execPath, [program], {env, timeout: 60_000});

    assert.equal(stdout, output);
  });
}
