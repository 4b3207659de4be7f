import { randomBytes } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { appVariables, type LogFormat, type LogLevel, serverVariables } from './known-variables.ts';
import { readPrivateKey } from './read-private-key.ts';
import { optionalText, readVariables, type Variables } from './read-variables.ts';
import { StartRefused } from './start-refused.ts';

/**
 * Everything the server takes from its environment; nothing else in src/ reads a variable.
 *
 * | variable                   | default                | meaning                                                              |
 * | -------------------------- | ---------------------- | -------------------------------------------------------------------- |
 * | `NODE_ENV`                 |                        | `production`: refuses to start half configured                       |
 * | `APP_ID`                   |                        | the App's id; without credentials the registration page is served    |
 * | `PRIVATE_KEY`              |                        | the App's private key: PEM, with real or `\n` line ends, or base64   |
 * | `PRIVATE_KEY_PATH`         |                        | a file that holds it                                                 |
 * | `WEBHOOK_SECRET`           |                        | what GitHub signs deliveries with                                    |
 * | `WEBHOOK_SECRET_FORMER`    |                        | the secret before: deliveries signed with it are still taken         |
 * | `STATE_KEY`                | random, per process    | signs approvals, keys the digests of secrets; 32 characters or more  |
 * | `STATE_KEY_FORMER`         |                        | the key before: approvals signed with it still count                 |
 * | `PUBLIC_URL`             |                        | where browsers reach this server; with the next two, checks link to reports |
 * | `GITHUB_CLIENT_ID`       |                        | the App's client id, for signing in                                  |
 * | `GITHUB_CLIENT_SECRET`   |                        | a client secret of the App                                           |
 * | `HOST`                     | `localhost`            | the address to listen on                                             |
 * | `PORT`                     | `3000`                 | the port to listen on; 0 takes a free one                            |
 * | `WEBHOOK_PATH`             | `/api/github/webhooks` | where deliveries arrive                                              |
 * | `GHE_HOST`, `GHE_PROTOCOL` | github.com, `https`    | a GitHub Enterprise Server                                           |
 * | `DATA_DIR`                 | a temporary directory  | the mirrors; may be lost at any time                                 |
 * | `MIRROR_GIGABYTES`         | `20`                   | what the mirrors may take of the disk; the longest unused go first   |
 * | `REDIS_URL`                |                        | a Redis that any number of processes share; without it one process   |
 * | `REDIS_PREFIX`             | `blast-radius`         | begins the names of all keys in Redis                                |
 * | `SWEEP_MINUTES`            | `10`                   | how often everything is looked at; 0 for never                       |
 * | `MOST_WAITING`             | `10000`                | how many tasks may wait before deliveries are refused                |
 * | `CONCURRENCY`              | `2`                    | reviews at once                                                      |
 * | `RENDER_THREADS`           | one a core, at most `CONCURRENCY` | threads that render; 0 renders without limits             |
 * | `RENDER_MEGABYTES`         | `2048`                 | what one of them may take of memory                                  |
 * | `RENDER_SECONDS`           | `300`                  | how long one review or command may render                            |
 * | `CHECKED_PERCENT`          | `0`                    | of the reviews, those made a second time with nothing remembered     |
 * | `WRITES_PER_MINUTE`        | `80`                   | what one installation writes at most, in all processes that share a Redis |
 * | `DRAIN_SECONDS`            | `25`                   | how long a stopping process lets reviews run on                      |
 * | `LOG_LEVEL`                | `info`                 | `trace`, `debug`, `info`, `warn`, `error`, `fatal`                   |
 * | `LOG_FORMAT`               | `pretty` on a terminal | `json` or `pretty`                                                   |
 *
 * Only the registration page reads `GH_ORG`, `WEBHOOK_PROXY_URL` and `NO_SMEE_SETUP`, by Probot's own means.
 */
export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** `undefined`: as the output asks for. */
  readonly logFormat: LogFormat | undefined;
  /** `undefined`: nothing is registered yet, and the registration page is served. */
  readonly app: AppEnvironment | undefined;
}

