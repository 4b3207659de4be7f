import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Locator } from '../../src/sources/address/locate.ts';
import { Downloads } from '../../src/sources/http/download.ts';
import { FetchError } from '../../src/sources/problem/fetch-error.ts';
import { readFetchSettings } from '../../src/sources/settings/fetch-settings.ts';
import { type HttpHost, startHttpHost } from '../fake-sources/http-host.ts';
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

/** Ways to write an IPv4 address. */
function formsOf(address: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number): string => `0x${value.toString(16)}`;
  const octal = (value: number): string => `0${value.toString(8)}`;
  const [high, low] = [a * 256 + b, c * 256 + d].map((value) => value.toString(16));
  return [
    address,
    `${address}.`,
    String(number),
    hex(number),
    octal(number),
    [a, b, c, d].map(hex).join('.'),
    [a, b, c, d].map(octal).join('.'),
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${hex(a)}.${b}.${octal(c)}.${d}`,
    [...address]
      .map((character) => (/\d/.test(character) ? String.fromCodePoint(0xff10 + Number(character)) : '。'))
      .join(''),
    [...address].map((character) => `%${character.charCodeAt(0).toString(16)}`).join(''),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}::]`,
  ];
}

const HOSTS = [
  ...['127.0.0.1', '127.0.0.3', '0.0.0.0', '169.254.169.254', '10.0.0.1', '100.64.0.1', '224.0.0.1'].flatMap(formsOf),
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[fd00:ec2::254]', '[ff02::1]', '[fe80::1%25lo]'],
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'metadata.google.internal',
    'rebinding.example',
    'ⅰnternal.example',
  ],
];

const BEFORE = [
  '',
  'user@',
  'user:password@',
  '192.0.2.1@',
  '192.0.2.1:443@',
  '192.0.2.1#@',
  '192.0.2.1/@',
  '192.0.2.1\\@',
  '192.0.2.1%23@',
];
const SCHEMES = [
  'https://',
  'http://',
  'HTTPS://',
  'https:',
  'https:/\\',
  'https:\t//',
  'git+https://',
  'ftp://',
  'file://',
  '//',
];

test('0 connections to a forbidden address over 10,000 addresses and chains of redirects', async () => {
  const random = randomFrom(20);
  const ports = victims.map(({ port }) => port);
  const addresses = Array.from({ length: 10_000 }, () => {
    const target = `${random.of(SCHEMES)}${random.of(BEFORE)}${random.of(HOSTS)}:${random.of(ports)}/secret`;
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
