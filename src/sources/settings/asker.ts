/** Who asks for what lies elsewhere. */
export interface Asker {
  /** Nobody else has it: part of the names of what is kept for them. */
  readonly id: string;
  /**
   * @param address of a reference: `https://…`, `ssh://…`, `oci://…`
   * @returns the operator's words by which it is fetched for them with credentials; `undefined` where it is not
   */
  readonly grantFor: (address: string) => string | undefined;
}

/** Who has no right of their own. */
export const ANYBODY: Asker = { id: 'anybody', grantFor: () => undefined };

/** Whoever sits at the terminal: what they have set up is for all that they do. */
export const PERSON: Asker = { id: 'person', grantFor: () => 'all' };
