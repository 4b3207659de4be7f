/**
 * What a person has accepted: a target as it is now, or what one rule finds in a cluster. It names what was accepted by its
 * digest, and holds for nothing else.
 */
export type Grant = Approval | Override | Acknowledgment;

interface Given {
  /** A cluster's name, or {@link configTarget}. */
  readonly target: string;
  /** Of what was accepted; empty where the person accepted something that was never shown to them. */
  readonly digest: string;
  /** The person's login. */
  readonly by: string;
  /** ISO 8601, UTC, by GitHub's clock. */
  readonly at: string;
  /** How it was given. */
  readonly via: 'command' | 'button' | 'review';
  /** Who took it back, when and how: such a grant counts no more and is shown. */
  readonly withdrawn?: Withdrawn | undefined;
}

interface Withdrawn {
  readonly by: string;
  readonly at: string;
  /** By going into another base, or by a review that asks for changes; else by a command. */
  readonly how: 'command' | 'base' | 'review';
}

export interface Approval extends Given {
  readonly kind: 'approval';
}

export interface Override extends Given {
  readonly kind: 'override';
  readonly rule: string;
  readonly reason: string;
}

/** Of a deletion that is meant, by somebody who may approve the cluster. */
export interface Acknowledgment extends Given {
  readonly kind: 'acknowledgment';
  readonly rule: string;
  readonly reason: string;
}

/** What a pull request weakens in the configuration, as a target of approvals. No cluster can have this name. */
export const configTarget = '//config';

/** @returns whether a grant was given to what has that digest, and was not taken back */
export function holds(grant: Grant, digest: string | undefined): boolean {
  return digest !== undefined && grant.digest === digest && grant.withdrawn === undefined;
}

/** @returns whether two logins name one person: GitHub compares them without regard to case */
export function isSameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
