import * as v from 'valibot';
import { oneOf, optionalText, optionalWholeNumber, text, wholeNumber } from './read-variables.ts';
import { networksOf, wrongNetwork } from './trusted-proxies.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];
const logFormats = ['json', 'pretty'] as const;
export type LogFormat = (typeof logFormats)[number];

/** What every start reads. */
export const serverVariables = {
  NODE_ENV: optionalText,
  HOST: text('localhost'),
  PORT: wholeNumber('PORT', 3000, 0, 65_535),
  LOG_LEVEL: oneOf('LOG_LEVEL', logLevels),
  LOG_FORMAT: oneOf('LOG_FORMAT', logFormats),
};

/** What the App reads once it is registered. What it can't do without is known to be set by then. */
export const appVariables = {
  APP_ID: wholeNumber('APP_ID', 0, 1, Number.MAX_SAFE_INTEGER),
  WEBHOOK_SECRET: v.pipe(
    text(''),
    v.check(
      (secret) => secret !== 'development',
      'Blast Radius cannot start with WEBHOOK_SECRET "development", which is Probot\'s public default: set the secret of the App\'s webhook.',
    ),
  ),
  STATE_KEY: v.pipe(
    optionalText,
    v.check(
      (key) => key === undefined || key.length >= 32,
      'STATE_KEY is shorter than 32 characters: make one with `openssl rand -base64 48`.',
    ),
  ),
  WEBHOOK_SECRET_FORMER: optionalText,
  WEBHOOK_PATH: v.pipe(
    text('/api/github/webhooks'),
    v.check(
      (path) => path.startsWith('/') && !/[?#\s]/.test(path),
      ({ input }) => `WEBHOOK_PATH is "${input}"; it must be a path such as /api/github/webhooks.`,
    ),
  ),
  TRUSTED_PROXIES: v.pipe(
    text(''),
    v.check(
      (list) => wrongNetwork(list) === undefined,
      ({ input }) =>
        `TRUSTED_PROXIES holds "${wrongNetwork(input)}"; it must be a list of addresses and networks such as 10.1.2.3, 10.0.0.0/8, fd00::/8.`,
    ),
    v.transform(networksOf),
  ),
  PUBLIC_URL: optionalText,
  GITHUB_CLIENT_ID: optionalText,
  GITHUB_CLIENT_SECRET: optionalText,
  GHE_HOST: optionalText,
  GHE_PROTOCOL: oneOf('GHE_PROTOCOL', ['https', 'http']),
  DATA_DIR: optionalText,
  MIRROR_GIGABYTES: wholeNumber('MIRROR_GIGABYTES', 20, 1, 100_000),
  REDIS_URL: v.pipe(
    optionalText,
    // It may contain a password: it is not repeated.
    v.check(
      (url) => url === undefined || (/^rediss?:\/\//.test(url) && URL.canParse(url)),
      'REDIS_URL must be an address such as redis://redis:6379 or rediss://user:password@redis:6380.',
    ),
  ),
  REDIS_PREFIX: text('blast-radius'),
  SWEEP_MINUTES: wholeNumber('SWEEP_MINUTES', 10, 0, 1440),
  MOST_WAITING: wholeNumber('MOST_WAITING', 10_000, 1, 10_000_000),
  CONCURRENCY: wholeNumber('CONCURRENCY', 2, 1, 64),
  RENDER_THREADS: optionalWholeNumber('RENDER_THREADS', 0, 64),
  RENDER_MEGABYTES: wholeNumber('RENDER_MEGABYTES', 2048, 64, 1_000_000),
  RENDER_SECONDS: wholeNumber('RENDER_SECONDS', 300, 1, 86_400),
  CHECKED_PERCENT: wholeNumber('CHECKED_PERCENT', 0, 0, 100),
  FETCH_GIGABYTES: wholeNumber('FETCH_GIGABYTES', 4, 1, 100_000),
  FETCH_SECONDS: wholeNumber('FETCH_SECONDS', 120, 1, 3600),
  WRITES_PER_MINUTE: wholeNumber('WRITES_PER_MINUTE', 80, 1, 1_000_000),
  DRAIN_SECONDS: wholeNumber('DRAIN_SECONDS', 25, 0, 3600),
};
