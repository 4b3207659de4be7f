import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { isSubstitutionDisabled } from '../kustomization/post-build.ts';
import { type FoundSource, postBuildOf, type VariableSource, variableSources } from '../kustomization/variables-for.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import { configKey } from './config-key.ts';

/** A root that is built and waits for the variables that are substituted in it. */
export interface BuiltRoot {
  readonly flux: FluxKustomization | undefined;
  /** The cluster whose objects it takes variables from. */
  readonly home: string;
  /** The cluster that its own objects are applied to. */
  readonly cluster: string;
  readonly resources: readonly Resource[];
}

/** A source of variables that takes variables itself. */
export interface UnsettledSource {
  readonly key: string;
  readonly root: BuiltRoot;
  readonly resource: Resource;
}

/** Which of the waiting roots come next, and how they find their variables. */
export interface ReadyRoots<Waiting> {
  readonly ready: readonly Waiting[];
  /** Objects that none of them can come before, where they wait for one another. */
  readonly unsettled: readonly UnsettledSource[];
  readonly find: (root: BuiltRoot, source: VariableSource) => FoundSource;
}

/**
 * Roots that feed others come first: a root is ready once every object that it takes variables from is known. An
 * object is known when its root is done, or when it holds nothing that its root substitutes. Where nothing moves any
 * more, what is named and stands nowhere is missing, and the roots that name it come next.
 *
 * @param done roots that are through
 * @param waiting roots that are built; in the order that they were found in
 * @param inForce objects that the cluster has otherwise than the roots say
 */
export function readyRoots<Waiting extends BuiltRoot>(
  done: readonly BuiltRoot[],
  waiting: readonly Waiting[],
  inForce: ReadonlyMap<string, FoundSource> = new Map(),
): ReadyRoots<Waiting> {
  const known = new Map<string, Resource>();
  const unknown = new Map<string, UnsettledSource>();
  for (const root of done) for (const resource of root.resources) note(known, root, resource);
  for (const root of waiting) {
    for (const resource of root.resources) {
      if (isSettled(root, resource)) note(known, root, resource);
      else unknown.set(objectKey(root, resource), { key: objectKey(root, resource), root, resource });
    }
  }
  const find: ReadyRoots<Waiting>['find'] = (root, source) => {
    return inForce.get(sourceKey(root, source)) ?? known.get(sourceKey(root, source));
  };
  const isKnown = (root: Waiting, source: VariableSource) =>
    inForce.has(sourceKey(root, source)) || known.has(sourceKey(root, source));
  const missing = waiting.map((root) =>
    (root.flux === undefined ? [] : variableSources(root.flux)).filter((each) => !isKnown(root, each)),
  );
  const ready = waiting.filter((_, index) => missing[index]?.length === 0);
  if (ready.length > 0) return { ready, unsettled: [], find };
  const stuck = waiting.filter((root, index) =>
    missing[index]?.every((source) => !unknown.has(sourceKey(root, source))),
  );
  if (stuck.length > 0) return { ready: stuck, unsettled: [], find };
  const asked = new Set(missing.flatMap((sources, index) => sources.map((each) => keyFor(waiting[index], each))));
  const unsettled = [...unknown.values()].filter(({ key }) => asked.has(key));
  return { ready: waiting, unsettled, find };
}

/** Whether substitution leaves an object as it is. */
function isSettled({ flux }: BuiltRoot, resource: Resource): boolean {
  if (flux === undefined || postBuildOf(flux.spec) === undefined || isSubstitutionDisabled(resource)) return true;
  return !isSource(resource) || !holdsDollar(resource.node);
}

function holdsDollar(node: Node): boolean {
  if (node instanceof Scalar) return node.text.includes('$');
  if (!(node instanceof Mapping)) return node.items.some(holdsDollar);
  return [...node.entries].some(([key, value]) => key.includes('$') || holdsDollar(value));
}

function note(known: Map<string, Resource>, root: BuiltRoot, resource: Resource): void {
  const key = objectKey(root, resource);
  if (isSource(resource) && !known.has(key)) known.set(key, resource);
}

function isSource({ kind, apiVersion }: Resource): boolean {
  return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}

/** A source is an object of one cluster. */
function objectKey({ cluster }: BuiltRoot, { kind, namespace, name }: Resource): string {
  return configKey(cluster, { kind, namespace, name });
}

function keyFor(root: BuiltRoot | undefined, source: VariableSource): string {
  return root === undefined ? '' : sourceKey(root, source);
}

function sourceKey({ home }: BuiltRoot, source: VariableSource): string {
  return configKey(home, source);
}
