import { randomBytes } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FetchSettings, FetchSettingsError, readFetchSettings } from '../../sources/settings/fetch-settings.ts';
import type { GitHubHost } from './git-hub-addresses.ts';
import { appVariables, type LogFormat, type LogLevel, serverVariables } from './known-variables.ts';
import { readPrivateKey } from './read-private-key.ts';
import { optionalText, readVariables, type Variables } from './read-variables.ts';
import { StartRefused } from './start-refused.ts';
import type { Network } from './trusted-proxies.ts';
import { weakSecrets } from './weak-secrets.ts';

/**
 * Everything the server reads from its environment; nothing else in src/ reads a variable.
 *
 * | variable                   | default                | meaning                                                              |
 * | -------------------------- | ---------------------- | -------------------------------------------------------------------- |
 * | `NODE_ENV`                 |                        | `production`: refuses to start if half configured                    |
 * | `APP_ID`                   |                        | the App's ID; without credentials the registration page is served    |
 * | `PRIVATE_KEY`              |                        | the App's private key: PEM, with real or `\n` line breaks, or base64 |
 * | `PRIVATE_KEY_PATH`         |                        | a file that holds it                                                 |
 * | `WEBHOOK_SECRET`           |                        | the secret that GitHub signs deliveries with; 16 characters or more  |
 * | `WEBHOOK_SECRET_FORMER`    |                        | the previous secret: deliveries signed with it are still accepted    |
 * | `STATE_KEY`                | random, per process    | keys the digests of secrets, seals cookies; 32 characters or more    |
 * | `PUBLIC_URL`             |                        | where browsers reach this server; with the next two, checks link to reports |
 * | `GITHUB_CLIENT_ID`       |                        | the App's client ID, for signing in                                  |
 * | `GITHUB_CLIENT_SECRET`   |                        | a client secret of the App                                           |
 * | `HOST`                     | `localhost`            | the address to listen on                                             |
 * | `PORT`                     | `3000`                 | the port to listen on; 0 takes a free one                            |
 * | `WEBHOOK_PATH`             | `/api/github/webhooks` | the path that receives deliveries                                    |
 * | `TRUSTED_PROXIES`        |                        | addresses and networks of proxies whose `X-Forwarded-For` is believed |
 * | `GHE_HOST`, `GHE_PROTOCOL` | github.com, `https`    | a GitHub Enterprise Server                                           |
 * | `DATA_DIR`                 | a temporary directory  | the mirrors, which come back, and the last reports                   |
 * | `MIRROR_GIGABYTES`         | `20`                   | disk space for the mirrors; the least recently used are deleted first |
 * | `REDIS_URL`                |                        | a Redis that any number of processes share; without it, one process  |
 * | `REDIS_PREFIX`             | `blast-radius`         | the prefix of all keys in Redis                                      |
 * | `SWEEP_MINUTES`            | `10`                   | how often all open pull requests are checked; 0 for never            |
 * | `MOST_WAITING`             | `10000`                | how many tasks may wait before deliveries are refused                |
 * | `CONCURRENCY`              | `2`                    | how many reviews run at once; those that cannot wait run beside them  |
 * | `RENDER_THREADS`           | one a core, at most `CONCURRENCY` | rendering threads; 0 renders without limits               |
 * | `RENDER_MEGABYTES`         | `2048`                 | how much memory one of them may use                                  |
 * | `RENDER_SECONDS`           | `300`                  | how long one review or command may render                            |
 * | `CHECKED_PERCENT`          | `0`                    | percentage of reviews that are repeated without caches               |
 * | `FETCH`                    | `off`                  | whether anything is fetched from elsewhere                           |
 * | `FETCH_HOSTS`, `FETCH_ALLOW`, `FETCH_MIRRORS`, `FETCH_PROXY`, `FETCH_CA` | | from where and how, as `readFetchSettings` tells |
 * | `FETCH_NETRC`, `DOCKER_CONFIG`, `FETCH_SSH_KEY`, `FETCH_SSH_KNOWN_HOSTS`, `FETCH_CLIENT_CERTS`, `FETCH_GRANTS` | | with what credentials, and for whom |
 * | `FETCH_GIGABYTES`          | `4`                    | disk space for what was fetched; the least recently used is deleted first |
 * | `FETCH_SECONDS`            | `120`                  | how long one review or command may wait for what it fetches          |
 * | `WRITES_PER_MINUTE`        | `80`                   | how much one installation may write, in all processes that share a Redis  |
 * | `DRAIN_SECONDS`            | `25`                   | how long reviews may run on after the process was asked to stop      |
 * | `LOG_LEVEL`                | `info`                 | `trace`, `debug`, `info`, `warn`, `error`, `fatal`                   |
 * | `LOG_FORMAT`               | `pretty` on a terminal | `json` or `pretty`                                                   |
 *
 * Only the registration page reads `GH_ORG`: the organization that will own the App.
 */
