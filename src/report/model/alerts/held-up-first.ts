import type { Finding } from '../../../review/contract/finding.ts';
import type { Review } from '../../../review/contract/review.ts';
import { holdsUpText } from '../changes/holds-up-text.ts';
import type { Alert } from './alert.ts';

/** @returns alerts with those in front for which most wait, as they are to be mended first; each tells how many do */
export function heldUpFirst(all: readonly Alert[]): readonly Alert[] {
  return [...all].sort((a, b) => (b.holdsUp ?? 0) - (a.holdsUp ?? 0)).map(withWaiters);
}

function withWaiters(alert: Alert): Alert {
  const { holdsUp = 0, messages } = alert;
  return holdsUp === 0 ? alert : { ...alert, messages: messages.map((each) => `${each}; ${holdsUpText(holdsUp)}`) };
}

/** @returns how many roots wait for what a finding is about: of several objects at which roots stop, for any of them */
export function waitersOf(
  { cluster = '', object, objects = [] }: Finding,
  { clusters }: Review,
): Pick<Alert, 'holdsUp'> {
  const own = Object.hasOwn(clusters, cluster) ? clusters[cluster] : undefined;
  const about = object === undefined ? objects : [object];
  const all = own === undefined ? [] : [...own.changed, ...own.gained];
  const holdsUp = all
    .filter((each) => about.some((one) => isSame(one, each)))
    .reduce((sum, each) => sum + (each.holdsUp ?? 0), 0);
  return holdsUp === 0 ? {} : { holdsUp };
}

/** @returns whether two names are of one object, in whatever version of its API */
export function isSame(a: { kind: string; name: string; namespace?: string | undefined }, b: typeof a): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}
