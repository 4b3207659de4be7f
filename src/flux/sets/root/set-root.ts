import { objectName } from '../../../kubernetes/facts/object-ref.ts';
import type { Problem } from '../../../kustomize/model/problem.ts';
import { Resource } from '../../../kustomize/model/resource.ts';
import { trailOf } from '../../../kustomize/model/resources.ts';
import { onceTogether, onceWhile } from '../../../memo/by-value.ts';
import type { Mapping } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { EMPTY_ROOT } from '../../roots/build-one-root.ts';
import { chainOf, type InventoryObject, type Root } from '../../roots/inventory.ts';
import type { Part } from '../expand/set-error.ts';
import type { InputSet } from '../inputs/input-set.ts';
import { type KnownSet, knownSet } from '../known/known-set.ts';
import { placeOf, placeOfPart, positionOfPart } from './part-place.ts';
import type { InputsOfSet } from './set-inputs.ts';
import { type FindConfig, withClusterData } from './with-cluster-data.ts';

/** A ResourceSet of which all inputs are known. */
export interface SetToMake extends InputsOfSet {
  readonly holder: InventoryObject;
  /** The roots that hold its providers. */
  readonly holders: ReadonlyMap<Resource, InventoryObject>;
  readonly find: FindConfig;
}

/** By the ResourceSet and what the providers give: a cluster is rendered again and again, and most of them stay. */
const madeOnce = onceTogether<KnownSet>();

/** The same in each round, so that what is found by it is found. */
const resourceOnce = onceWhile<KnownSet['objects'][number], Resource>();

/** @returns what a ResourceSet makes, as a root of its cluster; with a problem where the operator makes nothing of it */
export function setRoot({ holder, holders, find, inputs, providers, given, reads, isWithout }: SetToMake): Root {
  const { resource, root } = holder;
  const name = { name: resource.name, namespace: resource.namespace || 'default' };
  const { objects, failure } = madeOnce([resource.node, ...given], () => {
    if (inputs.length === 0 && !isWithout) return { objects: [] };
    return knownSet({ ...name, spec: resource.node.get('spec'), inputs: inputs.map(({ values }) => values) });
  });
  const placeOfInput = ({ written, owner }: InputSet) => {
    const provider = owner.kind === 'ResourceSet' ? undefined : providers.find((each) => each.name === owner.name);
    return placeOf((provider && holders.get(provider)) ?? holder, written);
  };
  const own = new Map(objects.map(({ node }) => [configName(node), node]));
  const made = objects.map((object) => {
    const { path, line } = placeOfPart(holder, object.part);
    const [from] = object.input === undefined ? [] : (inputs[object.input]?.of ?? []);
    const way = from === undefined ? undefined : placeOfInput(from);
    const via = way && { ...way, directory: root.directory, isList: false, next: undefined };
    const node = withClusterData(object.node, (...config) => own.get(config.join('/')) ?? find(...config));
    const decides = [node, path, line, way?.path, way?.line, root.directory];
    const resource = resourceOnce(object, decides, () => {
      return new Resource(node, { ...trailOf({ path, line, generated: false }), via });
    });
    return { resource, object };
  });
  const problem = failure === undefined ? wrongIn(made, holder) : failed(holder, failure.message, failure.part);
  return {
    ...emptySetRoot(holder),
    pathsOf: (source) => root.pathsOf(source),
    resources: problem === undefined ? made.map((each) => each.resource) : [],
    problems: problem === undefined ? [] : [problem],
    reads: new Map([
      ...[holder, ...providers.flatMap((each) => holders.get(each) ?? [])].flatMap((each) => ownFile(each)),
      ...reads,
    ]),
    set: {
      holder,
      providers,
      steps: new Map(
        made.flatMap(({ resource: { id }, object: { step, part } }) =>
          step === undefined ? [] : [[id, Number(part.path[1])]],
        ),
      ),
    },
  };
}

/** @returns the root of a ResourceSet, with nothing in it */
export function emptySetRoot(holder: InventoryObject): Root {
  const { resource, root } = holder;
  return {
    ...EMPTY_ROOT,
    by: 'set',
    name: setRootName(resource),
    directory: root.directory,
    flux: undefined,
    home: root.cluster,
    cluster: root.cluster,
    parent: root.name,
    chain: chainOf(holder),
    set: { holder, steps: new Map(), providers: [] },
  };
}

/** @returns the name that tells the root of a ResourceSet from all others */
export function setRootName({ namespace, name }: Pick<Resource, 'namespace' | 'name'>): string {
  return `ResourceSet/${namespace || 'default'}/${name}`;
}

/** What to do about what goes wrong most. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^map has no entry for key "(.*?)"/, 'Set it in all inputs, or read it with `get inputs "$1" | default …`.'],
  [/^function ".*?" not defined/, 'Use a function of slim-sprig; the rest of sprig is not available.'],
  [/ is in it twice$| and in step /, 'Put an input into its name, or leave one out.'],
  [/ has no (?:name|apiVersion)$/, 'Give it one.'],
  [/ permutations, /, 'Use fewer inputs, or the strategy Flatten.'],
];

/** @returns that a ResourceSet makes nothing, at a part of it */
export function failed(holder: InventoryObject, message: string, part: Part | undefined): Problem {
  const [remedy] = REMEDIES.flatMap(([pattern, text]) => {
    const found = pattern.exec(message);
    return found === null ? [] : [text.replace('$1', () => found[1] ?? '')];
  });
  return {
    code: 'set-failed',
    message: `flux-operator cannot render ResourceSet ${objectName(holder.resource)}: ${message}`,
    ...positionOfPart(holder, part ?? { path: [] }),
    ...(remedy === undefined ? {} : { fix: remedy }),
  };
}

/** What templates write need not be something that the API server takes. */
function wrongIn(
  made: readonly { readonly resource: Resource; readonly object: { readonly part: Part } }[],
  holder: InventoryObject,
): Problem | undefined {
  const ids = new Set<string>();
  for (const { resource, object } of made) {
    if (resource.name === '' || resource.apiVersion === '') {
      return failed(holder, `an object in it has no ${resource.name === '' ? 'name' : 'apiVersion'}`, object.part);
    }
    if (ids.has(resource.id)) return failed(holder, `${resource.kind} ${resource.name} is in it twice`, object.part);
    ids.add(resource.id);
  }
  return undefined;
}

function configName(node: Mapping): string {
  return [textAt(node, 'kind'), textAt(node, 'metadata', 'namespace'), textAt(node, 'metadata', 'name')].join('/');
}

/** The file of the ResourceSet decides what is made, whatever of it changes. */
function ownFile({ resource, root }: InventoryObject): readonly (readonly [string, string])[] {
  const { path } = resource.trail.origin;
  const id = root.reads.get(path);
  return id === undefined ? [] : [[path, id]];
}
