/** Something that the App waits for: the scheduler says when, and whether, it comes. */
export interface Pending {
  readonly what: string;
  /** It happens outside; at most once. */
  readonly happen: () => void;
  /** The App hears what came of it. */
  readonly tell: () => void;
  /** The App hears that it failed. */
  readonly fail: () => void;
}

/**
 * The work stands still until the scheduler goes on with it; for ever, where nobody takes it.
 *
 * @param take is given what to call then
 */
export function pendingUntilTold<T>(what: string, happen: () => T, take: (pending: Pending) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let outcome: Outcome<T> | undefined;
    const once = () => {
      outcome ??= outcomeOf(happen);
      return outcome;
    };
    const tell = () => {
      const told = once();
      if ('value' in told) resolve(told.value);
      else reject(told.error);
    };
    take({ what, happen: once, tell, fail: () => reject(failure(502)) });
  });
}

/** An answer of GitHub that is none, as Octokit throws it. */
export function failure(status: number): Error {
  return Object.assign(new Error(`GitHub answered ${status}`), { status, response: { headers: {} } });
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

function outcomeOf<T>(happen: () => T): Outcome<T> {
  try {
    return { value: happen() };
  } catch (error) {
    return { error };
  }
}
