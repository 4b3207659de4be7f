import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Actor } from '../auth/actor.ts';
import { authenticate } from '../auth/authenticate.ts';
import type { World } from '../state/world.ts';
import type { Answer } from './answer.ts';
import type { Contract } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { HttpProblem, notFound } from './problem.ts';
import type { Charge, RateLimits } from './rate-limit.ts';
import type { Match } from './router.ts';

export interface ApiRequest {
  readonly message: IncomingMessage;
  readonly url: URL;
  readonly path: string;
  readonly rawBody: string;
}

export interface ApiServices {
  readonly world: World;
  readonly find: (method: string, path: string) => Match | undefined;
  readonly limits: RateLimits;
  readonly contract: Contract;
  readonly violations: string[];
}

interface Progress {
  actor: Actor | undefined;
  body: unknown;
  charge: Charge | undefined;
}

interface Served {
  readonly answer: Answer;
  readonly credential: Exchange['credential'];
  readonly template: string | null;
  readonly requestBody: unknown;
}

/** Answers one REST request, the whole way from its token to the check against GitHub's own description. */
export const serveApi = async (services: ApiServices, request: ApiRequest): Promise<Served> => {
  const method = request.message.method ?? 'GET';
  const match = services.find(method, request.path);
  const progress: Progress = { actor: undefined, body: undefined, charge: undefined };
  const respond = async (): Promise<Answer> => {
    requireManners(request.message);
    progress.actor = authenticate(services.world, request.message.headers.authorization);
    progress.charge = services.limits.count(progress.actor, request.path === '/graphql' ? 'graphql' : 'core');
    progress.body = parseBody(request.rawBody);
    if (!match) throw notFound();
    return match.route.handle({
      world: services.world,
      actor: progress.actor,
      method,
      url: request.url,
      path: request.path,
      params: match.params,
      query: request.url.searchParams,
      headers: request.message.headers,
      body: progress.body,
    });
  };
  const plain = written(await respond().catch(toAnswer));
  const template = match?.route.template ?? null;
  // Raw content is no JSON, and its description none either.
  if (template && plain.text === undefined) {
    const { status, json } = plain;
    const exchange = {
      method,
      template,
      query: request.url.searchParams,
      requestBody: progress.body,
      status,
      responseBody: json === undefined ? undefined : JSON.parse(json),
    };
    services.violations.push(...services.contract(exchange));
  }
  const tagged = withETag(request.message, plain);
  if (tagged.status === 304) progress.charge?.giveBack();
  const answer = { ...tagged, headers: { ...progress.charge?.headers(), ...tagged.headers } };
  return { answer, credential: progress.actor?.kind ?? 'refused', template, requestBody: progress.body };
};

const toAnswer = (problem: unknown): Answer => {
  if (problem instanceof HttpProblem) return problem.toAnswer();
  throw problem;
};

/** What the client will see, not what the server holds; long lists take their time, so it is written once. */
const written = (answer: Answer): Answer =>
  answer.body === undefined ? answer : { ...answer, json: JSON.stringify(answer.body) };

const requireManners = ({ headers }: IncomingMessage): void => {
  if (!headers['user-agent']) {
    const rule = 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header';
    throw new HttpProblem(
      403,
      `${rule} (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).`,
    );
  }
  const accept = headers.accept ?? '*/*';
  if (!/json|\*\/\*|application\/\*|text\/html|vnd\.github/.test(accept))
    throw new HttpProblem(415, "Must accept 'application/json'");
};

const parseBody = (rawBody: string): unknown => {
  if (rawBody === '') return undefined;
  try {
    return JSON.parse(rawBody);
  } catch {
    throw new HttpProblem(400, 'Problems parsing JSON');
  }
};

/** Reading twice is free of charge and of bytes when nothing changed. */
const withETag = (message: IncomingMessage, answer: Answer): Answer => {
  if (message.method !== 'GET' || answer.status !== 200) return answer;
  const etag = `W/"${createHash('sha256')
    .update(answer.json ?? '')
    .digest('hex')}"`;
  const headers = { ...answer.headers, etag, 'cache-control': 'private, max-age=60, s-maxage=60' };
  const same = message.headers['if-none-match']?.split(',').some((tag) => tag.trim() === etag);
  return same ? { status: 304, headers } : { ...answer, headers };
};