export interface AppEnvironment {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Still believed while GitHub changes over to the new one. */
  readonly formerWebhookSecret: string | undefined;
  readonly stateKey: string | Uint8Array;
  /** Still believed, so that approvals outlive a change of the key. */
  readonly formerStateKey: string | undefined;
  readonly webhookPath: string;
  /** `undefined`: no report pages, and no links to any. */
  readonly pages: { readonly origin: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly gitHub: { readonly host: string | undefined; readonly protocol: string };
  readonly dataDirectory: string;
  /** What the mirrors may take of the disk. */
  readonly mirrorBytes: number;
  /** `undefined`: everything is in this process. */
  readonly redis: { readonly url: string; readonly prefix: string } | undefined;
  /** How often everything is looked at; 0 for never. */
  readonly sweepMinutes: number;
  readonly mostWaiting: number;
  readonly concurrency: number;
  readonly render: { readonly threads: number; readonly megabytes: number; readonly seconds: number };
  /** Of the reviews, those that are made a second time with nothing remembered. */
  readonly checkedPercent: number;
  readonly writesPerMinute: number;
  readonly drainMilliseconds: number;
}

/**
 * @param variables usually `process.env`
 * @throws StartRefused with one sentence that says what is missing or wrong, and where it comes from
 */
export function readEnvironment(variables: Variables): Environment {
  const server = readVariables(serverVariables, variables);
  return {
    host: server.HOST,
    port: server.PORT,
    logLevel: server.LOG_LEVEL ?? 'info',
    logFormat: server.LOG_FORMAT,
    app: readApp(variables, server.NODE_ENV === 'production'),
  };
}

function readApp(variables: Variables, isProduction: boolean): AppEnvironment | undefined {
  const { APP_ID: appId } = readVariables({ APP_ID: optionalText }, variables);
  const privateKey = readPrivateKey(variables);
  if (!isProduction && appId === undefined && privateKey === undefined) return undefined;
  assertComplete(variables, privateKey, isProduction);
  const app = readVariables(appVariables, variables);
  return {
    appId: app.APP_ID,
    privateKey,
    webhookSecret: app.WEBHOOK_SECRET,
    formerWebhookSecret: app.WEBHOOK_SECRET_FORMER,
    stateKey: app.STATE_KEY ?? randomBytes(32),
    formerStateKey: app.STATE_KEY_FORMER,
    webhookPath: app.WEBHOOK_PATH,
    pages: pagesOf(app.PUBLIC_URL, app.GITHUB_CLIENT_ID, app.GITHUB_CLIENT_SECRET),
    gitHub: { host: app.GHE_HOST, protocol: app.GHE_PROTOCOL ?? 'https' },
    dataDirectory: app.DATA_DIR ?? join(tmpdir(), 'blast-radius'),
    redis: app.REDIS_URL === undefined ? undefined : { url: app.REDIS_URL, prefix: app.REDIS_PREFIX },
    sweepMinutes: app.SWEEP_MINUTES,
    mostWaiting: app.MOST_WAITING,
    mirrorBytes: app.MIRROR_GIGABYTES * 1024 ** 3,
    concurrency: app.CONCURRENCY,
    render: {
      threads: app.RENDER_THREADS ?? Math.min(app.CONCURRENCY, availableParallelism()),
      megabytes: app.RENDER_MEGABYTES,
      seconds: app.RENDER_SECONDS,
    },
    checkedPercent: app.CHECKED_PERCENT,
    writesPerMinute: app.WRITES_PER_MINUTE,
    drainMilliseconds: 1000 * app.DRAIN_SECONDS,
  };
}

/** @throws StartRefused that names all that is missing, and not one after the other */
function assertComplete(
  variables: Variables,
  privateKey: string | undefined,
  isProduction: boolean,
): asserts privateKey is string {
  const given = readVariables(
    { APP_ID: optionalText, WEBHOOK_SECRET: optionalText, STATE_KEY: optionalText },
    variables,
  );
  const missing = [
    ...(given.APP_ID === undefined ? ['APP_ID'] : []),
    ...(privateKey === undefined ? ['PRIVATE_KEY or PRIVATE_KEY_PATH'] : []),
    ...(given.WEBHOOK_SECRET === undefined ? ['WEBHOOK_SECRET'] : []),
    ...(given.STATE_KEY === undefined && isProduction ? ['STATE_KEY'] : []),
  ];
  if (missing.length > 0)
    throw new StartRefused(
      `Blast Radius does not start${isProduction ? ' in production' : ''} without ${missing.join(' and ')}: docs/install.md says where each comes from.`,
    );
}

function pagesOf(address?: string, clientId?: string, clientSecret?: string): AppEnvironment['pages'] {
  if (address === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href)
    throw new StartRefused(`PUBLIC_URL is "${address}", which is no address such as https://blast-radius.example.com.`);
  return { origin: url.origin, clientId, clientSecret };
}
