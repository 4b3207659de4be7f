import { redeliver } from '../events/deliver.ts';
import type { Delivery } from '../events/delivery.ts';
import { type Answer, ok } from '../http/answer.ts';
import { type Context, numberParam } from '../http/context.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { appRoute, type Route } from '../http/route.ts';
import { type Rest, timestamp } from '../payloads/schemas.ts';
import type { App } from '../state/app.ts';

type AppContext = Context & { readonly app: App };

const item = (delivery: Delivery) =>
  ({
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: timestamp(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  }) satisfies Rest['hook-delivery-item'];

const find = (context: AppContext): Delivery => {
  const id = numberParam(context, 'delivery_id');
  const delivery = context.world.deliveries.find((candidate) => candidate.id === id && candidate.app === context.app);
  if (!delivery) throw notFound();
  return delivery;
};

/** Newest first; pages go by a cursor, not by number. */
const list = (context: AppContext): Answer => {
  const { world, app, query } = context;
  const size = Math.min(Number(query.get('per_page') ?? 30) || 30, 100);
  const cursor = query.get('cursor');
  if (cursor !== null && !/^\d+$/.test(cursor)) throw new HttpProblem(400, 'Invalid cursor');
  const all = world.deliveries.filter((delivery) => delivery.app === app).reverse();
  const from = cursor === null ? all : all.filter(({ id }) => id <= Number(cursor));
  const next = from[size];
  const url = new URL(context.url);
  if (next) url.searchParams.set('cursor', String(next.id));
  return { ...ok(from.slice(0, size).map(item)), headers: next ? { link: `<${url.href}>; rel="next"` } : {} };
};

export const hookDeliveryRoutes: readonly Route[] = [
  appRoute('GET /app/hook/config', ({ app }) =>
    ok({ content_type: 'json', insecure_ssl: '0', secret: '********', ...(app.webhookUrl && { url: app.webhookUrl }) }),
  ),
  appRoute('GET /app/hook/deliveries', list),
  appRoute('GET /app/hook/deliveries/{delivery_id}', (context) => {
    const delivery = find(context);
    return ok({
      ...item(delivery),
      url: delivery.url,
      request: { headers: delivery.requestHeaders, payload: delivery.payload },
      response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
    });
  }),
  appRoute('POST /app/hook/deliveries/{delivery_id}/attempts', (context) => {
    redeliver(context.world, find(context));
    return { status: 202, body: {} };
  }),
];
