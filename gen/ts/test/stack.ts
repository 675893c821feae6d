import {setTimeout as after} from 'node:timers/promises';
import {fromSupabase, type Client, type ClientOptions} from '@carillon/client';
import {createClient as createSupabase, type SupabaseClient, type SupabaseClientOptions} from '@supabase/supabase-js';

/** What the installation under test is reached by. The Go test that starts one sets it. */
export function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: go test ./internal/scenario -run TypeScript starts an installation and sets it`);
  return value;
}

export const baseUrl = given('CARILLON_URL');

/** Supabase itself, with nobody signed in. */
export function supabase(auth: SupabaseClientOptions<'public'>['auth'] = {}): SupabaseClient {
  return createSupabase(given('SUPABASE_URL'), 'anon', {auth: {autoRefreshToken: false, ...auth}});
}

/** A client for somebody of the cast, signed in at Supabase. */
export async function as(person: string, options: Partial<ClientOptions> = {}): Promise<Client> {
  const project = supabase();
  const {error} = await project.auth.signInWithPassword({email: `${person}@example.com`, password: 'password'});
  if (error) throw error;
  return fromSupabase(project, {baseUrl, ...options});
}

/** Asks until what comes back is something, for half a minute at the most. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; await after(100)) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error(`${what} did not happen within half a minute`);
}

/** All of a list. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** A telephone number that nothing else in these tests has. */
export function number(): string {
  return `+1202${2_000_000 + Math.floor(Math.random() * 7_000_000)}`;
}

/** An address that nothing else in these tests has. */
export function address(): string {
  return `${crypto.randomUUID()}@harbor.example`;
}
