import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { type Listening, listen } from './listen.ts';

/** What a host answers a path with: a text, or by hand. */
export type Page = string | ((response: ServerResponse, request: IncomingMessage) => void);

/** A host of files by HTTP that remembers what it was asked. */
export interface HttpHost extends Listening {
  readonly url: string;
  /** `GET /path` */
  readonly requests: readonly string[];
  /** What came with each of them to say who asks, or `-`. */
  readonly authorizations: readonly string[];
  /** How many connections were made to it, whatever came over them. */
  readonly connections: () => number;
}

/**
 * @param pages by path, with the query; all else is not found
 * @param address a loopback address
 * @param tls its certificate and key, where it has TLS
 */
export async function startHttpHost(
  pages: Readonly<Record<string, Page>> | ((path: string) => Page | undefined),
  address?: string,
  tls?: ServerOptions,
): Promise<HttpHost> {
  const requests: string[] = [];
  const authorizations: string[] = [];
  let connections = 0;
  const pageAt = typeof pages === 'function' ? pages : (path: string): Page | undefined => pages[path];
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path}`);
    authorizations.push(request.headers.authorization ?? '-');
    const page = pageAt(path);
    if (page === undefined) response.writeHead(404).end('not found');
    else if (typeof page === 'string') response.end(page);
    else page(response, request);
  };
  const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
  server.on('connection', () => {
    connections += 1;
  });
  const listening = await listen(server, address);
  const host = (address ?? '127.0.0.1').replace(/^(.*:.*)$/, '[$1]');
  const url = `http${tls === undefined ? '' : 's'}://${host}:${listening.port}/`;
  return { ...listening, url, requests, authorizations, connections: () => connections };
}
