import type { WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type GitHub, startGitHub } from '../../../../test/fake-github/start-github.ts';
import { freePort } from '../../../../test/free-port.ts';
import { Clock } from '../../../../test/github/clock.ts';
import { readAppRegistration } from '../../../../test/github/read-app-registration.ts';
import { startProgram } from '../../../storm/programs.ts';
import { glance, quiet } from './quiet.ts';
import type { Stage } from './stage.ts';

/** How long a start and its sweep may take where many share a machine. In milliseconds. */
const patience = 180_000;

/** A stage with the App as it is shipped, in a process of its own that is really killed. */
export interface OpenStage extends Stage {
  /** @returns what went wrong besides: of the process, or in what it asked of GitHub */
  readonly close: () => Promise<readonly string[]>;
}

/**
 * @param program the App's main file
 * @param log what the process says is appended to
 * @param settings other environment variables than those of stories
 */
export async function openStage(
  program: string,
  log: WriteStream,
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenStage> {
  const clock = new Clock();
  const github = await startGitHub({ app: readAppRegistration(resolve('app.yml')), now: () => clock.now() });
  // An hour's work is done in seconds.
  github.setRateLimit(1_000_000);
  github.setRateLimit(1_000_000, 'graphql');
  const data = await mkdtemp(join(tmpdir(), 'blast-radius-model-'));
  const app = await startProgram('all', { ...variables(github, data), ...settings }, await freePort(), log, program);
  github.setWebhookUrl(`${app.url()}/api/github/webhooks`);
  let restarting: Promise<void> | undefined;
  const restartAfter = async (pause: number) => {
    await app.kill();
    await setTimeout(pause);
    const { length } = github.requests;
    await app.start();
    await sweptSince(github, length);
    restarting = undefined;
  };
  return {
    github,
    clock,
    quiet: () => quiet(github, app.url()),
    restart: (pause) => {
      restarting ??= restartAfter(pause);
      return restarting;
    },
    close: async () => {
      await app.stop();
      const wrong = [...app.crashes(), ...github.violations()];
      await github.close({ tolerateViolations: true });
      await rm(data, { recursive: true, force: true });
      return wrong;
    },
  };
}

function variables(github: GitHub, data: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    STATE_KEY: 'a key for the model that is long enough',
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
    WRITES_PER_MINUTE: '100000',
    DATA_DIR: data,
    // A start sweeps; nothing else in a time as short as this.
    SWEEP_MINUTES: '600',
    CONCURRENCY: '8',
    // Each start would load the engine once more.
    RENDER_THREADS: '0',
  };
}

/** A sweep has left all its tasks once it has asked for the repositories of each installation. */
async function sweptSince(github: GitHub, first: number): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    const since = github.requests.slice(first);
    const wanted = since.some(({ path }) => path === '/app/installations');
    const asked = since.filter(({ path }) => path === '/installation/repositories').length;
    if (wanted && asked >= installationsOf(github)) return;
    if (Date.now() > end) throw new Error('the App does not sweep after its start');
    await setTimeout(glance);
  }
}

function installationsOf(github: GitHub): number {
  return new Set(github.deliveries().flatMap(({ installationId }) => installationId ?? [])).size;
}
