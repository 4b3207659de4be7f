import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StartRefused } from './start-refused.ts';

/**
 * The App's private key, from `PRIVATE_KEY` or the file that `PRIVATE_KEY_PATH` names.
 * Unlike Probot, no `*.pem` is searched for: which key a process uses should not depend on where it was started.
 *
 * @returns PEM, or `undefined` where neither is set
 * @throws StartRefused where the file can't be read or holds no private key
 */
export function readPrivateKey(variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const { PRIVATE_KEY: value, PRIVATE_KEY_PATH: path } = variables;
  if (value?.trim()) return checked('PRIVATE_KEY', unwrap(value.trim()));
  if (!path?.trim()) return undefined;
  try {
    return checked('PRIVATE_KEY_PATH', readFileSync(path.trim(), 'utf8'));
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`PRIVATE_KEY_PATH is "${path}", which cannot be read.`);
  }
}

/** Environment files rarely hold line ends: they are written as `\n`, or the whole key as base64. */
function unwrap(value: string): string {
  const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString();
  return text.replaceAll('\\n', '\n').replaceAll(/^"|"$/g, '');
}

function checked(name: string, pem: string): string {
  try {
    createPrivateKey(pem);
    return pem;
  } catch {
    throw new StartRefused(`${name} does not hold a PEM private key: download one from the App's settings page.`);
  }
}
