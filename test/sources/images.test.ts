import { afterEach, expect, test } from '@jest/globals';
import type { OnlyHosts } from '../../src/sources/contract/only-hosts.ts';
import { type FakeRegistry, type RegistryManners, startRegistry } from '../fake-sources/registry.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { sourcesAt } from './sources-at.ts';

const NAME = 'acme/app';
const DIGEST = `sha256:${'0'.repeat(64)}`;

const running: { readonly close: () => unknown }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
  removeTempFolders();
});

async function start(manners?: RegistryManners): Promise<FakeRegistry> {
  const registry = await startRegistry(NAME, manners);
  running.push(registry);
  registry.push('1.0.0', []);
  return registry;
}

/** @returns `present`, or why not, `gone` where that is certain; of each image in turn */
async function ask(
  { url }: Pick<FakeRegistry, 'url'>,
  references: readonly string[],
  { only, ...more }: { readonly only?: OnlyHosts; readonly directory?: string; readonly isOffline?: boolean } = {},
): Promise<readonly string[]> {
  const settings = {
    FETCH_ALLOW: 'this-machine.example 127.0.0.1',
    FETCH_MIRRORS: `https://here.example/=${url}`,
  };
  const sources = sourcesAt({ url, ...more, settings });
  running.push(sources);
  const said: string[] = [];
  for (const reference of references) {
    const source = { kind: 'image', url: `oci://here.example/${NAME}`, reference } as const;
    const answer = (await sources.resolve(new Map([['it', source]]), { format: 'sha1', only })).get('it');
    if (answer?.kind !== 'unavailable') said.push(answer?.kind ?? 'nothing');
    else said.push(`${answer.isGone === true ? 'gone' : answer.code}: ${answer.reason}`);
  }
  return said;
}

test('whether an image is there is asked without fetching it, and is held for a while', async () => {
  const registry = await start();
  const digest = registry.push('2.0.0', []);
  expect(await ask(registry, ['1.0.0', digest, '1.0.0', digest])).toEqual(['present', 'present', 'present', 'present']);
  expect(registry.requests).toEqual([`HEAD /v2/${NAME}/manifests/1.0.0`, `HEAD /v2/${NAME}/manifests/${digest}`]);
});

test('an image is gone where the registry shows its tags, and is asked for again', async () => {
  const registry = await start({ token: 'given', page: 1 });
  const directory = tempFolder();
  expect(await ask(registry, ['3.0.0', DIGEST], { directory })).toEqual([
    `gone: ${NAME} does not have "3.0.0"`,
    `gone: ${NAME} does not have "${DIGEST}"`,
  ]);
  registry.push('3.0.0', []);
  expect(await ask(registry, ['3.0.0'], { directory })).toEqual(['present']);
});

test.each<readonly [string, RegistryManners, string]>([
  ['hides its tags', { hidesTags: true }, 'not-found: the mirror of here.example does not have it (404)'],
  ['wants a password', { isPrivate: true }, 'denied: here.example does not give it to everybody (401)'],
  ['gives nobody a token', { token: 'none' }, 'bad-answer: the registry gives no token'],
  ['has more tags than are read', { isEndless: true }, 'not-found: the mirror of here.example does not have it (404)'],
])('whether an image is there is not known where the registry %s', async (_, manners, why) => {
  expect(await ask(await start(manners), ['3.0.0'])).toEqual([why]);
});

test('nobody is asked without a network, nor for what somebody else refers to at a host that is new', async () => {
  const registry = await start();
  const only: OnlyHosts = { hosts: new Set(['oci other.example']), whose: 'a pull request from a fork' };
  expect([
    ...(await ask(registry, ['1.0.0'], { only })),
    ...(await ask(registry, ['1.0.0'], { isOffline: true })),
  ]).toEqual([
    'new-host: it is not looked at: here.example is a new host in a pull request from a fork',
    'offline: it is not here, and with --offline nothing is fetched',
  ]);
  expect(registry.requests).toEqual([]);
});
