import { HELM_RELEASE } from '../../flux/helm/helm-release.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { isBuiltInGroup, isFluxGroup, isSystemNamespace } from '../../kubernetes/facts/built-in.ts';
import { namespaceOf } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { ObjectIndex } from '../view/object-index.ts';
import type { Side } from '../view/side.ts';
import { fluxNamespace } from './namespaces.ts';

/** How the kinds that make a Secret say its name. */
const SECRET_MAKERS: Readonly<Record<string, (object: InventoryObject) => string>> = {
  'external-secrets.io/ExternalSecret': ({ resource }) =>
    textAt(resource.node, 'spec', 'target', 'name') || resource.name,
  'bitnami.com/SealedSecret': ({ resource }) => resource.name,
  'cert-manager.io/Certificate': ({ resource }) => textAt(resource.node, 'spec', 'secretName'),
  'isindir.github.com/SopsSecret': () => '',
};

/** Groups whose kinds of the whole cluster make objects in its namespaces. */
const SPREADING =
  /^(external-secrets\.io|trust\.cert-manager\.io|kyverno\.io|policies\.kyverno\.io|generators\..*|fluxcd\.controlplane\.io)$/;

/** @returns what makes a Secret of that name, among objects of a cluster; `undefined` where nothing does. */
export function makerOfSecret(index: ObjectIndex, namespace: string, name: string): InventoryObject | undefined {
  const makers = Object.entries(SECRET_MAKERS).flatMap(([kind, nameOf]) =>
    index.ofKind(kind).filter((object) => namespaceOf(object.resource) === namespace && nameOf(object) === name),
  );
  return makers[0];
}

interface Makers {
  /** The namespaces in which charts or operators make objects of their own. */
  readonly namespaces: ReadonlySet<string>;
  /** Whether something makes objects wherever it likes. */
  readonly everywhere: boolean;
}

/**
 * @returns whether something that is not rendered may hold an object of that namespace: another repository, a chart
 *   that is installed there, a custom resource whose operator makes what it needs, Kubernetes itself
 */
export function mayHoldMore(side: Side, namespace: string): boolean {
  const makers = makersIn(side);
  return !side.isWhole || makers.everywhere || isSystemNamespace(namespace) || makers.namespaces.has(namespace);
}

const makersIn = onceEach((side: Side): Makers => {
  const { inCluster } = side;
  const namespaces = new Set<string>();
  const flux = fluxNamespace(side);
  // Flux itself is often installed without its manifests in the repository.
  if (inCluster.find('apps/Deployment', flux, 'kustomize-controller') === undefined) namespaces.add(flux);
  let everywhere = false;
  for (const kind of inCluster.kinds()) {
    const group = kind.slice(0, kind.lastIndexOf('/'));
    const isChart = kind === HELM_RELEASE || kind === 'helm.cattle.io/HelmChart';
    if (!isChart && (isBuiltInGroup(group) || isFluxGroup(group))) continue;
    for (const object of inCluster.ofKind(kind)) {
      namespaces.add(textAt(object.resource.node, 'spec', 'targetNamespace') || namespaceOf(object.resource));
      everywhere ||= SPREADING.test(group) && spreads(object);
    }
  }
  return { namespaces, everywhere };
});

/** A Kyverno policy makes objects only where a rule of it generates. */
function spreads({ resource }: InventoryObject): boolean {
  if (resource.namespace !== '') return false;
  if (resource.gvk.group !== 'kyverno.io') return true;
  return itemsAt(resource.node, 'spec', 'rules').some((rule) => nodeAt(rule, 'generate') !== undefined);
}
