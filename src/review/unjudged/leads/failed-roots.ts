import type { WrittenFluxKustomization } from '../../../fleet/find/search/written-flux-kustomization.ts';
import type { ClusterSides } from '../../../fleet/render/render-fleet.ts';
import { makerOf, type Root } from '../../../flux/roots/inventory.ts';
import { rootKey } from '../../../flux/roots/root-index.ts';
import { isKustomizationFile } from '../../../kustomize/kustomization/kustomization-file.ts';
import type { Problem, ProblemCode } from '../../../kustomize/model/problem.ts';
import { fileTextAt } from '../../../kustomize/read/file-text.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Files } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { BuildInputs } from '../search/build-inputs.ts';
import { type Lead, leadTo, listedManifests, type Search } from '../search/lead.ts';
import { mayLeadOn } from '../search/may-lead-on.ts';
import { directoriesOf, OwnSources } from '../search/own-sources.ts';

/** Problems of something that is missing or cannot be read: what it holds is not known. */
const HIDING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['no-kustomization', 'several-kustomizations', 'empty-kustomization', 'invalid-kustomization'] as const),
  ...(['not-found', 'not-a-file', 'not-a-directory', 'outside-repository', 'symlink', 'submodule'] as const),
  ...(['too-large', 'binary', 'invalid-yaml', 'invalid-object', 'too-many-roots', 'no-artifact'] as const),
]);

/** A root that could be rendered neither before nor after, and what is known to be in it. */
interface FailedRoot {
  readonly root: Root;
  readonly sides: ClusterSides;
  /** The FluxKustomizations that it would hold. */
  readonly held: readonly WrittenFluxKustomization[];
}

/** @throws Needs where an object has not been fetched yet */
export function failedRoots({ fleet, sides, discovery }: Search): readonly FailedRoot[] {
  const failed = fleet.flatMap((each) => {
    const before = new Set(failedOf(each.before).map(rootKey));
    return failedOf(each.after).flatMap((root) => (before.has(rootKey(root)) ? [{ root, sides: each }] : []));
  });
  if (failed.length === 0) return [];
  const written = new Set(discovery.written.map(({ file }) => file));
  const inputs = sides.map((files) => new BuildInputs(files, written));
  return mapAll(failed, ({ root, sides }) => {
    const files = new Set(inputs.flatMap((each) => [...each.of(root.directory)]));
    return { root, sides, held: discovery.written.filter(({ file }) => files.has(file)) };
  });
}

/** A release or a ResourceSet that fails hides no files: what it is made of is known. */
function failedOf(side: ClusterSides['after']): readonly Root[] {
  return (side?.roots ?? []).filter((root) => makerOf(root) === undefined && root.problems.length > 0);
}

/**
 * Leads from roots that could not be rendered before and cannot be after: FluxKustomizations in them run all the same, by
 * what they were, and what they build has not been read.
 */
export function failedRootLeads(failed: readonly FailedRoot[], search: Search): readonly Lead[] {
  if (failed.length === 0) return [];
  const sources = new OwnSources(search.fleet);
  return failed.flatMap(({ root, sides: { cluster, after }, held }) => {
    const roots = after?.roots.filter(({ problems }) => problems.length === 0) ?? [];
    const built = new Set(roots.map(({ directory }) => directory));
    const what = `${quoted(root.name)} in ${cluster.name} cannot be rendered, neither before nor after`;
    const files = held.flatMap((flux) => {
      const directories = directoriesOf(flux, search, sources).filter((each) => !built.has(each));
      return directories.flatMap((each) => [...search.inputsOf(each)]);
    });
    const unread = `${what}, and what its FluxKustomizations build has not been read: repair that first`;
    const leads = leadTo(files, { reason: unread, isBroken: true });
    const hiding = root.problems.find((problem) => mayHide(problem, search.sides));
    if (hiding === undefined) return leads;
    const place = hiding.path === undefined ? '' : ` (${quoted(hiding.path)})`;
    const reason = `${what}${place}, and may lead to it: repair that first`;
    return [...leads, ...leadTo(listedManifests(search), { reason, isBroken: true })];
  });
}

/**
 * Whether what a problem hides may lead on to other directories: what is missing may be anything, and so may a file that
 * cannot be read, unless its text shows that it holds other things.
 */
function mayHide({ code, path = '' }: Problem, sides: readonly Files[]): boolean {
  if (!HIDING.has(code)) return false;
  if ((code !== 'invalid-yaml' && code !== 'invalid-object') || isKustomizationFile(path)) return true;
  return mayLeadOn(sides.map((files) => fileTextAt(files, path) ?? '').join('\n'));
}
