import type { Resource } from '../../kustomize/model/resource.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import { review } from '../../review.ts';
import type { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** What an edit of the inputs of a ResourceSet may do. */
interface MeantEdit {
  /** Names of the clusters that it is for, each with its ResourceSet. */
  readonly sets: ReadonlyMap<string, Resource>;
  /** What becomes of objects there. */
  readonly verb: 'gain' | 'lose';
}

/**
 * @returns what an edit does to the clusters that it is for
 * @throws PromotionRefusal where it does anything but that
 * @throws Needs where an object has not been fetched yet
 */
export function reviewInputs(
  { tree, config, workspace }: Fleet,
  draft: Draft,
  { sets, verb }: MeantEdit,
): readonly (readonly [string, ClusterReview])[] {
  const reviewed = review({
    ...{ before: tree, after: draft.tree, config, workspace, base: '', head: '', key: new Uint8Array(32) },
    merge: { status: 'as-given', conflicts: [] },
  });
  const error = reviewed.findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) refuse(`its review would fail (${error.rule}): ${error.message}`, error.fix);
  const clusters = Object.entries(reviewed.clusters);
  for (const [name, each] of clusters) refuseMore(name, each, sets.get(name), verb);
  return clusters.filter(([name]) => sets.has(name));
}

/** @param set that may change, in a cluster that may gain or lose something */
function refuseMore(name: string, each: ClusterReview, set: Resource | undefined, verb: MeantEdit['verb']): void {
  const [broken] = each.unresolved.filter(({ standing, side }) => !standing && side !== 'before');
  if (broken !== undefined) refuse(`${name} would be only partly rendered: ${broken.message}`, broken.fix);
  const others = each.changed.filter((one) => set === undefined || one.kind !== set.kind || one.name !== set.name);
  const [meant, against] = verb === 'gain' ? [each.gained, each.lost] : [each.lost, each.gained];
  const [other] = [...against, ...others, ...(set === undefined ? meant : [])];
  if (other !== undefined)
    refuse(`${other.kind} ${other.name} would change in ${name} too`, 'Make this change by hand.');
  if (set !== undefined && meant.length === 0)
    refuse(`${name} would ${verb} nothing ${verb === 'gain' ? 'from' : 'by'} this edit`);
}
