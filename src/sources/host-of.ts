import type { SourceRef } from '../tree/sources/source-ref.ts';
import { remoteAddress } from './git/remote-address.ts';
import { hostName } from './settings/host-list.ts';

/** How references are asked for. */
export type AskedBy = 'git' | 'oci' | 'file' | 'charts';

/** @returns how a reference is asked for: charts and images in registries are asked for as all else is there */
export function askedBy(source: SourceRef): AskedBy {
  switch (source.kind) {
    case 'clone':
    case 'git':
    case 'pulls':
      return 'git';
    case 'chart':
      return source.url.startsWith('oci://') ? 'oci' : 'charts';
    case 'image':
      return 'oci';
    case 'names':
      return source.url.startsWith('oci://') ? 'oci' : 'git';
    case 'oci':
    case 'file':
      return source.kind;
  }
}

/**
 * @returns the host that a reference is fetched from, with how it is asked: `git github.com`; `undefined` where it leads to
 *   none
 */
export function hostOf(source: SourceRef): string | undefined {
  try {
    return hostKey(askedBy(source), hostName(new URL(addressOf(source))));
  } catch {
    return undefined;
  }
}

/** @returns the hosts that a reference was led to, as {@link hostOf} has them */
export function hostsLedTo(source: SourceRef, hosts: readonly string[]): readonly string[] {
  return hosts.map((host) => hostKey(askedBy(source), host));
}

/** @param host as `hostName` gives it */
export function hostKey(by: AskedBy, host: string): string {
  return `${by} ${host}`;
}

function addressOf(source: SourceRef): string {
  switch (source.kind) {
    case 'clone':
      return remoteAddress(source.repository);
    case 'file':
    case 'git':
    case 'oci':
    case 'chart':
    case 'image':
    case 'names':
    case 'pulls':
      return source.url;
  }
}
