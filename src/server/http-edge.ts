import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { bodyLimit, readBody } from './read-body.ts';

/** Probot's webhook middleware: verifies the signature, parses, calls the handlers, answers. */
export type Middleware = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

export interface EdgeOptions {
  readonly webhookPath: string;
  readonly webhooks: Middleware;
  /** Whether deliveries can be worked on: asked by load balancers before they send any. */
  readonly isReady: () => boolean;
  readonly log: Logger;
}

/** The door to the network: what is not a delivery or a probe ends here, before anything is read or parsed. */
export function createHttpEdge(options: EdgeOptions): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      options.log.error({ err: error, delivery: deliveryOf(request) }, 'a request failed');
      if (response.headersSent) response.destroy();
      else end(response, 500, 'internal error');
    });
  });
  server.maxHeadersCount = 100;
  return server;
}

async function answer(options: EdgeOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path] = (request.url ?? '').split('?', 1);
  if (path === '/healthz') return probe(request, response, true);
  if (path === '/readyz') return probe(request, response, options.isReady());
  if (path !== options.webhookPath) return end(response, 404, 'not found');
  if (request.method !== 'POST') return end(response, 405, 'deliveries are posted', { allow: 'POST' });
  // Refused, not lost: GitHub lists it as failed, and it can be delivered again.
  if (!options.isReady()) return end(response, 503, 'shutting down');

  const body = await readBody(request, bodyLimit);
  if (body === 'broken') return void response.destroy();
  if (body === 'too-large') {
    options.log.warn({ delivery: deliveryOf(request) }, `a body above ${bodyLimit} bytes was refused`);
    end(response, 413, 'the body is too large');
    return discard(request);
  }
  // Read here, under the limit; the middleware takes a body that is already there.
  await options.webhooks(Object.assign(request, { body: body.toString() }), response);
}

/** What still comes is thrown away for a moment: cut off at once, a client that is sending never sees its answer. */
function discard(request: IncomingMessage): void {
  request.resume();
  const patience = setTimeout(() => request.socket.destroy(), 5_000).unref();
  request.on('close', () => clearTimeout(patience));
}

function probe(request: IncomingMessage, response: ServerResponse, isGood: boolean): void {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    end(response, 405, 'probes are read', { allow: 'GET, HEAD' });
  else end(response, isGood ? 200 : 503, isGood ? 'ok' : 'not ready');
}

function end(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}

function deliveryOf(request: IncomingMessage): string | undefined {
  const delivery = request.headers['x-github-delivery'];
  return typeof delivery === 'string' ? delivery.slice(0, 64) : undefined;
}
