import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

/** A Redis of our own on a free port of the loopback address, with nothing kept when it ends. */
export interface StartedRedis {
  readonly url: string;
  /** Ends it for a while. */
  readonly halt: () => Promise<void>;
  /** Starts it again on the same port, with what it had saved. */
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** @throws where `redis-server` is not installed */
export async function startRedis(): Promise<StartedRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'blast-radius-redis-'));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
  const start = async (): Promise<ChildProcess> => {
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      child.once('error', () => reject(new Error('redis-server is not installed: apt-get install redis-server')));
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve());
    });
    return child;
  };
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  let child = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    halt: () => end(child),
    resume: async () => {
      child = await start();
    },
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
