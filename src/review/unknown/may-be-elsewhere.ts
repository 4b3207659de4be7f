import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { listed } from '../../text/counted.ts';

/**
 * A root that refers to another address than before may have an object from there that it has given up here, or had it
 * from there before it held it here. What is left out on both sides alike says nothing.
 *
 * @param object that only one side is known to have
 * @param other its root on the other side
 * @returns what the other side refers to and does not show, where that may hold the object
 */
export function mayBeElsewhere({ root }: InventoryObject, other: Root | undefined): string | undefined {
  const own = new Set(root.gaps.map(({ message }) => message));
  const fresh = other?.gaps.filter(({ code, message }) => code === 'remote-base' && !own.has(message)) ?? [];
  if (fresh.length === 0) return undefined;
  return listed([
    ...new Set(fresh.map(({ path, line }) => `\`${path ?? ''}${line === undefined ? '' : `:${line}`}\``)),
  ]);
}
