import { LIMITS } from '../../../model/limits.ts';
import type { Document } from './document.ts';

/** Where a JSON pointer leads: the mapping or list that holds the value, and the value's key in it. */
export interface Pointed {
  readonly container: Document;
  readonly key: string;
}

/**
 * Follows a JSON pointer to the container of what it names. What stands before the first `/` is ignored.
 *
 * @returns `undefined` where there is nothing on the way, no `/`, or no end of them
 * @see evanphx/json-patch findObject
 */
export function follow(document: Document, pointer: string): Pointed | undefined {
  const parts = pointer.split('/').slice(1).map(decode);
  if (parts.length > LIMITS.pathParts) return undefined;
  const key = parts.pop();
  if (key === undefined) return undefined;
  let container: Document | undefined = document;
  for (const part of parts) {
    container = container === undefined ? undefined : valueAt({ container, key: part });
  }
  const isContainer = container?.fields !== undefined || container?.items !== undefined;
  return container !== undefined && isContainer ? { container, key } : undefined;
}

/** @returns the value that a pointer leads to, if it is there. */
export function valueAt({ container, key }: Pointed): Document | undefined {
  const { fields, items } = container;
  if (fields !== undefined) return fields.get(key);
  return items?.[indexOf(key, items.length) ?? -1];
}

/**
 * @param length of the list; negative indices count from its end
 * @returns the index that a key means, or `undefined` where it means none from 0 to `length`
 */
export function indexOf(key: string, length: number): number | undefined {
  if (!/^[-+]?[0-9]+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  return index >= 0 && index <= length ? index : undefined;
}

function decode(part: string): string {
  return part.replace(/~[01]/g, (code) => (code === '~1' ? '/' : '~'));
}
