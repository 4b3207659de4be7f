import { FetchError, type FetchErrorCode } from '../problem/fetch-error.ts';

const MEANINGS: Readonly<Record<string, readonly [FetchErrorCode, string, string]>> = {
  'ref-not-found': ['not-found', 'does not have that commit', 'Check its spelling.'],
  refused: ['denied', 'has no such repository for everybody', 'Check the address, or set up credentials.'],
  'unknown-host-key': [
    'untrusted',
    'has no key that is in FETCH_SSH_KNOWN_HOSTS',
    'Add it there, if it is the right one.',
  ],
  unreachable: ['unreachable', 'does not answer, or redirects', 'Check the address, or try again later.'],
  'timed-out': ['too-slow', 'takes too long', 'Try again later.'],
  'too-large': ['too-large', 'sends more than may be', 'Copy what is needed of it into this repository.'],
  'not-a-repository': ['not-found', 'has no repository there', 'Check the address.'],
};

/** What `refused` means to whoever was told a credential. */
const REFUSED: readonly [FetchErrorCode, string, string] = [
  'denied',
  'does not give it to these credentials',
  'Check the address, and these.',
];

/**
 * @param error of git's
 * @param isKnown whether the host was told who asks
 * @returns it as people may read it: what git says names addresses that are nobody's business
 */
export function gitProblem(error: unknown, host: string, isKnown: boolean): unknown {
  if (!(error instanceof Error) || error.name !== 'GitError' || !('code' in error)) return error;
  const meaning = isKnown && error.code === 'refused' ? REFUSED : MEANINGS[String(error.code)];
  const [code, what, remedy] = meaning ?? ['bad-answer', 'cannot be fetched from', 'Try again later.'];
  return new FetchError(code, `${host} ${what}`, remedy);
}
