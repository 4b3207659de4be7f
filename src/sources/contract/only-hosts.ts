/** Hosts that alone are contacted, redirects too. What the settings list comes to them. */
export interface OnlyHosts {
  /** As `hostOf` names them. */
  readonly hosts: ReadonlySet<string>;
  /** In whose change all others are new: `a pull request from a fork`. */
  readonly whose: string;
}
