import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Network } from '../env/trusted-proxies.ts';

/** @returns who sends a request, where that can be known */
export type ClientOf = (request: IncomingMessage) => string | undefined;

/**
 * Tells clients apart by address. Behind a proxy that is the last hop that no trusted proxy was: each appends the address
 * that it was reached from, and what stands before was written by the client itself.
 *
 * @param proxies whose `X-Forwarded-For` is believed
 * @returns for each request its client, an IPv6 one by its network, since a client has billions of addresses there;
 *   `undefined` if it came by a proxy that is not trusted, behind which all would look the same
 */
export function clientOfWith(proxies: readonly Network[]): ClientOf {
  const trusted = new BlockList();
  for (const { address, prefix, family } of proxies) trusted.addSubnet(address, prefix, family);
  const isTrusted = (address: string) => trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '');
    if (peer === undefined) return undefined;
    const forwarded = request.headers['x-forwarded-for'];
    if (!isTrusted(peer)) return forwarded === undefined ? place(peer) : undefined;
    const hops = [forwarded ?? ''].flat().join(',').split(',').reverse();
    for (const hop of hops) {
      const address = plainAddress(hop.trim());
      if (address === undefined) return undefined;
      if (!isTrusted(address)) return place(address);
    }
    return undefined;
  };
}

/** @returns an address without brackets, port and zone, and IPv4 as such; `undefined` for anything else */
function plainAddress(text: string): string | undefined {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  const [address = ''] = (bracketed ?? beforePort ?? text).split('%', 1);
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  const plain = mapped ?? address;
  return isIPv4(plain) || isIPv6(plain) ? plain : undefined;
}

/** @returns an IPv4 address, or the first half of an IPv6 one */
function place(address: string): string {
  if (isIPv4(address)) return address;
  // The parser of addresses writes each in one way.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
