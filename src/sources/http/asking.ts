import { isConfidential } from '../address/confidential.ts';
import type { Located } from '../address/locate.ts';
import type { Credential } from '../contract/credential.ts';
import { FetchError } from '../problem/fetch-error.ts';

/** What a request says beside its address. */
export interface Asking {
  readonly headers?: { readonly accept?: string; readonly 'git-protocol'?: string; readonly 'if-none-match'?: string };
  /** Whether it is only asked whether it is there. */
  readonly isHead?: true;
  /** For the host that is asked, and not for one that it redirects to. */
  readonly credential?: Credential | undefined;
  /** Is sent, to that host alone, instead of only asking. */
  readonly form?: URLSearchParams;
}

/**
 * What is secret goes to the host that it is for, as long as all that this redirects to is granted too.
 *
 * @param redirected what was asked before, and the address that it named; `undefined` for the first
 * @returns what is said to whoever is asked now
 * @throws FetchError where a secret would be sent for everybody to read
 */
export function forHost(
  asking: Asking,
  located: Located,
  redirected?: { readonly from: Located; readonly address: string },
): Asking {
  const { credential, form, ...others } = asking;
  const isForeign = redirected !== undefined && redirected.from.url.origin !== located.url.origin;
  if (form !== undefined && isForeign) {
    throw new FetchError('bad-answer', `${redirected.from.shown} redirects what it is told`, 'Check the host.');
  }
  if (credential === undefined) return asking;
  if (redirected !== undefined && (isForeign || !credential.isFor(redirected.address))) return others;
  if (!isConfidential(located)) {
    throw new FetchError('credentials', `${located.shown} has no TLS, and is told no credentials`, 'Give it TLS.');
  }
  return asking;
}

/** @returns a name for a host as somebody sees it: one that has been asked too often by everybody may have something for others */
export function hostFor({ credential }: Asking, { origin }: URL): string {
  return `${origin}${credential === undefined ? '' : ' with credentials'}`;
}
