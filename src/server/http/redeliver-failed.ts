import type { Logger } from 'pino';
import type { Probot } from 'probot';
import { aWeek, type Notes } from '../../github/api/notes.ts';

/** GitHub keeps deliveries for three days. In milliseconds. */
const kept = 3 * 24 * 3600 * 1000;
const mostPages = 30;
const mostAttempts = 5;

interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly delivered_at: string;
  readonly status_code: number;
}

/**
 * Asks GitHub to redeliver every delivery of the last days that was not accepted. GitHub does not do so by itself.
 *
 * @see https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export async function redeliverFailed(probot: Probot, notes: Notes, log: Logger): Promise<void> {
  const failed = failedOf(await listDeliveries(probot));
  const github = await probot.auth();
  for (const { id, guid } of failed) {
    const key = `redelivered ${guid}`;
    const attempts = Number((await notes.read(key)) ?? 0);
    if (attempts >= mostAttempts) continue;
    await notes.write(key, String(attempts + 1), aWeek);
    await github.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id });
    log.info({ delivery: guid }, 'asked GitHub to redeliver a failed delivery');
  }
}

/** @returns of each delivery that never arrived the latest attempt, oldest first */
function failedOf(deliveries: readonly Delivery[]): readonly Delivery[] {
  const arrived = new Set(deliveries.filter(({ status_code: code }) => isGood(code)).map(({ guid }) => guid));
  const latest = new Map<string, Delivery>();
  for (const delivery of deliveries)
    if (!arrived.has(delivery.guid) && !latest.has(delivery.guid)) latest.set(delivery.guid, delivery);
  return [...latest.values()].reverse();
}

function isGood(code: number): boolean {
  return code >= 200 && code < 300;
}

/** Newest first, page by page, as far back as GitHub keeps them. */
async function listDeliveries(probot: Probot): Promise<readonly Delivery[]> {
  const github = await probot.auth();
  const since = Date.now() - kept;
  const found: Delivery[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { per_page: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { data, headers } = await github.request('GET /app/hook/deliveries', query);
    found.push(...data.map((delivery) => ({ ...delivery, id: Number(delivery.id) })));
    const [, next] = /[?&]cursor=([^&>]+)[^>]*>; rel="next"/.exec(headers.link ?? '') ?? [];
    const oldest = data.at(-1);
    if (next === undefined || !oldest || Date.parse(oldest.delivered_at) < since) break;
    cursor = decodeURIComponent(next);
  }
  return found;
}
