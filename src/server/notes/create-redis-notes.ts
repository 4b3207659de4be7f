import { Redis } from 'ioredis';
import type { Notes } from '../../github/api/notes.ts';
import type { Alone } from '../../github/tasks/alone.ts';
import { aloneOnRedis } from './alone-on-redis.ts';

/**
 * Notes that every process shares; if Redis is unreachable, they are empty and new ones are lost, except for the kept
 * ones.
 */
interface SharedNotes extends Notes {
  /** @returns whether this process may do for a while what only one should */
  readonly lease: (name: string, milliseconds: number) => Promise<boolean>;
  readonly alone: Alone;
  readonly close: () => void;
}

/**
 * @param prefix of all keys in Redis
 * @param kept prefix of the notes that must not be lost: where Redis does not answer, asking for them or writing them throws
 */
export function createRedisNotes(
  url: string,
  prefix: string,
  kept: string,
  onTrouble: (error: Error) => void,
): SharedNotes {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 4000 });
  redis.on('error', onTrouble);
  const name = (key: string) => `${prefix}:note:${key}`;
  const ask = <T>(key: string, question: () => Promise<T>) => (key.startsWith(kept) ? question() : orNothing(question));
  return {
    isShared: true,
    read: async (key) => (await ask(key, () => redis.get(name(key)))) ?? undefined,
    write: async (key, text, seconds) => void (await ask(key, () => redis.set(name(key), text, 'EX', seconds))),
    remove: async (key) => void (await ask(key, () => redis.del(name(key)))),
    list: async (beginning) => {
      const pattern = `${name(beginning).replaceAll(/[\\*?[\]]/g, '\\$&')}*`;
      const texts = await orNothing(async () => {
        const keys = new Set<string>();
        for await (const found of redis.scanStream({ match: pattern, count: 500 }))
          for (const key of found) keys.add(key);
        return keys.size === 0 ? [] : redis.mget([...keys]);
      });
      return (texts ?? []).flatMap((text) => text ?? []);
    },
    lease: async (lease, milliseconds) =>
      (await orNothing(() => redis.set(name(`lease ${lease}`), '1', 'PX', milliseconds, 'NX'))) === 'OK',
    alone: aloneOnRedis(redis, prefix),
    close: () => redis.disconnect(),
  };
}

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
