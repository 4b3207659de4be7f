/** What keeps something from being fetched: each has another remedy. */
export type FetchErrorCode =
  | 'off'
  | 'offline'
  | 'credentials'
  | 'bad-address'
  | 'scheme'
  | 'host-not-listed'
  | 'new-host'
  | 'forbidden-address'
  | 'unreachable'
  | 'failing'
  | 'untrusted'
  | 'not-found'
  | 'no-such-ref'
  | 'denied'
  | 'rate-limited'
  | 'too-large'
  | 'too-slow'
  | 'too-many-redirects'
  | 'bad-answer'
  | 'bad-range'
  | 'wrong-digest'
  | 'other-format';

/**
 * Whatever stops a fetch. Message and remedy may be shown to anybody: they hold no credentials, and of an address that
 * was redirected to no more than the host.
 */
export class FetchError extends Error {
  readonly code: FetchErrorCode;
  readonly remedy: string;

  constructor(code: FetchErrorCode, message: string, remedy: string) {
    super(message);
    this.name = 'FetchError';
    this.code = code;
    this.remedy = remedy;
  }
}
