import { secretsInText } from './text/secrets-in-text.ts';
import { replaced } from './text/span.ts';

/**
 * Hides what a text gives away: `password=…` in a file or an argument, a user's part of an address, a private key.
 *
 * @param hide gives what to show in place of a secret
 */
export function hideInText(text: string, hide: (secret: string) => string): string {
  return replaced(text, secretsInText(text), hide);
}
