import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { snapshotOf } from '../../fleet/render/snapshot.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { listedAtLength } from '../../text/counted.ts';
import { addToClusters, missingObjects } from '../edits/add-to-clusters.ts';
import { moveToBaseline } from '../edits/move-to-baseline.ts';
import { type Brings, type Settled, settlePromotion } from '../outcome/settle-promotion.ts';
import { RUNS } from '../places/own-trees.ts';
import { findPromotable } from '../places/promotable.ts';
import { findCluster, sourceFor, targetsFor } from '../places/source-and-targets.ts';
import { objectsIn, type Subject, shownUnits, whichOf } from '../places/subject.ts';
import { bareName } from '../plan/bare-name.ts';
import { Draft } from '../plan/draft.ts';
import { type Fleet, openWritten } from '../plan/fleet.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedPromotion, Promotion } from '../plan/promotion.ts';
import { orRefused, refuse } from '../plan/promotion-refusal.ts';
import { align } from './align.ts';
import { demote } from './demote.ts';
import { subjectsIn } from './promotable-units.ts';
import { promoteInput } from './promote-input.ts';
import { runsAlready } from './runs-already.ts';
import { withPrerequisites } from './with-prerequisites.ts';

export interface PromoteRequest {
  /** A unit, `kind/name` or a path. */
  readonly asked: string;
  /** Cluster names, or `all`; without any only with `toBaseline`. */
  readonly clusters: readonly string[];
  readonly from?: string | undefined;
  readonly overlay?: boolean | undefined;
  readonly toBaseline?: boolean | undefined;
  readonly withPrerequisites?: boolean | undefined;
  /** Aligns the version of what runs in both; nothing is added. */
  readonly version?: boolean | undefined;
}

/**
 * Plans the edits that make a cluster run what another already runs: the smallest that do, in the corresponding places.
 * The result is rendered, and refused unless it adds exactly what was asked for.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function promote(fleet: Fleet, request: PromoteRequest): Promotion {
  return orRefused(() => planned(fleet, request));
}

function planned(fleet: Fleet, request: PromoteRequest): Promotion {
  if (fleet.clusters.length === 0) refuse('no cluster found', 'Name the clusters in .github/blast-radius.yml.');
  const byInput = inputPromotion(fleet, request);
  if (byInput !== undefined) return byInput;
  const subject = findPromotable(fleet, request.asked);
  const source = request.from === undefined ? undefined : findCluster(fleet, request.from);
  if (source !== undefined && !source.inventory.objects.some(subject.has))
    refuse(`${source.cluster.name} does not run ${subject.name}`);
  const targets = targetsFor(fleet, request.clusters, request.toBaseline === true);
  if (request.version === true)
    return align(planFor(fleet, request, targets), subject, alignable(request, targets, subject), source);
  const lacking = targets.filter((target) => missingObjects(fleet, subject, target, source).length > 0);
  if (lacking.length === 0 && request.toBaseline !== true) {
    refusePartOf(fleet, subject, targets, source);
    return nothing(fleet, subject, targets);
  }
  const from = source ?? sourceFor(fleet, subject, lacking[0] ?? targets[0]);
  const attempt = (brings: Brings): Settled => {
    const plan = planFor(fleet, request, lacking);
    if (request.toBaseline === true) moveToBaseline(plan, subject, from);
    else addToClusters(plan, subject, from, lacking, source);
    const subjects = [subject];
    const sourceOf = (target: ClusterInventory) => source ?? sourceFor(fleet, subject, target);
    const settled = settlePromotion(plan, subjects, lacking, from, sourceOf, brings);
    const isAlone = subjects.length === 1 && !subject.isObject && request.toBaseline !== true;
    const isOwn =
      plan.variants.some(({ kind }) => kind === 'own') || settled.edits.some(({ before }) => before === undefined);
    if (isAlone && isOwn) refuseOneWay(plan, request, lacking);
    return settled;
  };
  const settled = request.withPrerequisites === true ? withPrerequisites(attempt) : attempt('none');
  return { ...described(request, subject, lacking, from), ...settled };
}

/** Where a ResourceSet is how something runs, an input is what another cluster lacks. */
function inputPromotion(fleet: Fleet, request: PromoteRequest): Promotion | undefined {
  const { asked, overlay, toBaseline, version, from } = request;
  if (overlay === true || toBaseline === true || version === true) return undefined;
  const source = from === undefined ? undefined : findCluster(fleet, from);
  return promoteInput(fleet, { asked, source, targets: targetsFor(fleet, request.clusters, false) });
}

function planFor(fleet: Fleet, request: PromoteRequest, targets: readonly ClusterInventory[]): Plan {
  const options = { overlay: request.overlay === true };
  const empty = { notes: [], variants: [], copied: [], wholes: [], made: [] };
  return { fleet, draft: new Draft(fleet.tree), options, targets, ...empty };
}

