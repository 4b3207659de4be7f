import { pino } from 'pino';
import type { ProbotOctokit } from 'probot';
import type { ReviewPorts } from '../../../src/github/tasks/review-ports.ts';
import { mergeTasks, placeOf, type Task } from '../../../src/github/tasks/task.ts';
import { tryAgainAfter } from '../../../src/github/tasks/try-again.ts';
import { workOn } from '../../../src/github/work-on.ts';
import type { Answer, Request } from '../world/answer.ts';
import { appId, appLogin } from '../world/world.ts';
import { giveBack, takeClient } from './clients.ts';
import { notesIn } from './notes-in.ts';
import { type Pending, pendingUntilTold } from './pending.ts';

/** One task that the App works on. */
export interface Running {
  readonly key: string;
  readonly version: string;
  task: WorkTask;
  readonly controller: AbortController;
  /** The turn it began in. */
  readonly since: number;
}

type WorkTask = Exclude<Task, { kind: 'command' | 'dashboard' }>;

/** What the App sees of the world. */
export interface Outside {
  readonly turn: () => number;
  readonly now: () => Date;
  readonly request: (by: Running, request: Request) => Answer & { readonly date: string };
  readonly branchTips: (branches: readonly string[]) => ReadonlyMap<string, string>;
  readonly review: ReviewPorts['reviewCommits'];
  /** Whether merging a commit into a base changes that. */
  readonly changes: (base: string, head: string) => boolean;
}

const log = pino({ level: 'silent' });
const concurrency = 3;

/**
 * The App itself, from its tasks on, as one process after the other runs it: what it asks of GitHub waits here until the
 * scheduler lets it happen, so that anything can happen in between. Only the queue is the model's own, as the real one
 * waits by the clock: it merges, stops and repeats as that does.
 */
