import type { IncomingMessage } from 'node:http';
import { FetchError } from '../problem/fetch-error.ts';

/**
 * @param shown the host that was asked, as people may read it
 * @param isKnown whether it was asked for with credentials
 * @returns why an answer is not what was asked for; `undefined` where it is
 */
export function refusalOf(
  { statusCode, headers }: IncomingMessage,
  shown: string,
  isKnown: boolean,
): FetchError | undefined {
  const status = statusCode ?? 0;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (status === 200 && encoding === 'identity') return undefined;
  if (status === 200) {
    return new FetchError(
      'bad-answer',
      `${shown} sends it as ${encoding}, which was not asked for`,
      'Use another host.',
    );
  }
  if (status === 404 || status === 410) {
    return new FetchError('not-found', `${shown} does not have it (${status})`, 'Check the address.');
  }
  if (status === 401 || status === 403 || status === 407) {
    return denied(shown, status, isKnown);
  }
  if (status === 429) {
    const seconds = /^\d{1,5}$/.exec(headers['retry-after'] ?? '')?.[0];
    const remedy = seconds === undefined ? 'Try again later.' : `Try again in ${seconds} seconds.`;
    return new FetchError('rate-limited', `${shown} was asked too often (429)`, remedy);
  }
  const code = status >= 500 ? 'failing' : 'bad-answer';
  return new FetchError(code, `${shown} answers with status ${status}`, 'Try again later.');
}

/** @returns the error for a host that wants to know who asks, or knows it and does not give it */
export function denied(host: string, status: number, isKnown: boolean): FetchError {
  return isKnown
    ? new FetchError('denied', `${host} does not accept these credentials (${status})`, 'Check these.')
    : new FetchError(
        'denied',
        `${host} does not give it to everybody (${status})`,
        'Use what everybody may read, or set up credentials.',
      );
}
