import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { checkGit } from '../../git/process/check-git.ts';
import { begunPrefix } from '../../github/api/begun-runs.ts';
import type { Notes } from '../../github/api/notes.ts';
import { createApp } from '../../github/app/app.ts';
import type { Inbox } from '../../github/app/inbox.ts';
import { tellNews } from '../../github/meet/news.ts';
import { openElsewhere } from '../elsewhere/open-elsewhere.ts';
import type { AppEnvironment, Environment } from '../env/environment.ts';
import { createHttpEdge } from '../http/http-edge.ts';
import { createMetrics } from '../log/create-metrics.ts';
import { MirrorPool } from '../mirrors/mirror-pool.ts';
import { aloneHere } from '../notes/alone-here.ts';
import { createNotes } from '../notes/create-notes.ts';
import { createRedisNotes } from '../notes/create-redis-notes.ts';
import { fleetNews } from '../pages/fleet-news.ts';
import { pagesWith } from '../pages/pages-with.ts';
import { createRenderer } from '../render/create-renderer.ts';
import { createPorts, doTaskWith, reviewPorts } from './create-ports.ts';
import { createProbot, receive } from './create-probot.ts';
import { grantedTokens } from './github-access.ts';
import { githubPace } from './github-pace.ts';
import { keptTasks } from './kept-tasks.ts';
import { listen } from './listen.ts';
import type { Role } from './role.ts';
import { createSweeper } from './sweep.ts';
import { openTaskQueue, type TaskQueue } from './task-queue.ts';
import { watchIdentity } from './watch-identity.ts';

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Resolves when the first sweep has left its tasks, at once where there is none. */
  readonly swept: Promise<void>;
  /** Resolves when nothing waits and no review runs. */
  readonly idle: () => Promise<void>;
  /** Accepts no more deliveries, lets reviews finish for a while, and resolves when nothing runs. */
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
  for (const warning of app.warnings) log.warn(warning);
  const git = await checkGit();
  log.debug({ git }, 'found git');
  const onTrouble = (error: Error) => log.warn({ reason: error.message }, 'Redis is failing');
  const mirrors = new MirrorPool(app.dataDirectory, app.mirrorBytes);
  const renderer = createRenderer(app.render);
  const metrics = createMetrics();
  const pace = githubPace(app, onTrouble);
  const probot = createProbot(app, log, pace);
  const self = watchIdentity(probot, app, log);
  const shared = app.redis && createRedisNotes(app.redis.url, app.redis.prefix, begunPrefix, onTrouble);
  const notes = shared ?? createNotes(join(resolve(app.dataDirectory), 'notes.json'), begunPrefix);

  const alone = shared?.alone ?? aloneHere();
  const elsewhere = openElsewhere(app, grantedTokens(probot, app), metrics);
  const parts = { probot, identity: self.identity, mirrors, renderer, elsewhere, notes, alone, metrics };
  const ports = createPorts(app, parts);
  const kept = shared ? undefined : keptTasks(notes);
  const queue = await openTaskQueue(app, role, onTrouble, {
    doTask: doTaskWith(ports),
    worksAfter: self.known,
    kept,
    metrics,
    log,
  });
  metrics.watchQueue(() => queue.depth());
  const review = reviewPorts(ports, queue);

  await probot.load(createApp(inboxOf(queue, notes)));
  const takesDeliveries = role !== 'worker';
  const news = fleetNews(notes);
  const secrets = [app.webhookSecret, app.formerWebhookSecret].filter((secret) => secret !== undefined);
  const edge = createHttpEdge({
    webhookPath: app.webhookPath,
    trustedProxies: app.trustedProxies,
    secrets: takesDeliveries ? secrets : [],
    receive: (delivery) => receive(probot, delivery),
    isReady: async () => self.isKnown() && (await queue.isReady()),
    metrics: metrics.text,
    pages: takesDeliveries ? pagesWith(app, probot, review, { ...ports.command, ...ports.past, news }, log) : undefined,
    onAnswer: metrics.delivered,
    log,
  });
  // The first delivery after a start need not be refused; without an answer, it says at least that it is alive.
  await self.asked;
  const url = await listen(edge, environment);
  const resumed = self.known.then(() => queue.resume());
  if (self.isKnown()) await resumed;
  else resumed.catch((err: unknown) => log.error({ err }, 'what an earlier process had accepted is not taken up'));

  const minutes = role === 'web' ? 0 : app.sweepMinutes;
  const lease = shared?.lease ?? (async () => true);
  const sweeper = createSweeper({ probot, self, ports: review, log, minutes, lease });
  return {
    url,
    swept: sweeper.swept,
    idle: () => queue.idle(),
    stop: async () => {
      queue.beginToStop();
      news.close();
      sweeper.stop();
      self.stop();
      edge.close();
      edge.closeIdleConnections();
      await queue.drain(app.drainMilliseconds);
      edge.closeAllConnections();
      shared?.close();
      pace.close();
      await renderer.close();
      elsewhere?.sources.close();
      await mirrors.close();
    },
  };
}

/** Where the handlers of deliveries leave tasks. */
function inboxOf(queue: TaskQueue, notes: Notes): Inbox {
  return {
    lookAgain: (look) => queue.take({ kind: 'pull', look }),
    enqueue: (task) => queue.take(task),
    drop: (task) => queue.drop(task),
    tell: (repository) => tellNews(notes, repository),
  };
}
