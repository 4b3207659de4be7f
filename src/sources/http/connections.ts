import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, createSecureContext, rootCertificates, type SecureContextOptions } from 'node:tls';
import { addressKind } from '../address/address-kind.ts';
import type { Located } from '../address/locate.ts';
import type { ClientCertificate } from '../contract/credential.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { HttpProxy } from '../settings/proxy.ts';
import { openTunnel } from './tunnel.ts';

/** What the operator says of the network. */
export interface Network {
  readonly proxy?: HttpProxy | undefined;
  /** Absolute path of certificates that are trusted too. */
  readonly authorities?: string | undefined;
}

/** To one host, and to all. */
const LIMITS = { maxSockets: 4, maxTotalSockets: 16, keepAlive: true };

/** Connections that are kept for the next request: one that was opened with a certificate is for those who have it. */
export class Connections {
  readonly #network: Network;
  readonly #plain = new HttpAgent(LIMITS);
  readonly #secure = new Map<string, HttpsAgent>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** @throws FetchError `credentials` where certificates cannot be read */
  agentFor(located: Located, certificate: ClientCertificate | undefined): HttpAgent | HttpsAgent {
    if (located.url.protocol === 'http:') return this.#plain;
    const proxy = proxyFor(located, this.#network);
    const key = JSON.stringify([proxy !== undefined, certificate]);
    const agent = this.#secure.get(key) ?? this.#open(proxy, certificate);
    this.#secure.set(key, agent);
    return agent;
  }

  close(): void {
    for (const agent of [this.#plain, ...this.#secure.values()]) agent.destroy();
    this.#secure.clear();
  }

  #open(proxy: HttpProxy | undefined, certificate: ClientCertificate | undefined): HttpsAgent {
    const context = contextOf(this.#network.authorities, certificate);
    const options = { ...LIMITS, ...(context === undefined ? {} : { secureContext: createSecureContext(context) }) };
    return proxy === undefined ? new HttpsAgent(options) : new ProxiedAgent(proxy, options);
  }
}

/** @returns the proxy that stands before an address: none before one of a private network */
export function proxyFor({ addresses }: Located, { proxy }: Network): HttpProxy | undefined {
  return addresses.every((address) => addressKind(address) === 'public') ? proxy : undefined;
}

/** @returns all certificates that are trusted, in PEM @throws FetchError `credentials` */
export function trusted(authorities: string): readonly string[] {
  return [...rootCertificates, read('FETCH_CA', authorities)];
}

function contextOf(
  authorities: string | undefined,
  certificate: ClientCertificate | undefined,
): SecureContextOptions | undefined {
  if (authorities === undefined && certificate === undefined) return undefined;
  return {
    ...(authorities === undefined ? {} : { ca: [...trusted(authorities)] }),
    ...(certificate === undefined
      ? {}
      : {
          cert: read('FETCH_CLIENT_CERTS', certificate.certificate),
          key: read('FETCH_CLIENT_CERTS', certificate.key),
        }),
  };
}

function read(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new FetchError('credentials', `what ${variable} names cannot be read`, `Check ${variable}.`);
  }
}

/** Begins TLS within a tunnel through a proxy. */
class ProxiedAgent extends HttpsAgent {
  readonly #proxy: HttpProxy;

  constructor(proxy: HttpProxy, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(target: RequestOptions, done?: (error: Error | null, stream: Duplex) => void): undefined {
    // Node looks at no connection beside an error.
    const fail = (error: Error): void => done?.(error, new Socket());
    target.lookup?.(target.host ?? '', {}, (error, address) => {
      if (error !== null || typeof address !== 'string') return fail(error ?? new Error('no address'));
      openTunnel(this.#proxy, address, Number(target.port)).then((socket) => {
        done?.(null, connect({ ...this.options, servername: target.servername, ALPNProtocols: ['http/1.1'], socket }));
      }, fail);
    });
    return undefined;
  }
}
