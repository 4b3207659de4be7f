import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseEnv } from 'node:util';
import type { Logger } from 'pino';
import { type Environment, readEnvironment } from '../env/environment.ts';
import type { Variables } from '../env/read-variables.ts';
import { readRegistration } from '../env/registration-environment.ts';
import { StartRefused } from '../env/start-refused.ts';
import { createLog } from '../log/create-log.ts';
import { listen } from './listen.ts';
import { readRole } from './role.ts';
import type { RunningServer } from './start-server.ts';

/** What the log says about an unhandled failure. */
const forgottenFailure = 'an unhandled failure: please report it';

interface ServeOptions {
  /** `process.env` by default; a `.env` file in the working directory has lower precedence. */
  readonly variables?: Variables;
  /** `web`, `worker` or `all`. */
  readonly role?: string;
}

/**
 * Serves the App until SIGTERM or SIGINT, which let running reviews end; a second one stops at once.
 * Without credentials, and outside production, it serves the page that registers the App.
 *
 * @throws StartRefused whose message is one sentence for the person who started it
 */
export async function serve({ variables = process.env, role = 'all' }: ServeOptions = {}): Promise<void> {
  const all = { ...readDotEnv('.env'), ...variables };
  const environment = readEnvironment(all);
  const log = createLog({ level: environment.logLevel, format: environment.logFormat });
  // A bug in one review; the others continue.
  process.on('unhandledRejection', (err) => log.error({ err }, forgottenFailure));
  // Imported once it is known that it may start: whoever forgot a setting hears of it at once.
  const { startServer } = await import('./start-server.ts');
  const server = environment.app
    ? await startServer(environment, environment.app, log, readRole(role, environment.app.redis !== undefined))
    : await startSetup(environment, all, log);
  log.info({ url: server.url }, `listening on ${server.url}`);
  if (environment.app === undefined) log.info(`no App is registered yet: open ${server.url} in a browser`);
  const signal = await stopSignal();
  log.info(`${signal}: stopping`);
  await stopUnlessAskedTwice(server);
  log.info('stopped');
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

async function stopUnlessAskedTwice(server: RunningServer): Promise<void> {
  await Promise.race([server.stop(), stopSignal()]);
}

/**
 * The `.env` file that the registration page writes, read again at the next start.
 *
 * @returns its variables; none where there is no such file
 */
function readDotEnv(path: string): Variables {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

/** The page that registers the App from `app.yml`. It writes what GitHub gives back to `.env`, which the next start reads. */
async function startSetup(environment: Environment, variables: Variables, log: Logger): Promise<RunningServer> {
  const { createRegistration } = await import('../registration/create-registration.ts');
  const files = { manifest: readManifestFile(), variables: '.env' };
  const server = createRegistration(readRegistration(variables), files, log);
  const url = await listen(server, environment);
  return {
    url,
    swept: Promise.resolve(),
    idle: () => Promise.resolve(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** It lies beside the package, wherever that is started. */
function readManifestFile(): string {
  try {
    return readFileSync(createRequire(import.meta.url).resolve('#app.yml'), 'utf8');
  } catch {
    throw new StartRefused(
      'The app.yml to register the App from, which comes with Blast Radius, is missing: install it again, or set APP_ID and what goes with it (docs/operators/install.md).',
    );
  }
}
