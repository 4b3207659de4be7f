import { randomBytes } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPrivateKey } from './read-private-key.ts';
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

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];
const logFormats = ['json', 'pretty'] as const;
export type LogFormat = (typeof logFormats)[number];

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @param variables usually `process.env`
 * @throws StartRefused with one sentence that says what is missing or wrong, and where it comes from
 */
export function readEnvironment(variables: Variables): Environment {
  const set = (name: string) => variables[name]?.trim() || undefined;
  return {
    host: set('HOST') ?? 'localhost',
    port: wholeNumber('PORT', set('PORT'), 3000, 0, 65_535),
    logLevel: oneOf('LOG_LEVEL', set('LOG_LEVEL'), logLevels) ?? 'info',
    logFormat: oneOf('LOG_FORMAT', set('LOG_FORMAT'), logFormats),
    app: readApp(variables, set),
  };
}

function readApp(variables: Variables, set: (name: string) => string | undefined): AppEnvironment | undefined {
  const isProduction = set('NODE_ENV') === 'production';
  const appId = set('APP_ID');
  const privateKey = readPrivateKey(variables);
  const webhookSecret = set('WEBHOOK_SECRET');
  const stateKey = set('STATE_KEY');
  if (!isProduction && !appId && !privateKey) return undefined;

  const missing = [
    ...(appId ? [] : ['APP_ID']),
    ...(privateKey ? [] : ['PRIVATE_KEY or PRIVATE_KEY_PATH']),
    ...(webhookSecret ? [] : ['WEBHOOK_SECRET']),
    ...(stateKey || !isProduction ? [] : ['STATE_KEY']),
  ];
  if (!appId || !privateKey || !webhookSecret || missing.length > 0)
    throw new StartRefused(
      `Blast Radius does not start${isProduction ? ' in production' : ''} without ${missing.join(' and ')}: docs/install.md says where each comes from.`,
    );
  if (webhookSecret === 'development')
    throw new StartRefused(
      'Blast Radius does not start with the WEBHOOK_SECRET "development", which is Probot\'s default and known to everybody: set the secret of the App\'s webhook.',
    );
  if (stateKey && stateKey.length < 32)
    throw new StartRefused('STATE_KEY is shorter than 32 characters: make one with `openssl rand -base64 48`.');

  const concurrency = wholeNumber('CONCURRENCY', set('CONCURRENCY'), 2, 1, 64);
  const cores = availableParallelism();
  return {
    appId: wholeNumber('APP_ID', appId, 0, 1, Number.MAX_SAFE_INTEGER),
    privateKey,
    webhookSecret,
    formerWebhookSecret: set('WEBHOOK_SECRET_FORMER'),
    stateKey: stateKey ?? randomBytes(32),
    formerStateKey: set('STATE_KEY_FORMER'),
    webhookPath: webhookPath(set('WEBHOOK_PATH') ?? '/api/github/webhooks'),
    pages: pagesOf(set('PUBLIC_URL'), set('GITHUB_CLIENT_ID'), set('GITHUB_CLIENT_SECRET')),
    gitHub: {
      host: set('GHE_HOST'),
      protocol: oneOf('GHE_PROTOCOL', set('GHE_PROTOCOL'), ['https', 'http']) ?? 'https',
    },
    dataDirectory: set('DATA_DIR') ?? join(tmpdir(), 'blast-radius'),
    redis: redisOf(set('REDIS_URL'), set('REDIS_PREFIX') ?? 'blast-radius'),
    sweepMinutes: wholeNumber('SWEEP_MINUTES', set('SWEEP_MINUTES'), 10, 0, 1440),
    mostWaiting: wholeNumber('MOST_WAITING', set('MOST_WAITING'), 10_000, 1, 10_000_000),
    mirrorBytes: wholeNumber('MIRROR_GIGABYTES', set('MIRROR_GIGABYTES'), 20, 1, 100_000) * 1024 ** 3,
    concurrency,
    render: {
      threads: wholeNumber('RENDER_THREADS', set('RENDER_THREADS'), Math.min(concurrency, cores), 0, 64),
      megabytes: wholeNumber('RENDER_MEGABYTES', set('RENDER_MEGABYTES'), 2048, 64, 1_000_000),
      seconds: wholeNumber('RENDER_SECONDS', set('RENDER_SECONDS'), 300, 1, 86_400),
    },
    checkedPercent: wholeNumber('CHECKED_PERCENT', set('CHECKED_PERCENT'), 0, 0, 100),
    writesPerMinute: wholeNumber('WRITES_PER_MINUTE', set('WRITES_PER_MINUTE'), 80, 1, 1_000_000),
    drainMilliseconds: 1000 * wholeNumber('DRAIN_SECONDS', set('DRAIN_SECONDS'), 25, 0, 3600),
  };
}

function pagesOf(address?: string, clientId?: string, clientSecret?: string): AppEnvironment['pages'] {
  if (address === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href)
    throw new StartRefused(`PUBLIC_URL is "${address}", which is no address such as https://blast-radius.example.com.`);
  return { origin: url.origin, clientId, clientSecret };
}

function redisOf(url: string | undefined, prefix: string): AppEnvironment['redis'] {
  if (url === undefined) return undefined;
  if (/^rediss?:\/\//.test(url) && URL.canParse(url)) return { url, prefix };
  throw new StartRefused('REDIS_URL is no address such as redis://redis:6379 or rediss://user:password@redis:6380.');
}

function webhookPath(path: string): string {
  if (path.startsWith('/') && !/[?#\s]/.test(path)) return path;
  throw new StartRefused(`WEBHOOK_PATH is "${path}", which is no path such as /api/github/webhooks.`);
}

function wholeNumber(name: string, value: string | undefined, otherwise: number, least: number, most: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new StartRefused(`${name} is "${value}", which is no whole number from ${least} to ${most}.`);
}

function oneOf<const Word extends string>(
  name: string,
  value: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const word = words.find((candidate) => candidate === value);
  if (value !== undefined && word === undefined)
    throw new StartRefused(`${name} is "${value}", which is none of ${words.join(', ')}.`);
  return word;
}
