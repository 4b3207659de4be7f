import { HELM_RELEASE } from '../../../flux/helm/helm-release.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { isBuiltInGroup, isFluxGroup } from '../../../kubernetes/facts/built-in.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { definedKinds, heldDefinitions, newlySkippedKinds, type SkippedKind } from '../../facts/defined-kinds.ts';
import { isWaitingToo, notApplied } from '../../view/not-applied.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const missingCrd: Rule = {
  id: 'missing-crd',
  severity: 'error',
  title: 'The CRD of an object does not exist',
  why: 'The API server rejects objects of an unknown kind, and nothing else in their root is applied.',
  fix: 'Add the CRD or the chart that installs it, and make the root that holds the objects depend on it.',
  look(side, before) {
    const defined = definedKinds(side);
    const skipped = newlySkippedKinds(side, before);
    return side.known.kinds().flatMap((kind) => {
      const group = kind.slice(0, kind.lastIndexOf('/'));
      const policy = skipped.get(kind);
      if (policy !== undefined) return side.known.ofKind(kind).map((object) => skippedOf(side, policy, object));
      if (isBuiltInGroup(group) || isFluxGroup(group) || defined.has(kind) || isInUse(kind, before)) return [];
      const held = heldDefinitions(side).get(kind);
      return side.known
        .ofKind(kind)
        .filter((object) => held === undefined || !isWaitingToo(side, object))
        .map((object) =>
          held === undefined || isLost(kind, before)
            ? findingOf(side, before, kind, object)
            : unmetOf(side, held, object),
        );
    });
  },
};

/** A definition that a release brings and skips may have been applied by hand, which nobody sees here. */
function skippedOf(side: Side, { release, field }: SkippedKind, object: InventoryObject): Found {
  const together = (names: string, areMany = false, roots = '') =>
    `${names}${ofRoots(areMany, roots)} cannot be created: the chart of ${release} brings the CRD for ${quoted(object.resource.kind)} (${object.resource.gvk.group}), and \`${field}: Skip\` leaves it out`;
  return {
    object,
    severity: 'warning',
    message: together(objectTitle(object.resource)),
    together,
    ...side.entryOf(object),
    fix: `Set \`${field}\` to \`CreateReplace\` or \`Create\`, or apply the CRD before the merge.`,
  };
}

function findingOf(side: Side, before: Side | undefined, kind: string, object: InventoryObject): Found {
  const severity = severityOf(side, before, kind);
  const isGone = isLost(kind, before);
  const moved = notApplied(side, heldDefinitions(side).get(kind));
  const crd = `CRD for ${quoted(object.resource.kind)} (${object.resource.gvk.group})`;
  const together = (names: string, areMany = false, roots = '') =>
    isGone
      ? `${names}${ofRoots(areMany, roots)} can no longer be applied: the ${crd} is deleted`
      : `${names}${ofRoots(areMany, roots)} may be refused: no ${crd} in the manifests of ${side.cluster.name}`;
  return {
    object,
    ...(severity === undefined ? {} : { severity }),
    message: together(objectTitle(object.resource)),
    together,
    ...side.entryOf(object),
    ...(isGone ? { fix: moved?.fix ?? 'Keep the CRD, or remove its objects with it.' } : {}),
  };
}

/** What else a cluster runs may define it too, where that is not known whole. */
function unmetOf(side: Side, definition: InventoryObject, object: InventoryObject): Found {
  const absence = notApplied(side, definition);
  const isOnly = side.inventory.releases.every(({ unrendered }) => unrendered === undefined);
  const severity = side.isWhole ? (isOnly ? absence?.severity : 'warning') : 'notice';
  const together = (names: string, areMany = false, roots = '') =>
    `${names}${ofRoots(areMany, roots)} cannot be created: the CRD for ${quoted(object.resource.kind)} (${object.resource.gvk.group}) does not exist`;
  return {
    object,
    ...(severity === undefined ? {} : { severity }),
    message: together(objectTitle(object.resource)),
    together,
    ...side.entryOf(object),
    ...(absence === undefined ? {} : { fix: absence.fix }),
  };
}

function isLost(kind: string, before: Side | undefined): boolean {
  return before !== undefined && definedKinds(before).has(kind);
}

/** Where others of a kind stand already, something that is not here defines it, by chart or by hand. */
function isInUse(kind: string, before: Side | undefined): boolean {
  return before !== undefined && !isLost(kind, before) && before.index.ofKind(kind).length > 0;
}

/** Only a definition that this merge takes away is certainly missing: others bring theirs by chart, or by hand. */
function severityOf(side: Side, before: Side | undefined, kind: string): 'notice' | 'warning' | undefined {
  if (!side.isWhole) return 'notice';
  if (isLost(kind, before)) return undefined;
  return side.index.ofKind(HELM_RELEASE).length > 0 ? 'notice' : 'warning';
}
