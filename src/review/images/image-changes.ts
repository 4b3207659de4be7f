import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { type ImageReference, imageRepository, imageText } from '../../kubernetes/facts/image-reference.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type ImageChanges, ImageChangesSchema, type ImageUser, type UnknownImage } from '../contract/images.ts';
import { asShown } from '../secrets/as-shown.ts';
import { allNames, hideForms, type SecretValues } from '../secrets/secret-values.ts';
import { ByFact } from './by-fact.ts';
import { imageEntries, likelyOf, unknownEntries, userOf } from './image-entry.ts';
import { type ImageUse, imageKey, imageUses, mayNameImagesIn } from './image-uses.ts';
import { shownImage } from './shown-image.ts';
import { unrenderedReleases } from './unrendered-releases.ts';

/** A cluster on both sides of a change, with what of it can be compared. */
export interface ImageSides {
  readonly name: string;
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
  readonly pairs: { readonly before: readonly InventoryObject[]; readonly after: readonly InventoryObject[] };
  readonly secrets: SecretValues;
}

/**
 * Tells which images the clusters of a fleet gain, lose and change. A cluster changes an image where it runs another
 * version of the same repository instead.
 *
 * @param clusters in promotion order
 * @returns `undefined` where nothing becomes of any image
 */
export function imageChanges(clusters: readonly ImageSides[]): ImageChanges | undefined {
  const changes = new Changes();
  for (const cluster of clusters) if (cluster.before !== cluster.after) changes.add(cluster);
  const names = allNames(clusters.map(({ secrets }) => secrets.names));
  const found = changes.all;
  const isNothing = Object.values(found).every(({ length }) => length === 0);
  return isNothing ? undefined : asShown(ImageChangesSchema, found, { clean: hideForms, names });
}

interface Known {
  readonly image: ImageReference;
  readonly user: Omit<ImageUser, 'clusters'>;
}

type Change = Pick<ImageChanges['changed'][number], 'repository' | 'before' | 'after'>;
type Unknown = Omit<ImageChanges['unknown'][number], 'clusters'>;

class Changes {
  readonly #gained = new ByFact<ImageReference>();
  readonly #lost = new ByFact<ImageReference>();
  readonly #changed = new ByFact<Change>();
  readonly #unknown = new ByFact<Unknown>();

  add({ name, before, after, pairs, secrets }: ImageSides): void {
    const [was, is] = [usesOf(pairs.before, before), usesOf(pairs.after, after)];
    const gone = sortedOut(onlyIn(was, is), secrets);
    const come = sortedOut(onlyIn(is, was), secrets);
    this.#addKnown(name, byRepository(gone.known), byRepository(come.known));
    this.#addUnknown(name, gone.unknown, come.unknown);
  }

  get all(): ImageChanges {
    const changed = this.#changed.all.map(({ fact, clusters, users }) => {
      return { ...fact, ...likelyOf(users), clusters, users: [...users] };
    });
    const unknown = unknownEntries(this.#unknown);
    return { gained: imageEntries(this.#gained), lost: imageEntries(this.#lost), changed, unknown };
  }

  #addKnown(cluster: string, gone: ReadonlyMap<string, readonly Known[]>, come: ReadonlyMap<string, readonly Known[]>) {
    for (const [repository, images] of come) {
      const before = gone.get(repository);
      if (before === undefined) for (const { image, user } of images) this.#gained.add(cluster, image, user);
      else {
        const change = { repository, before: textsOf(before), after: textsOf(images) };
        for (const { user } of images) this.#changed.add(cluster, change, user);
      }
    }
    for (const [repository, images] of gone) {
      if (come.has(repository)) continue;
      for (const { image, user } of images) this.#lost.add(cluster, image, user);
    }
  }

  /** What is not known on both sides is one thing that differs. */
  #addUnknown(cluster: string, gone: readonly UnknownUse[], come: readonly UnknownUse[]): void {
    const placesBefore = new Set(gone.map(placeOf));
    const placesAfter = new Set(come.map(placeOf));
    for (const each of come)
      this.#unknown.add(cluster, { ...each, side: placesBefore.has(placeOf(each)) ? 'both' : 'after' });
    for (const each of gone)
      if (!placesAfter.has(placeOf(each))) this.#unknown.add(cluster, { ...each, side: 'before' });
  }
}

type Uses = ReadonlyMap<string, readonly ImageUse[]>;

/** @returns the images that objects of a side name, by what tells one from another */
function usesOf(objects: readonly InventoryObject[], side: Inventory | undefined): Uses {
  if (side !== undefined && objects === side.objects) return usesIn(side);
  return groupedBy(imageUses(objects, unrenderedReleases(side)), imageKey);
}

/** The side before is that of other changes too. */
const usesIn = onceEach(
  (side: Inventory): Uses => groupedBy(imageUses(mayNameImagesIn(side.roots), unrenderedReleases(side)), imageKey),
);

type UnknownUse = Omit<UnknownImage, 'clusters'>;

function placeOf({ kind, namespace, name, field }: UnknownUse): string {
  return JSON.stringify([kind, namespace, name, field]);
}

function onlyIn(these: Uses, others: Uses): readonly ImageUse[] {
  return [...these].flatMap(([key, uses]) => (others.has(key) ? [] : uses));
}

function sortedOut(uses: readonly ImageUse[], secrets: SecretValues) {
  const known: Known[] = [];
  const unknown: UnknownUse[] = [];
  for (const use of uses) {
    const shown = shownImage(use, secrets);
    const user = userOf(use, shown);
    if (shown.image !== undefined) known.push({ image: shown.image, user });
    else if (shown.unknown !== undefined) unknown.push({ ...user, ...shown.unknown });
  }
  return { known, unknown };
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function byRepository(known: readonly Known[]): ReadonlyMap<string, readonly Known[]> {
  return groupedBy(known, ({ image }) => imageRepository(image));
}

function textsOf(known: readonly Known[]): string[] {
  return [...new Set(known.map(({ image }) => imageText(image)))].sort();
}
