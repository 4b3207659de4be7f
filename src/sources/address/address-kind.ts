import { BlockList, isIP } from 'node:net';

/**
 * `public`: anybody's; `private`: of this machine or network, where an operator may have sources; `never`: where no source
 * can be, and much that must not be asked.
 */
export type AddressKind = 'public' | 'private' | 'never';

/** The host itself, private networks, and what providers share among their customers. */
const PRIVATE_V4 = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const PRIVATE_V6 = ['::1/128', 'fc00::/7'];

/** "This network", link-local with the metadata of clouds, documentation, benchmarks, multicast, reserved, broadcast. */
const NEVER_V4 = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Metadata of clouds outside the link-local network.
  '168.63.129.16/32',
  '100.100.100.200/32',
];

/** What is assigned; all else of IPv6, which carries IPv4 in several forms, is nobody's to be asked. */
const ASSIGNED_V6 = ['2000::/3'];
/** Of it, protocols (Teredo among them), documentation, and 6to4, which leads to any IPv4 address. */
const NEVER_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
/** Metadata of a cloud inside a private network. */
const METADATA_V6 = ['fd00:ec2::254/128'];

const privateV4 = listOf('ipv4', PRIVATE_V4);
const neverV4 = listOf('ipv4', NEVER_V4);
const privateV6 = listOf('ipv6', PRIVATE_V6);
const assignedV6 = listOf('ipv6', ASSIGNED_V6);
const neverV6 = listOf('ipv6', [...NEVER_V6, ...METADATA_V6]);

/**
 * @param address in the form that the system resolves to; anything else is `never`
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry
 */
export function addressKind(address: string): AddressKind {
  switch (isIP(address)) {
    case 4:
      if (neverV4.check(address, 'ipv4')) return 'never';
      return privateV4.check(address, 'ipv4') ? 'private' : 'public';
    case 6:
      if (neverV6.check(address, 'ipv6')) return 'never';
      if (privateV6.check(address, 'ipv6')) return 'private';
      return assignedV6.check(address, 'ipv6') ? 'public' : 'never';
    default:
      return 'never';
  }
}

function listOf(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
