import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';

/** One process of the App, as it is built and shipped, that can be killed and started again. */
export interface Program {
  readonly role: string;
  /** Where it listens. */
  readonly url: () => string;
  /** SIGKILL: nothing is said, nothing is finished. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** SIGTERM, and waits. */
  readonly stop: () => Promise<void>;
  /** What it should not have done: ended by itself, after which it was started again, or forgotten a failure. */
  readonly crashes: () => readonly string[];
}

const shipped = resolve('dist/cli/main.js');

/**
 * @param log what the process says is appended to
 * @param main another build of it than the one in `dist`
 */
export async function startProgram(
  role: string,
  variables: Readonly<Record<string, string>>,
  port: number,
  log: WriteStream,
  main = shipped,
): Promise<Program> {
  let child: ChildProcess | undefined;
  const crashes: string[] = [];
  const start = async () => {
    const env: NodeJS.Dict<string> = {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_FORMAT: 'json',
      ...variables,
    };
    const begun = spawn(process.execPath, [main, 'serve', '--role', role], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child = begun;
    begun.stderr.pipe(log, { end: false });
    begun.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('an unhandled failure')) crashes.push(`${role}: ${chunk}`);
    });
    await listening(begun.stdout, begun, log);
    begun.once('exit', (code, signal) => {
      if (child !== begun) return;
      crashes.push(`${role} ended by itself, with ${code ?? signal}: build/storm.log says why`);
      start().catch((error: unknown) => crashes.push(`${role} does not start again: ${error}`));
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  };
  await start();
  return {
    role,
    url: () => `http://127.0.0.1:${port}`,
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    crashes: () => crashes,
  };
}

function listening(output: Readable, child: ChildProcess, log: WriteStream): Promise<void> {
  return new Promise((done, fail) => {
    output.on('data', (chunk: Buffer) => {
      log.write(chunk);
      if (chunk.includes('"listening on ')) done();
    });
    child.once('exit', (code) => fail(new Error(`the App ended with ${code}`)));
  });
}

/** @returns where the processes' lines go */
export function openLog(file: string): WriteStream {
  return createWriteStream(file);
}