/** @returns the clusters whose version is to be aligned; of all, those that run it @throws PromotionRefusal for options that add something */
function alignable(request: PromoteRequest, targets: readonly ClusterInventory[], subject: Subject) {
  const { overlay, toBaseline, clusters, from } = request;
  if (overlay === true || toBaseline === true || request.withPrerequisites === true)
    refuse(
      '--version changes only the version of what runs already',
      'Omit --overlay, --to-baseline and --with-prerequisites, or --version.',
    );
  if (!clusters.includes('all')) return targets;
  if (from === undefined)
    refuse('which version all clusters shall run is not clear', 'Name the cluster that has it: --from test.');
  return targets.filter(({ inventory }) => inventory.objects.some(subject.has));
}

/** What was brought into a cluster's own tree can be taken out of it again as it came, or it is not brought there. */
function refuseOneWay({ draft, fleet }: Plan, { asked }: PromoteRequest, targets: readonly ClusterInventory[]): void {
  const clusters = targets.map(({ cluster }) => cluster.name);
  const after = openWritten(snapshotOf(draft.tree, fleet.config, fleet.workspace));
  const backs = [false, true].map((clean) => demote(after, { asked, clusters, clean }));
  const left = backs.flatMap((back) => (back.kind === 'planned' ? [leftBy(draft, back)] : []));
  const [path] = left;
  if (path === undefined || left.includes(undefined)) return;
  if (!draft.edits.some((edit) => edit.path === path))
    refuse(`${path} stands there unused, and demote would delete it, so this is not written`, 'Refer to it by hand.');
  refuse(`demote could not bring ${path} back to what it is, so this is not written`, 'Make this change by hand.');
}

/** @returns a file that a demotion leaves otherwise than it was before the promotion */
function leftBy(draft: Draft, back: PlannedPromotion): string | undefined {
  const before = new Map(draft.edits.map((edit) => [edit.path, edit.before]));
  const undone = new Map(back.edits.map((edit) => [edit.path, edit.after]));
  const paths = [...new Set([...before.keys(), ...undone.keys()])];
  return paths.find((path) => !before.has(path) || !undone.has(path) || before.get(path) !== undone.get(path));
}

/** @throws PromotionRefusal with the units of a set that a target runs, as one FluxKustomization may bring, but not all of it */
function refusePartOf(
  fleet: Fleet,
  subject: Subject,
  targets: readonly ClusterInventory[],
  source: ClusterInventory | undefined,
): void {
  const parts = subjectsIn(fleet, objectsIn(fleet).filter(subject.has));
  if (parts.length < 2) return;
  for (const target of targets) {
    const lacking = parts.filter((part) => missingObjects(fleet, part, target, source).length > 0);
    const names = lacking.map(({ name }) => name);
    if (names.length === 0) continue;
    refuse(
      `${target.cluster.name} runs ${subject.name}, but not all of the units in it: it lacks ${shownUnits(names)}`,
      whichOf(fleet, names),
    );
  }
}

/** What comes from elsewhere than in the clusters that have the unit is told with its file. */
function nothing(fleet: Fleet, subject: Subject, targets: readonly ClusterInventory[]): Promotion {
  const names = targets.map(({ cluster }) => cluster.name).join(', ');
  const [elsewhere] = targets.flatMap((target) => {
    const [object] = runsAlready(fleet, subject, target).filter((each) => !subject.has(each));
    return object === undefined ? [] : [{ object, name: target.cluster.name }];
  });
  if (elsewhere === undefined)
    return {
      kind: 'nothing',
      reason: `${subject.name} already runs in ${names}${withoutWhat(fleet, subject, targets)}`,
    };
  const { resource } = elsewhere.object;
  const where = targets.length === 1 ? 'where' : `in ${elsewhere.name}`;
  const name = kindName({ kind: resource.kind, name: bareName(resource) });
  const from = `${where} ${name} comes from ${resource.trail.origin.path}`;
  return { kind: 'nothing', reason: `${subject.name} already runs in ${names}, ${from}` };
}

/** What a cluster leaves out may be a decision, and is not added; it does not run there either. */
function withoutWhat({ clusters }: Fleet, subject: Subject, targets: readonly ClusterInventory[]): string {
  const [target, other] = targets;
  if (target === undefined || other !== undefined) return '';
  const workloadsOf = ({ inventory }: ClusterInventory) =>
    inventory.objects.filter((object) => subject.has(object) && RUNS.test(object.resource.kind));
  const keyOf = ({ kind, original }: Resource): string => kindName({ kind, name: original.name });
  const there = new Set(workloadsOf(target).map(({ resource }) => keyOf(resource)));
  const source = clusters.slice(0, clusters.indexOf(target)).findLast((each) => workloadsOf(each).length > 0);
  const left = source === undefined ? [] : workloadsOf(source).map(({ resource }) => keyOf(resource));
  const missing = [...new Set(left)].filter((each) => !there.has(each));
  return missing.length === 0 ? '' : `, without ${listedAtLength(missing)} of ${source?.cluster.name}`;
}

function described(
  request: PromoteRequest,
  subject: Subject,
  targets: readonly ClusterInventory[],
  from: ClusterInventory,
) {
  const clusters = targets.map(({ cluster }) => cluster.name);
  const where = request.toBaseline === true ? 'the baseline' : clusters.join(' and ');
  return {
    kind: 'planned' as const,
    title: `Promote ${subject.name} to ${where}`,
    subject: subject.name,
    clusters,
    source: from.cluster.name,
    aligned: [],
  };
}
