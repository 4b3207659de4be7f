import { redisPatience } from './in-time.ts';
import type { QueueOptions } from './queue.ts';

export interface RedisQueueOptions<Data> extends QueueOptions<Data> {
  readonly url: string;
  /** Of all its keys in Redis. */
  readonly prefix: string;
  /** Checks what comes back from Redis. */
  readonly decode: (value: unknown) => Data;
  /** Whether this process works on jobs; one that does not only takes them. */
  readonly works: boolean;
  /** When it begins to; at once by default. */
  readonly worksAfter?: Promise<void>;
  /** After how long a silent process is considered dead. In milliseconds. */
  readonly patience?: number;
  /** Called when Redis itself fails. */
  readonly onTrouble: (error: Error) => void;
}

/** The sender waits for an answer: commands are not queued until Redis is back, and there are no long retries. */
export const impatient = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: redisPatience };
/** For who waits for signals: they are waited for until Redis is back. */
export const patient = { maxRetriesPerRequest: null };
