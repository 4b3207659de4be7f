import type { Actor } from '../auth/actor.ts';
import type { World } from '../state/world.ts';
import type { Answer } from './answer.ts';
import { HttpProblem } from './problem.ts';

/** REST and GraphQL are counted apart, GraphQL in points: here one for each request. */
export type Resource = 'core' | 'graphql';

export interface RateLimits {
  readonly limits: Record<Resource, number>;
  /** Counts one request; throws once the hour's budget is spent. */
  count(actor: Actor, resource: Resource): Charge;
}

export interface Charge {
  /** What is left, as headers. */
  headers(): Record<string, string>;
  /** Asking whether something changed is free when it has not. */
  giveBack(): void;
}

/** GraphQL says so in an answer of status 200. */
class SpentPoints extends HttpProblem {
  constructor(message: string, headers: Record<string, string>) {
    super(200, message, undefined, headers);
  }

  override toAnswer(): Answer {
    const { status, headers, message } = this;
    return { status, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
  }
}

const hour = 3_600_000;

const bucketOf = (actor: Actor): string => {
  if (actor.kind === 'installation') return `installation ID ${actor.token.installation.id}`;
  if (actor.kind === 'user') return `user ID ${actor.user.id}`;
  return actor.kind === 'app' ? `app ID ${actor.app.id}` : 'your address';
};

export const createRateLimits = (world: World): RateLimits => {
  const buckets = new Map<string, { used: number; reset: number }>();
  const limits = { core: 5000, graphql: 5000 };
  return {
    limits,
    count: (actor, resource) => {
      const now = world.now().getTime();
      const name = bucketOf(actor);
      const key = `${resource} ${name}`;
      const known = buckets.get(key);
      const bucket = known && known.reset > now ? known : { used: 0, reset: now + hour };
      buckets.set(key, bucket);
      const limit = limits[resource];
      const headers = () => ({
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - bucket.used)),
        'x-ratelimit-used': String(bucket.used),
        'x-ratelimit-reset': String(Math.ceil(bucket.reset / 1000)),
        'x-ratelimit-resource': resource,
      });
      const giveBack = () => {
        bucket.used -= 1;
      };
      if (bucket.used >= limit) {
        const words = `API rate limit exceeded for ${name}.`;
        throw resource === 'graphql'
          ? new SpentPoints(words, headers())
          : new HttpProblem(403, words, undefined, headers());
      }
      bucket.used += 1;
      return { headers, giveBack };
    },
  };
};
