import { ociVersion } from '../../flux/helm/chart-version.ts';
import { type FluxKustomization, nameOf } from '../../flux/objects/flux-kustomization.ts';
import { followedRef } from '../../flux/objects/followed-ref.ts';
import { sourceOf } from '../../flux/objects/sync.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { fullName, objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { isMounted, splitMounted } from '../../tree/sources/mount.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** A root of another repository that the merge makes another. */
export interface ExternalChange {
  readonly flux: FluxKustomization;
  /** The end of a sentence that its name begins. */
  readonly reason: string;
}

/**
 * Roots whose files are in another repository and that follow something else of it after the merge, where the files of
 * one side or both are not had. What that does is not known here: only that it is not the same.
 */
export function externalChanges(
  before: Inventory | undefined,
  after: Inventory | undefined,
): readonly ExternalChange[] {
  if (before === undefined || after === undefined || before === after) return [];
  if (before.external.length + after.external.length === 0) return [];
  const objects = { before: objectsOf(before), after: objectsOf(after) };
  const known = new Map(before.external.map(({ flux }) => [nameOf(flux), flux]));
  const fetched = { before: fetchedIn(before), after: fetchedIn(after) };
  const changed = after.external.flatMap(({ flux, unfetched }): readonly ExternalChange[] => {
    const was = known.get(nameOf(flux)) ?? fetched.before.get(nameOf(flux));
    if (was === undefined) return [];
    const differences = differencesOf(was, flux, objects);
    const why = unfetched === undefined || known.has(nameOf(flux)) ? whyUnknown(flux) : unfetched.reason;
    if (differences === '') return known.has(nameOf(flux)) ? [] : [{ flux, reason: `is no longer known here: ${why}` }];
    return [{ flux, reason: `${differences}; ${why}` }];
  });
  const found = [...fetched.after].flatMap(([name, flux]): readonly ExternalChange[] => {
    const was = known.get(name);
    if (was === undefined) return [];
    const differences = differencesOf(was, flux, objects);
    return [
      { flux, reason: `${differences === '' ? '' : `${differences}; `}what it brought before is not known here` },
    ];
  });
  return [...changed, ...found];
}

/** @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.Reconcile, where a source is not found */
function whyUnknown({ sourceRef }: FluxKustomization): string {
  if (sourceRef.kind !== 'ExternalArtifact') return 'its content is not in this repository';
  return `nothing known makes ${objectTitle(sourceRef)}, without which Flux applies and prunes nothing`;
}

/** The FluxKustomizations of roots that were fetched, by their names. */
function fetchedIn({ roots }: Inventory): ReadonlyMap<string, FluxKustomization> {
  return new Map(
    roots.flatMap(({ flux }) => (flux !== undefined && isMounted(flux.path) ? [[nameOf(flux), flux]] : [])),
  );
}

interface Objects {
  readonly before: readonly Resource[];
  readonly after: readonly Resource[];
}

function differencesOf(was: FluxKustomization, flux: FluxKustomization, { before, after }: Objects): string {
  return [
    difference('takes', fullName(was.sourceRef), fullName(flux.sourceRef)),
    difference('follows', followed(was, before), followed(flux, after)),
    difference('comes from', address(was, before), address(flux, after)),
    difference('builds', pathOf(was), pathOf(flux)),
  ]
    .filter((each) => each !== '')
    .join(' and ');
}

function pathOf({ path }: FluxKustomization): string {
  return (isMounted(path) ? splitMounted(path).below : path) || '.';
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
