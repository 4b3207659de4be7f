import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns a port that nobody listens at */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address !== 'object') throw new Error('there is no port');
  return address.port;
}

/** @throws Error where a program ends before it listens */
export async function whenListening(port: number, child: ChildProcess): Promise<void> {
  let failure: unknown;
  child.on('error', (error) => {
    failure = error;
  });
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (failure !== undefined || child.exitCode !== null) {
      throw new Error(`${child.spawnfile} does not run (${child.exitCode}): install what CONTRIBUTING.md names`, {
        cause: failure,
      });
    }
    const socket = connect(port, '127.0.0.1');
    const answer = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (answer) return;
    await sleep(100);
  }
  throw new Error(`${child.spawnfile} does not listen`);
}
