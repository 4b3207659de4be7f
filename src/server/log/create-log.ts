import { Writable } from 'node:stream';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogFormat, LogLevel } from '../env/known-variables.ts';
import { readableLine } from './readable-line.ts';
import { redact } from './redact.ts';

/** Paths whose values never belong in a line, at the depths where errors of Octokit and git carry them. */
const secretKeys = ['token', 'authorization', 'privateKey', 'webhookSecret', 'secret', 'pem', 'password'];
const secretPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

interface LogOptions {
  readonly level: LogLevel;
  /** `undefined`: for people on a terminal, JSON elsewhere. */
  readonly format?: LogFormat | undefined;
  /** Standard output unless told. */
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
