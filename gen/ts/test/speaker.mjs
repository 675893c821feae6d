// Speaks for the scenario tests: a line of standard input is a call of the client, and a line of
// standard output what came of it. Whoever calls signs in at Supabase.
import {createInterface} from 'node:readline';
import {ApiError, fromSupabase} from '@carillon/client';
import {createClient} from '@supabase/supabase-js';

const clients = new Map();

async function clientOf(baseUrl, person) {
  const known = clients.get(baseUrl + person);
  if (known) return known;
  const supabase = createClient(process.env.SUPABASE_URL, 'anon', {auth: {autoRefreshToken: false}});
  const {error} = await supabase.auth.signInWithPassword({email: `${person}@example.com`, password: 'password'});
  if (error) throw error;
  const client = fromSupabase(supabase, {baseUrl});
  clients.set(baseUrl + person, client);
  return client;
}

async function call({base_url, person, tag, method, args, tenant}) {
  try {
    const client = await clientOf(base_url, person);
    const answer = client[tag][method](...args, tenant ? {tenant} : {});
    if (!(Symbol.asyncIterator in answer)) return {body: (await answer) ?? null};
    const data = [];
    for await (const item of answer) data.push(item);
    return {body: {data}};
  } catch (error) {
    if (error instanceof ApiError) return {refused: `${error.status} ${error.code}`};
    return {failed: String(error)};
  }
}

for await (const line of createInterface({input: process.stdin})) console.log(JSON.stringify(await call(JSON.parse(line))));
