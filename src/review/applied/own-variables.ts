import { variableSources } from '../../flux/kustomization/variables-for.ts';
import { type ConfigInForce, type InForce, specKey } from '../../flux/roots/in-force.ts';
import { type Inventory, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootsAround } from '../../flux/roots/root-index.ts';
import { configKey } from '../../flux/variables/config-key.ts';
import { dependenciesOf } from '../order/depends-on.ts';
import type { DecidingObject } from './deciding-objects.ts';

/**
 * The variables that a merge changes and that a root applies itself, or one that comes behind it: the root reads what was
 * applied last before it applies the new ones. Where nothing was, it waits for itself.
 *
 * @param deciding what differs
 * @param held roots that apply nothing
 */
export function ownVariables(
  deciding: readonly DecidingObject[],
  before: Inventory | undefined,
  after: Inventory,
  held: ReadonlySet<Root>,
): InForce['own'] {
  const roots = rootsAround(after);
  const configs = new Map(deciding.filter(({ kind }) => kind === 'config').map((each) => [each.key, each]));
  const own = new Map<string, ReadonlyMap<string, ConfigInForce>>();
  for (const root of configs.size === 0 ? [] : roots.all) {
    if (root.flux === undefined || held.has(root)) continue;
    const first = variableSources(root.flux).flatMap((source): readonly (readonly [string, ConfigInForce])[] => {
      const key = configKey(root.home, source);
      const { was, is } = configs.get(key) ?? {};
      if (is === undefined || held.has(is.root) || !comesBehind(is.root, root, roots, configs)) return [];
      return [[key, was?.resource ?? withoutBefore(is.root, before)]];
    });
    if (first.length > 0) own.set(specKey(root.home, root.flux), new Map(first));
  }
  return own;
}

/** Where its root was not known whole before, the cluster may have it in whatever state. */
function withoutBefore(owner: Root, before: Inventory | undefined): ConfigInForce {
  const was = before && rootsAround(before).counterpartOf(owner);
  return was !== undefined && unknownOf(was).length > 0 ? 'opaque' : 'own';
}

/**
 * @returns whether a root is another one, or is applied only once that is: it depends on it, needs variables that were
 *   never applied before from it, or that brings it in
 */
function comesBehind(root: Root, other: Root, roots: RootIndex, configs: ReadonlyMap<string, DecidingObject>): boolean {
  const seen = new Set([root]);
  for (const at of seen) {
    if (at === other) return true;
    const parent = roots.parentOf(at);
    if (parent !== undefined) seen.add(parent);
    for (const { name } of at.flux === undefined ? [] : dependenciesOf(at.flux)) {
      const next = roots.named(at.home, name);
      if (next !== undefined) seen.add(next);
    }
    for (const source of at.flux === undefined ? [] : variableSources(at.flux)) {
      const { was, is } = configs.get(configKey(at.home, source)) ?? {};
      if (!source.optional && was === undefined && is !== undefined) seen.add(is.root);
    }
  }
  return false;
}
