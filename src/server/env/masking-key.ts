import { hkdfSync } from 'node:crypto';

/**
 * The key of the digests that stand for secret values in a review. Derived, so that `STATE_KEY` can serve other
 * purposes later without one of them weakening another.
 *
 * @param stateKey `STATE_KEY`
 * @returns 32 bytes
 */
export function maskingKey(stateKey: string | Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', stateKey, 'blast-radius', 'secret values in reviews, 1', 32));
}

/**
 * The key that seals the cookies of the report pages.
 *
 * @param stateKey `STATE_KEY`
 * @returns 32 bytes
 */
export function sessionKey(stateKey: string | Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', stateKey, 'blast-radius', 'sessions of report pages, 1', 32));
}
