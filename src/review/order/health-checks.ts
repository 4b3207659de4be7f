import type { Root } from '../../flux/roots/inventory.ts';
import type { RootIndex } from '../../flux/roots/root-index.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { rootNamedIn } from './depends-on.ts';
import { awaitedOf } from './set-steps.ts';

/**
 * @returns the names of the roots that must be ready before one that has applied its objects is: with `wait` those among
 *   its objects, else those that its `healthChecks` name, of which a FluxKustomization need not exist; never itself
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.checkHealth
 */
export function healthChecksOf(root: Root, roots: RootIndex): readonly string[] {
  const { flux } = root;
  if (root.set !== undefined) return awaitedOf(root, roots).map(({ name }) => name);
  if (flux === undefined) return [];
  const names =
    textAt(flux.spec, 'wait') === 'true'
      ? roots.all.filter((each) => each.kept?.why !== 'left' && roots.parentOf(each) === root).map(({ name }) => name)
      : itemsAt(flux.spec, 'healthChecks').flatMap((item) => {
          const name = rootNamedIn(item, `${textAt(item, 'namespace') || flux.namespace}/${textAt(item, 'name')}`);
          // A release or a set that is no root here may be made by what the repository does not show.
          const isMeant =
            textAt(item, 'kind') === 'Kustomization' || roots.named(root.cluster, name ?? '') !== undefined;
          return name !== undefined && isMeant ? [name] : [];
        });
  return names.filter((name) => name !== root.name);
}
