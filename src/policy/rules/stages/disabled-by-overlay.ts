import { searchRootsFor } from '../../../flux/roots/search-roots.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { onceEach } from '../../../memo/by-value.ts';
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
  return side.those(switchedOffIn).flatMap((object): readonly Found[] => {
    const at = offSwitch(object.resource);
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

const switchedOffIn = searchRootsFor((resource) => offSwitch(resource) !== undefined);

function offSwitch({ gvk, node }: Resource) {
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
  const reached = new Set(side.inventory.roots.flatMap(({ resources }) => directoriesOf(resources)));
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

/** Those that bring in what a root holds. */
const directoriesOf = onceEach((list: readonly Resource[]): readonly string[] => {
  const directories = new Set<string>();
  for (const { trail } of list) {
    for (let link = trail.via; link !== undefined; link = link.next) directories.add(link.directory);
  }
  return [...directories];
});
