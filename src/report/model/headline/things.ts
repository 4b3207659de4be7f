import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import type { Version } from '../../../review/contract/field-change.ts';
import type { Review } from '../../../review/contract/review.ts';
import { counted, grouped } from '../../../text/counted.ts';
import { stepText, versionText } from '../changes/entry-remarks.ts';

type NameWriter = (text: string, limit: number) => string;

/** What people call something that changes: a unit, or the objects of one name that are in none. */
interface Thing {
  readonly name: string;
  readonly signs: Set<'+' | '−' | '~'>;
  readonly versions: Map<string, Version>;
  /** Whether something that {@link WHOLE} names is among its objects. */
  isRun: boolean;
  /** Whether each of its objects goes to another version of something. */
  isVersion: boolean;
}

/** So many are named, in so many characters; of more only what comes or goes as a whole, and what leaps. */
const MOST = { things: 3, characters: 56 };

/** What runs or deploys something: where it comes or goes, so does what it is a part of. */
const WHOLE: ReadonlySet<string> = new Set([
  ...['Kustomization', 'HelmRelease', 'Namespace'],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'],
]);

/**
 * @returns what a merge is about, before anything is counted: `deduparr removed, cleanrr added`; empty where nothing changes,
 *   or too much to be named
 */
export function thingsText(review: Review, name: NameWriter): string {
  const things = thingsOf(review).sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1));
  const one = oneVersion(things);
  if (one !== undefined)
    return `${things.length > 1 ? `${counted(things.length, 'release')}: ` : ''}${versionOf(one, name)}`;
  const isMany = things.length > MOST.things;
  const isMixed = new Set(things.flatMap(({ signs }) => [...signs])).size > 1;
  const named = isMany ? things.filter((thing) => isWhole(thing) || isLeap(thing)).slice(0, MOST.things) : things;
  const shown = named.map((thing) => textOf(thing, name, isMixed));
  while (shown.length > 1 && lengthOf(shown) > MOST.characters) shown.pop();
  if (shown.length === 0 || lengthOf(shown) > MOST.characters) return '';
  const more = things.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** The version that all of them go to, where that is all. */
function oneVersion(things: readonly Thing[]): Version | undefined {
  const all = new Map(things.flatMap(({ versions }) => [...versions]));
  const [version] = all.values();
  const isAll = things.every(
    ({ signs, versions, isVersion }) => isVersion && isOnly(signs, '~') && versions.size === 1,
  );
  return all.size === 1 && isAll ? version : undefined;
}

function lengthOf(texts: readonly string[]): number {
  return texts.join(', ').length;
}

function thingsOf({ clusters }: Review): Thing[] {
  const things = new Map<string, Thing>();
  const note = (change: Named, sign: '+' | '−' | '~', versions: readonly Version[] = []): void => {
    const thing = things.get(nameOf(change)) ?? {
      ...{ name: nameOf(change), signs: new Set(), versions: new Map(), isRun: false, isVersion: true },
    };
    thing.signs.add(sign);
    thing.isRun ||= WHOLE.has(change.kind);
    thing.isVersion &&= versions.length > 0;
    for (const version of versions) thing.versions.set(JSON.stringify(version), version);
    things.set(thing.name, thing);
  };
  for (const { gained, lost, changed } of Object.values(clusters)) {
    for (const change of gained) note(change, '+');
    for (const change of lost) note(change, '−');
    for (const change of changed) {
      note(change, '~', change.effect === 'exempt' ? [] : change.fields.flatMap(({ version }) => version ?? []));
    }
  }
  return [...things.values()];
}

type Named = Pick<ClusterReview['lost'][number], 'kind' | 'unit' | 'name' | 'release'>;

/** A FluxKustomization is called after what it applies, and stands in a directory of many. */
function nameOf({ kind, unit, name, release }: Named): string {
  if (kind === 'Kustomization') return name;
  return unit ?? (release === undefined ? name : release.slice(release.indexOf('/') + 1));
}

/** What goes, and what leaps, is to be seen first. */
function rankOf({ signs, versions }: Thing): number {
  if (isOnly(signs, '−')) return 0;
  if (isLeap({ versions })) return 1;
  return isOnly(signs, '+') ? 2 : 3;
}

function isWhole({ signs, isRun }: Pick<Thing, 'signs' | 'isRun'>): boolean {
  return isRun && (isOnly(signs, '+') || isOnly(signs, '−'));
}

function isLeap({ versions }: Pick<Thing, 'versions'>): boolean {
  return [...versions.values()].some(leaps);
}

function leaps({ step }: Version): boolean {
  return step === 'major' || step === 'downgrade';
}

function isOnly(signs: Thing['signs'], sign: '+' | '−' | '~'): boolean {
  return signs.size === 1 && signs.has(sign);
}

/** @param isMixed whether others come or go while this one does not */
function textOf({ name: own, signs, versions }: Thing, name: NameWriter, isMixed: boolean): string {
  const all = [...versions.values()];
  const version = all.find(leaps) ?? (all.length === 1 ? all[0] : undefined);
  if (version !== undefined && isOnly(signs, '~')) {
    return versionOf(version, name);
  }
  const what = isMixed && isOnly(signs, '+') ? ' added' : isMixed && isOnly(signs, '−') ? ' removed' : '';
  return `${name(own, 40)}${what}`;
}

/** `kyverno 3.4.4 → 3.5.2 (minor)`: whether it is the version of a chart or a source, the name tells. */
function versionOf(version: Version, name: NameWriter): string {
  const of = version.of.replace(/^(?:chart|OCIRepository|GitRepository|image of) (?=\S+$)/, '');
  return `${name(versionText({ ...version, of }), 60)} (${stepText(version)})`;
}
