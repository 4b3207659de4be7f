import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { TaskSchema } from '../../github/tasks/task.ts';
import type { Depth } from '../../queue/queue.ts';
import type { SourcesObserver } from '../../sources/sources.ts';

/** What operators watch, in Prometheus' format; every process reports its own. */
export interface Metrics {
  readonly text: () => Promise<string>;
  /** @param event `undefined` for what GitHub has not signed */
  readonly delivered: (event: string | undefined, status: number, seconds: number) => void;
  /** How long a part of a review took. In seconds. */
  readonly timed: (phase: ReviewPhase, seconds: number) => void;
  readonly reviewed: (conclusion: string, unresolved: number) => void;
  /** What a merged commit did was looked at, as somebody asked for what happened. In seconds. */
  readonly lookedBack: (seconds: number) => void;
  /** Whether a review without caches gave the same result. */
  readonly checked: (result: 'same' | 'different') => void;
  readonly asked: (status: number, remaining: number | undefined, installation: number) => void;
  readonly failed: (kind: string, willRetry: boolean) => void;
  /** Is told of what is fetched from elsewhere. */
  readonly fetches: SourcesObserver;
  /** @param depth asked whenever somebody reads the metrics */
  readonly watchQueue: (depth: () => Promise<Depth>) => void;
}

type ReviewPhase = 'fetch' | 'render' | 'look';

const prefix = 'blast_radius';

/** Those that the App asks for: a label has no more values than these, whatever GitHub sends. */
const knownEvents = new Set([
  'check_run',
  'check_suite',
  'installation',
  'installation_repositories',
  'issue_comment',
  'issues',
  'member',
  'membership',
  'merge_group',
  'ping',
  'pull_request',
  'pull_request_review',
  'push',
  'repository',
  'team',
]);

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const deliveries = new Histogram({
    name: `${prefix}_delivery_seconds`,
    help: 'Time to answer deliveries, by event and status',
    labelNames: ['event', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 10],
    registers,
  });
  const phases = new Histogram({
    name: `${prefix}_review_seconds`,
    help: 'Duration of reviews, by phase',
    labelNames: ['phase'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  });
  const reviews = new Counter({
    name: `${prefix}_reviews_total`,
    help: 'Reviews, by conclusion',
    labelNames: ['conclusion'],
    registers,
  });
  const lookedBack = new Histogram({
    name: `${prefix}_history_commit_seconds`,
    help: 'Duration of looking at what a merged commit did, for the page of what happened',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const checks = new Counter({
    name: `${prefix}_reviews_checked_total`,
    help: 'Reviews repeated without caches, by whether both results are the same',
    labelNames: ['result'],
    registers,
  });
  const unresolved = new Counter({
    name: `${prefix}_unresolved_total`,
    help: 'Unresolved problems in reviews',
    registers,
  });
  const requests = new Counter({
    name: `${prefix}_github_requests_total`,
    help: 'Requests to GitHub, by status',
    labelNames: ['status'],
    registers,
  });
  const remaining = new Gauge({
    name: `${prefix}_github_budget_remaining`,
    help: 'Remaining hourly request budget, by installation',
    labelNames: ['installation'],
    registers,
  });
  const failures = new Counter({
    name: `${prefix}_task_failures_total`,
    help: 'Failed tasks, by kind and whether they are retried',
    labelNames: ['kind', 'retried'],
    registers,
  });
  // A counter that begins with its first event has not increased, for Prometheus: no alert would see that one.
  checks.inc({ result: 'different' }, 0);
  for (const { entries } of TaskSchema.options) failures.inc({ kind: entries.kind.literal, retried: 'false' }, 0);
  return {
    fetches: watchFetches(registers),
    text: () => registry.metrics(),
    delivered: (event, status, seconds) =>
      deliveries.observe({ event: eventLabel(event), status: String(status) }, seconds),
    timed: (phase, seconds) => phases.observe({ phase }, seconds),
    reviewed: (conclusion, count) => {
      reviews.inc({ conclusion });
      unresolved.inc(count);
    },
    lookedBack: (seconds) => lookedBack.observe(seconds),
    checked: (result) => checks.inc({ result }),
    asked: (status, left, installation) => {
      requests.inc({ status: String(status) });
      if (left !== undefined && Number.isFinite(left)) remaining.set({ installation: String(installation) }, left);
    },
    watchQueue: (depth) => watchQueue(registers, depth),
    failed: (kind, willRetry) => failures.inc({ kind, retried: String(willRetry) }),
  };
}

function eventLabel(event: string | undefined): string {
  if (event === undefined) return 'unsigned';
  return knownEvents.has(event) ? event : 'other';
}

function watchFetches(registers: Registry[]): SourcesObserver {
  const fetches = new Counter({
    name: `${prefix}_fetches_total`,
    help: 'References to elsewhere that were resolved, by kind and by whether a host was asked or all was kept',
    labelNames: ['kind', 'how'],
    registers,
  });
  const bytes = new Counter({ name: `${prefix}_fetched_bytes_total`, help: 'Bytes fetched from elsewhere', registers });
  const failures = new Counter({
    name: `${prefix}_fetch_failures_total`,
    help: 'References to elsewhere that could not be resolved, by reason',
    labelNames: ['reason'],
    registers,
  });
  return {
    resolved: (kind, how) => fetches.inc({ kind, how }),
    received: (count) => bytes.inc(count),
    failed: (reason) => failures.inc({ reason }),
  };
}

function watchQueue(registers: Registry[], depth: () => Promise<Depth>): void {
  for (const what of ['waiting', 'running', 'age'] as const)
    new Gauge({
      name: what === 'age' ? `${prefix}_queue_age_seconds` : `${prefix}_queue_${what}`,
      help: what === 'age' ? 'Age of the oldest waiting task' : `Tasks that are ${what}`,
      registers,
      async collect() {
        const now = await depth().catch(() => undefined);
        if (now) this.set(now[what]);
      },
    });
}
