import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Affected } from '../contract/object-change.ts';
import type { RootStates } from '../effects/root-states.ts';
import { refOf } from './affected-workloads.ts';

/** More of them are only counted. */
const MOST_NAMES = 5;

interface Context {
  readonly before: Inventory | undefined;
  readonly after: Inventory;
  readonly states: Pick<RootStates, 'isSuspended'>;
}

/**
 * Releases whose charts bring other definitions than before that helm-controller leaves out, and that nothing else in the
 * cluster brings: no object shows them.
 *
 * @see fluxcd/helm-controller internal/action/crds.go applyCRDs
 */
export function skippedDefinitions({ before, after, states }: Context): readonly Affected[] {
  const was = new Map(before?.roots.map((root) => [rootKey(root), root]));
  return after.roots.flatMap((root): readonly Affected[] => {
    const { release } = root;
    const former = was.get(rootKey(root))?.release;
    if (release === undefined || former === undefined || former.inputs === release.inputs) return [];
    if (states.isSuspended(root)) return [];
    const known = new Map(former.skippedCrds().map((node) => [textAt(node, 'metadata', 'name'), node]));
    const names = release.skippedCrds().flatMap((node) => {
      const name = textAt(node, 'metadata', 'name');
      return isSame(known.get(name), node) || isBrought(after.roots, name) ? [] : [name];
    });
    return names.length === 0 ? [] : [{ ...refOf(release.holder.resource), effect: 'stale', reason: reasonOf(names) }];
  });
}

function isSame(former: Mapping | undefined, node: Mapping): boolean {
  return former !== undefined && sameValue(former, node);
}

function isBrought(roots: readonly Root[], name: string): boolean {
  return roots.some(({ resources }) =>
    resources.some((resource) => resource.kind === 'CustomResourceDefinition' && resource.name === name),
  );
}

function reasonOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const rest = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `its chart brings other definitions, and none is applied, as \`spec.upgrade.crds\` is \`Skip\`: ${shown.join(', ')}${rest}`;
}
