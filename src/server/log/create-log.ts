import { Writable } from 'node:stream';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogFormat, LogLevel } from '../env/known-variables.ts';

/** Paths whose values never belong in a line, at the depths where errors of Octokit and git carry them. */
const secretKeys = ['token', 'authorization', 'privateKey', 'webhookSecret', 'secret', 'pem', 'password'];
const secretPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

interface LogOptions {
  readonly level: LogLevel;
  /** `undefined`: for people on a terminal, JSON elsewhere. */
  readonly format?: LogFormat | undefined;
  /** Standard output by default. */
  readonly to?: DestinationStream | undefined;
}

/** @returns a log whose every line is free of tokens and keys */
export function createLog({ level, format, to }: LogOptions): Logger {
  const pretty = format === undefined ? to === undefined && process.stdout.isTTY === true : format === 'pretty';
  const out = to ?? destination({ dest: 1, sync: true });
  return pino(
    {
      level,
      base: null,
      redact: { paths: secretPaths, censor: '***' },
      hooks: { streamWrite: redact },
      serializers: { err: withoutRequest },
    },
    pretty ? readable(out) : out,
  );
}

/** An error of Octokit carries the whole request and response: headers, bodies, pages of them. */
function withoutRequest(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const status = 'status' in error ? { status: error.status } : {};
  const causes = error instanceof AggregateError ? { errors: error.errors.map(withoutRequest) } : {};
  return { type: error.name, message: error.message, stack: error.stack, ...status, ...causes };
}

function readable(to: DestinationStream): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      to.write(`${readableLine(String(chunk))}\n`);
      done();
    },
  });
}

/**
 * No credential may appear in a log, whoever wrote it: the last step for every line.
 * Fields that are known to hold secrets are already removed by name; this finds those in messages, addresses and errors.
 *
 * @see https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
const secrets: readonly [RegExp, string][] = [
  [/\b(gh[pousr]|github_pat)_[A-Za-z0-9_]{8,}/g, '$1_***'],
  [/\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]{4,}/g, '***'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)/gs, '***'],
  [/\b(authorization["']?\s*[:=]\s*["']?)(\w+)\s+[^\s"',\\]+/gi, '$1$2 ***'],
  [/\b(https?:\/\/)[^\s/@"']+@/gi, '$1***@'],
];

/** @returns the line without what looks like a token, a key or a password */
function redact(line: string): string {
  return secrets.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), line);
}

const levels = new Map<unknown, string>([
  [10, 'trace'],
  [20, 'debug'],
  [30, 'info '],
  [40, 'warn '],
  [50, 'ERROR'],
  [60, 'FATAL'],
]);

/**
 * A line of the log for a person at a terminal: time, level, message, then what it is about.
 *
 * @param line one line of pino's JSON; anything else is given back as it is
 */
function readableLine(line: string): string {
  const fields = parseFields(line);
  if (!fields) return line.trimEnd();
  const { time, level, msg, err, name: _name, ...about } = fields;
  const clock = typeof time === 'number' ? new Date(time).toISOString().slice(11, 23) : '';
  const details = Object.entries(about).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = errorText(err);
  return [`${clock} ${levels.get(level) ?? level} ${msg ?? ''}`, ...details, ...(stack ? [`\n${stack}`] : [])].join(
    '  ',
  );
}

function parseFields(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function errorText(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('stack' in error && typeof error.stack === 'string') return error.stack;
  return JSON.stringify(error);
}
