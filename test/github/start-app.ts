import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../../src/server/env/environment.ts';
import type { Variables } from '../../src/server/env/read-variables.ts';
import { createLog } from '../../src/server/log/create-log.ts';
import { type RunningServer, startServer } from '../../src/server/start/start-server.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { Clock } from './clock.ts';
import { readAppRegistration } from './read-app-registration.ts';

const manifest = fileURLToPath(new URL('../../app.yml', import.meta.url));

/** The App as shipped, and a GitHub of its own, talking over real HTTP. */
export interface StartedApp {
  readonly github: GitHub;
  /** By which GitHub tells times. */
  readonly clock: Clock;
  /** Where the App listens. */
  readonly url: string;
  /** Every line the App has logged, as it was written. */
  readonly lines: readonly string[];
  /** Lines as data, those of one message if asked. */
  readonly logged: (message?: string) => Record<string, unknown>[];
  /** Waits until every delivery so far is answered and everything it asked for is done. */
  readonly quiet: () => Promise<void>;
  /** Stops the App alone. */
  readonly stop: () => Promise<void>;
  /** Starts it again, on another port, with what it had kept; waits for its first sweep where it has one. */
  readonly start: (variables?: Variables) => Promise<void>;
  readonly close: (options?: { tolerateViolations?: boolean }) => Promise<void>;
}

export async function startApp(variables: Variables = {}): Promise<StartedApp> {
  const clock = new Clock();
  const github = await startGitHub({ app: readAppRegistration(manifest), now: () => clock.now() });
  const data = await mkdtemp(join(tmpdir(), 'blast-radius-test-'));
  const lines: string[] = [];
  const begin = async (more: Variables): Promise<RunningServer> => {
    const environment = readEnvironment({
      APP_ID: String(github.appId),
      PRIVATE_KEY: github.privateKey,
      WEBHOOK_SECRET: github.webhookSecret,
      GITHUB_CLIENT_ID: github.app.clientId,
      GITHUB_CLIENT_SECRET: github.app.clientSecret,
      STATE_KEY: 'a key for tests that is long enough',
      GHE_HOST: github.host,
      GHE_PROTOCOL: 'http',
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: data,
      WRITES_PER_MINUTE: '100000',
      LOG_LEVEL: 'debug',
      SWEEP_MINUTES: '0',
      // TypeScript is loaded by the test runner, which a thread does not have; the built program has its threads.
      RENDER_THREADS: '0',
      ...variables,
      ...more,
    });
    if (!environment.app) throw new Error('the environment of the test holds no credentials');
    const log = createLog({
      level: environment.logLevel,
      format: 'json',
      to: { write: (line) => void lines.push(line) },
    });
    const started = await startServer(environment, environment.app, log);
    github.setWebhookUrl(`${started.url}${environment.app.webhookPath}`);
    return started;
  };
  let server = await begin({});
  const logged = (message?: string) => {
    const all = lines.map((line): Record<string, unknown> => ({ ...parse(line) }));
    return message === undefined ? all : all.filter(({ msg }) => msg === message);
  };
  return {
    github,
    clock,
    get url() {
      return server.url;
    },
    lines,
    logged,
    quiet: async () => {
      // What the App writes makes deliveries in turn: quiet is when neither side has anything under way.
      do {
        await github.settled();
        await server.idle();
      } while (!(await isSettled(github)));
    },
    stop: () => server.stop(),
    start: async (more = {}) => {
      server = await begin(more);
      await server.swept;
    },
    close: async (options) => {
      await server.stop();
      await github.close(options);
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function isSettled(github: GitHub): Promise<boolean> {
  const before = github.deliveries().length;
  await github.settled();
  return github.deliveries().length === before;
}

function parse(line: string): object {
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null ? value : {};
}
