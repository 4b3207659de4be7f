import type { Redis } from 'ioredis';
import { type Job, mergeJobs, type QueueOptions } from './queue.ts';

/** A waiting job of a key is replaced only if nobody has replaced it in the meantime. */
const replaceWaiting = `
local standing = redis.call('GET', KEYS[1])
if (standing or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[2], 'NX', ARGV[3], ARGV[4])
return 1`;

/** The waiting job becomes the begun one, if nothing newer has come in the meantime. */
const beginWaiting = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2])
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[3], ARGV[3])
return 1`;

/**
 * The content of the queue on Redis: by key, the one job that waits and the one that was begun. Which process works on
 * which key is another's business; here is only what is to be done.
 */
export class RedisJobs<Data> {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #merge: QueueOptions<Data>['merge'];
  readonly #decode: (value: unknown) => Data;

  constructor(
    redis: Redis,
    prefix: string,
    { merge, decode }: { merge: QueueOptions<Data>['merge']; decode: (value: unknown) => Data },
  ) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#merge = merge;
    this.#decode = decode;
  }

  /** @returns the job as it waits now, joined with what waited before */
  async put(job: Job<Data>): Promise<Job<Data>> {
    for (;;) {
      const standing = await this.#redis.get(this.#waits(job.key));
      const older = this.#read(standing);
      const joined = older === undefined ? job : mergeJobs(older, job, this.#merge);
      const done = await this.#redis.eval(
        replaceWaiting,
        2,
        this.#waits(job.key),
        this.#waiting,
        standing ?? '',
        JSON.stringify(joined),
        String(Date.now()),
        job.key,
      );
      if (done === 1) return joined;
    }
  }

  /**
   * Only for the process that holds the key.
   *
   * @returns what is to be done for a key now, with what a process that died had begun; `undefined` where nothing is left
   */
  async take(key: string): Promise<Job<Data> | undefined> {
    for (;;) {
      const [waits, job] = await this.#pending(key);
      if (job === undefined) return undefined;
      const keys = [this.#waits(key), this.#begun(key), this.#waiting];
      const done = await this.#redis.eval(beginWaiting, keys.length, ...keys, waits ?? '', JSON.stringify(job), key);
      if (done === 1) return job;
    }
  }

  /** What was begun is done. */
  async finish(key: string): Promise<void> {
    await this.#redis.del(this.#begun(key));
    await this.#redis.hdel(this.#attempts, key);
  }

  /** @returns how often a key has failed without a success since, this time included */
  failedAgain(key: string): Promise<number> {
    return this.#redis.hincrby(this.#attempts, key, 1);
  }

  /** What waits is no longer wanted. */
  async forget(key: string): Promise<void> {
    await this.#redis.del(this.#waits(key));
    await this.#redis.zrem(this.#waiting, key);
  }

  /** @returns what is left to do for a key: what waits, with what was begun and not finished */
  async pending(key: string): Promise<Job<Data> | undefined> {
    const [, job] = await this.#pending(key);
    return job;
  }

  async isWaiting(key: string): Promise<boolean> {
    return (await this.#redis.exists(this.#waits(key))) > 0;
  }

  async isKnown(key: string): Promise<boolean> {
    return (await this.#redis.exists(this.#waits(key), this.#begun(key))) > 0;
  }

  async depth(): Promise<{ waiting: number; age: number }> {
    const waiting = await this.#redis.zcard(this.#waiting);
    const [, since] = await this.#redis.zrange(this.#waiting, 0, 0, 'WITHSCORES');
    return { waiting, age: since === undefined ? 0 : Math.max(0, (Date.now() - Number(since)) / 1000) };
  }

  /** @returns the keys that wait since before */
  keysBefore(time: number): Promise<readonly string[]> {
    return this.#redis.zrangebyscore(this.#waiting, 0, time);
  }

  get #waiting(): string {
    return `${this.#prefix}:waiting`;
  }

  get #attempts(): string {
    return `${this.#prefix}:attempts`;
  }

  #waits(key: string): string {
    return `${this.#prefix}:waits:${key}`;
  }

  #begun(key: string): string {
    return `${this.#prefix}:begun:${key}`;
  }

  async #pending(key: string): Promise<readonly [waits: string | undefined, Job<Data> | undefined]> {
    const [began, waits] = await this.#redis.mget(this.#begun(key), this.#waits(key));
    const older = this.#read(began);
    const newer = this.#read(waits);
    return [waits ?? undefined, older && newer ? mergeJobs(older, newer, this.#merge) : (newer ?? older)];
  }

  #read(text: unknown): Job<Data> | undefined {
    if (typeof text !== 'string' || text === '') return undefined;
    const value: unknown = JSON.parse(text);
    if (!isJob(value)) return undefined;
    return { ...value, data: this.#decode(value.data) };
  }
}

function isJob(value: unknown): value is Job<unknown> {
  return typeof value === 'object' && value !== null && 'key' in value && 'data' in value && 'tenant' in value;
}
