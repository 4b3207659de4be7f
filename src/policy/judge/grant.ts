/**
 * What a person has accepted: the effect on a cluster, or one finding about it. It names the effect by its digest, and
 * holds for no other.
 */
export type Grant = Approval | Override;

interface Given {
  readonly cluster: string;
  /** Of the effect on the cluster, as the review names it. */
  readonly digest: string;
  /** The person's login. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** How it was given. */
  readonly via: 'command' | 'button' | 'review';
  /** Who took it back, and when; such a grant counts no more and is shown. */
  readonly withdrawn?: { readonly by: string; readonly at: string } | undefined;
}

export interface Approval extends Given {
  readonly kind: 'approval';
}

export interface Override extends Given {
  readonly kind: 'override';
  readonly rule: string;
  readonly reason: string;
}

/** @returns whether a grant was given to the effect of that digest: it holds for no other */
export function isForEffect(grant: Pick<Grant, 'digest'>, digest: string | undefined): boolean {
  return grant.digest === digest;
}
