import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { FetchError } from '../problem/fetch-error.ts';
import type { HttpProxy } from '../settings/proxy.ts';

/** In milliseconds. */
const PATIENCE = 20_000;

/**
 * Connects to an address through a proxy. It is asked for the address that was checked, and not for a name, which it
 * would resolve by itself.
 *
 * @throws FetchError `unreachable`
 * @see RFC 9110 section 9.3.6
 */
export function openTunnel(proxy: HttpProxy, address: string, port: number): Promise<Socket> {
  const target = `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: target,
      headers: {
        host: target,
        ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
      },
      timeout: PATIENCE,
      agent: false,
    });
    asking.on('timeout', () => asking.destroy(unreachable('answers nothing')));
    asking.on('error', (error) => reject(error instanceof FetchError ? error : unreachable('does not answer')));
    asking.on('response', ({ statusCode }) => asking.destroy(unreachable(`answers with status ${statusCode}`)));
    asking.on('connect', ({ statusCode }, socket, first: Buffer) => {
      if (statusCode === 200) {
        socket.setTimeout(0);
        if (first.length > 0) socket.unshift(first);
        return resolve(socket);
      }
      socket.destroy();
      const isDenied = statusCode === 407 || statusCode === 403;
      reject(unreachable(`${isDenied ? 'refuses' : 'answers with status'} (${statusCode})`));
    });
    asking.end();
  });
}

function unreachable(what: string): FetchError {
  return new FetchError('unreachable', `the proxy ${what}`, 'Check FETCH_PROXY.');
}
