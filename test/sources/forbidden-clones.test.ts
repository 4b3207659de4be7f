import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PERSON } from '../../src/sources/settings/asker.ts';
import type { SourceRef } from '../../src/tree/sources/source-ref.ts';
import { type HttpHost, startHttpHost } from '../fake-sources/http-host.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { GIT_SCHEMES, hostileAddress } from './hostile-addresses.ts';
import { randomFrom } from './random-from.ts';
import { clone, sourcesAt } from './sources-at.ts';

/** Some of them, where it has to be quick. */
const COUNT = process.env.TESTS === 'all' ? 10_000 : 600;

const VICTIMS = ['127.0.0.1', '127.0.0.3', '::1'];
const FORBIDDEN = [...VICTIMS, '0.0.0.0', '::', '::ffff:127.0.0.1', '169.254.169.254', '10.0.0.1'];
const FIRST = '/info/refs?service=git-upload-pack';

let victims: HttpHost[];
let redirector: HttpHost;
/** Where git has been told to go by a host that tells nobody else. */
let led = 0;

const asPath = (text: string): string => Buffer.from(text).toString('base64url');
const asText = (path: string): string => Buffer.from(path, 'base64url').toString('latin1');

beforeAll(async () => {
  victims = await Promise.all(VICTIMS.map((address) => startHttpHost(() => 'secret', address)));
  redirector = await startHttpHost(
    (path) => (response, request) => {
      const [, way = '', target = ''] = /^\/(all|git)\/([^/]*)/.exec(path) ?? [];
      const isGit = request.headers['user-agent']?.startsWith('git/') === true;
      if (way === 'git' && !isGit) return void response.end();
      if (isGit) led += 1;
      response.writeHead(302, { location: `${asText(target)}${FIRST}` }).end();
    },
    '127.0.0.2',
  );
});

afterAll(async () => {
  await Promise.all([...victims, redirector].map((host) => host.close()));
  removeTempFolders();
});

test('real git makes 0 connections to a forbidden address, wherever repositories and hosts lead it', async () => {
  const random = randomFrom(21);
  const ports = victims.map(({ port }) => port);
  const wanted = new Map<string, SourceRef>();
  for (let index = 0; index < COUNT; index += 1) {
    let address = hostileAddress(random, ports, GIT_SCHEMES);
    const hops = random.below(4);
    // The last of them may lead git alone astray, after all that could be checked was checked.
    for (let hop = 0; hop < hops; hop += 1) {
      const way = hop === 0 && random.below(5) === 0 ? 'git' : 'all';
      address = `https://start.example/${way}/${asPath(address)}`;
    }
    wanted.set(String(index), clone(address, random.of(['main', '', 'v1', '0'.repeat(40)])));
  }
  const key = join(tempFolder(), 'key');
  writeFileSync(key, 'no key');
  let names = 0;
  const sources = sourcesAt({
    url: redirector.url,
    settings: {
      FETCH_ALLOW: '127.0.0.2',
      FETCH_MIRRORS: `https://start.example/=${redirector.url}`,
      FETCH_SSH_KEY: key,
      FETCH_SSH_KNOWN_HOSTS: key,
    },
    resolveName: async () => {
      names += 1;
      return [FORBIDDEN[names % FORBIDDEN.length] ?? ''];
    },
  });
  const resolved = await sources.resolve(wanted, { format: 'sha1', asker: PERSON });
  sources.close();
  expect([...resolved.values()].filter(({ kind }) => kind !== 'unavailable')).toEqual([]);
  expect(victims.map((host) => host.connections())).toEqual([0, 0, 0]);
  expect([resolved.size, led > COUNT / 50, names > COUNT / 50]).toEqual([COUNT, true, true]);
}, 600_000);
