import { expect, test } from '@jest/globals';
import { readFetchSettings } from '../../src/sources/settings/fetch-settings.ts';
import { mirrored, mirrorFor, readMirror } from '../../src/sources/settings/mirrors.ts';

test('nothing is fetched unless somebody says so', () => {
  expect([{}, { FETCH: '' }, { FETCH: 'off' }, { FETCH: ' on ' }].map((each) => readFetchSettings(each).isOn)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test.each([
  [{ FETCH: 'yes' }, 'FETCH is "yes"; it must be on or off.'],
  [
    { FETCH_ALLOW: 'git.example.com https://x' },
    'FETCH_ALLOW holds "https://x"; it must be a list of hosts such as github.com, *.example.com.',
  ],
  [{ FETCH_HOSTS: '*' }, 'FETCH_HOSTS holds "*"; it must be a list of hosts such as github.com, *.example.com.'],
  [
    { FETCH_HOSTS: 'a.*.example' },
    'FETCH_HOSTS holds "a.*.example"; it must be a list of hosts such as github.com, *.example.com.',
  ],
  ...[
    'https://github.com/',
    'https://github.com/=ssh://x/',
    'https://a/=https://u:secret@b/',
    'https://a/?q=https://b/',
  ].map((mirror): [Record<string, string>, string] => [
    { FETCH_MIRRORS: mirror },
    'FETCH_MIRRORS must be a list such as https://github.com/=https://git.example.com/github/, without passwords.',
  ]),
  [
    { FETCH_MIRRORS: 'https://a.example/=http://b.example/', FETCH_ALLOW: 'c.example' },
    'FETCH_MIRRORS has a mirror without TLS whose host is not in FETCH_ALLOW; add it there, or give the mirror TLS.',
  ],
])('%j is refused', (variables, message) => {
  expect(() => readFetchSettings(variables)).toThrow(message);
});

test('a list of hosts has names, names below others, and addresses', () => {
  const { hosts, allow } = readFetchSettings({
    FETCH_HOSTS: 'GitHub.com, *.example.com\n[::1]',
    FETCH_ALLOW: '10.0.0.1',
  });
  const asked = [
    'github.com',
    'github.com.',
    'example.com',
    'a.example.com',
    'a.b.example.com.',
    'aexample.com',
    '[::1]',
  ];
  expect(asked.map((host) => hosts?.has(host))).toEqual([true, true, false, true, true, false, true]);
  expect(['10.0.0.1', '10.0.0.2'].map((host) => allow.has(host))).toEqual([true, false]);
});

test('a mirror stands for what is below an address, and no other that begins like it', () => {
  const rules = ['https://github.com=http://mirror:8080/gh', 'https://github.com/acme/=https://acme.example/'].flatMap(
    (word) => readMirror(word) ?? [],
  );
  const asked = [
    'https://github.com/',
    'https://github.com/a/b?ref=1',
    'https://github.com/acme/x',
    'https://github.com.evil/',
  ];
  const answers = asked.map((address) => {
    const rule = mirrorFor(rules, address);
    return rule && mirrored(rule, address);
  });
  expect(answers).toEqual([
    'http://mirror:8080/gh/',
    'http://mirror:8080/gh/a/b?ref=1',
    'https://acme.example/x',
    undefined,
  ]);
});
