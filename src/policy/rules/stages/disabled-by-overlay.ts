import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { lineOf, Sequence } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import type { KustomizationFile } from '../../view/kustomization-file.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const disabledByOverlay: Rule = {
  id: 'disabled-by-overlay',
  severity: 'warning',
  title: 'An overlay that switches off what it refers to',
  why: 'A cluster’s list should not name an app that should not run there: an app that is listed and switched off looks present, and comes back with the next change of its base.',
  fix: 'Remove the app from the cluster’s list, and delete the overlay.',
  look: (side) => [...switchedOff(side), ...deletedAltogether(side)],
};

/** If the base itself says so, the cluster has not decided it. */
function switchedOff(side: Side): readonly Found[] {
  return side.objects.flatMap((object): readonly Found[] => {
    const at = offSwitch(object);
    const place = at && side.placeOf(object, at.node);
    if (at === undefined || place?.path === undefined || place.path === object.resource.trail.origin.path) return [];
    return [
      {
        object,
        message: `${objectTitle(object.resource)} is switched off by ${quoted(at.says)}`,
        ...place,
      },
    ];
  });
}

function offSwitch({ resource }: InventoryObject) {
  const { gvk, node } = resource;
  const replicas = nodeAt(node, 'spec', 'replicas');
  const isScaled = gvk.group === 'apps' && textAt(replicas) === '0';
  if (isScaled && replicas !== undefined) return { says: 'replicas: 0', node: replicas };
  const suspend = nodeAt(node, 'spec', 'suspend');
  const canSuspend = gvk.kind === 'CronJob' || gvk.kind === 'HelmRelease';
  return canSuspend && suspend !== undefined && textAt(suspend) === 'true'
    ? { says: 'suspend: true', node: suspend }
    : undefined;
}

/** An overlay whose patches delete every object of its bases. */
function deletedAltogether(side: Side): readonly Found[] {
  const reached = directoriesOf(side.inventory.objects);
  return side.kustomizations.flatMap((file) => {
    const patch = deletion(file);
    if (patch === undefined || file.references.length === 0 || reached.has(file.directory)) return [];
    return [{ message: `${file.path} deletes everything that it refers to`, path: file.path, line: lineOf(patch) }];
  });
}

function deletion({ document }: KustomizationFile) {
  const fields = ['patches', 'patchesStrategicMerge'].flatMap((field) => {
    const list = document.get(field);
    return list instanceof Sequence ? list.items : [];
  });
  return fields.find((patch) => `${textAt(patch, 'patch')}${textAt(patch)}`.includes('$patch: delete'));
}

function directoriesOf(objects: readonly InventoryObject[]): ReadonlySet<string> {
  const directories = new Set<string>();
  for (const { resource } of objects) {
    for (let link = resource.trail.via; link !== undefined; link = link.next) directories.add(link.directory);
  }
  return directories;
}
