import type { Answer } from '../http/answer.ts';
import { ok } from '../http/answer.ts';
import type { RepositoryContext } from '../http/context.ts';
import { HttpProblem, validationFailed } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { accountPayload } from '../payloads/account.ts';
import { nodeId, type Rest, timestamp } from '../payloads/schemas.ts';
import { type Activity, activityTypes } from '../state/activity.ts';
import type { World } from '../state/world.ts';

const day = 86_400_000;
const periods: Record<string, number> = { day, week: 7 * day, month: 30 * day, quarter: 90 * day, year: 365 * day };

const payload = (world: World, { id, type, ref, before, after, actor, at }: Activity): Rest['activity'] => ({
  id,
  node_id: nodeId('Push', id),
  before,
  after,
  ref,
  timestamp: timestamp(at),
  activity_type: type,
  actor: accountPayload(world, actor),
});

const invalid = (field: string) => validationFailed({ resource: 'Activity', field, code: 'invalid' });

/** What the query leaves, newest first unless it says otherwise. */
const wanted = ({ world, repository, query }: RepositoryContext): Activity[] => {
  const ref = query.get('ref');
  const actor = query.get('actor')?.toLowerCase();
  const type = query.get('activity_type');
  const period = query.get('time_period');
  const direction = query.get('direction') ?? 'desc';
  if (type !== null && !activityTypes.some((known) => known === type)) throw invalid('activity_type');
  if (period !== null && !(period in periods)) throw invalid('time_period');
  if (direction !== 'asc' && direction !== 'desc') throw invalid('direction');
  const since = world.now().getTime() - (periods[period ?? ''] ?? Number.POSITIVE_INFINITY);
  const found = repository.activities.filter(
    (activity) =>
      (ref === null || activity.ref === ref || activity.ref === `refs/heads/${ref}`) &&
      (actor === undefined || activity.actor.login.toLowerCase() === actor) &&
      (type === null || activity.type === type) &&
      activity.at.getTime() >= since,
  );
  return direction === 'desc' ? found.reverse() : found;
};

const cursorOf = ({ id }: Activity): string => Buffer.from(`activity:${id}`).toString('base64url');

/** Where the activity of a cursor is in the list. */
const find = (all: readonly Activity[], cursor: string): number => {
  const index = all.findIndex((activity) => cursorOf(activity) === cursor);
  if (index < 0) throw new HttpProblem(422, 'Invalid cursor');
  return index;
};

/** Pages go by cursors, which the Link header gives, not by number. */
const list = (context: RepositoryContext): Answer => {
  const { query, world } = context;
  const all = wanted(context);
  const size = Math.min(Number(query.get('per_page') ?? 30) || 30, 100);
  const after = query.get('after');
  const before = query.get('before');
  const end = before === null ? all.length : find(all, before);
  const start = after === null ? (before === null ? 0 : Math.max(0, end - size)) : find(all, after) + 1;
  const items = all.slice(start, Math.min(end, start + size));
  const link = (rel: string, name: 'after' | 'before', activity: Activity | undefined): string[] => {
    if (!activity) return [];
    const url = new URL(context.url);
    url.searchParams.delete('after');
    url.searchParams.delete('before');
    url.searchParams.set(name, cursorOf(activity));
    return [`<${url.href}>; rel="${rel}"`];
  };
  const links = [
    ...(start + items.length < all.length ? link('next', 'after', items.at(-1)) : []),
    ...(start > 0 ? link('prev', 'before', items[0]) : []),
  ];
  const body = items.map((activity) => payload(world, activity));
  return { ...ok(body), headers: links.length > 0 ? { link: links.join(', ') } : {} };
};

export const activityRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/activity', { needs: [{ contents: 'read' }] }, list),
];
