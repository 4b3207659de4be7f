import type { SourceRef } from '../tree/sources/source-ref.ts';
import { remoteAddress } from './git/remote-address.ts';
import { hostName } from './settings/host-list.ts';

/** How references of a kind are asked for. */
const ASKED_BY = { clone: 'git', git: 'git', oci: 'oci', file: 'file' } as const satisfies Record<
  SourceRef['kind'],
  string
>;

export type AskedBy = (typeof ASKED_BY)[SourceRef['kind']];

/**
 * @returns the host that a reference is fetched from, with how it is asked: `git github.com`; `undefined` where it leads to
 *   none
 */
export function hostOf(source: SourceRef): string | undefined {
  try {
    return hostKey(ASKED_BY[source.kind], hostName(new URL(addressOf(source))));
  } catch {
    return undefined;
  }
}

/** @returns the hosts that a reference was led to, as {@link hostOf} has them */
export function hostsLedTo({ kind }: SourceRef, hosts: readonly string[]): readonly string[] {
  return hosts.map((host) => hostKey(ASKED_BY[kind], host));
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
      return source.url;
  }
}
