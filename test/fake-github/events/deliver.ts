import { createHash, createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { App } from '../state/app.ts';
import { inBackground, type World } from '../state/world.ts';
import type { Delivery } from './delivery.ts';
import { post } from './post.ts';

export interface DeliveryRequest {
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly payload: unknown;
}

/** Logs a delivery and sends it behind the caller's back: GitHub answers first and delivers later, in no promised order. */
export const deliver = (world: World, request: DeliveryRequest): Delivery =>
  start(world, { ...request, body: JSON.stringify(request.payload), guid: nextGuid(world), redelivery: false });

/** The same bytes and the same GUID once more, under a new id. */
export const redeliver = (
  world: World,
  { app, event, action, installationId, repositoryId, payload, body, guid }: Delivery,
): Delivery =>
  start(world, { app, event, action, installationId, repositoryId, payload, body, guid, redelivery: true });

const nextGuid = (world: World): string => {
  const hex = createHash('sha256').update(`delivery ${world.nextId()}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

const start = (world: World, what: DeliveryRequest & { body: string; guid: string; redelivery: boolean }): Delivery => {
  const delivery: Delivery = {
    ...what,
    id: world.nextId(),
    deliveredAt: world.now(),
    url: what.app.webhookUrl ?? '',
    requestHeaders: headersFor(what),
    responseHeaders: {},
    responseBody: '',
    duration: 0,
    status: 'pending',
    statusCode: 0,
    done: Promise.resolve(),
  };
  world.deliveries.push(delivery);
  delivery.done = send(world, delivery);
  inBackground(world, delivery.done);
  return delivery;
};

const headersFor = ({
  app,
  event,
  guid,
  body,
}: {
  app: App;
  event: string;
  guid: string;
  body: string;
}): Record<string, string> => {
  const sign = (algorithm: string) => createHmac(algorithm, app.webhookSecret).update(body).digest('hex');
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/0c41a1e',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(app.hookId),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
  };
};

const send = async (world: World, delivery: Delivery): Promise<void> => {
  if (!delivery.url) {
    delivery.status = 'no webhook URL';
    return;
  }
  const { delay = 0, isLost = false, copies = 1 } = world.weather?.(delivery) ?? {};
  if (delay > 0) await setTimeout(delay, undefined, { ref: false });
  if (isLost) {
    delivery.status = 'failed to connect to host';
    return;
  }
  for (let copy = 1; copy < copies; copy += 1)
    inBackground(world, post(delivery.url, delivery.requestHeaders, delivery.body, world.closing.signal));
  const began = performance.now();
  const answer = await post(delivery.url, delivery.requestHeaders, delivery.body, world.closing.signal);
  delivery.duration = Math.round(performance.now() - began) / 1000;
  delivery.statusCode = answer.status;
  delivery.status = answer.words;
  delivery.responseHeaders = answer.headers;
  delivery.responseBody = answer.body;
};
