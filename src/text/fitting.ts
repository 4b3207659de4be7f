import { Buffer } from 'node:buffer';

/** @returns the first items that together take no more than so many bytes, and how many are left */
export function fitting(
  items: readonly string[],
  bytes: number,
): { readonly shown: readonly string[]; readonly left: number } {
  let size = 0;
  const end = items.findIndex((item) => {
    size += Buffer.byteLength(item) + 4;
    return size > bytes;
  });
  return end < 0 ? { shown: items, left: 0 } : { shown: items.slice(0, end), left: items.length - end };
}
