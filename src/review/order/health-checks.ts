import { FLUX_KUSTOMIZATION_GROUP } from '../../flux/objects/flux-kustomization.ts';
import type { Root } from '../../flux/roots/inventory.ts';
import type { RootIndex } from '../../flux/roots/root-index.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { awaitedOf } from './set-steps.ts';

/**
 * @returns `namespace/name` of the FluxKustomizations that must be ready before one that has applied its objects is: with
 *   `wait` those among its objects, else those that its `healthChecks` name; never itself
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
          const isMeant =
            textAt(item, 'kind') === 'Kustomization' &&
            textAt(item, 'apiVersion').startsWith(`${FLUX_KUSTOMIZATION_GROUP}/`);
          return isMeant ? [`${textAt(item, 'namespace') || flux.namespace}/${textAt(item, 'name')}`] : [];
        });
  return names.filter((name) => name !== root.name);
}
