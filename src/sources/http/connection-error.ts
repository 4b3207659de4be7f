import { FetchError } from '../problem/fetch-error.ts';

/** What Node says of certificates that it does not accept. */
const CERTIFICATE = /^(ERR_TLS_|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_SSL_|EPROTO)/;

/**
 * @param error of Node's, or one that a download was ended with
 * @param shown the host, as people may read it
 * @param deadline of the download
 * @returns why a connection gave no answer, or not a whole one
 */
export function connectionError(error: unknown, shown: string, deadline: AbortSignal, time: number): FetchError {
  if (error instanceof FetchError) return error;
  if (deadline.aborted) {
    return new FetchError('too-slow', `it took longer than ${time / 1000} seconds`, 'Try again later.');
  }
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) {
    return new FetchError('untrusted', `${shown} has no certificate that is trusted here (${code})`, 'Check the host.');
  }
  const why = code === 'ECONNRESET' ? 'ended the connection' : 'does not answer';
  return new FetchError('unreachable', `${shown} ${why}${code === '' ? '' : ` (${code})`}`, 'Try again later.');
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
