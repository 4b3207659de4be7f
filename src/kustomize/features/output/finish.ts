import { Mapping, type Node } from '../../../yaml/node/node.ts';
import { refuseBareKeys } from '../../model/bare-keys.ts';
import { HELM_GENERATED } from '../../model/own-notes.ts';
import type { Resource } from '../../model/resource.ts';
import { stringValues } from '../../nodes/string-values.ts';
import type { Behaviours } from '../../releases/behaviours.ts';

/**
 * Where kustomize and the tools around it keep what they know of an object on its way: no output has them.
 *
 * @see kustomize api/resource BuildAnnotations
 */
const OWN_ANNOTATIONS = [
  ...['previousKinds', 'previousNames', 'previousNamespaces', 'prefixes', 'suffixes'],
  ...['allowNameChange', 'allowKindChange', 'refBy', 'generatorBehavior', 'needsHashSuffix'],
  ...['path', 'index', 'seqindent', 'id', 'annotations-migration-resource-id'],
]
  .map((name) => `internal.config.kubernetes.io/${name}`)
  .concat('config.kubernetes.io/path', 'config.kubernetes.io/index', 'config.k8s.io/id');

/**
 * Leaves annotations as kustomize does once it has taken its own away: every value a string, and no empty mapping.
 *
 * @throws BuildError where a key is not a string without quotes
 * @see kustomize api/resource Resource.RemoveBuildAnnotations, SetOrigin
 */
export function finishAnnotations(resources: readonly Resource[], { helmGenerated }: Behaviours): readonly Resource[] {
  const own = helmGenerated ? [...OWN_ANNOTATIONS, HELM_GENERATED] : OWN_ANNOTATIONS;
  return resources.map((resource) => {
    const metadata = resource.node.get('metadata');
    // A list without a name may be without metadata, which kustomize then makes on its way to the annotations.
    if (!(metadata instanceof Mapping)) return resource.withNode(resource.node.with('metadata', new Mapping([])));
    const annotations = metadata.get('annotations');
    if (annotations === undefined) return resource;
    const finished = asStrings(annotations, resource, own);
    const changed = finished === undefined ? metadata.without('annotations') : metadata.with('annotations', finished);
    return resource.withNode(resource.node.with('metadata', changed));
  });
}

function asStrings(annotations: Node, resource: Resource, own: readonly string[]): Mapping | undefined {
  if (!(annotations instanceof Mapping) || annotations.entries.size === 0) return undefined;
  const kept = own.reduce((all, key) => all.without(key), annotations);
  if (kept.entries.size === 0) return undefined;
  refuseBareKeys(kept.entries, resource.trail.origin.path);
  return stringValues(kept);
}
