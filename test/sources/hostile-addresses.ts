import type { Choices } from './random-from.ts';

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

/** @returns an address that aims at this machine or its network, at one of the ports, however it is written */
export function hostileAddress(random: Choices, ports: readonly number[], schemes = SCHEMES): string {
  return `${random.of(schemes)}${random.of(BEFORE)}${random.of(HOSTS)}:${random.of(ports)}/secret`;
}

/** As git takes repositories. */
export const GIT_SCHEMES = [
  ...SCHEMES,
  'https://',
  'ssh://',
  'ssh://git@',
  'SSH://',
  'git+ssh://',
  'git://',
  'git@',
  'ext::',
  '',
];
