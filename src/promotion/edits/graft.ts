import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { basename, dirname } from '../../tree/objects/paths.ts';
import { type KustomizationFile, kustomizationIn } from '../files/kustomization-file.ts';
import { settleReference } from '../places/settle-reference.ts';
import { territoryOf } from '../places/territory.ts';
import { type Step, Ways } from '../places/way.ts';
import { holdsDocument, textIn } from '../plan/document-part.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { reworded } from '../plan/stage-words.ts';
import { addReference } from './add-entry.ts';
import { type Copying, copyTree } from './copy-tree.ts';

/**
 * Gives the target what it lacks of the way to an object: the outermost reference of the source's own tree that the
 * target's has not, with everything of the source's own that is behind it, at the places that correspond.
 *
 * @param ways of the source
 * @throws PromotionRefusal where the target's tree has no place for it, or has the whole way and yet not the object
 */
export function graft(plan: Plan, ways: Ways, object: InventoryObject, route: Route): void {
  const { draft, fleet } = plan;
  const territory = territoryOf(route.source, route.target, fleet.clusters);
  const copying: Copying = { plan, ways, route, territory };
  const steps = ways.of(object);
  const isThere = (path: string): boolean => draft.files.find(path).kind !== 'absent';
  for (const [at, step] of steps.entries()) {
    const from = territory.counterpart(step.from) ?? step.from;
    const to = territory.counterpart(step.to) ?? step.to;
    const list = kustomizationIn(draft, from);
    const isListed = list === undefined ? isThere(to) : list.entries.some(({ path }) => path === to);
    if (from === step.from && to === step.to) continue;
    if (!isWritten(draft, step)) continue;
    if (step.flux !== undefined && isFluxThere(step.flux, copying)) {
      refuseUnknown(step.flux, copying);
      continue;
    }
    if (isListed && isThere(to) && !isFluxLacking(step, to, copying)) continue;
    if (list === undefined && !isThere(from) && !step.isGenerated)
      refuse(
        `${route.target.cluster.name} has no ${from}, which corresponds to ${step.from}`,
        `Create it, and what makes ${route.target.cluster.name} build it.`,
      );
    const inner = steps.slice(at);
    if (list !== undefined && (isUnitsOwn(copying, inner, list) || !isListOfUnits(copying, step.from, from)))
      refuseOwn(from, object, route);
    insert(copying, inner, { from, to, list });
    return;
  }
  // What was copied for another object of the subject brings this one too.
  if (draft.edits.length > 0) return;
  const last = steps.at(-1)?.to ?? '';
  refuseOwn(territory.counterpart(last) ?? last, object, route);
}

/** Whether it is in the file: a component that a FluxKustomization adds comes with that. */
function isWritten(draft: Plan['draft'], { from, to }: Step): boolean {
  const list = kustomizationIn(draft, from);
  return list === undefined || list.entries.some(({ path }) => path === to);
}

/** Whether a directory's kustomization is there for more than the subject, in either cluster. */
function isListOfUnits({ ways, route }: Copying, from: string, to: string): boolean {
  return ways.bringsOthers(from) || new Ways(route.target, ways.subject).bringsOthers(to);
}

/** A directory that is called as the subject is holds it, whatever units it is made of; a namespace leads to other roots. */
function isUnitsOwn({ plan, ways }: Copying, inner: readonly Step[], { path, directory }: KustomizationFile): boolean {
  const isNew = plan.draft.edits.some((edit) => edit.path === path && edit.before === undefined);
  const isCalledSo = basename(directory) === basename(ways.subject.name);
  return isCalledSo && !isNew && inner.every(({ flux }) => flux === undefined);
}

/** @throws PromotionRefusal where the target's FluxKustomization does not render: what it lacks is not known */
function refuseUnknown(flux: Resource, { route: { source, target } }: Copying): void {
  const names = namesOf(flux.name, { source, target });
  const root = target.inventory.roots.find(
    (each) => each.flux?.resource.namespace === flux.namespace && names.includes(each.flux.resource.name),
  );
  const [problem] = root?.problems ?? [];
  if (problem === undefined) return;
  refuse(
    `${target.cluster.name} is already only partly rendered, so what it runs of it is unknown: ${problem.message}`,
    `Repair Kustomization/${root?.flux?.resource.name} first.`,
  );
}

/** A kustomization of the target's own, which may run a part of the subject on purpose. */
function refuseOwn(path: string, { resource: { kind, name } }: InventoryObject, { target }: Route): never {
  return refuse(
    `${target.cluster.name} has its own ${path}, which does not add ${kindName({ kind, name })}`,
    'What it leaves out may be a decision: change it by hand.',
  );
}

