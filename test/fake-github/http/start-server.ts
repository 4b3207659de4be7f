import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { isGitRequest, serveGit } from '../git/serve-git.ts';
import { servePages } from '../web/serve-pages.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { Fault, Faults } from './faults.ts';
import { type ApiServices, serveApi } from './serve-api.ts';

export interface ServerParts extends ApiServices {
  readonly faults: Faults;
  readonly exchanges: Exchange[];
  readonly port: number;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on the loopback address and sends each request to the API, to git or to the pages. */
export const startServer = async (parts: ServerParts): Promise<RunningServer> => {
  const server = createServer((message, response) => {
    handle(parts, message, response).catch((problem: unknown) => {
      // Whoever asked has gone: nobody waits for an answer.
      if (message.socket.destroyed) return;
      // A fault of ours must fail the test that met it, not only the request.
      parts.violations.push(
        `${message.method} ${message.url}: ${problem instanceof Error ? problem.stack : String(problem)}`,
      );
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(parts.port, '127.0.0.1', resolve));
  return { port: portOf(server), close: () => stop(server) };
};

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const handle = async (parts: ServerParts, message: IncomingMessage, response: ServerResponse): Promise<void> => {
  const at = parts.world.now();
  // For answers that git writes; those of the API and the pages have the time at which they are sent.
  response.setHeader('date', at.toUTCString());
  const began = performance.now();
  const url = new URL(message.url ?? '/', parts.world.url);
  const path = url.pathname.replace(/^\/api\/v3(?=\/|$)|^\/api(?=\/graphql$)/, '') || '/';
  const method = message.method ?? 'GET';
  const fault = parts.faults.take(method, path);
  await fault?.before?.();
  if (fault?.delay) await setTimeout(fault.delay, undefined, { ref: false });
  if (fault?.close === 'before') return void message.socket.destroy();
  const log = (rest: Pick<Exchange, 'kind' | 'status' | 'credential'> & Partial<Exchange>) =>
    parts.exchanges.push({
      method,
      path,
      query: url.search,
      template: null,
      requestBody: undefined,
      at,
      duration: performance.now() - began,
      ...rest,
    });
  const answer = await respond(parts, { message, response, url, path, fault, log });
  if (!answer) return;
  if (fault?.close === 'after') return void message.socket.destroy();
  send(parts, response, answer);
};

interface Ask {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly path: string;
  readonly fault: Fault | undefined;
  readonly log: (rest: Pick<Exchange, 'kind' | 'status' | 'credential'> & Partial<Exchange>) => void;
}

/** Nothing to send when git has streamed its answer already. */
const respond = async (
  parts: ServerParts,
  { message, response, url, path, fault, log }: Ask,
): Promise<Answer | undefined> => {
  if (fault?.status !== undefined) {
    message.resume();
    log({ kind: isGitRequest(path) ? 'git' : 'api', status: fault.status, credential: 'refused' });
    return { status: fault.status, body: fault.body ?? { message: 'Server Error' }, headers: fault.headers ?? {} };
  }
  if (isGitRequest(path)) {
    const served = await serveGit(parts.world, url, message, response);
    log({ kind: 'git', ...served });
    return undefined;
  }
  const rawBody = await read(message);
  const page = url.pathname === path ? await servePages(parts.world, message, url, rawBody) : undefined;
  if (page) {
    log({ kind: 'web', status: page.status, credential: 'anonymous' });
    return page;
  }
  const { answer, ...served } = await serveApi(parts, { message, url, path, rawBody });
  log({ kind: 'api', status: answer.status, ...served });
  return answer;
};

const read = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
};

const send = (
  { world, exchanges }: ServerParts,
  response: ServerResponse,
  { status, body, json, text, headers }: Answer,
): void => {
  const content = text ?? json ?? (body === undefined ? '' : JSON.stringify(body));
  const type = text === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8';
  response.writeHead(status, {
    server: 'GitHub.com',
    date: world.now().toUTCString(),
    ...(content !== '' && { 'content-type': type, 'content-length': Buffer.byteLength(content) }),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': `LOCAL:${exchanges.length.toString(16).toUpperCase()}`,
    ...headers,
  });
  response.end(content);
};
