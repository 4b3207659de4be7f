import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { listed } from '../../text/counted.ts';
import { hasUnknownName } from './unknown-names.ts';

/**
 * An object whose name only the cluster has may be any other one, known or not. A root that refers to another address than before may have an object from there that it has given up here, or had it
 * from there before it held it here. What is left out on both sides alike says nothing.
 *
 * @param object that only one side is known to have
 * @param other its root on the other side
 * @param refers what the root does on that side, in words
 * @returns why the other side may have the object too: how a sentence ends
 */
export function mayBeElsewhere(
  { root, resource }: InventoryObject,
  other: Root | undefined,
  refers: string,
): string | undefined {
  if (hasUnknownName(resource)) return 'since only the cluster knows its name';
  const own = new Set(root.gaps.map(({ message }) => message));
  const fresh = other?.gaps.filter(({ code, message }) => code === 'remote-base' && !own.has(message)) ?? [];
  if (fresh.length === 0) return undefined;
  const places = fresh.map(({ path, line }) => `\`${path ?? ''}${line === undefined ? '' : `:${line}`}\``);
  return `by what ${listed([...new Set(places)])} ${refers}`;
}
