import Bottleneck from 'bottleneck';
import { Redis } from 'ioredis';
import type { AppEnvironment } from '../env/environment.ts';

/** Bursts of this size go out at once: one pull request's writes, several times over. */
const burst = 20;

/** What Octokit's throttling takes in place of its own groups. */
export interface GitHubPace {
  readonly groups: { readonly write: Bottleneck.Group; readonly notifications: Bottleneck.Group };
  readonly close: () => Promise<void>;
}

/**
 * How fast one installation writes, in this process or in all that share a Redis. Octokit's own pace is one write a second
 * and one comment every three, whatever has been spent; a required check would wait for it with the whole budget unused.
 * GitHub's documented limit is 80 a minute: a bucket that holds a burst and fills at that rate. Limits that GitHub
 * announces still stop everything.
 *
 * @param onTrouble called when Redis fails; writes wait until it is back
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function githubPace(
  { writesPerMinute, redis }: Pick<AppEnvironment, 'writesPerMinute' | 'redis'>,
  onTrouble: (error: Error) => void,
): GitHubPace {
  const perQuarterSecond = 250;
  const interval = Math.max(
    perQuarterSecond,
    Math.ceil(60_000 / writesPerMinute / perQuarterSecond) * perQuarterSecond,
  );
  const shared = redis && sharedBy(redis, onTrouble);
  const write = new Bottleneck.Group({
    reservoir: burst,
    reservoirIncreaseInterval: interval,
    reservoirIncreaseAmount: Math.max(1, Math.floor((writesPerMinute * interval) / 60_000)),
    reservoirIncreaseMaximum: Math.max(burst, Math.floor(writesPerMinute / 4)),
    ...(shared ? { ...shared, heartbeatInterval: perQuarterSecond } : {}),
  });
  write.on('error', onTrouble);
  return {
    groups: { write, notifications: new Bottleneck.Group({}) },
    close: async () => shared?.connection.disconnect(false),
  };
}

function sharedBy(
  { url, prefix }: { readonly url: string; readonly prefix: string },
  onTrouble: (error: Error) => void,
) {
  const connection = new Bottleneck.IORedisConnection({ client: new Redis(url, { maxRetriesPerRequest: null }) });
  connection.on('error', onTrouble);
  return { connection, id: `${prefix}:pace` };
}
