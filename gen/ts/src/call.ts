import type {Auth} from './auth.js';
import {ApiError, ConnectionError, TimeoutError} from './error.js';
import {version} from './generated/version.js';
import {sleep, wait} from './retry.js';
import {type Frame, frames, Stream, type Told} from './stream.js';

/** What a client is made of. */
export interface ClientOptions {
  /** Where the installation is, for example `https://carillon.example`. */
  baseUrl: string;
  /** Who is calling. */
  auth: Auth;
  /** Id or slug of the tenant to act for; needed only by callers who belong to several. */
  tenant?: string | undefined;
  /** Milliseconds that one attempt may take; 30,000 without it. */
  timeout?: number | undefined;
  /** How many times a request that failed is sent again at the most; 2 without it. */
  retries?: number | undefined;
  /** What sends requests, if not the fetch of the platform. */
  fetch?: typeof fetch | undefined;
}

/** What one call may have its own way. */
export interface CallOptions {
  /** Ends the call, and the waits between its attempts; the call throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Instead of one made for the call: the key under which the server does the same thing once. */
  idempotencyKey?: string | undefined;
  /** The version that a change is meant for: where it has another by now, the call throws ApiError 412. */
  ifMatch?: number | undefined;
  tenant?: string | undefined;
  timeout?: number | undefined;
  retries?: number | undefined;
}

/** A request as the contract has it. */
export interface Request {
  method: string;
  /** With its parameters filled in. */
  path: string;
  query?: object | undefined;
  body?: unknown;
  /** Whether the server takes an Idempotency-Key, so that the request may be repeated. */
  keyed?: boolean;
  /** Whether the answer is a file, which is given as text. */
  file?: boolean;
}

/** What one stream may have its own way; `retries` are tries in a row to open it again, without it any number. */
export type StreamOptions = Omit<CallOptions, 'idempotencyKey'>;

// A stream that says nothing for so many milliseconds is cut off: the server gives a sign of life every 15 s.
const silence = 45_000;

/** Sends requests: signs them, repeats what may be repeated, and turns answers into values. */
export class Caller {
  constructor(private readonly options: ClientOptions) {}

  /** Resolves to the body of a good answer; throws ApiError, ConnectionError or the signal's reason. */
  async call<T>(request: Request, options: CallOptions = {}): Promise<T> {
    const set = {...this.options, ...defined(options)};
    const headers = headersOf(request, set);
    const repeatable = request.method === 'GET' || request.keyed === true;
    for (let failures = 0; ; ) {
      try {
        return (await signed(set.auth, headers, () => this.attempt(request, headers, set))) as T;
      } catch (failure) {
        set.signal?.throwIfAborted();
        const pause = wait(failure, ++failures, Math.random());
        if (pause === undefined || !repeatable || failures > (set.retries ?? 2)) throw failure;
        await sleep(pause, set.signal);
      }
    }
  }

  /** What a stream tells, opened again whenever it is cut off. */
  stream<T>(request: Request, item: (frame: Told) => T, options: StreamOptions = {}): Stream<T> {
    return new Stream((last) => this.listen(request, defined(options), last), item, options);
  }

  // listen opens a stream once. It returns when there is nothing more to come, and throws when it is cut off.
  private async *listen(request: Request, options: CallOptions, last?: string): AsyncGenerator<Frame, void, undefined> {
    const set = {...this.options, ...options};
    const headers = headersOf(request, set);
    headers.set('Accept', 'text/event-stream, application/problem+json');
    if (last !== undefined) headers.set('Last-Event-ID', last);
    const within = deadline(set.timeout ?? 30_000, set.signal);
    try {
      const {body, status} = await signed(set.auth, headers, () => this.send(request, headers, set, within.signal));
      if (status === 204 || !body) return;
      for await (const frame of frames(body)) {
        within.extend(silence);
        yield frame;
      }
      throw new ConnectionError('The stream was cut off.');
    } catch (cause) {
      throw lost(request, cause);
    } finally {
      within.clear();
    }
  }

