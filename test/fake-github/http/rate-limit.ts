import type { Actor } from '../auth/actor.ts';
import type { World } from '../state/world.ts';
import { HttpProblem } from './problem.ts';

export interface RateLimits {
  limit: number;
  /** Counts one request; throws once the hour's budget is spent. */
  count(actor: Actor): Charge;
}

export interface Charge {
  /** What is left, as headers. */
  headers(): Record<string, string>;
  /** Asking whether something changed is free when it has not. */
  giveBack(): void;
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
      const headers = () => ({
        'x-ratelimit-limit': String(limits.limit),
        'x-ratelimit-remaining': String(Math.max(0, limits.limit - bucket.used)),
        'x-ratelimit-used': String(bucket.used),
        'x-ratelimit-reset': String(Math.ceil(bucket.reset / 1000)),
        'x-ratelimit-resource': 'core',
      });
      const giveBack = () => {
        bucket.used -= 1;
      };
      if (bucket.used >= limits.limit)
        throw new HttpProblem(403, `API rate limit exceeded for ${name}.`, undefined, headers());
      bucket.used += 1;
      return { headers, giveBack };
    },
  };
  return limits;
};
