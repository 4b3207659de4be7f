import { family } from '../../value/family.ts';
import { adler32, hash } from './hashes.ts';

/** Checksums, and what is derived or decrypted. */
export const CRYPTO = family('sprig crypto.go', {
  adler32sum: { takes: ['string'], run: adler32 },
  sha1sum: { takes: ['string'], run: (text: string) => hash('sha1', text) },
  sha256sum: { takes: ['string'], run: (text: string) => hash('sha256', text) },
  sha512sum: { takes: ['string'], run: (text: string) => hash('sha512', text) },
});
