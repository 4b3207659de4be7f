import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Network } from '../env/trusted-proxies.ts';
import { type BodyLimits, bodyLimits } from './body/body-limits.ts';
import { bodyReader } from './body/read-body.ts';
import { clientOfWith } from './client-of.ts';
import { headerOf, respond } from './respond.ts';
import { type DeliveryOptions, takeDelivery } from './take-delivery.ts';

interface EdgeOptions extends DeliveryOptions {
  readonly webhookPath: string;
  /** Whose word on the addresses of clients is taken. */
  readonly trustedProxies: readonly Network[];
  /** In Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  /** Answers what people open in a browser; `false` for what it does not know. */
  readonly pages: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | undefined;
  /**
   * Called with the result of each delivery.
   *
   * @param event `undefined` for what GitHub has not signed, whatever it calls itself
   */
  readonly onAnswer: (event: string | undefined, status: number, seconds: number) => void;
  /** Other limits than the App's own. */
  readonly limits?: BodyLimits;
}

/** What the response to a client that went away in the middle is counted as, as many proxies do. */
const clientLeft = 499;

/** The entry point from the network: what is not a delivery or a probe ends here, before anything is read or parsed. */
export function createHttpEdge(options: EdgeOptions): Server {
  const readBody = bodyReader(options.limits ?? bodyLimits);
  const reading = { readBody, clientOf: clientOfWith(options.trustedProxies) };
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path === '/healthz') return probe(request, response, async () => [200, 'ok']);
    if (path === '/readyz')
      return probe(request, response, async () => ((await options.isReady()) ? [200, 'ok'] : [503, 'not ready']));
    if (path === '/metrics') return probe(request, response, async () => [200, await options.metrics()]);
    if (await options.pages?.(request, response)) return;
    if (path !== options.webhookPath || options.secrets.length === 0) return respond(response, 404, 'not found');
    const began = performance.now();
    let event: string | undefined;
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : clientLeft;
      options.onAnswer(event, status, (performance.now() - began) / 1000);
    });
    await takeDelivery(options, reading, { request, response }, (name) => {
      event = name;
    });
  };
  const server = createServer({ ...limits, maxHeaderSize: 16 * 1024 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const delivery = headerOf(request, 'x-github-delivery')?.slice(0, 64);
      options.log.error({ err: error, delivery }, 'a request failed');
      if (response.headersSent) response.destroy();
      else respond(response, 500, 'internal error');
    });
  });
  server.maxHeadersCount = 100;
  return server;
}

async function probe(
  request: IncomingMessage,
  response: ServerResponse,
  ask: () => Promise<[number, string]>,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return respond(response, 405, 'this is read-only', { allow: 'GET, HEAD' });
  respond(response, ...(await ask()));
}
