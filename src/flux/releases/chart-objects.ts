import type { KnownRelease } from '../../helm/render-known.ts';
import type { KnownHook, KnownManifest } from '../../helm/unknown/known-objects.ts';
import type { DefinedScopes } from '../../kubernetes/admission/defined-scopes.ts';
import { isNamespacedKind } from '../../kubernetes/admission/namespaced-kinds.ts';
import { Resource } from '../../kustomize/model/resource.ts';
import { trailOf } from '../../kustomize/model/resources.ts';
import { onceEach } from '../../memo/by-value.ts';
import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Beside } from '../roots/inventory.ts';
import { type ChartPlace, placeInChart } from './place-in-chart.ts';

/** What is told of an object that Helm makes, beside what it is. */
export interface ChartObject {
  readonly resource: Resource;
  /** release: part of it. Else how it stands beside it. */
  readonly as: 'release' | Beside;
  /** Whether it is there only as a test of what is not known comes out one way. */
  readonly isUncertain: boolean;
}

/** Where the objects of a release are put. */
interface Into extends ChartPlace {
  /** The namespace of the release. */
  readonly namespace: string;
  /** Whether upgrades leave definitions of the folder `crds/` alone, whatever an install made of them. */
  readonly skipsCrds: boolean;
  readonly scopes: Pick<DefinedScopes, 'isInNamespaces'>;
}

/** As they were rendered: what each of them is, is read once. */
const madeBy = onceEach(({ manifests, hooks, crds }: KnownRelease): readonly ChartObject[] => [
  ...crds.map(({ node, path, replaces }): ChartObject => {
    return { resource: resourceOf(node, path), as: replaces ? 'replacing-crd' : 'crd', isUncertain: false };
  }),
  ...manifests.flatMap((each) => objectsOf(each, 'release')),
  ...hooks.filter(isRun).flatMap((each) => objectsOf(each, 'hook')),
]);

/** Those of which a cluster decides whether they stand in a namespace. */
const unsettled = onceEach((known: KnownRelease): readonly Resource[] =>
  madeBy(known).flatMap(({ resource }) => {
    const { namespace, apiVersion, kind } = resource;
    return namespace !== '' || isNamespacedKind(apiVersion, kind) ? [] : [resource];
  }),
);

/** By what decides where they are put: clusters that share a rendering may know other definitions. */
const placings = onceEach((_: KnownRelease) => new Map<string, readonly ChartObject[]>());

/**
 * @returns the objects that a release is made of, as the API server has them: with the namespace that Helm gives to those
 *   that name none, as far as it is known that they stand in one; hooks too, but tests
 */
export function chartObjects(known: KnownRelease, into: Into): readonly ChartObject[] {
  const isInNamespaces = (resource: Resource) => into.scopes.isInNamespaces(resource);
  const key = JSON.stringify([into.namespace, into.base, into.skipsCrds, unsettled(known).map(isInNamespaces)]);
  const found = placings(known).get(key);
  if (found !== undefined) return found;
  const put = madeBy(known).map(
    ({ resource, as, isUncertain }): ChartObject => ({
      resource: placed(resource, resource.namespace === '' && isInNamespaces(resource), into),
      as: into.skipsCrds && as.endsWith('crd') ? 'installed-crd' : as,
      isUncertain,
    }),
  );
  placings(known).set(key, put);
  return put;
}

function objectsOf(
  { node, path, isUncertain }: KnownManifest | KnownHook,
  as: ChartObject['as'],
): readonly ChartObject[] {
  if (!(node instanceof Mapping)) return [];
  return objectsIn(node, path).map((resource) => ({ resource, as, isUncertain }));
}

function isRun({ events }: KnownHook): boolean {
  return events.some((event) => event !== 'test');
}

/** Helm applies the items of a list one by one. */
function objectsIn(node: Mapping, path: string): readonly Resource[] {
  const items = textAt(node, 'kind').endsWith('List') ? node.get('items') : undefined;
  if (items === undefined || items instanceof Mapping || items instanceof Scalar) return [resourceOf(node, path)];
  return items.items.flatMap((item) => (item instanceof Mapping ? [resourceOf(item, path)] : []));
}

function resourceOf(node: Mapping, path: string): Resource {
  return new Resource(node, trailOf({ path, line: undefined, generated: false }));
}

function placed(resource: Resource, lacksNamespace: boolean, into: Into): Resource {
  const { path } = placeInChart(resource.trail.origin.path, into);
  const node = lacksNamespace ? inNamespace(resource.node, into.namespace) : resource.node;
  return resource.withNode(node).withTrail({ origin: { path, line: undefined, generated: false } });
}

function inNamespace(node: Mapping, namespace: string): Mapping {
  const metadata = node.get('metadata');
  const inner = metadata instanceof Mapping ? metadata : new Mapping([]);
  return node.with('metadata', inner.with('namespace', new Scalar(namespace, 'str', 'double')));
}