export class Machine {
  pending: (Pending & { readonly by: Running })[] = [];
  readonly running = new Map<string, Running>();
  readonly waiting = new Map<string, WorkTask>();
  /** Failed, and to be tried again. */
  readonly later = new Map<string, WorkTask>();
  /** What should not have been thrown. */
  readonly bugs: unknown[] = [];
  readonly #outside: Outside;
  readonly #notes = new Map<string, string>();
  readonly #attempts = new Map<string, number>();
  #turns = new Map<string, Promise<unknown>>();
  #process = 0;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  get isIdle(): boolean {
    return this.running.size === 0 && this.waiting.size === 0 && this.later.size === 0;
  }

  add(task: WorkTask): void {
    const { key, version } = placeOf(task);
    const current = this.running.get(key);
    if (current && version !== '' && version !== current.version) {
      this.#put(key, current.controller.signal.aborted ? task : merged(current.task, task));
      current.controller.abort(new Error('superseded by a newer job'));
    } else this.#put(key, task);
    this.#startNext();
  }

  drop(task: WorkTask): void {
    const { key } = placeOf(task);
    this.waiting.delete(key);
    this.later.delete(key);
    this.running.get(key)?.controller.abort(new Error('dropped'));
  }

  tryAgain(): void {
    for (const [key, task] of this.later) this.#put(key, task);
    this.#startNext();
  }

  /** The process dies: nobody hears any more what it had asked for. */
  crash({ keepsNotes, keepsTasks }: { readonly keepsNotes: boolean; readonly keepsTasks: boolean }): void {
    this.#process += 1;
    this.pending = [];
    if (!keepsNotes) this.#notes.clear();
    const left = [...this.running.values()].map(({ task }) => task);
    this.running.clear();
    this.#turns = new Map();
    this.#attempts.clear();
    if (!keepsTasks) for (const tasks of [this.waiting, this.later]) tasks.clear();
    else for (const task of left) this.#put(placeOf(task).key, task, 'older');
    this.#startNext();
  }

  #put(key: string, task: WorkTask, age: 'newer' | 'older' = 'newer'): void {
    const other = this.waiting.get(key) ?? this.later.get(key);
    this.later.delete(key);
    if (other === undefined) this.waiting.set(key, task);
    else this.waiting.set(key, age === 'newer' ? merged(other, task) : merged(task, other));
  }

  #startNext(): void {
    for (const [key, task] of this.waiting) {
      if (this.running.size >= concurrency) return;
      if (this.running.has(key)) continue;
      this.waiting.delete(key);
      const { version } = placeOf(task);
      const run = { key, version, task, controller: new AbortController(), since: this.#outside.turn() };
      this.running.set(key, run);
      void this.#run(run, this.#process);
    }
  }

  async #run(run: Running, process: number): Promise<void> {
    const { key, controller, task } = run;
    const client = takeClient(({ method, url, params }) =>
      this.#wait(
        run,
        () => process === this.#process,
        `${method} ${url}`,
        () => this.#outside.request(run, { method, url, params }),
      ),
    );
    try {
      await workOn(this.#ports(run, process, client.github), task, log, controller.signal);
      if (process !== this.#process) return;
      this.#attempts.delete(key);
    } catch (error) {
      if (process !== this.#process) return;
      if (!controller.signal.aborted) this.#failed(run, error);
    }
    // What was stopped may ask once more.
    if (!controller.signal.aborted && this.pending.every(({ by }) => by !== run)) giveBack(client);
    this.running.delete(key);
    this.#startNext();
  }

  #failed({ key, task }: Running, error: unknown): void {
    if (!(error instanceof Error && ('status' in error || error.name === 'NotDone'))) this.bugs.push(error);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    if (tryAgainAfter(error, attempt) === undefined) {
      this.#attempts.delete(key);
      return;
    }
    const newer = this.waiting.get(key);
    if (newer) this.waiting.set(key, merged(task, newer));
    else this.later.set(key, task);
  }

  #ports(run: Running, process: number, connected: ProbotOctokit): ReviewPorts {
    const isAlive = () => process === this.#process;
    const add = async (task: Task) => {
      if (isAlive() && isPlayed(task)) this.add(task);
    };
    return {
      connect: async () => connected,
      readingToken: async () => 'token',
      identity: async () => ({ id: appId, login: appLogin }),
      branchTips: (_, branches) => this.#wait(run, isAlive, 'tips', () => this.#outside.branchTips(branches)),
      reviewCommits: async (commits, signal) => {
        await this.#wait(run, isAlive, 'render', nothing);
        signal.throwIfAborted();
        return this.#outside.review(commits, signal);
      },
      // What is told of others changes no check.
      meetCommits: async () => [],
      commitsBetween: async () => [],
      stillToMerge: ({ baseCommit, heads }) =>
        this.#wait(run, isAlive, 'merge', () => heads.filter((head) => this.#outside.changes(baseCommit, head))),
      lookAgain: (look) => add({ kind: 'pull', look }),
      enqueue: add,
      notes: notesIn(this.#notes, isAlive),
      alone: (key, work, signal) => this.#alone(key, () => work(signal)),
      pagesOf: () => undefined,
      reports: undefined,
      now: () => this.#outside.now(),
      version: 'model',
    };
  }

  #wait<T>(by: Running, isAlive: () => boolean, what: string, happen: () => T): Promise<T> {
    return pendingUntilTold(what, happen, (pending) => {
      if (isAlive()) this.pending.push({ ...pending, by });
    });
  }

  async #alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(key);
    const turn = (async () => {
      await before?.catch(nothing);
      return work();
    })();
    this.#turns.set(key, turn);
    return turn;
  }
}

function merged(older: WorkTask, newer: WorkTask): WorkTask {
  const both = mergeTasks(older, newer);
  return isPlayed(both) ? both : newer;
}

function isPlayed(task: Task): task is WorkTask {
  return task.kind !== 'command' && task.kind !== 'dashboard';
}

function nothing(): void {
  // It only has to be there.
}
