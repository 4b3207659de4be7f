import { family } from '../../value/family.ts';
import { decrypt } from './aes.ts';
import { derivePassword } from './derive-password.ts';
import { adler32, hash } from './hashes.ts';

/** Checksums, and what is derived or decrypted. */
export const CRYPTO = family('sprig crypto.go', {
  adler32sum: { takes: ['string'], run: adler32 },
  decryptAES: { takes: ['string', 'string'], run: decrypt },
  derivePassword: { takes: ['uint32', 'string', 'string', 'string', 'string'], run: derivePassword },
  sha1sum: { takes: ['string'], run: (text: string) => hash('sha1', text) },
  sha256sum: { takes: ['string'], run: (text: string) => hash('sha256', text) },
  sha512sum: { takes: ['string'], run: (text: string) => hash('sha512', text) },
});
