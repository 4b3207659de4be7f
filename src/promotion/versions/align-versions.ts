import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { joinImage, splitImage } from '../../kubernetes/facts/image-name.ts';
import { kindName, refKey } from '../../kubernetes/facts/object-ref.ts';
import { listed } from '../../text/counted.ts';
import { basename } from '../../tree/objects/paths.ts';
import type { Subject } from '../places/subject.ts';
import { filesReadBy } from '../plan/files-read-by.ts';
import type { Plan, Route } from '../plan/plan.ts';
import type { AlignedField } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { reworded } from '../plan/stage-words.ts';
import { locateVersion, type WrittenValue } from './locate-version.ts';
import { versionFields } from './version-fields.ts';
import { writeVersion } from './write-version.ts';

/**
 * Writes the versions of what a source runs where the target has its own: images, charts, refs of sources.
 *
 * @param targets all clusters whose files may be edited
 * @param written what was written for others of them; grows
 * @returns the fields that become another
 * @throws PromotionRefusal where another cluster reads the file that holds a version, or it cannot be edited
 */
export function alignVersions(
  plan: Plan,
  subject: Subject,
  route: Route,
  targets: readonly ClusterInventory[],
  written: Map<string, WrittenValue>,
): readonly AlignedField[] {
  const { source, target } = route;
  const words = (text: string): string => reworded(text, source.cluster, target.cluster);
  const models = new Map<string, InventoryObject>();
  for (const object of source.inventory.objects.filter(subject.has)) {
    models.set(keyOf(object, words), object);
    models.set(
      keyOf(object, (text) => text),
      object,
    );
  }
  return target.inventory.objects.filter(subject.has).flatMap((object) => {
    const model = models.get(keyOf(object, (text) => text));
    const wanted = model === undefined ? undefined : versionFields(model.resource);
    return [...versionFields(object.resource)].flatMap(([field, scalar]): readonly AlignedField[] => {
      const to = versionLike(scalar.text, wanted?.get(field)?.text);
      if (to === undefined || to === scalar.text) return [];
      const value = locateVersion(scalar, to, object, target);
      refuseShared(plan, value, { field, object, target, targets });
      // Several fields, or clusters, may take their version from one line.
      const place = `${value.path}:${value.line}`;
      const key = JSON.stringify([place, value.from, value.to]);
      if (!written.has(key)) writeVersion(plan.draft, value);
      written.set(key, value);
      const name = kindName(object.resource);
      return [{ cluster: target.cluster.name, object: name, field, from: scalar.text, to, place }];
    });
  });
}

function keyOf({ resource: { gvk, kind, namespace, name } }: InventoryObject, words: (text: string) => string): string {
  return refKey({ group: gvk.group, kind, namespace: words(namespace), name: words(name) });
}

/** A registry may be the cluster's own: of an image only tag and digest are taken, if it is the same image. */
function versionLike(own: string, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const [mine, other] = [splitImage(own), splitImage(wanted)];
  if (mine.name === own || other.name === wanted) return wanted;
  return basename(mine.name) === basename(other.name) ? joinImage({ ...other, name: mine.name }) : undefined;
}

interface Held {
  readonly field: string;
  readonly object: InventoryObject;
  readonly target: ClusterInventory;
  readonly targets: readonly ClusterInventory[];
}

/** What other clusters read stays as it is: their version would change too, or could. */
function refuseShared({ fleet }: Plan, value: WrittenValue, { field, object, target, targets }: Held): void {
  const strangers = fleet.clusters.filter(
    ({ cluster }) => !targets.some((each) => each.cluster.name === cluster.name || each.cluster.path === cluster.path),
  );
  const readers = (path: string) =>
    strangers.filter(({ inventory }) => filesReadBy(inventory).includes(path)).map(({ cluster }) => cluster.name);
  const shared = readers(value.path);
  if (shared.length === 0) return;
  const { name } = target.cluster;
  let own: string | undefined;
  for (let link = object.resource.trail.via; link !== undefined; link = link.next)
    if (readers(link.path).length === 0) own = link.path;
  const where = own === undefined ? `an overlay of ${name}'s own` : own;
  const image = splitImage(value.to);
  const isImage = image.name !== value.to && image.tag !== '';
  const what = isImage
    ? `newTag ${image.tag} for ${image.name} under images`
    : `${field} of ${kindName(object.resource)} to ${value.to} by a patch`;
  refuse(
    `${value.path}:${value.line} holds ${value.from} for ${name}, and ${listed(shared)} ${shared.length === 1 ? 'reads' : 'read'} that file too`,
    `Set ${what} in ${where}, or edit the shared file to change ${shared.length === 1 ? 'both' : 'all of them'}.`,
  );
}
