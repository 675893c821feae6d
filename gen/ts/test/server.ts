import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TestContext} from 'node:test';

/** A request as a server got it. */
export interface Got {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What a server does with the request so many in a row, the first being 0. */
export type Answer = (response: ServerResponse, nth: number, got: Got) => unknown;

/** A server on this machine until the test is over. */
export async function serve(t: TestContext, answer: Answer): Promise<{url: string; got: Got[]}> {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = {method: request.method!, url: request.url!, headers: request.headers, body};
    await answer(response, got.push(one) - 1, one);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got};
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, {'Content-Type': type, ...headers}).end(JSON.stringify(body));
}

/** Answers with a problem document. */
export function problem(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  json(response, status, {type: 'about:blank', title: code, status, code, detail: `It is ${code}.`, instance: '/', request_id: 'req_1'}, headers);
}
