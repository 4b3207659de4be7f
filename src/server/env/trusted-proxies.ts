import { isIP } from 'node:net';

/** Addresses with the same beginning. */
export interface Network {
  readonly address: string;
  /** In bits. */
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/**
 * @param list addresses and networks, between commas or spaces
 * @returns what in it is none, if anything: everybody is no network either, since everybody would be believed
 */
export function wrongNetwork(list: string): string | undefined {
  return wordsOf(list).find((word) => readNetwork(word) === undefined);
}

/** @returns the networks of a list in which nothing is wrong */
export function networksOf(list: string): readonly Network[] {
  return wordsOf(list).flatMap((word) => readNetwork(word) ?? []);
}

function wordsOf(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((word) => word !== '');
}

function readNetwork(word: string): Network | undefined {
  const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(word) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : Number(bits);
  if (prefix < 1 || prefix > longest) return undefined;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}
