import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64 } from '../../src/yaml/node/decode-base64.ts';

test.each([
  ['a text', 'aGVsbG8=', 'hello'],
  ['nothing', '', ''],
  ['a text on lines', 'aGVs\r\nbG8=\n', 'hello'],
  ['a mark of the byte order', '77u/YQ==', '\ufeffa'],
  ['two bytes of a character that has three', '4oI=', '\ufffd\ufffd'],
  ['half of a pair', '7aCA', '\ufffd\ufffd\ufffd'],
  ['a character that is longer than it need be', 'wIBh', '\ufffd\ufffda'],
  ['a character beyond all', '9JCAgA==', '\ufffd\ufffd\ufffd\ufffd'],
  ['a character behind a bad byte', '/+KCrA==', '\ufffd€'],
])('base64 is read as Go reads it: %s', (_what, encoded, text) => {
  expect(decodeBase64(encoded)).toBe(text);
});

test.each(['a', 'ab', 'abc', 'ab=', 'a===', 'ab==cd==', 'ab c', 'ab-_', '====', 'aGVsbG8==='])(
  'no base64 is read: %s',
  (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  },
);

test('what is written is what is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeBase64(Buffer.from(text).toString('base64'))).toBe(text);
    }),
  );
});
