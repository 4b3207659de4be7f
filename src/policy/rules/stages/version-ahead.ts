import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import { isGuarded, namesOf, previousStage } from '../../facts/stages.ts';
import { isNewer, type Version, versionsOf } from '../../facts/versions.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const versionAhead: Rule = {
  id: 'version-ahead',
  severity: 'warning',
  title: 'Production gets a version that the stage before it does not run',
  why: 'A promotion carries over what has been tried: a version that the stage before it does not run has been tried nowhere.',
  fix: 'Promote the version that the stage before it runs, or update that stage first.',
  check(view) {
    if (!isGuarded(view.cluster)) return [];
    const previous = previousStage(view.cluster, view.context.after);
    if (previous.length === 0) return [];
    const all = view.pairs.differing.flatMap(({ before, after }): readonly Ahead[] => {
      if (after === undefined || before?.resource.node === after.resource.node) return [];
      const were = before === undefined ? undefined : versionsOf(before);
      const fresh = [...versionsOf(after)].filter(([what, { text }]) => were?.get(what)?.text !== text);
      return fresh.flatMap(([what, version]) => differing(after, what, version, previous, view));
    });
    return findings(all, namesOf(previous));
  },
};

interface Ahead {
  readonly object: InventoryObject;
  /** What has the version: an image, a chart, a source. */
  readonly what: string;
  readonly text: string;
  /** The version before it. */
  readonly other: string;
  readonly place: Pick<Found, 'path' | 'line'>;
}

/** What the stage before does not run at all is another rule's. */
function differing(
  object: InventoryObject,
  what: string,
  { text, node }: Version,
  previous: readonly Side[],
  view: ClusterView,
): readonly Ahead[] {
  const others = previous.flatMap((side) => versionIn(side, object, what) ?? []);
  const [other] = others;
  if (other === undefined || others.includes(text)) return [];
  return [{ object, what, text, other, place: view.after?.placeOf(object, node) ?? {} }];
}

/** One line may give several things their version. */
function findings(all: readonly Ahead[], stage: string): readonly Found[] {
  const whats = new Map<string, Set<string>>();
  for (const each of all) whats.set(causeOf(each), (whats.get(causeOf(each)) ?? new Set()).add(each.what));
  return all.map((each) => {
    const { object, text, other, place } = each;
    const what = listedAtLength([...(whats.get(causeOf(each)) ?? [])]);
    const together = (names: string, areMany = false, roots = '') =>
      `${names}${ofRoots(areMany, roots)} ${areMany ? 'get' : 'gets'} ${what} ${quoted(text)}; in ${stage} it is ${quoted(other)}`;
    return {
      object,
      // Production may follow slowly: only what is newer has been nowhere before.
      ...(isNewer(other, text) ? { severity: 'notice' as const } : {}),
      message: together(objectTitle(object.resource)),
      fix: `Update ${stage} first, or promote what runs there.`,
      together,
      ...place,
    };
  });
}

/** Where no line is known, each has its own. */
function causeOf({ what, text, other, place: { path, line } }: Ahead): string {
  return JSON.stringify([text, other, path === undefined ? what : [path, line]]);
}

function versionIn({ index }: Side, object: InventoryObject, what: string): string | undefined {
  const twin = index.twinOf(object);
  return twin && versionsOf(twin).get(what)?.text;
}
