import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Located, Locator } from '../address/locate.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { hostName } from '../settings/host-list.ts';
import { type Asking, forHost, hostFor } from './asking.ts';
import { bodyOf, typeOf } from './body-of.ts';
import { connectionError } from './connection-error.ts';
import { Connections, type Network } from './connections.ts';
import { FailingHosts } from './failing-hosts.ts';
import { givenAddresses } from './given-addresses.ts';
import { type DownloadLimits, FILE_LIMITS } from './limits.ts';

interface Answer {
  /** Where it was redirected to, or what was asked. */
  readonly address: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As the server has it, without parameters: `text/html`. */
  readonly type: string;
  readonly body: AsyncIterable<Buffer>;
}

export interface Downloaded extends Pick<Answer, 'headers' | 'type'> {
  readonly bytes: Buffer;
}

/** Downloads over connections to checked addresses alone: no proxy of the environment, no redirect unchecked. */
export class Downloads {
  readonly #locator: Locator;
  readonly #failing = new FailingHosts();
  readonly #connections: Connections;

  constructor(locator: Locator, network: Network = {}) {
    this.#locator = locator;
    this.#connections = new Connections(network);
  }

  /**
   * @param address absolute
   * @throws FetchError
   */
  get(address: string, limits = FILE_LIMITS, asking: Asking = {}): Promise<Downloaded> {
    return this.exchange(address, limits, asking, async ({ headers, type, body }) => ({
      bytes: await wholeOf(body),
      type,
      headers,
    }));
  }

  /**
   * Asks, and follows redirects; what is asked with stays with whom it is meant for.
   *
   * @param take reads the answer, whatever it is; its body is that of what was asked for, or throws why there is none
   */
  async exchange<T>(
    address: string,
    limits: DownloadLimits,
    asking: Asking,
    take: (answer: Answer) => Promise<T>,
  ): Promise<T> {
    const late = AbortSignal.timeout(limits.time);
    const deadline = limits.signal === undefined ? late : AbortSignal.any([late, limits.signal]);
    let next = address;
    let from: Located | undefined;
    let mine = asking;
    for (let redirects = 0; redirects <= limits.redirects; redirects += 1) {
      const located = await inTime(this.#locator.locate(next, 'https', from), deadline, limits);
      mine = forHost(mine, located, from === undefined ? undefined : { from, address: next });
      from = located;
      const host = hostFor(mine, located.url);
      this.#failing.refuse(host, located.shown);
      limits.watch?.asked(hostName(new URL(next)), located.host);
      const noteFailure = (error: unknown): never => {
        if (limits.signal?.aborted !== true) this.#failing.note(host, located.shown, error);
        throw error;
      };
      const answer = await this.#ask(located, mine, deadline, limits).catch(noteFailure);
      try {
        const target = redirectOf(answer, located);
        if (target === undefined) {
          const whole = {
            address: next,
            ...asAnswer(answer, located.shown, deadline, limits, mine.credential !== undefined),
          };
          return await take(whole).catch(noteFailure);
        }
        next = target;
      } finally {
        // What is not read to its end keeps its connection, of which there are few.
        answer.destroy();
      }
    }
    throw new FetchError(
      'too-many-redirects',
      `it is redirected more than ${limits.redirects} times`,
      'Refer to where it leads.',
    );
  }

  /** Lets go of connections that are kept for the next download. */
  close(): void {
    this.#connections.close();
  }

  async #ask(
    located: Located,
    { headers, credential, form, isHead }: Asking,
    signal: AbortSignal,
    limits: DownloadLimits,
  ): Promise<IncomingMessage> {
    const { url, addresses, shown } = located;
    const agent = this.#connections.agentFor(located, credential?.certificate);
    const options = {
      method: form !== undefined ? 'POST' : isHead === true ? 'HEAD' : 'GET',
      agent,
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'user-agent': 'blast-radius',
        accept: '*/*',
        ...headers,
        ...(credential?.authorization === undefined ? {} : { authorization: credential.authorization }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        'accept-encoding': 'identity',
      },
      lookup: givenAddresses(addresses),
      timeout: limits.silence,
      rejectUnauthorized: true,
      signal,
    };
    const request: ClientRequest = url.protocol === 'https:' ? requestHttps(options) : requestHttp(options);
    return new Promise((resolve, reject) => {
      let answering: IncomingMessage | undefined;
      request.on('timeout', () => (answering ?? request).destroy(tooSlow(shown, limits.silence)));
      request.on('error', (error) => reject(connectionError(error, shown, signal, limits.time)));
      request.on('response', (answer) => {
        answering = answer;
        resolve(answer);
      });
      request.end(form?.toString());
    });
  }
}

/** @returns all of a body, which has a limit */
export async function wholeOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function asAnswer(
  answer: IncomingMessage,
  shown: string,
  deadline: AbortSignal,
  limits: DownloadLimits,
  isKnown: boolean,
): Omit<Answer, 'address'> {
  const { statusCode: status = 0, headers } = answer;
  return { status, headers, type: typeOf(answer), body: bodyOf(answer, shown, deadline, limits, isKnown) };
}

/** Where an answer leads instead; a server may name it relative to where it was asked. */
function redirectOf({ statusCode, headers }: IncomingMessage, { url, shown }: Located): string | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode ?? 0)) return undefined;
  // Node reads headers byte by byte.
  const location = headers.location && Buffer.from(headers.location, 'latin1').toString('utf8');
  if (location !== undefined && URL.canParse(location, url.href)) return new URL(location, url).href;
  throw new FetchError('bad-answer', `${shown} redirects to no address`, 'Refer to where it should lead.');
}

function tooSlow(shown: string, silence: number): FetchError {
  return new FetchError('too-slow', `${shown} sends nothing for ${silence / 1000} seconds`, 'Try again later.');
}

/** Resolving a name cannot be given up, but it can be left behind. */
function inTime<T>(work: Promise<T>, deadline: AbortSignal, { time }: DownloadLimits): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void =>
      reject(new FetchError('too-slow', `it took longer than ${time / 1000} seconds`, 'Try again later.'));
    if (deadline.aborted) return late();
    deadline.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', late));
  });
}
