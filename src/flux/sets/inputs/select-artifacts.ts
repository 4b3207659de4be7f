import { adler32 } from '../../../gotemplate/functions/crypto/hashes.ts';
import { selectsLabels } from '../../../kubernetes/facts/label-selector.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { opaqueText } from '../../../yaml/node/opaque-text.ts';
import type { ListedArtifact, MadeArtifacts } from '../../composed/made-artifacts.ts';
import { type InputOwner, type InputSet, inputSet, textNode } from './input-set.ts';
import { LIMIT } from './listed-names.ts';

/** The ExternalArtifacts that a provider selects, or why that is not known. */
export type SelectedArtifacts =
  | {
      /** By namespace and name. */
      readonly artifacts: readonly ListedArtifact[];
      /** The same where the same are selected. */
      readonly key: string;
    }
  | { readonly why: string; readonly fix?: string };

const GENERATOR = 'source.extensions.fluxcd.io/generator';

/**
 * @param provider of the type `ExternalArtifact`
 * @throws Needs where something has not been resolved or fetched yet
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md, Selectors
 */
export function selectArtifacts(provider: Resource, made: MadeArtifacts): SelectedArtifacts {
  const found = new Map<string, ListedArtifact>();
  for (const selector of itemsAt(provider.node, 'spec', 'selectors')) {
    const namespace = textAt(selector, 'namespace') || provider.namespace || 'default';
    const near = made.list(namespace === '*' ? undefined : namespace);
    if ('kind' in near) return whyNot(near);
    for (const artifact of near) {
      if (isSelected(artifact, selector)) found.set(`${artifact.namespace}/${artifact.name}`, artifact);
    }
  }
  const limit = Number(textAt(provider.node, 'spec', 'filter', 'limit')) || LIMIT;
  if (found.size > limit) {
    const why = `it selects ${found.size} artifacts, and nothing tells which ${limit} of them are taken`;
    return { why, fix: 'Select fewer with spec.selectors, or raise spec.filter.limit.' };
  }
  const artifacts = [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, artifact]) => artifact);
  return { artifacts, key: JSON.stringify(artifacts.map((each) => [each, ...each.labels])) };
}

function whyNot(lack: Extract<ReturnType<MadeArtifacts['list']>, { readonly kind: string }>): SelectedArtifacts {
  const told = lack.kind === 'gone' ? lack.why : lack.kind === 'external' ? lack.unfetched : undefined;
  return told === undefined ? { why: 'not all artifacts are known' } : { why: told.reason, fix: told.fix };
}

function isSelected({ name, labels }: ListedArtifact, selector: Node): boolean {
  const named = textAt(selector, 'name');
  return named === '' ? selectsLabels(selector, labels) : named === name;
}

/** @returns what an artifact gives: its labels beside its name; its revision is a digest of how it is packed in the cluster */
export function inputsOfArtifact(
  { node }: Resource,
  owner: InputOwner,
  { namespace, name, labels, generator }: ListedArtifact,
): InputSet {
  const defaults = nodeAt(node, 'spec', 'defaultValues');
  const values = [
    ...(defaults instanceof Mapping ? defaults.entries : []),
    ...[...labels].map(([key, value]) => [key, textNode(value)] as const),
    ...(generator === undefined ? [] : [[GENERATOR, unknown(`uid of ${generator}`, [namespace, generator])] as const]),
  ];
  const builtIn: readonly (readonly [string, Node])[] = [
    ['id', textNode(adler32(`${namespace}/${name}`))],
    ['name', textNode(name)],
    ['namespace', textNode(namespace)],
    ['revision', unknown(`revision of ${name}`, [namespace, name])],
  ];
  return inputSet(new Mapping(values), owner, builtIn, nodeAt(node, 'spec', 'selectors'));
}

function unknown(what: string, of: readonly string[]): Scalar {
  return new Scalar(opaqueText([what, ...of]), 'str', 'double', undefined, { hidden: 'opaque', template: `(${what})` });
}
