import { FetchError, type FetchErrorCode } from '../problem/fetch-error.ts';

const MEANINGS: Readonly<Record<string, readonly [FetchErrorCode, string, string]>> = {
  'ref-not-found': ['not-found', 'does not have that commit', 'Check its spelling.'],
  refused: ['denied', 'has no such repository for everybody', 'Check the address, or use what everybody may read.'],
  unreachable: ['unreachable', 'does not answer, or redirects', 'Check the address, or try again later.'],
  'timed-out': ['too-slow', 'takes too long', 'Try again later.'],
  'too-large': ['too-large', 'sends more than may be', 'Copy what is needed of it into this repository.'],
  'not-a-repository': ['not-found', 'has no repository there', 'Check the address.'],
};

/**
 * @param error of git's
 * @returns it as people may read it: what git says names addresses that are nobody's business
 */
export function gitProblem(error: unknown, host: string): unknown {
  if (error instanceof FetchError || typeof error !== 'object' || error === null || !('code' in error)) return error;
  const [code, what, remedy] = MEANINGS[String(error.code)] ?? [
    'bad-answer',
    'cannot be fetched from',
    'Try again later.',
  ];
  return new FetchError(code, `${host} ${what}`, remedy);
}
