import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** In PEM. */
export interface TestCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of a test's own. */
export interface TestAuthority {
  readonly certificate: string;
  /** @param name of a host, or of who connects to one */
  readonly issue: (name: string) => TestCertificate;
}

/** Makes certificates: there is no other program for it where there is only Node. @see RFC 5280 */
export function testAuthority(): TestAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const own = signed('an authority of tests', keys.publicKey, keys.privateKey, 'an authority of tests', true);
  return {
    certificate: own,
    issue: (name) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
      return {
        certificate: signed(name, publicKey, keys.privateKey, 'an authority of tests', false),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

function signed(subject: string, key: KeyObject, by: KeyObject, issuer: string, isAuthority: boolean): string {
  const algorithm = sequence(identifier('2a8648ce3d040302'));
  const extensions = [
    extension('551d13', sequence(...(isAuthority ? [element(0x01, Buffer.from([0xff]))] : []))),
    ...(isAuthority ? [] : [extension('551d11', sequence(element(0x82, Buffer.from(subject))))]),
  ];
  const content = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.from([1 + Math.floor(Math.random() * 126)])),
    algorithm,
    named(issuer),
    sequence(element(0x17, Buffer.from('200101000000Z')), element(0x18, Buffer.from('21200101000000Z'))),
    named(subject),
    key.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(...extensions)),
  );
  const signature = createSign('sha256').update(content).sign(by);
  const whole = sequence(content, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}

function named(name: string): Buffer {
  return sequence(element(0x31, sequence(identifier('550403'), element(0x0c, Buffer.from(name)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(identifier(id), element(0x04, value));
}

function identifier(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...items: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(items));
}

/** @see https://luca.ntop.org/Teaching/Appunti/asn1.html section 3 */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
