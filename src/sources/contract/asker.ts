/** Who asks for something: it decides whose credentials may go along. */
export interface Asker {
  /** Nobody else has it: `installation 7 acme/fleet`. */
  readonly id: string;
}

/** Whoever has nothing to show. */
export const ANYBODY: Asker = { id: 'anonymous' };

/** Hosts that alone are contacted, redirects too. What the settings list comes to them. */
export interface OnlyHosts {
  /** As `hostOf` names them. */
  readonly hosts: ReadonlySet<string>;
  /** In whose change all others are new: `a pull request from a fork`. */
  readonly whose: string;
}
