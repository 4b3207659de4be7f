import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { checkGit } from '../../git/process/check-git.ts';
import { begunPrefix } from '../../github/api/begun-runs.ts';
import { refusalOf } from '../../github/api/refusal.ts';
import { createApp } from '../../github/app/app.ts';
import type { CommandPorts } from '../../github/commands/command.ts';
import { RateLimit } from '../../github/commands/rate-limit.ts';
import { runCommand } from '../../github/commands/run-command.ts';
import { type LookAgain, newLook } from '../../github/tasks/look-again.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import { aboutTask, mergeTasks, placeOf, type Task, TaskSchema } from '../../github/tasks/task.ts';
import { tryAgainAfter } from '../../github/tasks/try-again.ts';
import { workOn } from '../../github/work/work-on.ts';
import { InProcessQueue } from '../../queue/in-process-queue.ts';
import type { Queue, QueueOptions } from '../../queue/queue.ts';
import type { AppEnvironment, Environment } from '../env/environment.ts';
import { maskingKey, signingKey } from '../env/masking-key.ts';
import { createHttpEdge } from '../http/http-edge.ts';
import { receive } from '../http/receive.ts';
import { createMetrics } from '../log/create-metrics.ts';
import { askCommitWith } from '../mirrors/ask-commit-with.ts';
import { branchTipsWith } from '../mirrors/branch-tips-with.ts';
import { MirrorPool } from '../mirrors/mirror-pool.ts';
import { commitsBetweenWith, reviewCommitsWith } from '../mirrors/review-commits-with.ts';
import { createNotes } from '../notes/create-notes.ts';
import { createRedisNotes } from '../notes/create-redis-notes.ts';
import { reportPagesWith, reportUrlWith } from '../pages/report-pages-with.ts';
import { createRenderer } from '../render/create-renderer.ts';
import { createProbot } from './create-probot.ts';
import { githubAccess } from './github-access.ts';
import { githubPace } from './github-pace.ts';
import { keptTasks } from './kept-tasks.ts';
import { programVersion } from './program-version.ts';
import type { Role } from './role.ts';
import { createSweeper } from './sweep.ts';

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Resolves when the first sweep has left its tasks, at once where there is none. */
  readonly swept: Promise<void>;
  /** Resolves when nothing waits and no review runs. */
  readonly idle: () => Promise<void>;
  /** Takes no more deliveries, lets reviews run on for a while, and resolves when all is quiet. */
  readonly stop: () => Promise<void>;
}

/**
 * Wires the App: deliveries at the edge, a queue behind them, reviews behind that.
 *
 * @param role `web` takes deliveries, `worker` does what they ask for, `all` does both
 */
