import type { Root } from '../../flux/roots/inventory.ts';
import type { RootIndex } from '../../flux/roots/root-index.ts';
import { fullName, parseApiVersion, refKey } from '../../kubernetes/facts/object-ref.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { rootNamedIn } from './depends-on.ts';
import { awaitedOf } from './set-steps.ts';

/** An object that a root must see healthy. */
export interface CheckedObject {
  /** As `refKey` has it. */
  readonly key: string;
  /** `kind/namespace/name`. */
  readonly title: string;
}

/**
 * @returns the objects that the `healthChecks` of a root name, of whatever kind: one that does not exist is waited for
 * @see fluxcd/kustomize-controller internal/inventory ReferenceToObjMetadataSet; fluxcd/pkg ssa
 *   ResourceManager.WaitForSetWithContext
 */
export function checkedObjects({ flux }: Root): readonly CheckedObject[] {
  if (flux === undefined || textAt(flux.spec, 'wait') === 'true') return [];
  return itemsAt(flux.spec, 'healthChecks').map((item) => {
    const { group } = parseApiVersion(textAt(item, 'apiVersion') || 'apps/v1');
    const [kind, namespace, name] = [textAt(item, 'kind'), textAt(item, 'namespace'), textAt(item, 'name')];
    return { key: refKey({ group, kind, namespace, name }), title: fullName({ kind, namespace, name }) };
  });
}

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
