import { expect, test } from '@jest/globals';
import { createLog } from '../../src/server/log/create-log.ts';

const token = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a';

test.each([
  ['a token in a message', (log: Log) => log.info(`fetched with ${token}`)],
  ['a token in an address', (log: Log) => log.info({ url: `https://x-access-token:${token}@github.com/a/b.git` }, 'x')],
  ['a password in an address', (log: Log) => log.info('https://somebody:hunter2hunter2@github.com/a/b.git')],
  ['a header', (log: Log) => log.info({ headers: { authorization: 'Basic aHVudGVyMmh1bnRlcjI=' } }, 'x')],
  ['a header in a message', (log: Log) => log.info('authorization: Basic aHVudGVyMmh1bnRlcjI=')],
  ['a field of that name', (log: Log) => log.info({ auth: { token: 'hunter2hunter2' } }, 'x')],
  ["an error's message", (log: Log) => log.error({ err: new Error(`git failed: ${token}`) }, 'x')],
  ['a JSON web token', (log: Log) => log.info('eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjEyfQ.c2lnbmF0dXJlaHVudGVyMg')],
  ['a private key', (log: Log) => log.info('-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----')],
])('never reaches the log: %s', (_, write) => {
  const lines: string[] = [];
  write(createLog({ level: 'trace', format: 'json', to: { write: (line) => void lines.push(line) } }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('***');
  expect(lines[0]).not.toMatch(/16C7e42F|hunter2|aHVudGVy|c2lnbmF0dXJl/);
});

type Log = ReturnType<typeof createLog>;
