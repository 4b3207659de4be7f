import { isArtifactGenerator } from '../../flux/objects/artifact-generator.ts';
import { nameOf } from '../../flux/objects/flux-kustomization.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import { lineOf } from '../../yaml/node/node.ts';
import type { Unknown } from './unknown.ts';

/**
 * Roots whose artifact was made before, and that nothing known makes any more: Flux applies and prunes nothing of them
 * without their source, as long as nothing else makes it.
 *
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.Reconcile, where a source is not found
 */
export function lostArtifacts(before: Inventory | undefined, after: Inventory | undefined): readonly Unknown[] {
  const lost = (after?.external ?? []).filter(({ flux: { sourceRef }, unfetched }) => {
    return sourceRef.kind === 'ExternalArtifact' && unfetched === undefined;
  });
  if (before === undefined || after === undefined || lost.length === 0) return [];
  const made = new Set(
    before.roots.flatMap(({ flux }) => (flux !== undefined && isMounted(flux.path) ? [nameOf(flux)] : [])),
  );
  // Of what a generator that is still there leaves out, a rule tells.
  const makers = new Set(
    after.objects.flatMap(({ resource }) => (isArtifactGenerator(resource) ? [resource.namespace || 'default'] : [])),
  );
  return lost.flatMap(({ flux }): readonly Unknown[] => {
    if (!made.has(nameOf(flux)) || makers.has(flux.sourceRef.namespace)) return [];
    const { resource, spec, sourceRef } = flux;
    const line = lineOf(spec.get('sourceRef') ?? spec);
    return [
      {
        code: 'no-artifact',
        message: `nothing known makes ${plainTitle(sourceRef)} any more, so everything built from it stays as it was`,
        path: resource.trail.origin.path,
        ...(line === undefined ? {} : { line }),
        ...{ root: nameOf(flux), side: 'after', standing: false },
        fix: 'Remove what is built from it first, or let another generator make it.',
      },
    ];
  });
}
