import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { run } from 'probot';
import type { Environment } from '../env/environment.ts';
import type { RunningServer } from './start-server.ts';

/**
 * Probot's own page for registering the App, from `app.yml`. It writes what GitHub gives back to `.env`,
 * which the next start reads.
 */
export async function startSetup({ host, port }: Environment, log: Logger): Promise<RunningServer> {
  // By default, Probot would download a client and send every delivery through a public relay.
  process.env.NO_SMEE_SETUP ??= 'true';
  warnAboutExample(log);
  const server = await run(() => undefined, { env: { HOST: host, PORT: String(port) }, log });
  return {
    url: `http://${host}:${server.port}`,
    swept: Promise.resolve(),
    idle: () => Promise.resolve(),
    stop: () => server.stop(),
  };
}

function warnAboutExample(log: Logger): void {
  try {
    if (!readFileSync('app.yml', 'utf8').includes('blast-radius.example.com')) return;
    log.warn(
      'app.yml still names blast-radius.example.com: replace it with the address at which GitHub reaches this server, then start again',
    );
  } catch {
    log.warn(
      'there is no app.yml here: start in the folder that holds it, otherwise the registration requests no permissions',
    );
  }
}