interface Place {
  readonly from: string;
  readonly to: string;
  readonly list: KustomizationFile | undefined;
}

function insert(copying: Copying, [step, ...rest]: readonly Step[], { from, to, list }: Place): void {
  const { plan, ways, route, territory } = copying;
  if (step === undefined) return;
  if (step.flux !== undefined && !ways.isOnly(step)) {
    insertInner(copying, rest, dirname(to), step);
    return;
  }
  const isThere = plan.draft.files.find(to).kind !== 'absent';
  let path = to;
  if (isThere && !isFluxLacking(step, to, copying)) plan.variants.push({ kind: 'own', path: to, of: step.to });
  else if (territory.owns(step.to)) copyTree(copying, [step, ...rest], to);
  else path = settleReference(plan, step.to, route);
  if (list !== undefined) refer(copying, step, list, path);
  else registerAbove(copying, from);
}

/** A FluxKustomization of a whole set is no way to one of its units: that unit's own is, beside it. */
function insertInner(copying: Copying, steps: readonly Step[], into: string, outer: Step): void {
  const { plan, ways } = copying;
  const inner = steps.find((step) => step.flux !== undefined && ways.isOnly(step));
  if (inner === undefined) refuseWhole(copying, outer);
  const to = `${into}/${basename(inner.to)}`;
  if (plan.draft.files.find(to).kind !== 'absent') refuse(`${to} already exists`, 'Make this change by hand.');
  copyTree(copying, steps.slice(steps.indexOf(inner)), to);
  const list = kustomizationIn(plan.draft, into);
  if (list !== undefined) addReference(plan.draft, list, 'resources', to);
}

/** The target does not have what brings the subject, and that brings others too. */
function refuseWhole({ plan, ways, route }: Copying, outer: Step): never {
  const name = kindName({ kind: 'Kustomization', name: outer.flux?.name ?? '' });
  const other = ways.strangerBy(outer);
  const also = other === undefined ? undefined : (plan.fleet.units.of(other) ?? kindName(other.resource));
  return refuse(
    `${name}, which brings ${ways.subject.name} to ${route.source.cluster.name}, also brings ${also}, and ${route.target.cluster.name} has no such FluxKustomization`,
    `Give ${ways.subject.name} a FluxKustomization of its own first, or ${route.target.cluster.name} one for both.`,
  );
}

function refer({ plan, route }: Copying, step: Step, list: KustomizationFile, path: string): void {
  const from = kustomizationIn(plan.draft, step.from);
  const model = from?.entries.find((entry) => entry.path === step.to);
  const key = model?.field === 'components' ? 'components' : 'resources';
  addReference(
    plan.draft,
    kustomizationIn(plan.draft, list.directory) ?? list,
    key,
    path,
    model?.text.startsWith('./'),
  );
  const namespace = textIn(list.node, 'namespace');
  if (namespace === '' || namespace === textIn(from?.node, 'namespace')) return;
  const note = `${list.path} sets the namespace of what it lists: check that ${route.target.cluster.name} means the same.`;
  if (!plan.notes.includes(note)) plan.notes.push(note);
}

/** In a directory that Flux takes as it is, a new one is found; below a list it has to be named. */
function registerAbove({ plan, route }: Copying, directory: string): void {
  const roots = new Set(route.target.inventory.roots.map((root) => root.directory));
  for (let at = directory; at !== '' && !roots.has(at); at = dirname(at)) {
    const list = kustomizationIn(plan.draft, dirname(at));
    if (list === undefined) continue;
    if (kustomizationIn(plan.draft, at) !== undefined) addReference(plan.draft, list, 'resources', at);
    return;
  }
}

/** Whether the target has the source's FluxKustomization, in whichever file. */
function isFluxThere(flux: Resource, { route }: Copying): boolean {
  const names = namesOf(flux.name, route);
  return route.target.inventory.objects.some(
    ({ resource }) =>
      isFluxKustomization(resource) && resource.namespace === flux.namespace && names.includes(resource.name),
  );
}

function namesOf(name: string, { source, target }: Route): readonly string[] {
  return [name, reworded(name, source.cluster, target.cluster)];
}

/** Whether a file of the target's is there without the FluxKustomization that the source's has. */
function isFluxLacking({ flux }: Step, to: string, { plan, route }: Copying): boolean {
  if (flux === undefined) return false;
  return !namesOf(flux.original.name, route).some((each) => holdsDocument(plan.draft, to, flux.kind, each));
}
