import type { Redis } from 'ioredis';
import { turnsOf, type Waiting } from './next-turn.ts';
import type { Job } from './queue.ts';

/** By the clock of Redis, which is the same for all processes; in milliseconds. */
const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** KEYS: line, held, holders, served, count. ARGV: key, its place as read, token, lease, turns… */
const claim = `${now}
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], now + ARGV[4], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
local count = redis.call('INCR', KEYS[5])
for at = 5, #ARGV do redis.call('HSET', KEYS[4], ARGV[at], count) end
redis.call('EXPIRE', KEYS[4], 86400)
return 1`;

/** KEYS: held, holders. ARGV: key, token, lease */
const renew = `${now}
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
return 1`;

/** KEYS: held, holders. ARGV: key, token */
const release = `
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 1`;

/** KEYS: later. ARGV: key, delay */
const postpone = `${now}
return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])`;

/** What nobody holds any more stays due until it is in line. KEYS: later, held, holders */
const due = `${now}
local keys = redis.call('ZRANGEBYSCORE', KEYS[1], 0, now, 'LIMIT', 0, 200)
for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], 0, now, 'LIMIT', 0, 200)) do
  redis.call('ZREM', KEYS[2], key)
  redis.call('HDEL', KEYS[3], key)
  redis.call('ZADD', KEYS[1], 0, key)
  table.insert(keys, key)
end
return keys`;

/** A key that waits for its turn. */
interface InLine extends Waiting {
  /** As Redis holds it. */
  readonly text: string;
}

/**
 * Whose turn it is, for all processes that share a Redis: the keys that wait in line, those that wait for a later attempt,
 * and those that a process holds. Who holds a key renews that; if a process dies, its keys come back into line.
 */
export class RedisTurns {
  readonly #redis: Redis;
  readonly #prefix: string;
  /** Of this process. */
  readonly #token: string;
  readonly #lease: number;

  /** @param lease milliseconds after which a silent process is considered dead */
  constructor(redis: Redis, prefix: string, token: string, lease: number) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#token = token;
    this.#lease = lease;
  }

  /** Puts a key into line, at once even if it was to be tried again later. In its class it keeps its place. */
  async enter({ key, group, tenant, priority }: Job<unknown>): Promise<void> {
    const standing = placeFrom(key, await this.#redis.hget(this.#line, key));
    const isPlaced = standing?.priority === priority && standing.tenant === tenant;
    const arrival = isPlaced ? standing.arrival : await this.#redis.incr(this.#count);
    await this.#redis.hset(this.#line, key, JSON.stringify([priority, tenant, group, arrival]));
    await this.#redis.zrem(this.#later, key);
  }

  async leave(key: string): Promise<void> {
    await this.#redis.hdel(this.#line, key);
    await this.#redis.zrem(this.#later, key);
  }

  /** @returns the keys in line that nobody holds, and when each turn was last had */
  async inLine(): Promise<{ readonly line: readonly InLine[]; readonly served: (turn: string) => number }> {
    const all = Object.entries(await this.#redis.hgetall(this.#line));
    if (all.length === 0) return { line: [], served: () => 0 };
    const [held, served] = await Promise.all([
      this.#redis.zrange(this.#held, 0, -1),
      this.#redis.hgetall(this.#served),
    ]);
    const isHeld = new Set(held);
    const line = all.flatMap(([key, text]) => (isHeld.has(key) ? [] : (placeFrom(key, text) ?? [])));
    return { line, served: (turn) => Number(served[turn] ?? 0) };
  }

  /** @returns whether this process holds the key now; another one may have been faster */
  async claim(next: InLine): Promise<boolean> {
    const keys = [this.#line, this.#held, this.#holders, this.#served, this.#count];
    const values = [next.key, next.text, this.#token, this.#lease, ...turnsOf(next)];
    return (await this.#redis.eval(claim, keys.length, ...keys, ...values)) === 1;
  }

  /** @returns whether this process still holds the key */
  async renew(key: string): Promise<boolean> {
    return (await this.#redis.eval(renew, 2, this.#held, this.#holders, key, this.#token, this.#lease)) === 1;
  }

  async release(key: string): Promise<void> {
    await this.#redis.eval(release, 2, this.#held, this.#holders, key, this.#token);
  }

  /** @param delay in milliseconds */
  async enterLater(key: string, delay: number): Promise<void> {
    await this.#redis.eval(postpone, 1, this.#later, key, Math.ceil(delay));
  }

  /** @returns the keys that are to be tried again now, and those of dead processes, which nobody holds any more */
  async due(): Promise<readonly string[]> {
    const keys: unknown = await this.#redis.eval(due, 3, this.#later, this.#held, this.#holders);
    return Array.isArray(keys) ? keys.map(String) : [];
  }

  /** Whether a key waits in line, waits for a later attempt, or is held. */
  async isPlaced(key: string): Promise<boolean> {
    const [line, later, held] = await Promise.all([
      this.#redis.hexists(this.#line, key),
      this.#redis.zscore(this.#later, key),
      this.isHeld(key),
    ]);
    return line === 1 || later !== null || held;
  }

  async isHeld(key: string): Promise<boolean> {
    return (await this.#redis.zscore(this.#held, key)) !== null;
  }

  /** Whether nothing waits in line and nothing is held; what comes again later does not count. */
  async areDone(): Promise<boolean> {
    const [line, held] = await Promise.all([this.#redis.hlen(this.#line), this.#redis.zcard(this.#held)]);
    return line + held === 0;
  }

  get #line(): string {
    return `${this.#prefix}:line`;
  }

  get #later(): string {
    return `${this.#prefix}:later`;
  }

  get #held(): string {
    return `${this.#prefix}:held`;
  }

  get #holders(): string {
    return `${this.#prefix}:holders`;
  }

  get #served(): string {
    return `${this.#prefix}:served`;
  }

  get #count(): string {
    return `${this.#prefix}:count`;
  }
}

function placeFrom(key: string, text: string | null): InLine | undefined {
  const value: unknown = text === null ? undefined : JSON.parse(text);
  if (text === null || !Array.isArray(value)) return undefined;
  const [priority, tenant, group, arrival] = value;
  return {
    key,
    priority: Number(priority),
    tenant: String(tenant),
    group: String(group),
    arrival: Number(arrival),
    text,
  };
}
