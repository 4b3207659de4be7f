import { expect, test } from '@jest/globals';
import { readFetchSettings } from '../../src/sources/settings/fetch-settings.ts';

const GRANTS = `acme/fleet → acme/app, registry.example/team/*, charts.example:8443/stable
acme/* -> Acme/Shared; other/fleet -> git.example/*`;

function grantsOf(repository: string, variables: Readonly<Record<string, string>> = {}) {
  const { grants } = readFetchSettings({ FETCH_GRANTS: GRANTS, ...variables });
  return grants.askerFor({ installation: 7, repository });
}

test.each([
  ['https://github.com/acme/app', 'acme/app'],
  ['https://github.com/acme/app.git', 'acme/app'],
  ['https://GitHub.com/Acme/App.git/info/refs', 'acme/app'],
  ['https://github.com./acme/app', 'acme/app'],
  ['ssh://git@github.com/acme/app.git', 'acme/app'],
  ['ssh://git@github.com:22/acme/app.git', 'acme/app'],
  ['https://github.com:443/acme/app', 'acme/app'],
  ['https://github.com/acme/shared', 'Acme/Shared'],
  ['oci://registry.example/team/app', 'registry.example/team/*'],
  ['https://registry.example/team/a/b/', 'registry.example/team/*'],
  ['https://charts.example:8443/stable/index.yaml', 'charts.example:8443/stable'],
])('acme/fleet is granted %s', (address, word) => {
  expect(grantsOf('acme/fleet').grantFor(address)).toBe(word);
});

test.each([
  'https://github.com/acme/application',
  'https://github.com/acme',
  'https://github.com/acme/ap',
  'https://github.com/other/app',
  'https://github.com/acme/app/../secret',
  'https://github.com/acme/app/%2e%2e/secret',
  'https://github.com/acme/app%2f..%2fsecret',
  'https://github.com/acme/app\\..\\secret',
  'https://github.com//acme/app',
  'https://github.com:8443/acme/app',
  'https://github.com.evil.example/acme/app',
  'https://evil.example/acme/app',
  'https://evil.example/github.com/acme/app',
  'https://evil.example#@github.com/acme/app',
  'https://github.com@evil.example/acme/app',
  'oci://registry.example/team',
  'oci://registry.example/teams/app',
  'oci://registry.example/Team/app',
  'https://charts.example/stable/index.yaml',
  'https://git.example/a',
  '',
  'nonsense',
])('acme/fleet is not granted %s', (address) => {
  expect(grantsOf('acme/fleet').grantFor(address)).toBeUndefined();
});

test('what is granted to one repository, or to all of an owner, is not to others', () => {
  const asked = ['https://github.com/acme/app', 'https://github.com/acme/shared', 'https://git.example/a/b'];
  const granted = (repository: string) => asked.map((address) => grantsOf(repository).grantFor(address));
  expect([granted('Acme/Web'), granted('other/fleet'), granted('acmes/fleet')]).toEqual([
    [undefined, 'Acme/Shared', undefined],
    [undefined, undefined, 'git.example/*'],
    [undefined, undefined, undefined],
  ]);
});

test('repositories without a host are on the server of GitHub that the App belongs to', () => {
  const asker = grantsOf('acme/fleet', { GHE_HOST: 'git.acme.example' });
  expect(['https://git.acme.example/acme/app', 'https://github.com/acme/app'].map(asker.grantFor)).toEqual([
    'acme/app',
    undefined,
  ]);
});

test.each(['acme', 'acme/fleet', 'acme/fleet ->', 'acme/fleet -> *', 'acme/fleet -> example.com', '* -> acme/app'])(
  '%j is no grant',
  (text) => {
    expect(() => readFetchSettings({ FETCH_GRANTS: text })).toThrow(
      'FETCH_GRANTS must be a list such as acme/fleet -> acme/app registry.example/team/*; acme/other -> acme/lib.',
    );
  },
);