export async function startServer(
  environment: Environment,
  app: AppEnvironment,
  log: Logger,
  role: Role = 'all',
): Promise<RunningServer> {
  const git = await checkGit();
  log.debug({ git }, 'git is here');
  const mirrors = new MirrorPool(app.dataDirectory, app.mirrorBytes);
  const trouble = (error: Error) => log.warn({ reason: error.message }, 'Redis is in trouble');
  const pace = githubPace(app, trouble);
  const probot = createProbot(app, log, pace);
  const metrics = createMetrics(() => queue.depth());
  const access = githubAccess(probot, metrics);
  const renderer = createRenderer(app.render);
  let isStopping = false;
  const shared = app.redis && createRedisNotes(app.redis.url, app.redis.prefix, begunPrefix, trouble);
  const notes = shared ?? createNotes(join(resolve(app.dataDirectory), 'notes.json'), begunPrefix);
  // On Redis whatever waits outlives its process.
  const kept = shared ? undefined : keptTasks(notes);
  const left = (await kept?.left()) ?? [];
  const formerKeys = app.formerStateKey === undefined ? [] : [signingKey(app.formerStateKey)];
  const put = async (task: Task) => {
    await kept?.keep(task);
    await queue.add({ ...placeOf(task), data: task });
  };
  const add = async (task: Task) => {
    // What this process alone would have done is found again by the sweep of the next one.
    if (isStopping && !app.redis) return;
    await put(task);
  };
  const ports: ReviewPorts = {
    ...access,
    branchTips: branchTipsWith(mirrors, access.readingToken),
    reviewCommits: reviewCommitsWith(mirrors, {
      ...{ renderer, key: maskingKey(app.stateKey), metrics },
      checked: app.checkedPercent / 100,
    }),
    commitsBetween: commitsBetweenWith(mirrors),
    notes,
    stateKeys: [signingKey(app.stateKey), ...formerKeys],
    lookAgain: (look) => add({ kind: 'pull', look }),
    ring: add,
    reportUrl: reportUrlWith(app),
    version: programVersion(),
  };
  const limit = new RateLimit();
  const commandPorts: CommandPorts = {
    ...access,
    askCommit: askCommitWith(mirrors, renderer, maskingKey(app.stateKey)),
    lookAgain: ports.lookAgain,
    now: Date.now,
  };
  const queue = await createQueue(app, role, trouble, {
    concurrency: app.concurrency,
    mostWaiting: app.mostWaiting,
    merge: mergeTasks,
    retry: tryAgainAfter,
    work: async (task, signal) => {
      const began = performance.now();
      const line = log.child(aboutTask(task));
      const isDone = await kept?.begin(task);
      if (task.kind === 'command') await runCommand(commandPorts, task.asked, limit, line, signal);
      else await workOn(ports, task, line, signal);
      await isDone?.();
      metrics.timed('look', (performance.now() - began) / 1000);
    },
    onError: (error, task, willRetry) => {
      metrics.failed(task.kind, willRetry);
      // What cannot be crossed out is done once more at the next start, which changes nothing.
      if (!willRetry) kept?.forget(placeOf(task).key).catch(() => undefined);
      const line = log.child(aboutTask(task));
      const refusal = refusalOf(error);
      if (refusal) line.warn(`GitHub refuses, and the pull request is left alone: ${refusal}`);
      else line.error({ err: error, willRetry }, 'a pull request could not be brought up to date');
    },
  });
  const take = async (task: Task) => {
    log.child(aboutTask(task)).info('a delivery asks for a look');
    await put(task);
  };
  const drop = async (task: Task) => {
    const { key } = placeOf(task);
    await kept?.forget(key);
    await queue.drop(key);
  };
  await probot.load(
    createApp({
      lookAgain: (look: LookAgain) => take({ kind: 'pull', look }),
      ring: take,
      command: (asked) => take({ kind: 'command', asked: { ...asked, by: { ...asked.by }, ref: { ...asked.ref } } }),
      forget: (pullRequest) => drop({ kind: 'pull', look: newLook(pullRequest, { delivery: '', urgency: 'event' }) }),
      drop,
    }),
  );
  const edge = createHttpEdge({
    webhookPath: app.webhookPath,
    secrets:
      role === 'worker' ? [] : [app.webhookSecret, app.formerWebhookSecret].filter((secret) => secret !== undefined),
    receive: (delivery) => receive(probot, delivery),
    isReady: async () => !isStopping && (await queue.isReachable()),
    metrics: metrics.text,
    pages: role === 'worker' ? undefined : reportPagesWith(app, probot, ports, log),
    onAnswer: metrics.delivered,
    log,
  });
  const url = await listen(edge, environment);
  for (const task of left) await add(task);
  const sweeper = createSweeper({
    probot,
    ports,
    log,
    minutes: role === 'web' ? 0 : app.sweepMinutes,
    lease: shared?.lease ?? (async () => true),
  });
  return {
    url,
    swept: sweeper.swept,
    idle: () => queue.idle(),
    stop: async () => {
      isStopping = true;
      sweeper.stop();
      edge.close();
      edge.closeIdleConnections();
      const lost = await queue.drain(app.drainMilliseconds);
      if (lost > 0) log.warn(`${lost} reviews were given up; the sweep of the next start finds them`);
      edge.closeAllConnections();
      shared?.close();
      await pace.close();
      await renderer.close();
      await mirrors.close();
    },
  };
}

/** BullMQ takes its time to load: only who shares a queue does. */
async function createQueue(
  { redis }: AppEnvironment,
  role: Role,
  onTrouble: (error: Error) => void,
  options: QueueOptions<Task>,
): Promise<Queue<Task>> {
  if (!redis) return new InProcessQueue(options);
  const { RedisQueue } = await import('../../queue/redis-queue.ts');
  const decode = (value: unknown) => v.parse(TaskSchema, value);
  return new RedisQueue({ ...options, ...redis, decode, onTrouble, works: role !== 'web' });
}

function listen(edge: Server, { host, port }: Environment): Promise<string> {
  return new Promise((resolve, reject) => {
    edge.once('error', reject);
    edge.listen({ host, port }, () => {
      const address = edge.address();
      if (typeof address !== 'object' || !address) return reject(new Error('the server listens nowhere'));
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${name}:${address.port}`);
    });
  });
}
