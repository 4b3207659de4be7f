import { clampPath } from '../../../flux/objects/flux-kustomization.ts';
import { filesFrom } from '../../../flux/objects/own-sources.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { fieldChanges } from '../../../review/diff/field-changes.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import type { FleetContext, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

const GROUP = 'image.toolkit.fluxcd.io';

export const overwrittenImage: Rule = {
  id: 'overwritten-image',
  severity: 'notice',
  title: 'Image automation overwrites this line',
  why: 'A line with an image policy’s marker belongs to image automation: it sets the version that the policy selects, whatever was merged.',
  fix: 'Change what the policy selects, suspend the automation, or remove the marker from the line.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (before === undefined || after === undefined) return [];
      if (before.resource.node === after.resource.node) return [];
      return fieldChanges(before.resource.node, after.resource.node).flatMap(({ after: node }) => {
        const marker = node && imageMarker(node);
        if (marker === undefined) return [];
        const place = view.after?.placeOf(after, node);
        const automation = automationOf(marker, place?.path ?? '', view.context.after);
        return automation === undefined
          ? []
          : [{ object: after, message: messageOf(after, marker, automation), ...place }];
      });
    }),
};

function messageOf({ resource }: InventoryObject, marker: ImageMarker, automation: InventoryObject): string {
  const policy = objectTitle({ kind: 'ImagePolicy', namespace: marker.namespace, name: marker.policy });
  return `${objectTitle(automation.resource)} overwrites the version of ${objectTitle(resource)} with the one that ${policy} selects`;
}

/** Of any cluster of the fleet: a hub may write what others run. */
function automationOf(marker: ImageMarker, path: string, { fleet }: FleetContext): InventoryObject | undefined {
  for (const side of fleet) {
    if (side.index.find(`${GROUP}/ImagePolicy`, marker.namespace, marker.policy) === undefined) continue;
    const automation = side.index
      .ofKind(`${GROUP}/ImageUpdateAutomation`)
      .find((each) => each.resource.namespace === marker.namespace && writes(each, path, side));
    if (automation !== undefined) return automation;
  }
  return undefined;
}

/** @see fluxcd/image-automation-controller docs: ImageUpdateAutomation, Update */
function writes({ resource, root }: InventoryObject, path: string, { cluster, inventory }: Side): boolean {
  if (root.flux?.suspend === true || textAt(resource.node, 'spec', 'suspend') === 'true') return false;
  const source = (field: string) => textAt(resource.node, 'spec', 'sourceRef', field);
  const sourceRef = {
    kind: source('kind'),
    name: source('name'),
    namespace: source('namespace') || resource.namespace,
  };
  const resources = inventory.objects.map((object) => object.resource);
  if (filesFrom({ sourceRef }, inventory.syncs ?? [inventory.sync], cluster.sources, resources).kind === 'elsewhere')
    return false;
  return isWithin(path, clampPath(textAt(resource.node, 'spec', 'update', 'path')));
}

/** The policy that a line is to be set by. */
interface ImageMarker {
  readonly namespace: string;
  readonly policy: string;
}

const MARKER = /#\s*\{\s*"\$imagepolicy"\s*:\s*"([^":\s]+):([^":\s]+)(?::(?:tag|name|digest))?"\s*\}/;

/** @returns the marker behind a value, on the line it is written on. @see Flux docs: Image update automation, markers */
function imageMarker({ place }: Node): ImageMarker | undefined {
  if (place === undefined) return undefined;
  const { text } = place.source;
  const end = text.indexOf('\n', place.offset);
  const [, namespace, policy] = MARKER.exec(text.slice(place.offset, end < 0 ? text.length : end)) ?? [];
  return namespace === undefined || policy === undefined ? undefined : { namespace, policy };
}
