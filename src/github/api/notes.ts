/**
 * What the App remembers to spare itself a question to GitHub, for itself or for all its processes. A note may be lost at
 * any time: nothing depends on it but the number of requests. Notes of what was begun are the exception: they are kept, or
 * writing them throws.
 */
export interface Notes {
  /** Whether other processes write them too. */
  readonly isShared: boolean;
  readonly read: (key: string) => Promise<string | undefined>;
  /** @param seconds how long it is worth keeping */
  readonly write: (key: string, text: string, seconds: number) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** @returns the texts whose keys begin so */
  readonly list: (prefix: string) => Promise<readonly string[]>;
}

export const aWeek = 7 * 24 * 3600;
