import { BlockList, isIP } from 'node:net';
import type { Located } from './locate.ts';

const THIS_MACHINE = new BlockList();
THIS_MACHINE.addSubnet('127.0.0.0', 8, 'ipv4');
THIS_MACHINE.addAddress('::1', 'ipv6');

/** @returns whether nobody on the way can read what is said there, so that credentials may be sent */
export function isConfidential({ url, addresses }: Located): boolean {
  if (url.protocol !== 'http:') return true;
  return addresses.every((address) => THIS_MACHINE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
}
