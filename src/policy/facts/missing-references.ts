import { HELM_RELEASE } from '../../flux/helm/helm-release.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { isInEveryNamespace } from '../../kubernetes/facts/built-in.ts';
import { namespaceOf, objectTitle } from '../../kubernetes/facts/object-ref.ts';
import { type ObjectReference, objectReferences } from '../../kubernetes/facts/object-references.ts';
import { podReferences } from '../../kubernetes/facts/pod-references.ts';
import { onceEach } from '../../memo/by-value.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import type { Node } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { isWaitingToo, notApplied } from '../view/not-applied.ts';
import type { ObjectIndex } from '../view/object-index.ts';
import type { Found } from '../view/rule.ts';
import type { Side } from '../view/side.ts';
import { makerOfSecret, mayHoldMore } from './providers.ts';
import { workloadsOf } from './workloads.ts';

/**
 * @returns what a cluster's workloads refer to and is not there: certain where this merge takes it away or adds it in vain,
 *   else a warning, since people make such objects by hand; where charts, operators or other repositories make them, a notice
 */
export function missingReferences(side: Side, before: Side | undefined, kind: ReferredKind): readonly Found[] {
  return referencesOf(side)
    .filter((reference) => reference.kind === kind && !isThere(side, reference) && !isToldOf(side, reference))
    .filter((reference) => heldFor(side, reference) === undefined || !isWaitingToo(side, reference.from))
    .map((reference) => findingOf(side, before, reference));
}

function isThere({ present }: Side, reference: Reference): boolean {
  const { kind, name } = reference;
  return isInEveryNamespace(kind.slice(1), name) || providerIn(present, reference) !== undefined;
}

/** What would be there if all that the manifests hold were applied. */
function heldFor({ inCluster }: Side, reference: Reference): InventoryObject | undefined {
  return providerIn(inCluster, reference);
}

function providerIn(index: ObjectIndex, { kind, namespace, name }: Reference): InventoryObject | undefined {
  const found = index.find(kind, namespace, name);
  return found ?? (kind === '/Secret' ? makerOfSecret(index, namespace, name) : undefined);
}

/** A release without its values is not known by its inputs: that says more, and blocks. */
function isToldOf({ inventory }: Side, { from, kind, node }: Reference): boolean {
  const release = inventory.releases.find(({ resource }) => resource === from.resource);
  return (
    kind === '/ConfigMap' &&
    release?.problems.some((problem) => problem.node === node || nodeAt(problem.node, 'name') === node) === true
  );
}

function findingOf(side: Side, before: Side | undefined, reference: Reference): Found {
  const { kind, namespace, name, from, node } = reference;
  const title = objectTitle({ kind: kind.slice(1), namespace, name });
  const together = (names: string, areMany = false) =>
    `${names} ${areMany ? 'need' : 'needs'} ${title}, which does not exist`;
  const absence = notApplied(side, heldFor(side, reference));
  const usual = severityOf(side, before, reference);
  // Nobody makes by hand what a merge adds.
  const severity = absence === undefined || usual === 'notice' ? usual : absence.severity;
  return {
    object: from,
    message: together(objectTitle(from.resource)),
    together,
    ...side.placeOf(from, node),
    fix: `Add ${title} to the manifests of the cluster, or correct the name.`,
    ...(absence === undefined ? {} : { fix: absence.fix }),
    ...(severity === undefined ? {} : { severity }),
  };
}

function severityOf(
  side: Side,
  before: Side | undefined,
  { kind, namespace, name }: Reference,
): 'notice' | 'warning' | undefined {
  if (mayHoldMore(side, namespace)) return 'notice';
  if (before === undefined) return 'warning';
  if (before.index.find(kind, namespace, name) !== undefined) return undefined;
  // What others did without its being in the repository is there by other means.
  const isUsed = referencesOf(before).some(
    (other) => other.kind === kind && other.namespace === namespace && other.name === name,
  );
  return isUsed ? 'notice' : 'warning';
}

const KINDS = ['ConfigMap', 'Secret', 'ServiceAccount'] as const;

type ReferredKind = `/${(typeof KINDS)[number]}`;

/** An object that another one cannot do without. */
interface Reference {
  readonly from: InventoryObject;
  readonly kind: ReferredKind;
  readonly namespace: string;
  readonly name: string;
  /** Where it is named. */
  readonly node: Node;
}

/** @returns what the workloads, releases and FluxKustomizations of a cluster refer to, where that is not optional. */
const referencesOf = onceEach((side: Side): readonly Reference[] => [
  // Without the Secret for its registry a pod starts all the same, from an image that is there or is public.
  ...workloadsOf(side.known).flatMap(({ object, pod }) =>
    neededBy(
      object,
      podReferences(pod).filter(({ use }) => use !== 'pull'),
    ),
  ),
  ...['kustomize.toolkit.fluxcd.io/Kustomization', HELM_RELEASE].flatMap((kind) =>
    side.known.ofKind(kind).flatMap((object) => neededBy(object, ofFlux(object))),
  ),
]);

/** What acts in another cluster finds its service account there; the variables of a root are a problem of its render. */
function ofFlux({ resource }: InventoryObject): readonly ObjectReference[] {
  const isElsewhere = nodeAt(resource.node, 'spec', 'kubeConfig') !== undefined;
  return objectReferences(resource).filter(({ use }) => use === 'values' || (use === 'account' && !isElsewhere));
}

/** A name that is not known here refers to nothing that could be missed. */
function neededBy(
  object: InventoryObject,
  all: readonly Pick<ObjectReference, 'kind' | 'name' | 'node' | 'isOptional'>[],
): readonly Reference[] {
  return all.flatMap(({ kind: named, name, node, isOptional }) => {
    const kind = KINDS.find((each) => each === named);
    if (kind === undefined || isOptional || isHidden(node)) return [];
    return [{ from: object, kind: `/${kind}` as const, namespace: namespaceOf(object.resource), name, node }];
  });
}
