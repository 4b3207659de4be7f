import { HELM_RELEASE } from '../../../flux/helm/helm-release.ts';
import { type ArtifactGenerator, readArtifactGenerator } from '../../../flux/objects/artifact-generator.ts';
import type { SourceRef } from '../../../flux/objects/flux-kustomization.ts';
import { type InventoryObject, unknownOf } from '../../../flux/roots/inventory.ts';
import { fullName, kindName, namespaceOf, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isHidden } from '../../../yaml/node/hidden-scalar.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { isSynced, syncsOf } from '../../facts/syncs.ts';
import { isWaitingToo, notApplied } from '../../view/not-applied.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

/** Where each kind names its source. */
const SOURCES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kustomize.toolkit.fluxcd.io/Kustomization': [['spec', 'sourceRef']],
  [HELM_RELEASE]: [
    ['spec', 'chart', 'spec', 'sourceRef'],
    ['spec', 'chartRef'],
  ],
  'source.toolkit.fluxcd.io/HelmChart': [['spec', 'sourceRef']],
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': [['spec', 'sourceRef']],
};

/** Kinds that nothing else than a manifest makes. */
const KINDS = new Set(['GitRepository', 'HelmRepository', 'OCIRepository', 'Bucket', 'HelmChart']);

/** A kind that generators make. */
const MADE = 'ExternalArtifact';

export const missingSource: Rule = {
  id: 'missing-source',
  severity: 'error',
  title: 'A source that does not exist',
  why: 'A FluxKustomization or HelmRelease without its source never becomes ready, and neither does what depends on it.',
  fix: 'Add the source to the manifests of the cluster, or correct the name and the namespace.',
  look: (side) =>
    Object.entries(SOURCES).flatMap(([kind, paths]) =>
      side.known
        .ofKind(kind)
        .flatMap((object) => paths.flatMap((path) => missing(side, object, nodeAt(object.resource.node, ...path)))),
    ),
};

function missing(side: Side, object: InventoryObject, reference: Node | undefined): readonly Found[] {
  const kind = textAt(reference, 'kind') || 'GitRepository';
  const name = textAt(reference, 'name');
  const namespace = textAt(reference, 'namespace') || namespaceOf(object.resource);
  if (reference === undefined || name === '' || isOwn(side, kind, namespace, name)) return [];
  if (kind === MADE ? !isUnmade(side, namespace, name) : !KINDS.has(kind)) return [];
  if (['name', 'namespace'].some((key) => isHidden(nodeAt(reference, key)))) return [];
  const source = [`source.toolkit.fluxcd.io/${kind}`, namespace, name] as const;
  const held = side.inCluster.find(...source);
  if (side.present.find(...source) !== undefined || (held !== undefined && isWaitingToo(side, object))) return [];
  const absence = notApplied(side, held);
  const severity = isCertain(side) ? absence?.severity : 'notice';
  const title = objectTitle({ kind, namespace, name });
  const takes = /^(Kustomization|ImageUpdateAutomation)$/.test(object.resource.kind)
    ? { one: 'takes its files', many: 'take their files' }
    : { one: 'takes its chart', many: 'take their charts' };
  const together = (names: string, areMany = false) =>
    `${names} ${areMany ? takes.many : takes.one} from ${title}, which does not exist`;
  return [
    {
      object,
      ...(severity === undefined ? {} : { severity }),
      message: together(objectTitle(object.resource)),
      together,
      ...side.placeOf(object, nodeAt(reference, 'name') ?? reference),
      ...(absence === undefined ? {} : { fix: absence.fix }),
    },
  ];
}

/** Where no generator is, something else may make what is there; and what a pattern finds may have any name. */
function isUnmade(side: Side, namespace: string, wanted: string): boolean {
  const makers = side.known
    .ofKind('source.extensions.fluxcd.io/ArtifactGenerator')
    .map(({ resource }) => readArtifactGenerator(resource))
    .filter((maker) => maker.namespace === namespace);
  const mayMake = ({ pathPattern, artifacts }: ArtifactGenerator) =>
    pathPattern !== '' || artifacts.some(({ name }) => name === wanted);
  return makers.length > 0 && !makers.some(mayMake);
}

/** Other repositories may hold sources too; one whose own source is missing holds nothing. */
function isCertain(side: Side): boolean {
  const { external, roots } = side.inventory;
  const isThere = ({ kind, namespace, name }: SourceRef) =>
    side.inCluster.find(`source.toolkit.fluxcd.io/${kind}`, namespace, name) !== undefined;
  // Without a sync object nobody knows what the bootstrap has made.
  if (side.makesFluxObjects || !isSynced(side.inventory) || roots.some((root) => unknownOf(root).length > 0))
    return false;
  return !external.some(({ flux }) => isThere(flux.sourceRef));
}

/** What the cluster syncs from is made by its bootstrap, whether or not the repository holds it; the configuration says what else is. */
function isOwn({ cluster, inventory }: Side, kind: string, namespace: string, name: string): boolean {
  if (
    cluster.sources.includes(kindName({ kind, name })) ||
    cluster.sources.includes(fullName({ kind, namespace, name }))
  )
    return true;
  const usual = isSynced(inventory) ? [] : [{ kind, namespace: 'flux-system', name: 'flux-system' }];
  const own = [...syncsOf(inventory).map(({ sourceRef }) => sourceRef), ...usual];
  return own.some((each) => kind === each.kind && namespace === each.namespace && name === each.name);
}
