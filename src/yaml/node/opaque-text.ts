import { createHash } from 'node:crypto';

/**
 * @param key by all that decides a value which is not known
 * @returns what stands for it: a word that YAML reads as text wherever a plain value may stand
 */
export function opaqueText(key: unknown): string {
  return `opaque-${createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32)}`;
}