  // attempt sends once, and reads the whole answer within the time allowed.
  private async attempt(request: Request, headers: Headers, set: ClientOptions & CallOptions): Promise<unknown> {
    const within = deadline(set.timeout ?? 30_000, set.signal);
    try {
      const response = await this.send(request, headers, set, within.signal);
      const text = await response.text();
      return request.file ? text : text === '' ? undefined : JSON.parse(text);
    } catch (cause) {
      throw lost(request, cause);
    } finally {
      within.clear();
    }
  }

  // send resolves to a good answer, of which the head is there.
  private async send(request: Request, headers: Headers, set: ClientOptions, signal: AbortSignal): Promise<Response> {
    const send = set.fetch ?? fetch;
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const response = await send(urlOf(set.baseUrl, request), {method: request.method, headers, body, signal, redirect: 'error'});
    if (!response.ok) throw new ApiError(response, await response.text());
    return response;
  }
}

/**
 * One part of a path. What would lead to another path is refused, since addresses lose `.` and
 * `..` on their way: taking the tag `..` off a lead would delete the lead.
 */
export function segment(value: string): string {
  if (value === '' || value === '.' || value === '..') throw new TypeError(`An id may not be ${JSON.stringify(value)}.`);
  return encodeURIComponent(value);
}

// platform is what the program runs on; undefined in browsers, which name themselves.
const platform = (globalThis as {process?: {version?: string}}).process?.version;

function headersOf(request: Request, set: ClientOptions & CallOptions): Headers {
  const headers = new Headers({Accept: request.file ? '*/*' : 'application/json, application/problem+json'});
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (platform !== undefined) headers.set('User-Agent', `carillon-ts/${version} (${platform})`);
  if (set.tenant !== undefined) headers.set('Carillon-Tenant', set.tenant);
  if (set.ifMatch !== undefined) headers.set('If-Match', `"${set.ifMatch}"`);
  if (request.keyed) headers.set('Idempotency-Key', set.idempotencyKey ?? random());
  return headers;
}

// random is 128 bits as text; crypto.randomUUID is not there for pages without TLS.
function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function urlOf(baseUrl: string, request: Request): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const one of [value].flat()) if (one !== undefined && one !== null) query.append(name, String(one));
  }
  const search = query.toString();
  return baseUrl.replace(/\/+$/, '') + request.path + (search && `?${search}`);
}

// signed sends with the token there is, and once more with a new one where that has expired.
async function signed<T>(auth: Auth, headers: Headers, send: () => Promise<T>): Promise<T> {
  const token = await tokenOf(auth);
  headers.set('Authorization', `Bearer ${token}`);
  try {
    return await send();
  } catch (failure) {
    if (!expired(failure) || typeof auth !== 'function') throw failure;
    headers.set('Authorization', `Bearer ${await tokenOf(auth, token)}`);
    return await send();
  }
}

async function tokenOf(auth: Auth, expired?: string): Promise<string> {
  return typeof auth === 'function' ? auth(expired) : auth;
}

// lost is a failure as callers see it: what is no answer is a lost connection.
function lost(request: Request, cause: unknown): Error {
  if (cause instanceof ApiError || cause instanceof ConnectionError) return cause;
  return new ConnectionError(`No answer came to a ${request.method} request.`, {cause});
}

function expired(failure: unknown): boolean {
  return failure instanceof ApiError && failure.code === 'token_expired';
}

// deadline is a signal that ends after so many milliseconds, or with another signal.
function deadline(milliseconds: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  const late = () => controller.abort(new TimeoutError(`No answer within ${milliseconds} ms.`));
  let timer = setTimeout(late, milliseconds);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  const clear = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  };
  const extend = (further: number) => {
    clearTimeout(timer);
    timer = setTimeout(late, further);
  };
  return {signal: controller.signal, extend, clear};
}

// defined leaves out what is undefined, so that it does not hide what the client has.
function defined(options: CallOptions): CallOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
