import { createHash } from 'node:crypto';

/** @returns a short name of a value: equal values, equal digests. Text is compared as GitHub keeps it */
export function digestOf(value: unknown): string {
  const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : JSON.stringify(value);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
