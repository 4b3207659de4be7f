import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Located, Locator } from '../address/locate.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { connectionError } from './connection-error.ts';
import { refusalOf } from './refusal.ts';

export interface DownloadLimits {
  /** Of the whole answer. */
  readonly bytes: number;
  /** Of a whole download, redirects included. In milliseconds. */
  readonly time: number;
  /** Without a byte. In milliseconds. */
  readonly silence: number;
  readonly redirects: number;
}

/** A file as source-controller takes it at most, and what a person waits for. */
export const FILE_LIMITS: DownloadLimits = { bytes: 5 * 1024 * 1024, time: 60_000, silence: 20_000, redirects: 5 };

export interface Downloaded {
  readonly bytes: Buffer;
  /** As the server has it, without parameters: `text/html`. */
  readonly type: string;
}

/** To one host, and to all. */
const CONNECTIONS = { maxSockets: 4, maxTotalSockets: 16, keepAlive: true };

/** Downloads over connections to checked addresses alone: no proxy of the environment, no redirect unchecked. */
export class Downloads {
  readonly #locator: Locator;
  readonly #agents = { 'http:': new HttpAgent(CONNECTIONS), 'https:': new HttpsAgent(CONNECTIONS) };

  constructor(locator: Locator) {
    this.#locator = locator;
  }

  /**
   * @param address absolute
   * @throws FetchError
   */
  async get(address: string, limits = FILE_LIMITS): Promise<Downloaded> {
    const deadline = AbortSignal.timeout(limits.time);
    let next = address;
    for (let redirects = 0; redirects <= limits.redirects; redirects += 1) {
      const located = await inTime(this.#locator.locate(next), deadline, limits);
      const answer = await this.#ask(located, deadline, limits);
      try {
        const target = redirectOf(answer, located.url);
        if (target === undefined) return await readAnswer(answer, located.url, deadline, limits);
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
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  #ask({ url, addresses }: Located, signal: AbortSignal, limits: DownloadLimits): Promise<IncomingMessage> {
    const options = {
      method: 'GET',
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, 'user-agent': 'blast-radius', accept: '*/*', 'accept-encoding': 'identity' },
      lookup: givenAddresses(addresses),
      timeout: limits.silence,
      rejectUnauthorized: true,
      signal,
    };
    const request: ClientRequest =
      url.protocol === 'https:'
        ? requestHttps({ ...options, agent: this.#agents['https:'] })
        : requestHttp({ ...options, agent: this.#agents['http:'] });
    return new Promise((resolve, reject) => {
      let answering: IncomingMessage | undefined;
      request.on('timeout', () => (answering ?? request).destroy(tooSlow(url, limits.silence)));
      request.on('error', (error) => reject(connectionError(error, url, signal, limits.time)));
      request.on('response', (answer) => {
        answering = answer;
        resolve(answer);
      });
      request.end();
    });
  }
}

/** Where an answer leads instead; a server may name it relative to where it was asked. */
function redirectOf({ statusCode, headers }: IncomingMessage, asked: URL): string | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode ?? 0)) return undefined;
  // Node reads headers byte by byte.
  const location = headers.location && Buffer.from(headers.location, 'latin1').toString('utf8');
  if (location !== undefined && URL.canParse(location, asked.href)) return new URL(location, asked).href;
  throw new FetchError('bad-answer', `${asked.host} redirects to no address`, 'Refer to where it should lead.');
}

async function readAnswer(
  answer: IncomingMessage,
  url: URL,
  deadline: AbortSignal,
  limits: DownloadLimits,
): Promise<Downloaded> {
  const refusal = refusalOf(answer, url) ?? largerThan(limits.bytes, Number(answer.headers['content-length'] ?? 0));
  if (refusal !== undefined) throw refusal;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      const tooLarge = largerThan(limits.bytes, size);
      if (tooLarge !== undefined) throw tooLarge;
      chunks.push(bytes);
    }
  } catch (error) {
    throw connectionError(error, url, deadline, limits.time);
  }
  const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
  return { bytes: Buffer.concat(chunks), type: type.trim().toLowerCase() };
}

function largerThan(limit: number, size: number): FetchError | undefined {
  if (size <= limit) return undefined;
  return new FetchError(
    'too-large',
    `it has more than ${limit} bytes`,
    'Copy what is needed of it into this repository.',
  );
}

function tooSlow(url: URL, silence: number): FetchError {
  return new FetchError('too-slow', `${url.hostname} sends nothing for ${silence / 1000} seconds`, 'Try again later.');
}

/** Answers every question for the host with what was checked. */
function givenAddresses(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, answer) => {
    const [first] = all;
    if (options.all === true) answer(null, all);
    else if (first !== undefined) answer(null, first.address, first.family);
  };
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
