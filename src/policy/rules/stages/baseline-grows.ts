import { type InventoryObject, linksOf } from '../../../flux/roots/inventory.ts';
import { quoted } from '../../../text/quoted.ts';
import { namesOf } from '../../facts/stages.ts';
import type { RepositoryReference } from '../../view/kustomization-file.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

/** Kinds that people run for users. */
const APPLICATION = /^(Deployment|StatefulSet|CronJob|Ingress|HTTPRoute|Rollout)$/;

/** Kinds by which a cluster is made complete: agents, operators, admission. */
const PLATFORM =
  /^(DaemonSet|CustomResourceDefinition|ClusterRole|ClusterRoleBinding|APIService|.*WebhookConfiguration|.*Policy|HelmRelease)$/;

export const baselineGrows: Rule = {
  id: 'baseline-grows',
  severity: 'warning',
  title: 'An application is added to a set that clusters share',
  why: 'Whatever is added to a set that every cluster imports runs everywhere at once: a promotion without stages, and without an edit in any cluster’s list.',
  fix: 'Add it to the list of each cluster that should run it; a shared set is for what no cluster can do without.',
  check(view, fleet) {
    return [...additions(view)].flatMap(([file, added]) =>
      [...added].flatMap(([reference, objects]): readonly Found[] => {
        const running = fleet.filter(({ after }) => after !== undefined && holdsOneOf(after, objects));
        const isPromoted = fleet.some(({ before }) => before !== undefined && holdsOneOf(before, objects));
        if (running.length < 2 || !(isPromoted || looksLikeApplication(objects))) return [];
        const message = `${quoted(reference.path)} is added to ${namesOf(running)} at once, through ${file}, which they share`;
        return [{ message, path: file, line: reference.line }];
      }),
    );
  },
};

type Additions = Map<string, Map<RepositoryReference, InventoryObject[]>>;

/** @returns what a cluster gains by new references in lists that belong to no single cluster, by file and reference. */
function additions(view: ClusterView): Additions {
  const { before, after } = view;
  const all: Additions = new Map();
  const gained = gainedWithoutEdit(view);
  if (before === undefined || after === undefined || gained.length === 0) return all;
  const fresh = newReferences(before, after);
  for (const object of gained) {
    for (const { path, line } of linksOf(object.resource)) {
      const reference = fresh.get(path)?.find((each) => each.line === line);
      if (reference === undefined) continue;
      const added = all.get(path) ?? new Map<RepositoryReference, InventoryObject[]>();
      added.set(reference, [...(added.get(reference) ?? []), object]);
      all.set(path, added);
      break;
    }
  }
  return all;
}

/** Files are parts of a thing; a directory is a thing of its own. */
function newReferences(before: Side, after: Side): ReadonlyMap<string, readonly RepositoryReference[]> {
  const known = new Map(before.kustomizations.map(({ path, references }) => [path, references]));
  const { places } = after;
  const shared = after.kustomizations.filter(({ path }) => places.ownersOf(path).length === 0 && known.has(path));
  return new Map(
    shared.map(({ path, references }) => {
      const were = new Set(known.get(path)?.map((reference) => reference.path));
      return [path, references.filter((each) => !were.has(each.path) && !/\.(ya?ml|json)$/.test(each.path))];
    }),
  );
}

function holdsOneOf({ index }: Side, objects: readonly InventoryObject[]): boolean {
  return objects.some((object) => index.twinOf(object) !== undefined);
}

function looksLikeApplication(objects: readonly InventoryObject[]): boolean {
  const kinds = objects.map(({ resource }) => resource.kind);
  return kinds.some((kind) => APPLICATION.test(kind)) && !kinds.some((kind) => PLATFORM.test(kind));
}

/**
 * @returns the objects that a cluster gains although nothing in its own tree was edited: something that it shares with
 *   others has brought them in
 */
function gainedWithoutEdit(view: ClusterView): readonly InventoryObject[] {
  const gained = view.pairs.differing.flatMap(({ before, after }) =>
    before === undefined && after !== undefined ? [after] : [],
  );
  if (gained.length === 0 || view.before === undefined || view.after === undefined) return [];
  return isEdited(view.before, view.after) ? [] : gained;
}

function isEdited(before: Side, after: Side): boolean {
  const [readBefore, readAfter] = [ownFiles(before), ownFiles(after)];
  if (readBefore.size !== readAfter.size) return true;
  return [...readBefore].some(([path, id]) => readAfter.get(path) !== id);
}

/** What the renders of a cluster have read in its own tree. */
function ownFiles(side: Side): ReadonlyMap<string, string> {
  const reads = side.inventory.roots.flatMap((root) => [...root.reads]);
  return new Map(reads.filter(([path, id]) => side.owns(path) && id !== 'absent'));
}
