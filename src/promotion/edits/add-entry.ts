import type { ListField } from '../../kustomize/kustomization/kustomization-file.ts';
import type { Link } from '../../kustomize/model/origin.ts';
import { joinPath, relativePath } from '../../tree/objects/paths.ts';
import { addItem } from '../../yaml/splice/add-item.ts';
import { uncommentItem } from '../../yaml/splice/comment-item.ts';
import { type KustomizationFile, kustomizationIn } from '../files/kustomization-file.ts';
import { builtBy } from '../places/built-by.ts';
import type { EntryInclusion } from '../places/inclusion.ts';
import { settleReference } from '../places/settle-reference.ts';
import { territoryOf } from '../places/territory.ts';
import type { Draft } from '../plan/draft.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/**
 * Adds to the target's list what is in the source's: to the corresponding list, the reference that is right for it.
 *
 * @throws PromotionRefusal where no list corresponds, or none can be edited
 */
export function addEntry(plan: Plan, { list, entry }: EntryInclusion, route: Route): void {
  const from = entry.path ?? refuse(`${list.path} refers to ${entry.text}, outside the repository`);
  addEntryFor(plan, { kind: 'entry', list, entry }, route, settleReference(plan, from, route));
}

/** Adds a reference to a given path to the target's list that corresponds to the source's. */
export function addEntryFor(plan: Plan, { list, entry }: EntryInclusion, route: Route, path: string): void {
  const into = correspondingList(plan, list, route);
  const key = entry.field === 'components' ? 'components' : 'resources';
  addReference(plan.draft, into, key, path, entry.text.startsWith('./'));
  noteSettings(plan, list, route);
}

/** Adds a reference unless it is there already; where the list has it as a comment, it is that which gets in. */
export function addReference(
  draft: Draft,
  into: KustomizationFile,
  key: ListField,
  path: string,
  dotted = false,
): void {
  if (into.entries.some((each) => each.path === path)) return;
  const isOld = key === 'resources' && into.node.get('resources') === undefined && into.node.get('bases') !== undefined;
  const relative = relativePath(into.directory, path);
  const text = dotted && !relative.startsWith('.') ? `./${relative}` : relative;
  const at = { document: 0, steps: [isOld ? 'bases' : key] };
  draft.splice(into.path, (old) => {
    const uncommented = uncommentItem(old, at, (item) => joinPath(into.directory, item) === path);
    return uncommented.kind === 'spliced' ? uncommented : addItem(old, at, text);
  });
}

function correspondingList(plan: Plan, list: KustomizationFile, { source, target }: Route): KustomizationFile {
  const { draft } = plan;
  const name = target.cluster.name;
  const directory = territoryOf(source, target, plan.fleet.clusters).counterpart(list.directory);
  if (directory === undefined) refuse(`${name} has nothing that corresponds to ${list.directory}`);
  const found = kustomizationIn(draft, directory);
  if (found !== undefined) return ownListAbove(plan, found, target) ?? found;
  const isThere = draft.files.find(directory).kind === 'directory';
  const why = isThere ? 'has no kustomization.yaml, so Flux applies every file in it' : 'does not exist';
  return refuse(
    `${name} has no list that corresponds to ${list.path}: ${directory} ${why}`,
    `Add ${directory}/kustomization.yaml${isThere ? ' that lists its files' : ` and what makes ${name} build it`}.`,
  );
}

/** A list that others build too, and that are not to get it, is not for the target alone: the one is that names it. */
function ownListAbove(
  { fleet, draft, targets }: Plan,
  list: KustomizationFile,
  target: Route['target'],
): KustomizationFile | undefined {
  const isOthers = (directory: string): boolean =>
    fleet.clusters.some((each) => !targets.includes(each) && builtBy(each.inventory).has(directory));
  if (!isOthers(list.directory)) return undefined;
  for (const { resource } of target.inventory.objects) {
    let own: Link | undefined;
    for (let link = resource.trail.via; link !== undefined; link = link.next) {
      if (link.directory === list.directory && own !== undefined) return kustomizationIn(draft, own.directory);
      if (link.line !== undefined && !isOthers(link.directory)) own = link;
    }
  }
  return undefined;
}

const SETTINGS = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'images', 'replicas', 'transformers'];

/** Notes what a set does that was not taken with one of its entries. */
export function notePast(plan: Plan, past: readonly string[], path: string | undefined, route: Route): void {
  for (const directory of past) {
    const list = kustomizationIn(plan.draft, directory);
    if (list !== undefined) noteSettings(plan, list, route);
  }
  const [set] = past;
  if (set === undefined) return;
  const names = plan.fleet.clusters.filter(({ inventory }) => builtBy(inventory).has(set));
  plan.notes.push(
    `${set} brings other units too, and stays as it is for ${names.map(({ cluster }) => cluster.name).join(', ')}: ${route.target.cluster.name} refers to ${path} alone.`,
  );
}

/** What the source's list does to its entries besides naming them stays in the source. */
function noteSettings(plan: Plan, list: KustomizationFile, { source, target }: Route): void {
  const set = SETTINGS.filter((key) => list.node.get(key) !== undefined);
  if (set.length === 0) return;
  const name = target.cluster.name;
  const note = `${list.path} also sets ${set.join(', ')}, for ${source.cluster.name}: check whether ${name} needs the same.`;
  if (!plan.notes.includes(note)) plan.notes.push(note);
}
