import {type Supabase, sessionOf} from './auth.js';
import {Caller, type ClientOptions} from './call.js';
import {Client} from './generated/resources.js';

/** A client for whoever `auth` names. */
export function createClient(options: ClientOptions): Client {
  return new Client(new Caller(options));
}

/** A client for whoever is signed in at Supabase; an expired session is refreshed once a call. */
export function fromSupabase(supabase: Supabase, options: Omit<ClientOptions, 'auth'>): Client {
  return createClient({...options, auth: sessionOf(supabase)});
}

export {type Auth, SignedOutError, type Supabase} from './auth.js';
export type {CallOptions, ClientOptions, StreamOptions} from './call.js';
export {ApiError, ConnectionError, TimeoutError} from './error.js';
export type {components, operations, paths} from './generated/contract.js';
export type {Facts} from './generated/facts.js';
export type {Client} from './generated/resources.js';
export type * from './generated/schemas.js';
export type {Listing, Page} from './page.js';
export type {Stream, Update} from './stream.js';
export {unwrap, type WebhookEvent, type WebhookHeaders, WebhookError} from './webhook.js';
