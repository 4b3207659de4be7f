import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { type HttpHost, startHttpHost } from '../../test/fake-sources/http-host.ts';
import type { Random } from './random.ts';

/** Stands before a host, and turns its weather bad: it fails, is busy, hangs up, breaks off and hangs. */
export interface Front extends HttpHost {
  readonly clear: () => void;
}

/** @param host gives all that it is asked for */
export async function startFront(host: { readonly port: number }, random: Random): Promise<Front> {
  let isClear = false;
  const front = await startHttpHost(() => (response, request) => {
    const weather = isClear ? 1 : random.number();
    if (weather < 0.06) response.writeHead(503).end();
    else if (weather < 0.1) response.writeHead(429, { 'retry-after': '1' }).end();
    else if (weather < 0.15) response.destroy();
    else if (weather < 0.18) response.writeHead(200, { 'content-length': 10_000 }).write('apiVersion: v1\n');
    else if (weather < 0.2) return;
    else forward(host.port, request, response);
  });
  return {
    ...front,
    clear: () => {
      isClear = true;
    },
  };
}

function forward(port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers } = request;
  const onward = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
