import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Located } from '../address/locate.ts';
import { givenAddresses } from '../http/given-addresses.ts';
import { openTunnel } from '../http/tunnel.ts';
import type { HttpProxy } from '../settings/proxy.ts';

/** A port of this machine that leads to one host and nowhere else, as long as it is open. */
export interface Relay {
  readonly port: number;
  readonly close: () => void;
}

/** Without a byte. In milliseconds. */
const SILENCE = 60_000;
/** Of what a program says to a proxy before it is led on. In bytes. */
const LONGEST = 16_384;

/**
 * Programs that resolve by themselves are given a port of ours instead of a host: whatever they ask there, they reach the
 * addresses that were checked.
 *
 * @param proxy that the addresses are asked through
 * @param asksFirst whether who comes takes it for a proxy, and says where to be led
 */
export async function openRelay(
  { url, addresses }: Located,
  proxy: HttpProxy | undefined,
  asksFirst: boolean,
): Promise<Relay> {
  const port = Number(url.port || (url.protocol === 'ssh:' ? 22 : 443));
  const [first = ''] = addresses;
  const lead = async (): Promise<Socket> => {
    if (proxy !== undefined) return openTunnel(proxy, first, port);
    const socket = connect({ host: url.hostname, port, lookup: givenAddresses(addresses), autoSelectFamily: true });
    await once(socket, 'connect');
    return socket;
  };
  const open = new Set<Socket>();
  const server = createServer((comer) => {
    open.add(comer);
    comer.on('close', () => open.delete(comer));
    comer.on('error', () => comer.destroy());
    serve(comer, lead, asksFirst).catch(() => comer.destroy());
  });
  return {
    port: await listen(server),
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

async function serve(comer: Socket, lead: () => Promise<Socket>, asksFirst: boolean): Promise<void> {
  if (asksFirst) await heardOut(comer);
  const socket = await lead();
  const end = (): void => {
    comer.destroy();
    socket.destroy();
  };
  for (const each of [comer, socket]) each.setTimeout(SILENCE, end).on('error', end).on('close', end);
  if (comer.destroyed) return end();
  if (asksFirst) comer.write('HTTP/1.1 200 OK\r\n\r\n');
  comer.pipe(socket).pipe(comer);
}

/** Who asks a proxy says nothing more before it has an answer. */
function heardOut(comer: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('latin1');
      if (said.length > LONGEST) return void comer.destroy();
      if (!said.includes('\r\n\r\n')) return;
      comer.off('data', hear).pause();
      resolve();
    };
    comer.on('data', hear);
    comer.once('close', () => reject(new Error('the connection was closed')));
  });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('a server listens at no port');
  return address.port;
}
