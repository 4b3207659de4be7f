import { isFluxKustomization, readFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { dirname, isWithin, relativePath } from '../../tree/objects/paths.ts';
import { removeItem } from '../../yaml/splice/remove-item.ts';
import { setScalar } from '../../yaml/splice/set-scalar.ts';
import { textScalar } from '../../yaml/splice/write-scalar.ts';
import { holdsNamespace } from '../files/holds-namespace.ts';
import { holdsSecret } from '../files/holds-secret.ts';
import { isListOfThings, kustomizationIn } from '../files/kustomization-file.ts';
import type { Territory } from '../places/territory.ts';
import type { Step, Ways } from '../places/way.ts';
import type { Plan, Route, Whole } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { copyFlux } from './copy-flux.ts';
import { likeOf } from './like-of.ts';
import { noteStageValues } from './stage-values.ts';

/** What a copy needs to know. */
export interface Copying {
  readonly plan: Plan;
  /** Of the source. */
  readonly ways: Ways;
  readonly route: Route;
  readonly territory: Territory;
}

/**
 * Copies what a step leads to, and what is behind it, as far as it is the source's own: whole where nothing else comes by
 * it, else only the entries on the way.
 *
 * @param steps from the one that is copied, inwards
 * @param to where the copy stands
 * @throws PromotionRefusal for what holds a Secret
 */
export function copyTree(copying: Copying, steps: readonly Step[], to: string): void {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  const { plan, ways } = copying;
  const found = plan.draft.files.find(step.to);
  if (found.kind === 'file') copyFile(copying, step, rest, to);
  else if (kustomizationIn(plan.draft, step.to) === undefined || ways.isOnly(step)) copyDirectory(copying, step.to, to);
  else copyReduced(copying, step, rest, to);
}

function copyFile(copying: Copying, step: Step, rest: readonly Step[], to: string): void {
  const { plan, territory } = copying;
  if (step.flux === undefined) {
    copyText(copying, step.to, to);
    return;
  }
  copyFlux(copying, { path: step.to, resource: step.flux }, to);
  const { path } = readFluxKustomization(step.flux);
  const own = territory.counterpart(path);
  if (own !== undefined && plan.draft.files.find(own).kind === 'absent')
    copyTree(copying, [{ from: '', isGenerated: true, isList: false, to: path, flux: undefined }, ...rest], own);
}

/** @returns nothing: every file that the source's cluster reads in a directory, and what those lead to, is copied */
function copyDirectory(copying: Copying, from: string, to: string): void {
  const { plan, route, territory } = copying;
  const { inventory } = route.source;
  const whole = { from, to };
  plan.wholes.push(whole);
  const reads = new Set(
    inventory.roots.flatMap((root) => [...root.reads].flatMap(([path, id]) => (id === 'absent' ? [] : [path]))),
  );
  const files = [...reads].filter((path) => isWithin(path, from) && plan.draft.files.find(path).kind === 'file').sort();
  for (const path of files) {
    const copy = to + path.slice(from.length);
    if (plan.draft.read(copy) !== undefined) continue;
    const flux = inventory.objects.filter(
      ({ resource }) => isFluxKustomization(resource) && resource.trail.origin.path === path,
    );
    if (flux.length === 0) copyText(copying, path, copy, whole);
    for (const { resource } of flux)
      copyFile(copying, { from, isGenerated: true, isList: false, to: path, flux: resource }, [], copy);
  }
  for (const path of files)
    for (const entry of kustomizationIn(plan.draft, dirname(path))?.path === path
      ? entriesOf(plan, dirname(path))
      : []) {
      const own = territory.owns(entry) && !isWithin(entry, from) ? territory.counterpart(entry) : undefined;
      if (own !== undefined && plan.draft.files.find(own).kind === 'absent')
        copyTree(
          copying,
          [{ from: dirname(path), isGenerated: false, isList: false, to: entry, flux: undefined }],
          own,
        );
    }
}

function entriesOf({ draft }: Plan, directory: string): readonly string[] {
  return (kustomizationIn(draft, directory)?.entries ?? []).flatMap(({ path }) => path ?? []);
}

/** A list that brings other things too is made anew, with its settings, its Namespace and only the entry on the way. */
function copyReduced(copying: Copying, step: Step, rest: readonly Step[], to: string): void {
  const { plan, territory } = copying;
  const { draft } = plan;
  const model = kustomizationIn(draft, step.to);
  const [next] = rest;
  if (model === undefined || !isListOfThings(model) || next === undefined || next.from !== step.to)
    refuse(
      `${step.to} makes more than ${copying.ways.subject.name} in one kustomization`,
      `Promote ${step.to}, which is all of it.`,
    );
  const at = `${to}/${model.path.slice(model.directory.length + 1)}`;
  draft.write(at, draft.read(model.path), model.path);
  const namespaces = model.entries.flatMap(({ path }) =>
    path !== undefined && isWithin(path, step.to) && holdsNamespace(draft, path) ? [path] : [],
  );
  const kept = new Set([next.to, ...namespaces]);
  const dropped = model.entries.filter(({ field, path }) => field !== 'components' && !kept.has(path ?? ''));
  for (const { field, index } of [...dropped].reverse())
    draft.splice(at, (old) => removeItem(old, { document: 0, steps: [field] }, index, 'brackets'));
  plan.made.push(to);
  for (const path of namespaces) copyText(copying, path, to + path.slice(step.to.length));
  adaptReferences(copying, model.directory, to);
  const own = territory.counterpart(next.to);
  if (own !== undefined && draft.files.find(own).kind === 'absent') copyTree(copying, rest, own);
}

/** References of a copied kustomization lead to the same files, or to the target's own. */
function adaptReferences({ plan, territory, route }: Copying, from: string, to: string, whole?: Whole): void {
  const model = kustomizationIn(plan.draft, from);
  const copy = kustomizationIn(plan.draft, to);
  for (const entry of copy?.entries ?? []) {
    const old = model?.entries.find(({ field, text }) => field === entry.field && text === entry.text);
    if (copy === undefined || old?.path === undefined) continue;
    const copied =
      whole !== undefined && isWithin(old.path, whole.from) ? whole.to + old.path.slice(whole.from.length) : undefined;
    const below = isWithin(old.path, from) ? to + old.path.slice(from.length) : undefined;
    const wanted = copied ?? territory.counterpart(old.path) ?? below ?? likeOf(plan, old.path, route);
    if (entry.path === wanted) continue;
    const text = textScalar(relativePath(to, wanted));
    plan.draft.splice(copy.path, (now) => setScalar(now, { document: 0, steps: [entry.field, entry.index] }, text));
  }
}

function copyText(copying: Copying, from: string, to: string, whole?: Whole): void {
  const { plan } = copying;
  const text = plan.draft.read(from);
  if (text === undefined || plan.draft.read(to) !== undefined) return;
  if (holdsSecret(text)) refuse(`${from} contains secrets and is not copied`, `Write ${to} by hand.`);
  plan.draft.write(to, text, from);
  if (kustomizationIn(plan.draft, dirname(to))?.path === to)
    adaptReferences(copying, dirname(from), dirname(to), whole);
  else noteStageValues(copying, from, to, text);
}
