import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { type Alone, NotAlone } from '../../github/tasks/alone.ts';
import { aloneHere, mostPatience } from './alone-here.ts';

interface Settings {
  /** How long to wait for a turn. In milliseconds. */
  readonly patience?: number;
  /** How long a process that has died keeps its turn. In milliseconds. */
  readonly lease?: number;
}

/** Between two looks at a turn that another process has, with as much again by chance. In milliseconds. */
const pause = 25;

const renewOwn = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

const removeOwn = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/**
 * Turns of all processes that share a Redis: a key that expires, holding a token of who has it. It is renewed while the
 * work runs; by the time that it may have expired, the work is stopped and its result is not believed.
 *
 * @see https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/#correct-implementation-with-a-single-instance
 */
export function aloneOnRedis(
  redis: Redis,
  prefix: string,
  { patience = mostPatience, lease = 15_000 }: Settings = {},
): Alone {
  const here = aloneHere(patience);
  return (key, work, signal) =>
    here(
      key,
      async () => {
        const held = await take(redis, `${prefix}:alone:${key}`, { patience, lease, signal });
        try {
          const result = await work(AbortSignal.any([signal, held.lost]));
          held.assertStill();
          return result;
        } finally {
          await held.release();
        }
      },
      signal,
    );
}

interface Held {
  /** Aborted when it may belong to another process. */
  readonly lost: AbortSignal;
  /** @throws NotAlone where it may belong to another process */
  readonly assertStill: () => void;
  /** Never throws: what cannot be given back expires. */
  readonly release: () => Promise<void>;
}

/** @throws NotAlone where others have it for too long; the signal's reason; where Redis does not answer */
async function take(
  redis: Redis,
  name: string,
  { patience, lease, signal }: Required<Settings> & { readonly signal: AbortSignal },
): Promise<Held> {
  const token = randomUUID();
  const latest = performance.now() + patience;
  for (;;) {
    signal.throwIfAborted();
    const asked = performance.now();
    if ((await redis.set(name, token, 'PX', lease, 'NX')) === 'OK') return keep(redis, name, token, lease, asked);
    if (performance.now() > latest) throw new NotAlone('another process was at work for too long');
    await setTimeout(pause * (1 + Math.random()), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** @param asked when it was asked for: it cannot expire earlier than a lease after that. By `performance.now()` */
function keep(redis: Redis, name: string, token: string, lease: number, asked: number): Held {
  const lost = new AbortController();
  let sure = asked + lease;
  const lose = () => lost.abort(new NotAlone('the turn was lost to another process'));
  const assertStill = () => {
    if (performance.now() >= sure) lose();
    lost.signal.throwIfAborted();
  };
  const renew = async () => {
    if (performance.now() >= sure) return lose();
    const since = performance.now();
    // Where Redis does not answer, the next attempt may reach it before the lease is over.
    const renewed = await redis.eval(renewOwn, 1, name, token, lease).catch(() => undefined);
    if (renewed === 0) lose();
    if (renewed === 1) sure = Math.max(sure, since + lease);
  };
  const timer = setInterval(() => void renew(), lease / 5);
  return {
    lost: lost.signal,
    assertStill,
    release: async () => {
      clearInterval(timer);
      await redis.eval(removeOwn, 1, name, token).catch(() => undefined);
    },
  };
}
