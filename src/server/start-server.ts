import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { checkGit } from '../git/check-git.ts';
import { createApp } from '../github/app.ts';
import type { AskedCommand, CommandPorts } from '../github/commands/command.ts';
import { RateLimit } from '../github/commands/rate-limit.ts';
import { runCommand } from '../github/commands/run-command.ts';
import { type LookAgain, mergeLooks } from '../github/look-again.ts';
import { pullRequestKey, repositoryKey } from '../github/pull-request-ref.ts';
import { refusalOf } from '../github/refusal.ts';
import type { ReviewPorts } from '../github/review-ports.ts';
import { reviewPullRequest } from '../github/review-pull-request.ts';
import { createInProcessQueue, type InProcessQueue } from '../queue/create-in-process-queue.ts';
import { branchTipsWith } from './branch-tips-with.ts';
import { createNotes } from './create-notes.ts';
import { createProbot } from './create-probot.ts';
import type { AppEnvironment, Environment } from './environment.ts';
import { githubAccess } from './github-access.ts';
import { createHttpEdge } from './http-edge.ts';
import { lookAtCommitWith } from './look-at-commit-with.ts';
import { maskingKey, signingKey } from './masking-key.ts';
import { MirrorPool } from './mirror-pool.ts';
import { programVersion } from './program-version.ts';
import { parsedCache, reviewCommitsWith } from './review-commits-with.ts';

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Resolves when nothing waits and no review runs. */
  readonly idle: () => Promise<void>;
  /** Takes no more deliveries, lets reviews run on for a while, and resolves when all is quiet. */
  readonly stop: () => Promise<void>;
}

/** Wires the App: deliveries at the edge, a queue behind them, reviews behind that. */
export async function startServer(environment: Environment, app: AppEnvironment, log: Logger): Promise<RunningServer> {
  const git = await checkGit();
  log.debug({ git }, 'git is here');
  const mirrors = new MirrorPool(app.dataDirectory);
  const probot = createProbot(app, log);
  const access = githubAccess(probot);
  let isStopping = false;
  const parsed = parsedCache();
  const formerKeys = app.formerStateKey === undefined ? [] : [signingKey(app.formerStateKey)];
  const ports: ReviewPorts = {
    ...access,
    branchTips: branchTipsWith(mirrors, access.readingToken),
    reviewCommits: reviewCommitsWith(mirrors, maskingKey(app.stateKey), parsed),
    notes: createNotes(join(resolve(app.dataDirectory), 'notes.json'), 'begun '),
    stateKeys: [signingKey(app.stateKey), ...formerKeys],
    lookAgain: (look) => (isStopping ? Promise.resolve() : queue.add(jobOf(look))),
    version: programVersion(),
  };
  const queue: InProcessQueue<LookAgain> = createInProcessQueue({
    concurrency: app.concurrency,
    merge: mergeLooks,
    work: (look, signal) => reviewPullRequest(ports, look, logFor(log, look), signal),
    onError: (error, look) => {
      const refusal = refusalOf(error);
      if (refusal) logFor(log, look).warn(`GitHub refuses, and the pull request is left alone: ${refusal}`);
      else logFor(log, look).error({ err: error }, 'a pull request could not be brought up to date');
    },
  });
  const limit = new RateLimit();
  const commandPorts: CommandPorts = {
    ...access,
    lookAtCommit: lookAtCommitWith(mirrors, maskingKey(app.stateKey), parsed),
    lookAgain: ports.lookAgain,
    now: Date.now,
  };
  const commands: InProcessQueue<AskedCommand> = createInProcessQueue({
    concurrency: app.concurrency,
    merge: (_, newer) => newer,
    work: (asked, signal) => runCommand(commandPorts, asked, limit, logOfCommand(log, asked), signal),
    onError: (error, asked) => logOfCommand(log, asked).error({ err: error }, 'a command could not be answered'),
  });
  await probot.load(
    createApp({
      command: (asked) => (isStopping ? Promise.resolve() : commands.add(jobOfCommand(asked))),
      lookAgain: async (look) => {
        logFor(log, look).info('a delivery asks for a look');
        await queue.add(jobOf(look));
      },
      forget: (pullRequest) => queue.drop(pullRequestKey(pullRequest)),
    }),
  );
  const edge = createHttpEdge({
    webhookPath: app.webhookPath,
    webhooks: await probot.getNodeMiddleware(),
    isReady: () => !isStopping,
    log,
  });
  const url = await listen(edge, environment);
  return {
    url,
    idle: async () => {
      // A command asks for reviews, never the other way round.
      await commands.idle();
      await queue.idle();
    },
    stop: async () => {
      isStopping = true;
      edge.close();
      edge.closeIdleConnections();
      const [unanswered, lost] = await Promise.all([
        commands.drain(app.drainMilliseconds),
        queue.drain(app.drainMilliseconds),
      ]);
      if (unanswered > 0) log.warn(`${unanswered} commands were given up; redeliver their comments`);
      if (lost > 0) log.warn(`${lost} reviews were given up; redeliver or re-run them`);
      edge.closeAllConnections();
      await mirrors.close();
    },
  };
}

function jobOf(look: LookAgain) {
  const { pullRequest, version } = look;
  return { key: pullRequestKey(pullRequest), group: repositoryKey(pullRequest), version, data: look };
}

/** A comment that is delivered twice is one job. */
function jobOfCommand(asked: AskedCommand) {
  const key = `${repositoryKey(asked.ref)} comment ${asked.comment}`;
  return { key, group: repositoryKey(asked.ref), version: String(asked.comment), data: asked };
}

function logOfCommand(log: Logger, { delivery, ref }: AskedCommand): Logger {
  return log.child({ delivery, repository: `${ref.owner}/${ref.repo}`, issue: ref.number });
}

function logFor(log: Logger, { delivery, pullRequest }: LookAgain): Logger {
  return log.child({ delivery, repository: `${pullRequest.owner}/${pullRequest.repo}`, pull: pullRequest.number });
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
