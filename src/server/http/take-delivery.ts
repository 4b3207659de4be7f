import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifyWithFallback } from '@octokit/webhooks-methods';
import type { Logger } from 'pino';
import { bodyLimits } from './body/body-limits.ts';
import type { NoBody, ReadBody } from './body/read-body.ts';
import type { ClientOf } from './client-of.ts';
import { discard, headerOf, respond } from './respond.ts';

/** A delivery that is GitHub's: signed, and an object. */
export interface ReceivedDelivery {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
}

export interface DeliveryOptions {
  /** Empty if this process takes no deliveries. */
  readonly secrets: readonly string[];
  /** @throws where nobody took it: GitHub then lists the delivery as failed */
  readonly receive: (delivery: ReceivedDelivery) => Promise<void>;
  /** Whether deliveries can be worked on: asked by load balancers before they send any. */
  readonly isReady: () => Promise<boolean>;
  readonly log: Logger;
}

interface Reading {
  readonly readBody: ReadBody;
  readonly clientOf: ClientOf;
}

/** In milliseconds: enough to send what little is left, or to see that it is of no use. */
const untilHeard = 5_000;
const untilCutOff = 1_000;

/**
 * Reads a delivery, checks that it is GitHub's, and hands it over.
 *
 * @param onSigned called with the event's name, as soon as its sender is known to be GitHub
 */
export async function takeDelivery(
  options: DeliveryOptions,
  { readBody, clientOf }: Reading,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  onSigned: (event: string) => void,
): Promise<void> {
  const wrong = wrongHeaders(request);
  if (wrong) {
    discard(request, untilHeard);
    return respond(response, wrong.status, wrong.why, wrong.headers);
  }
  const body = await readBody(request, clientOf(request));
  if (typeof body === 'string') return refuseBody(body, request, response);
  const delivery = await signedDelivery(options.secrets, request, body.bytes).finally(body.release);
  if (delivery === 'unsigned') return respond(response, 401, 'the signature is missing or wrong');
  onSigned(delivery.name);
  const { payload } = delivery;
  if (!payload) return respond(response, 400, 'this is not a delivery');
  await handOver(options, { ...delivery, payload }, response);
}

interface Refusal {
  readonly status: number;
  readonly why: string;
  readonly patience: number;
  readonly headers?: Record<string, string>;
}

const refusals: Record<Exclude<NoBody, 'broken'>, Refusal> = {
  'too-large': { status: 413, why: 'the body is too large', patience: untilHeard },
  slow: { status: 408, why: 'the body arrives too slowly', patience: untilCutOff },
  crowded: {
    status: 503,
    why: 'too much data is being received',
    patience: untilCutOff,
    headers: { 'retry-after': '5' },
  },
};

function refuseBody(body: NoBody, request: IncomingMessage, response: ServerResponse): void {
  if (body === 'broken') {
    response.destroy();
    return;
  }
  const { status, why, patience, headers } = refusals[body];
  discard(request, patience);
  respond(response, status, why, headers);
}

async function handOver(options: DeliveryOptions, delivery: ReceivedDelivery, response: ServerResponse): Promise<void> {
  // Refused, not lost: GitHub lists it as failed, and the sweep asks for it again.
  if (!(await options.isReady())) return respond(response, 503, 'not ready', { 'retry-after': '10' });
  try {
    await options.receive(delivery);
  } catch (error) {
    options.log.error({ err: error, delivery: delivery.id, event: delivery.name }, 'a delivery was not accepted');
    return respond(response, 503, 'not accepted', { 'retry-after': '10' });
  }
  respond(response, 200, 'ok');
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
  if (length !== undefined && Number(length) > bodyLimits.bytes) return { status: 413, why: 'the body is too large' };
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/json')
    return { status: 415, why: 'deliveries must be application/json' };
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return { status: 415, why: 'deliveries must not be compressed' };
  if (!/^[\w-]{1,100}$/.test(headerOf(request, 'x-github-delivery') ?? ''))
    return { status: 400, why: 'X-GitHub-Delivery is missing or wrong' };
  if (!/^[a-z0-9_]{1,64}$/.test(headerOf(request, 'x-github-event') ?? ''))
    return { status: 400, why: 'X-GitHub-Event is missing or wrong' };
  if (!/^sha256=[0-9a-f]{64}$/.test(headerOf(request, 'x-hub-signature-256') ?? ''))
    return { status: 401, why: 'the signature is missing or wrong' };
  return undefined;
}

/** @returns its payload, if that is an object */
async function signedDelivery(
  secrets: readonly string[],
  request: IncomingMessage,
  body: Buffer,
): Promise<(Omit<ReceivedDelivery, 'payload'> & { readonly payload: object | undefined }) | 'unsigned'> {
  const [id, name] = [headerOf(request, 'x-github-delivery'), headerOf(request, 'x-github-event')];
  const signature = headerOf(request, 'x-hub-signature-256');
  if (!id || !name || !signature || !(await isSigned(body, signature, secrets))) return 'unsigned';
  return { id, name, payload: parseObject(body) };
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
  if (current === undefined || body.length === 0) return false;
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
