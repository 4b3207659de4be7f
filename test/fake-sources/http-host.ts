import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listen } from './listen.ts';

/** What a host answers a path with: a text, or by hand. */
export type Page = string | ((response: ServerResponse, request: IncomingMessage) => void);

/** A host of files by HTTP that remembers what it was asked. */
export interface HttpHost extends Listening {
  readonly url: string;
  /** `GET /path` */
  readonly requests: readonly string[];
  /** How many connections were made to it, whatever came over them. */
  readonly connections: () => number;
}

/**
 * @param pages by path, with the query; all else is not found
 * @param address a loopback address
 */
export async function startHttpHost(
  pages: Readonly<Record<string, Page>> | ((path: string) => Page | undefined),
  address?: string,
): Promise<HttpHost> {
  const requests: string[] = [];
  let connections = 0;
  const pageAt = typeof pages === 'function' ? pages : (path: string): Page | undefined => pages[path];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path}`);
    const page = pageAt(path);
    if (page === undefined) response.writeHead(404).end('not found');
    else if (typeof page === 'string') response.end(page);
    else page(response, request);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const listening = await listen(server, address);
  const host = (address ?? '127.0.0.1').replace(/^(.*:.*)$/, '[$1]');
  return { ...listening, url: `http://${host}:${listening.port}/`, requests, connections: () => connections };
}
