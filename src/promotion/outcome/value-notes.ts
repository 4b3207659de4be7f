import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName, refKey } from '../../kubernetes/facts/object-ref.ts';
import { fieldChanges, type NodeChange, pathText } from '../../review/diff/field-changes.ts';
import { placeOf } from '../../review/origins/change-chain.ts';
import { shownChange } from '../../review/secrets/mask.ts';
import { SecretValues } from '../../review/secrets/secret-values.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { bareName, withoutHash } from '../plan/bare-name.ts';
import type { Fleet } from '../plan/fleet.ts';
import { reworded } from '../plan/stage-words.ts';
import type { ClusterOutcome } from './outcome.ts';

/** More fields of one object are named by what they are in. */
const MOST = 6;
/** Longer values are not shown. */
const LONGEST = 60;

/**
 * Names of each object that a target gains the values that are not what the source runs, but for the clusters' words. What is
 * secret is masked.
 *
 * @returns a sentence for each object that has such values, with the files and lines that give them
 */
export function valueNotes(
  { clusters }: Fleet,
  { before: target, gained }: ClusterOutcome,
  source: ClusterInventory,
): readonly string[] {
  const secrets = new SecretValues(clusters.map(({ inventory }) => inventory));
  const likes = new Likes(target, source);
  return gained.flatMap((object) => {
    const model = likes.of(object);
    if (model === undefined) return [];
    const name = `\`${kindName({ kind: object.resource.kind, name: bareName(object.resource) })}\``;
    const own = changesOf(model, object, source, target);
    const texts = fieldTexts(own, (change) => {
      const { before, after } = shownChange(change, object.resource, secrets);
      return `${valueText(after, change.after, object)}, there ${valueText(before, undefined, model)}`;
    });
    return texts.length === 0
      ? []
      : [`${name} is not as ${source.cluster.name} runs it: ${texts.join('; ')}. Check that this is right.`];
  });
}

/** The objects of a cluster by what they are called in another one. */
class Likes {
  readonly #objects = new Map<string, InventoryObject>();
  readonly #words: (text: string) => string;

  constructor({ cluster: target }: ClusterInventory, { cluster, inventory }: ClusterInventory) {
    this.#words = (text) => reworded(text, target, cluster);
    for (const object of inventory.objects) this.#objects.set(keyOf(object), object);
  }

  of(object: InventoryObject): InventoryObject | undefined {
    return this.#objects.get(keyOf(object)) ?? this.#objects.get(keyOf(object, this.#words));
  }
}

function keyOf({ resource }: InventoryObject, words: (text: string) => string = (text) => text): string {
  const { gvk, kind, namespace } = resource;
  return refKey({ group: gvk.group, kind, namespace: words(namespace), name: words(bareName(resource)) });
}

/** @returns the fields that differ by more than what the two clusters are called and what their own variables give */
function changesOf(
  one: InventoryObject,
  other: InventoryObject,
  { cluster: from }: ClusterInventory,
  { cluster: to }: ClusterInventory,
): readonly NodeChange[] {
  const text = (value: string): string => withoutHash(reworded(value, from, to));
  const isSame = (was: Node | undefined, is: Node | undefined): boolean => {
    if (!(was instanceof Scalar && is instanceof Scalar)) return false;
    if (was.marks.template !== undefined && was.marks.template === is.marks.template) return true;
    return [was.text, text(was.text)].includes(is.text) || text(was.text) === withoutHash(is.text);
  };
  return fieldChanges(one.resource.node, other.resource.node).filter(
    ({ segments, before, after, only }) =>
      only === undefined && !/^metadata\.name(space)?$/.test(pathText(segments)) && !isSame(before, after),
  );
}

/** @returns the fields, each with what is told of it; many of them by what they are in */
function fieldTexts(changes: readonly NodeChange[], tell: (change: NodeChange) => string): readonly string[] {
  if (changes.length <= MOST) return changes.map((change) => `\`${pathText(change.segments)}\` is ${tell(change)}`);
  for (let depth = Math.max(...changes.map(({ segments }) => segments.length)) - 1; ; depth--) {
    const paths = [...new Set(changes.map(({ segments }) => pathText(segments.slice(0, depth))))];
    if (paths.length <= MOST || depth <= 1) return paths.map((path) => `much of \`${path}\``);
  }
}

function valueText(shown: unknown, node: Node | undefined, object: InventoryObject): string {
  const text = shown === undefined ? 'absent' : (JSON.stringify(shown) ?? 'absent');
  const place = node === undefined ? undefined : placeOf(node, object);
  const at = place === undefined ? '' : ` (${place.path}${place.line === undefined ? '' : `:${place.line}`})`;
  return `${text.length > LONGEST ? 'another' : text}${at}`;
}
