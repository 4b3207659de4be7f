import { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { AppEnvironment } from '../env/environment.ts';

/** How fast each installation writes. */
export interface GitHubPace {
  /**
   * Takes one of an installation's writes.
   *
   * @returns in how many milliseconds it may be done
   */
  readonly take: (installation: string) => Promise<number>;
  readonly close: () => void;
}

/** A bucket that is full of writes at first, and fills up by so many each millisecond. */
interface Rate {
  readonly burst: number;
  readonly refill: number;
}

/**
 * How fast one installation writes, in this process or in all that share a Redis. GitHub's documented limit is 80 a minute:
 * a bucket that holds a burst, which is one pull request's writes several times over, and fills at that rate.
 *
 * @param onTrouble called when Redis fails; writes wait until it is back
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function githubPace(
  { writesPerMinute, redis }: Pick<AppEnvironment, 'writesPerMinute' | 'redis'>,
  onTrouble: (error: Error) => void,
): GitHubPace {
  const rate = { burst: Math.max(20, Math.floor(writesPerMinute / 4)), refill: writesPerMinute / 60_000 };
  return redis ? paceOnRedis(redis, rate, onTrouble) : paceHere(rate);
}

interface Bucket {
  /** Below zero: writes that were taken and are still to be done. */
  left: number;
  at: number;
}

function paceHere({ burst, refill }: Rate): GitHubPace {
  // Whoever has written nothing for as long as a bucket takes to fill has a full one.
  const buckets = new LRUCache<string, Bucket>({ max: 10_000, ttl: burst / refill });
  return {
    take: async (installation) => {
      const now = performance.now();
      const { left, at } = buckets.get(installation) ?? { left: burst, at: now };
      const bucket = { left: Math.min(burst, left + (now - at) * refill) - 1, at: now };
      buckets.set(installation, bucket);
      return Math.max(0, -bucket.left / refill);
    },
    close: () => undefined,
  };
}

/** As in one process, by the time of Redis. */
const takeOne = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local burst, refill = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = burst
if kept[1] then left = math.min(burst, kept[1] + (now - kept[2]) * refill) end
left = left - 1
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', string.format('%.3f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - left) / refill))
return math.ceil(math.max(0, -left / refill))`;

function paceOnRedis(
  { url, prefix }: { readonly url: string; readonly prefix: string },
  { burst, refill }: Rate,
  onTrouble: (error: Error) => void,
): GitHubPace {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on('error', onTrouble);
  return {
    take: async (installation) => Number(await redis.eval(takeOne, 1, `${prefix}:pace:${installation}`, burst, refill)),
    close: () => redis.disconnect(false),
  };
}
