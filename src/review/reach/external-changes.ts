import { ociVersion } from '../../flux/helm/chart-version.ts';
import { type FluxKustomization, nameOf } from '../../flux/objects/flux-kustomization.ts';
import { followedRef } from '../../flux/objects/followed-ref.ts';
import { sourceOf } from '../../flux/objects/sync.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** A root of another repository that the merge makes another. */
export interface ExternalChange {
  readonly flux: FluxKustomization;
  /** The end of a sentence that its name begins. */
  readonly reason: string;
}

/**
 * Roots whose files are in another repository and that follow something else of it after the merge. What that does is
 * not known here: only that it is not the same.
 */
export function externalChanges(
  before: Inventory | undefined,
  after: Inventory | undefined,
): readonly ExternalChange[] {
  if (before === undefined || after === undefined || before === after || after.external.length === 0) return [];
  const [objectsBefore, objectsAfter] = [objectsOf(before), objectsOf(after)];
  const known = new Map(before.external.map(({ flux }) => [nameOf(flux), flux]));
  return after.external.flatMap(({ flux }): readonly ExternalChange[] => {
    const was = known.get(nameOf(flux));
    if (was === undefined) return [];
    const differences = [
      difference('takes', fullName(was.sourceRef), fullName(flux.sourceRef)),
      difference('follows', followed(was, objectsBefore), followed(flux, objectsAfter)),
      difference('comes from', address(was, objectsBefore), address(flux, objectsAfter)),
      difference('builds', was.path || '.', flux.path || '.'),
    ].filter((each) => each !== '');
    if (differences.length === 0) return [];
    return [{ flux, reason: `${differences.join(' and ')}; its content is not in this repository` }];
  });
}

function difference(verb: string, before: string, after: string): string {
  return before === after ? '' : `${verb} \`${after || 'nothing'}\` instead of \`${before || 'nothing'}\``;
}

function followed({ sourceRef }: FluxKustomization, objects: readonly Resource[]): string {
  const source = sourceOf(sourceRef, objects);
  if (source === undefined) return '';
  if (sourceRef.kind === 'GitRepository') return followedRef(source.node).value;
  return sourceRef.kind === 'OCIRepository' ? ociVersion(source.node) || 'latest' : '';
}

function address({ sourceRef }: FluxKustomization, objects: readonly Resource[]): string {
  const spec = sourceOf(sourceRef, objects)?.node;
  return textAt(spec, 'spec', 'url') || textAt(spec, 'spec', 'bucketName');
}

/** A spoke's FluxKustomizations and their sources stand in its hub. */
function objectsOf({ objects, above }: Inventory): readonly Resource[] {
  return [...objects.map(({ resource }) => resource), ...above.flatMap(({ resources }) => resources)];
}
