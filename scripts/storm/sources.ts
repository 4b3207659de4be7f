import type { ServerResponse } from 'node:http';
import { type HttpHost, startHttpHost } from '../../test/fake-sources/http-host.ts';
import { settings } from '../../test/github/small-fleet.ts';
import type { Random } from './random.ts';

/** What every other fleet refers to elsewhere, beside what it holds itself. */
export const ELSEWHERE = 'https://files.example/install.yaml';

/** A host of files under bad conditions: it fails, hangs, is busy, breaks off and changes what it gives. */
export interface StormySources {
  /** Settings of the App that has it fetched. */
  readonly variables: Readonly<Record<string, string>>;
  /** It gives the same from now on, and gives it well. */
  readonly clear: () => void;
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

export async function startSources(random: Random): Promise<StormySources> {
  let isClear = false;
  const host: HttpHost = await startHttpHost((path) => (path === '/install.yaml' ? answer : undefined));
  function answer(response: ServerResponse): void {
    const weather = isClear ? 1 : random.number();
    if (weather < 0.1) response.writeHead(503).end();
    else if (weather < 0.15) response.writeHead(429, { 'retry-after': '1' }).end();
    else if (weather < 0.25) response.destroy();
    else if (weather < 0.3) response.writeHead(200, { 'content-length': 10_000 }).write('apiVersion: v1\n');
    else if (weather < 0.35) return;
    else response.end(settings(isClear ? 'clear' : String(random.below(5)), 'elsewhere'));
  }
  return {
    variables: {
      FETCH: 'on',
      // Of images, nobody out there is asked.
      FETCH_HOSTS: '127.0.0.1',
      FETCH_ALLOW: '127.0.0.1',
      FETCH_MIRRORS: `https://files.example/=${host.url}`,
      // What hangs is given up before a person would.
      FETCH_SECONDS: '2',
    },
    clear: () => {
      isClear = true;
    },
    asked: () => host.requests.length,
    close: () => host.close(),
  };
}
