import type { Server } from 'node:http';
import type { Environment } from '../env/environment.ts';

/** @returns where a server listens from now on: `http://127.0.0.1:3000` */
export function listen(edge: Server, { host, port }: Pick<Environment, 'host' | 'port'>): Promise<string> {
  return new Promise((resolve, reject) => {
    edge.once('error', reject);
    edge.listen({ host, port }, () => {
      const address = edge.address();
      if (typeof address !== 'object' || !address) return reject(new Error('the server is not listening'));
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${name}:${address.port}`);
    });
  });
}
