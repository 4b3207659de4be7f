import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Locator } from '../../src/sources/address/locate.ts';
import { Downloads } from '../../src/sources/http/download.ts';
import { FetchError } from '../../src/sources/problem/fetch-error.ts';
import { readFetchSettings } from '../../src/sources/settings/fetch-settings.ts';
import { type HttpHost, startHttpHost } from '../fake-sources/http-host.ts';
import { hostileAddress } from './hostile-addresses.ts';
import { randomFrom } from './random-from.ts';

/** What hostile references aim at: these answer whoever comes, on addresses that nobody has allowed. */
const VICTIMS = ['127.0.0.1', '127.0.0.3', '::1'];
/** The host that redirects to them is allowed. */
const REDIRECTOR = '127.0.0.2';

let victims: HttpHost[];
let redirector: HttpHost;
let downloads: Downloads;
let answersOfNames = 0;

/** Names lead where they should not: at once, or the second time they are asked for. */
const FORBIDDEN = ['127.0.0.1', '127.0.0.3', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1', '169.254.169.254', '10.0.0.1'];

beforeAll(async () => {
  victims = await Promise.all(VICTIMS.map((address) => startHttpHost(() => 'secret', address)));
  redirector = await startHttpHost(
    (path) => (response) => {
      const target = Buffer.from(path.slice(path.lastIndexOf('/') + 1), 'base64url').toString('latin1');
      response.writeHead(302, { location: target }).end();
    },
    REDIRECTOR,
  );
  const settings = readFetchSettings({
    FETCH: 'on',
    FETCH_ALLOW: REDIRECTOR,
    FETCH_MIRRORS: `https://start.example/=${redirector.url}`,
  });
  downloads = new Downloads(
    new Locator(settings, async () => {
      answersOfNames += 1;
      return [FORBIDDEN[answersOfNames % FORBIDDEN.length] ?? ''];
    }),
  );
});

afterAll(async () => {
  downloads.close();
  await Promise.all([...victims, redirector].map((host) => host.close()));
});

test('0 connections to a forbidden address over 10,000 addresses and chains of redirects', async () => {
  const random = randomFrom(20);
  const ports = victims.map(({ port }) => port);
  const addresses = Array.from({ length: 10_000 }, () => {
    const target = hostileAddress(random, ports);
    if (random.below(2) === 0) return target;
    let chain = target;
    for (let hops = 1 + random.below(3); hops > 0; hops -= 1) {
      chain = `https://start.example/${Buffer.from(chain).toString('base64url')}`;
    }
    return chain;
  });
  const outcomes = new Map<string, number>();
  await Promise.all(
    Array.from({ length: 16 }, async (_, worker) => {
      for (let index = worker; index < addresses.length; index += 16) {
        const outcome = await downloads.get(addresses[index] ?? '').then(
          () => 'answered',
          (error: unknown) => (error instanceof FetchError ? error.code : String(error)),
        );
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }),
  );
  expect(victims.map((host) => host.connections())).toEqual([0, 0, 0]);
  expect([...outcomes.keys()].sort()).toEqual(['bad-address', 'bad-answer', 'forbidden-address', 'scheme']);
  expect(outcomes.get('forbidden-address')).toBeGreaterThan(1_000);
  expect(redirector.requests.length).toBeGreaterThan(5_000);
});

test('a name is resolved once for each connection, and the address that was checked is connected to', async () => {
  const host = await startHttpHost({ '/': 'hello' }, REDIRECTOR);
  const [victim] = victims;
  const answers = [REDIRECTOR, '127.0.0.1'];
  const settings = readFetchSettings({
    FETCH: 'on',
    FETCH_ALLOW: 'changing.example',
    FETCH_MIRRORS: `https://here.example/=http://changing.example:${host.port}/`,
  });
  const changing = new Downloads(new Locator(settings, async () => [answers.shift() ?? '127.0.0.1']));
  const { bytes } = await changing.get('https://here.example/');
  expect([bytes.toString(), answers, host.connections(), victim?.connections()]).toEqual([
    'hello',
    ['127.0.0.1'],
    1,
    0,
  ]);
  changing.close();
  await host.close();
});
