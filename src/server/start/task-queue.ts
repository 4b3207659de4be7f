import type { Logger } from 'pino';
import * as v from 'valibot';
import { refusalOf } from '../../github/api/refusal.ts';
import { aboutTask, mergeTasks, placeOf, type Task, TaskSchema } from '../../github/tasks/task.ts';
import { tryAgainAfter } from '../../github/tasks/try-again.ts';
import { InProcessQueue } from '../../queue/in-process-queue.ts';
import type { Depth, Queue, QueueOptions } from '../../queue/queue.ts';
import type { AppEnvironment } from '../env/environment.ts';
import type { Metrics } from '../log/create-metrics.ts';
import type { KeptTasks } from './kept-tasks.ts';
import type { Role } from './role.ts';

/** Does a task. Tasks that it creates go to the same queue. */
export type DoTask = (task: Task, queue: TaskQueue, log: Logger, signal: AbortSignal) => Promise<void>;

interface TaskQueueOptions {
  readonly doTask: DoTask;
  /** Before it, this process takes nothing from a Redis that others can do. */
  readonly worksAfter: Promise<void>;
  /** `undefined` on Redis, where whatever waits outlives its process. */
  readonly kept: KeptTasks | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
}

type CreateQueue = (options: QueueOptions<Task>) => Queue<Task>;

/** Opens the queue with what an earlier process has left in it, which {@link TaskQueue.resume} takes up. */
export async function openTaskQueue(
  app: AppEnvironment,
  role: Role,
  onTrouble: (error: Error) => void,
  options: TaskQueueOptions,
): Promise<TaskQueue> {
  const left = (await options.kept?.left()) ?? [];
  return new TaskQueue(app, options, left, await queueCreator(app, role, options.worksAfter, onTrouble));
}

/** The client of Redis takes time to load: only processes that share a queue load it. */
async function queueCreator(
  { redis }: AppEnvironment,
  role: Role,
  worksAfter: Promise<void>,
  onTrouble: (error: Error) => void,
): Promise<CreateQueue> {
  if (!redis) return (options) => new InProcessQueue(options);
  const { RedisQueue } = await import('../../queue/redis-queue.ts');
  const decode = (value: unknown) => v.parse(TaskSchema, value);
  return (options) => new RedisQueue({ ...options, ...redis, decode, onTrouble, works: role !== 'web', worksAfter });
}

/** What deliveries, sweeps and tasks themselves ask for, until it is done. */
export class TaskQueue {
  readonly #options: TaskQueueOptions;
  readonly #left: readonly Task[];
  readonly #queue: Queue<Task>;
  #isStopping = false;

  constructor(
    { concurrency, mostWaiting }: Pick<AppEnvironment, 'concurrency' | 'mostWaiting'>,
    options: TaskQueueOptions,
    left: readonly Task[],
    create: CreateQueue,
  ) {
    this.#options = options;
    this.#left = left;
    this.#queue = create({
      concurrency,
      mostWaiting,
      merge: mergeTasks,
      retry: tryAgainAfter,
      work: (task, signal) => this.#work(task, signal),
      onError: (error, task, willRetry) => this.#failed(error, task, willRetry),
    });
  }

  /**
   * Takes what a delivery asks for.
   *
   * @throws if it could not be accepted, so that GitHub lists the delivery as failed
   */
  async take(task: Task): Promise<void> {
    this.#options.log.child(aboutTask(task)).info('a delivery asks for a review');
    await this.#put(task);
  }

  /** Takes what the server itself asks for. */
  async add(task: Task): Promise<void> {
    // The sweep of the next process finds what only this one would have done.
    if (this.#isStopping && this.#options.kept) return;
    await this.#put(task);
  }

  async drop(task: Task): Promise<void> {
    const { key } = placeOf(task);
    await this.#options.kept?.forget(key);
    await this.#queue.drop(key);
  }

  async resume(): Promise<void> {
    for (const task of this.#left) await this.add(task);
  }

  idle(): Promise<void> {
    return this.#queue.idle();
  }

  depth(): Promise<Depth> {
    return this.#queue.depth();
  }

  /** Whether deliveries can be taken now. */
  async isReady(): Promise<boolean> {
    return !this.#isStopping && (await this.#queue.isReachable());
  }

  /** No more deliveries; {@link drain} lets accepted tasks finish. */
  beginToStop(): void {
    this.#isStopping = true;
  }

  async drain(milliseconds: number): Promise<void> {
    const lost = await this.#queue.drain(milliseconds);
    if (lost > 0) this.#options.log.warn(`${lost} reviews were abandoned; the sweep at the next start finds them`);
  }

  async #put(task: Task): Promise<void> {
    await this.#options.kept?.keep(task);
    await this.#queue.add({ ...placeOf(task), data: task });
  }

  async #work(task: Task, signal: AbortSignal): Promise<void> {
    const { doTask, kept, metrics, log } = this.#options;
    const began = performance.now();
    const isDone = await kept?.begin(task);
    await doTask(task, this, log.child(aboutTask(task)), signal);
    await isDone?.();
    metrics.timed('look', (performance.now() - began) / 1000);
  }

  #failed(error: unknown, task: Task, willRetry: boolean): void {
    const { kept, metrics, log } = this.#options;
    metrics.failed(task.kind, willRetry);
    // What cannot be removed is done again at the next start, which changes nothing.
    if (!willRetry) kept?.forget(placeOf(task).key).catch(() => undefined);
    const line = log.child(aboutTask(task));
    const refusal = refusalOf(error);
    if (refusal) line.warn(`GitHub refused; the pull request is left unchanged: ${refusal}`);
    else line.error({ err: error, willRetry }, 'a pull request could not be updated');
  }
}
