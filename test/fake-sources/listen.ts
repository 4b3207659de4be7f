import type { Server } from 'node:http';

/** A server that listens, and how to end it. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** @param host a loopback address; each of 127.0.0.0/8 is a host of its own */
export async function listen(server: Server, host = '127.0.0.1'): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('a server listens at no port');
  return {
    port: address.port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
