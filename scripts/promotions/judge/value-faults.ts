import type { Fleet } from '../../../src/promotion/plan/fleet.ts';
import type { FileEdit } from '../../../src/promotion/plan/promotion.ts';
import { stageWords } from '../../../src/promotion/plan/stage-words.ts';
import type { RealState } from '../real/real-cluster.ts';
import { type RealObject, withoutHash } from '../real/real-cluster.ts';
import { type Difference, differences } from './differences.ts';
import type { Named } from './named.ts';
import { withoutWords } from './without-words.ts';

interface Promoted {
  readonly fleet: Fleet;
  readonly source: string;
  readonly target: string;
  readonly named: Named;
  readonly edits: readonly FileEdit[];
}

/**
 * Holds what a target gains to what the source runs, field by field: what differs by more than the clusters' words is named
 * by the patch, and so is what differs between those that run it today. No value is made up.
 */
export function valueFaults(
  promoted: Promoted,
  gained: readonly string[],
  [before, after]: readonly [RealState, RealState],
): readonly string[] {
  const { source, target, named } = promoted;
  return gained.flatMap((id) => {
    const object = after.get(target)?.objects.get(id);
    const model = likeOf(promoted, id, source, before);
    if (object === undefined || model === undefined) return [];
    const own = differencesOf(model, object).filter((each) => !isIdentity(each));
    const others = [...before.keys()].filter((name) => name !== source && name !== target);
    const between = others.flatMap((name) => {
      const other = likeOf(promoted, id, name, before);
      const bare = bareBetween(promoted, source, name);
      const all = other === undefined ? [] : differencesOf(model, other);
      return all
        .filter((each) => !isIdentity(each) && !isPlace(id, each) && !isNothing(id, each) && !isSame(each, bare))
        .map(({ path }) => ({ path, name }));
    });
    const bare = bareBetween(promoted, source, target);
    return [
      ...own
        .filter((each) => !isSame(each, bare) && !named.hasField(id, each.path))
        .map(({ path, was, is }) => `${id} differs silently in ${path.join('.')}: ${shown(was)} is ${shown(is)}`),
      ...own
        .filter((each) => isSame(each, bare) && isInvented(each, before.get(target)?.objects))
        .map(({ path, is }) => `${id} has a value that nobody gave: ${path.join('.')} is ${shown(is)}`),
      ...between
        .filter(({ path }) => !named.hasField(id, path))
        .map(({ path, name }) => `${id} takes ${path.join('.')} of ${source} without a word, ${name} has another`),
    ];
  });
}

/** @returns the object of another cluster that is the same but for the clusters' words */
function likeOf(promoted: Promoted, id: string, name: string, states: RealState): RealObject | undefined {
  const bare = bareBetween(promoted, promoted.target, name);
  const objects = states.get(name)?.objects;
  const like = objects?.get(id);
  return like ?? [...(objects ?? [])].find(([each]) => bare(each) === bare(id))?.[1];
}

/** What differs only by the name of a variable, or only by its value, is not another. */
function differencesOf(one: RealObject, other: RealObject): readonly Difference[] {
  const applied = differences(JSON.parse(one.text), JSON.parse(other.text)).map(({ path }) => path.join('.'));
  return differences(one.written, other.written).filter(
    (each) => applied.includes(each.path.join('.')) && !isCiphertext(each),
  );
}

/** SOPS encrypts the same value otherwise each time. */
function isCiphertext({ path, was, is }: Difference): boolean {
  return path[0] === 'sops' || [was, is].every((value) => typeof value === 'string' && value.startsWith('ENC['));
}

function bareBetween({ fleet }: Promoted, ...names: readonly string[]): (text: string) => string {
  const clusters = fleet.clusters.filter(({ cluster }) => names.includes(cluster.name));
  return withoutWords(clusters.flatMap(({ cluster }) => stageWords(cluster)));
}

/** What an object is called has been compared before. */
function isIdentity({ path }: Difference): boolean {
  return path.length === 2 && path[0] === 'metadata' && /^(name|namespace)$/.test(path[1] ?? '');
}

/** What a FluxKustomization is for is compared; where it stands, and how often it looks, is every cluster's own. */
function isPlace(id: string, { path }: Difference): boolean {
  return (
    /^kustomize\.toolkit/.test(id) &&
    /^(apiVersion|metadata|status|spec\.(path|sourceRef|interval))\b/.test(path.join('.'))
  );
}

/** An empty list of patches, components or images does what none does. */
function isNothing(id: string, { path, was, is }: Difference): boolean {
  const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
  return /^kustomize\.toolkit/.test(id) && path[0] === 'spec' && isEmpty(was) && isEmpty(is);
}

function isSame({ was, is }: Difference, bare: (text: string) => string): boolean {
  const text = (value: unknown) => (typeof value === 'string' ? withoutHash(bare(value)) : JSON.stringify(value));
  if (typeof was === 'string' && typeof is === 'string') return text(was) === text(is);
  return was !== undefined && is !== undefined && bare(JSON.stringify(was)) === bare(JSON.stringify(is));
}

/** A host, an address or a number in which only a cluster's word is another, and that the cluster does not have today. */
function isInvented({ is }: Difference, objects: ReadonlyMap<string, RealObject> | undefined): boolean {
  if (typeof is !== 'string') return false;
  const parts = is
    .split(/[\s"'`,;=]+/)
    .filter((part) => /[\w-]+\.[\w-]+|@|:\/\//.test(part) && !/^\.{0,2}\//.test(part));
  const texts = [...(objects?.values() ?? [])].map(({ text }) => text);
  return parts.some((part) => !texts.some((text) => text.includes(part)));
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 80);
}
