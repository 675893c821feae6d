import type {Facts} from './generated/facts.js';

/** What a webhook tells: an event of a type the contract knows, or one of your own. */
export type WebhookEvent = {[Type in keyof Facts]: Told<Type, Facts[Type]>}[keyof Facts] | Told<`custom.${string}`, {object: Record<string, unknown>}>;

interface Told<Type extends string, Fact> {
  /** Of the event; the same however often it is delivered. */
  id: string;
  type: Type;
  /** When it became true. */
  timestamp: string;
  tenant_id: string;
  api_version: string;
  /** Without object and previous where the endpoint asked for thin messages, or they were too long. */
  data: About & Partial<Fact>;
}

interface About {
  /** 1, 2, 3 … within the tenant, without gaps. */
  sequence: number;
  object_type: string;
  object_id: string;
  lead_id: string | null;
  truncated?: boolean;
}

/** The headers of a request, as fetch or as Node has them. */
export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/** The request is not one of ours, or is too old to be believed. Answer with 400. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

const tolerance = 5 * 60;

/**
 * The event in a webhook, once its signature is checked (Standard Webhooks). `rawBody` are the
 * bytes as they came, before anything parsed them; `secret` is the endpoint's, `whsec_…`, or
 * several of them while it is being rotated. Rejects with WebhookError.
 */
export async function unwrap(rawBody: string | Uint8Array, headers: WebhookHeaders, secret: string | readonly string[]): Promise<WebhookEvent> {
  const [id, sent, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => header(headers, name));
  if (!id || !sent || !signatures) throw new WebhookError('A header is missing: webhook-id, webhook-timestamp or webhook-signature.');
  if (!(Math.abs(Date.now() / 1000 - Number(sent)) <= tolerance)) throw new WebhookError('webhook-timestamp is more than five minutes off.');
  const signed = join(`${id}.${sent}.`, rawBody);
  for (const one of [secret].flat()) {
    if (await verified(signed, signatures, one)) return JSON.parse(text(rawBody)) as WebhookEvent;
  }
  throw new WebhookError('No signature fits. Check the secret, and give the body exactly as it came.');
}

function header(headers: WebhookHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}

// verified compares in constant time, as crypto.subtle does.
async function verified(signed: Uint8Array<ArrayBuffer>, signatures: string, secret: string): Promise<boolean> {
  const raw = bytes(secret.replace(/^whsec_/, ''));
  if (!raw?.length) throw new TypeError('The secret is not one of ours: it begins with whsec_ and goes on in base64.');
  const key = await crypto.subtle.importKey('raw', raw, {name: 'HMAC', hash: 'SHA-256'}, false, ['verify']);
  for (const signature of signatures.split(' ')) {
    const mac = signature.startsWith('v1,') && bytes(signature.slice(3));
    if (mac && (await crypto.subtle.verify('HMAC', key, mac, signed))) return true;
  }
  return false;
}

function join(head: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const [a, b] = [new TextEncoder().encode(head), typeof body === 'string' ? new TextEncoder().encode(body) : body];
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function text(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

// bytes decodes base64; undefined where it is none.
function bytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
