import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { verifyWithFallback } from '@octokit/webhooks-methods';
import type { Logger } from 'pino';
import { bodyLimit, readBody } from './read-body.ts';

/** A delivery that is GitHub's: signed, and an object. */
export interface ReceivedDelivery {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
}

interface EdgeOptions {
  readonly webhookPath: string;
  /** Empty if this process takes no deliveries. */
  readonly secrets: readonly string[];
  /** @throws where nobody took it: GitHub then lists the delivery as failed */
  readonly receive: (delivery: ReceivedDelivery) => Promise<void>;
  /** Whether deliveries can be worked on: asked by load balancers before they send any. */
  readonly isReady: () => Promise<boolean>;
  /** In Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  /** Answers what people open in a browser; `false` for what it does not know. */
  readonly pages: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | undefined;
  /** Called with the result of each delivery. */
  readonly onAnswer: (event: string, status: number, seconds: number) => void;
  readonly log: Logger;
}

/** What all bodies that are being read may take together. In bytes. */
const mostBuffered = 6 * bodyLimit;

/** The entry point from the network: what is not a delivery or a probe ends here, before anything is read or parsed. */
export function createHttpEdge(options: EdgeOptions): Server {
  const budget = { left: mostBuffered };
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 };
  const server = createServer({ ...limits, maxHeaderSize: 16 * 1024 }, (request, response) => {
    answer(options, budget, request, response).catch((error: unknown) => {
      options.log.error({ err: error, delivery: deliveryOf(request) }, 'a request failed');
      if (response.headersSent) response.destroy();
      else end(response, 500, 'internal error');
    });
  });
  server.maxHeadersCount = 100;
  return server;
}

interface Budget {
  left: number;
}

async function answer(
  options: EdgeOptions,
  budget: Budget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path] = (request.url ?? '').split('?', 1);
  if (path === '/healthz') return probe(request, response, async () => [200, 'ok']);
  if (path === '/readyz')
    return probe(request, response, async () => ((await options.isReady()) ? [200, 'ok'] : [503, 'not ready']));
  if (path === '/metrics') return probe(request, response, async () => [200, await options.metrics()]);
  if (await options.pages?.(request, response)) return;
  if (path !== options.webhookPath || options.secrets.length === 0) return end(response, 404, 'not found');
  const began = performance.now();
  response.once('close', () => {
    const name = options.secrets.length > 0 ? (headerOf(request, 'x-github-event') ?? '') : '';
    options.onAnswer(name, response.statusCode, (performance.now() - began) / 1000);
  });
  await takeDelivery(options, budget, request, response);
}

async function takeDelivery(
  options: EdgeOptions,
  budget: Budget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wrong = wrongHeaders(request);
  if (wrong) {
    discard(request);
    return end(response, wrong.status, wrong.why, wrong.headers);
  }
  const length = Number(request.headers['content-length'] ?? bodyLimit);
  if (budget.left < length) {
    discard(request);
    return end(response, 503, 'too much data is being received', { 'retry-after': '5' });
  }
  budget.left -= length;
  const body = await readBody(request, bodyLimit).finally(() => {
    budget.left += length;
  });
  if (body === 'broken') return void response.destroy();
  if (body === 'too-large') {
    options.log.warn({ delivery: deliveryOf(request) }, `a body above ${bodyLimit} bytes was refused`);
    discard(request);
    return end(response, 413, 'the body is too large');
  }
  const signature = headerOf(request, 'x-hub-signature-256');
  if (signature === undefined || !(await isSigned(body, signature, options.secrets)))
    return end(response, 401, 'the signature is missing or wrong');
  const payload = parseObject(body);
  const [id, name] = [headerOf(request, 'x-github-delivery'), headerOf(request, 'x-github-event')];
  if (!payload || !id || !name) return end(response, 400, 'this is not a delivery');
  await handOver(options, { id, name, payload }, response);
}

async function handOver(options: EdgeOptions, delivery: ReceivedDelivery, response: ServerResponse): Promise<void> {
  // Refused, not lost: GitHub lists it as failed, and the sweep asks for it again.
  if (!(await options.isReady())) return end(response, 503, 'not ready', { 'retry-after': '10' });
  try {
    await options.receive(delivery);
  } catch (error) {
    options.log.error({ err: error, delivery: delivery.id, event: delivery.name }, 'a delivery was not accepted');
    return end(response, 503, 'not accepted', { 'retry-after': '10' });
  }
  end(response, 200, 'ok');
}

interface Wrong {
  readonly status: number;
  readonly why: string;
  readonly headers?: Record<string, string>;
}

/** What can be checked before a byte of the body is read. */
function wrongHeaders(request: IncomingMessage): Wrong | undefined {
  if (request.method !== 'POST')
    return { status: 405, why: 'deliveries must be sent with POST', headers: { allow: 'POST' } };
  const length = request.headers['content-length'];
  if (length !== undefined && Number(length) > bodyLimit) return { status: 413, why: 'the body is too large' };
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/json')
    return { status: 415, why: 'deliveries must be application/json' };
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return { status: 415, why: 'deliveries must not be compressed' };
  if (!/^[\w-]{1,100}$/.test(headerOf(request, 'x-github-delivery') ?? ''))
    return { status: 400, why: 'X-GitHub-Delivery is missing or wrong' };
  if (!/^[a-z_]{1,64}$/.test(headerOf(request, 'x-github-event') ?? ''))
    return { status: 400, why: 'X-GitHub-Event is missing or wrong' };
  return undefined;
}

/** What still arrives is discarded for a moment: a client that is cut off while sending never sees the response. */
function discard(request: IncomingMessage): void {
  request.resume();
  const patience = setTimeout(() => request.socket.destroy(), 5_000).unref();
  request.on('close', () => clearTimeout(patience));
}

async function probe(
  request: IncomingMessage,
  response: ServerResponse,
  ask: () => Promise<[number, string]>,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return end(response, 405, 'this is read-only', { allow: 'GET, HEAD' });
  end(response, ...(await ask()));
}

function end(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  const type = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...type, ...headers }).end(`${text}\n`);
}

/** @returns a header that was sent once */
function headerOf(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
}

function deliveryOf(request: IncomingMessage): string | undefined {
  return headerOf(request, 'x-github-delivery')?.slice(0, 64);
}

/**
 * @param body as it came; a signature is of bytes, and JSON that is not UTF-8 fits none
 * @param header `X-Hub-Signature-256`
 * @param secrets the current one, and while GitHub changes over the former
 * @see https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
async function isSigned(body: Buffer, header: string, secrets: readonly string[]): Promise<boolean> {
  const [current, ...former] = secrets;
  // The library throws where there is nothing to compare.
  if (current === undefined || header === '' || body.length === 0) return false;
  return verifyWithFallback(current, body.toString('utf8'), header, former);
}

function parseObject(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
