import type { Actor } from '../auth/actor.ts';
import type { World } from '../state/world.ts';
import { HttpProblem } from './problem.ts';

export interface RateLimits {
  limit: number;
  /** Counts one request and answers the headers that say so; throws once the hour's budget is spent. */
  count(actor: Actor): Record<string, string>;
}

const hour = 3_600_000;

const bucketOf = (actor: Actor): string => {
  if (actor.kind === 'installation') return `installation ID ${actor.token.installation.id}`;
  if (actor.kind === 'user') return `user ID ${actor.user.id}`;
  return actor.kind === 'app' ? `app ID ${actor.app.id}` : 'your address';
};

export const createRateLimits = (world: World): RateLimits => {
  const buckets = new Map<string, { used: number; reset: number }>();
  const limits: RateLimits = {
    limit: 5000,
    count: (actor) => {
      const now = world.now().getTime();
      const name = bucketOf(actor);
      const known = buckets.get(name);
      const bucket = known && known.reset > now ? known : { used: 0, reset: now + hour };
      buckets.set(name, bucket);
      const spent = bucket.used >= limits.limit;
      if (!spent) bucket.used += 1;
      const headers = {
        'x-ratelimit-limit': String(limits.limit),
        'x-ratelimit-remaining': String(limits.limit - bucket.used),
        'x-ratelimit-used': String(bucket.used),
        'x-ratelimit-reset': String(Math.ceil(bucket.reset / 1000)),
        'x-ratelimit-resource': 'core',
      };
      if (spent) throw new HttpProblem(403, `API rate limit exceeded for ${name}.`, undefined, headers);
      return headers;
    },
  };
  return limits;
};