export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** `undefined`: depends on the output. */
  readonly logFormat: LogFormat | undefined;
  /** `undefined`: nothing is registered yet, and the registration page is served. */
  readonly app: AppEnvironment | undefined;
}

export interface AppEnvironment {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Still accepted during a rotation. */
  readonly formerWebhookSecret: string | undefined;
  /** What is accepted here, and would be refused in production: a sentence each. */
  readonly warnings: readonly string[];
  readonly stateKey: string | Uint8Array;
  readonly webhookPath: string;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly Network[];
  /** `undefined`: no report pages, and no links to any. */
  readonly pages: { readonly origin: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly gitHub: GitHubHost;
  readonly dataDirectory: string;
  /** How much disk space the mirrors may use. */
  readonly mirrorBytes: number;
  /** `undefined`: everything is in this process. */
  readonly redis: { readonly url: string; readonly prefix: string } | undefined;
  /** How often all open pull requests are checked; 0 for never. */
  readonly sweepMinutes: number;
  readonly mostWaiting: number;
  readonly concurrency: number;
  readonly render: { readonly threads: number; readonly megabytes: number; readonly seconds: number };
  /** Percentage of reviews that are repeated without caches. */
  readonly checkedPercent: number;
  /** What is fetched from elsewhere, how much of it is kept, and how long a review waits for it. */
  readonly fetch: { readonly settings: FetchSettings; readonly bytes: number; readonly seconds: number };
  readonly writesPerMinute: number;
  readonly drainMilliseconds: number;
}

/**
 * @param variables usually `process.env`
 * @throws StartRefused with one sentence that says what is missing or wrong, and where to get it
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
  const warnings = weakSecrets(app.WEBHOOK_SECRET, app.WEBHOOK_SECRET_FORMER);
  const [first] = warnings;
  if (isProduction && first !== undefined) throw new StartRefused(first);
  return {
    appId: app.APP_ID,
    privateKey,
    webhookSecret: app.WEBHOOK_SECRET,
    formerWebhookSecret: app.WEBHOOK_SECRET_FORMER,
    warnings,
    stateKey: app.STATE_KEY ?? randomBytes(32),
    webhookPath: app.WEBHOOK_PATH,
    trustedProxies: app.TRUSTED_PROXIES,
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
    fetch: {
      settings: fetchSettingsOf(variables),
      bytes: app.FETCH_GIGABYTES * 1024 ** 3,
      seconds: app.FETCH_SECONDS,
    },
    writesPerMinute: app.WRITES_PER_MINUTE,
    drainMilliseconds: 1000 * app.DRAIN_SECONDS,
  };
}

function fetchSettingsOf(variables: Variables): FetchSettings {
  try {
    return readFetchSettings(variables);
  } catch (error) {
    if (error instanceof FetchSettingsError) throw new StartRefused(error.message);
    throw error;
  }
}

/** @throws StartRefused that lists everything that is missing at once */
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
      `Blast Radius cannot start${isProduction ? ' in production' : ''} without ${missing.join(' and ')}: see docs/operators/install.md for where to get each.`,
    );
}

function pagesOf(address?: string, clientId?: string, clientSecret?: string): AppEnvironment['pages'] {
  if (address === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href)
    throw new StartRefused(
      `PUBLIC_URL is "${address}"; it must be an address such as https://blast-radius.example.com.`,
    );
  return { origin: url.origin, clientId, clientSecret };
}
