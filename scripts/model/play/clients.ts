import { ProbotOctokit } from 'probot';
import type { Answer, Request } from '../world/answer.ts';
import { failure } from './pending.ts';

/** Does one request when its time has come. */
export type Ask = (request: Request) => Promise<Answer & { readonly date: string }>;

/** Octokit, as the App has it, that asks whoever uses it instead of GitHub. */
export interface Client {
  readonly github: ProbotOctokit;
  ask: Ask;
}

const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** To make an Octokit takes longer than most of what one is used for, so that those that nobody uses are used again. */
const idle: Client[] = [];

export function takeClient(ask: Ask): Client {
  const client = idle.pop() ?? createClient();
  client.ask = ask;
  return client;
}

/** @param client that nothing will ask any more */
export function giveBack(client: Client): void {
  client.ask = nobody;
  idle.push(client);
}

function createClient(): Client {
  const github = new ProbotOctokit({ retry: { enabled: false }, throttle: { enabled: false }, log: silent });
  const client: Client = { github, ask: nobody };
  github.hook.wrap('request', async (_, { method, url, ...params }) => {
    const { status, data, date } = await client.ask({ method, url, params });
    if (status >= 400) throw failure(status);
    return { status, data, url, headers: { date } };
  });
  return client;
}

async function nobody({ method, url }: Request): Promise<never> {
  throw new Error(`the App asked ${method} ${url} when its work was done`);
}

function nothing(): void {
  // It only has to be there.
}
