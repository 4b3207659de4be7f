import { expect, test } from '@jest/globals';
import { decodeText } from '../../src/yaml/node/decode-text.ts';

test.each([
  ['UTF-8', [0xc3, 0xa9]],
  ['UTF-8 behind a byte order mark', [0xef, 0xbb, 0xbf, 0xc3, 0xa9]],
  ['UTF-16, little end first', [0xff, 0xfe, 0xe9, 0x00]],
  ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0xe9]],
])('%s is decoded', (_name, bytes) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe('é');
});

test.each([
  ['Latin-1', [0x61, 0xe9]],
  ['a surrogate in UTF-8', [0xed, 0xa0, 0x80]],
  ['half a pair in UTF-16', [0xff, 0xfe, 0x00, 0xd8]],
  ['a gzip header', [0x1f, 0x8b, 0x08]],
])('%s is a problem', (_name, bytes) => {
  expect(decodeText(Uint8Array.from(bytes))).toMatchObject({ code: 'not-text', line: 1 });
});
