import { objectImages } from '../../kubernetes/facts/object-images.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

/** What is told of a field: the nodes whose texts it shows, and how a sentence has them. */
export interface ObjectFact {
  /** Begins the list of texts: `image`, `chart`. */
  readonly what: string;
  readonly items: readonly FactItem[];
}

/** What belongs together, as `get, list secrets`: groups with spaces between them, each a list. */
export type FactItem = readonly (readonly Node[])[];

/** By kind, whatever its group: no two of these kinds are called alike. */
const FACTS: Readonly<Record<string, (node: Node) => readonly ObjectFact[]>> = {
  HelmRelease: (node) => [
    fact('chart', [
      present(nodeAt(node, 'spec', 'chart', 'spec', 'chart'), nodeAt(node, 'spec', 'chart', 'spec', 'version')),
    ]),
    fact('chart of', [present(nodeAt(node, 'spec', 'chartRef', 'kind'), nodeAt(node, 'spec', 'chartRef', 'name'))]),
  ],
  HelmRepository: (node) => [fact('of', [present(nodeAt(node, 'spec', 'url'))])],
  GitRepository: sourceFacts,
  OCIRepository: sourceFacts,
  Kustomization: (node) => [fact('applies', [present(nodeAt(node, 'spec', 'path'))])],
  Role: ruleFacts,
  ClusterRole: ruleFacts,
  RoleBinding: bindingFacts,
  ClusterRoleBinding: bindingFacts,
  Ingress: (node) => [
    fact(
      'for',
      itemsAt(node, 'spec', 'rules').map((rule) => present(nodeAt(rule, 'host'))),
    ),
  ],
  HTTPRoute: hostFacts,
  GRPCRoute: hostFacts,
  TLSRoute: hostFacts,
  Service: (node) => [
    fact(
      'port',
      itemsAt(node, 'spec', 'ports').map((port) => present(nodeAt(port, 'port'))),
    ),
    fact('of type', [present(isPublic(node) ? nodeAt(node, 'spec', 'type') : undefined)]),
  ],
  CronJob: (node) => [fact('at', [present(nodeAt(node, 'spec', 'schedule'))])],
  PersistentVolumeClaim: (node) => [fact('of', [present(nodeAt(node, 'spec', 'resources', 'requests', 'storage'))])],
};

/** @returns what a reader looks for first in an object of its kind */
export function factsOfObject(resource: Resource): readonly ObjectFact[] {
  const images = objectImages(resource).filter(({ isOfPod, lacks }) => isOfPod && lacks === undefined);
  const facts = Object.hasOwn(FACTS, resource.kind) ? FACTS[resource.kind]?.(resource.node) : undefined;
  return [
    fact(
      'image',
      images.map(({ nodes }) => [nodes]),
    ),
    ...(facts ?? []),
  ].filter(({ items }) => items.length > 0);
}

function fact(what: string, items: readonly FactItem[]): ObjectFact {
  return { what, items: items.filter((item) => item.length > 0) };
}

/** @returns nothing where the first is not there */
function present(...nodes: readonly (Node | undefined)[]): FactItem {
  if (nodes[0] === undefined) return [];
  return nodes.flatMap((node) => (node === undefined || textAt(node) === '' ? [] : [[node]]));
}

function sourceFacts(node: Node): readonly ObjectFact[] {
  const ref = ['commit', 'digest', 'tag', 'semver', 'branch'].map((field) => nodeAt(node, 'spec', 'ref', field));
  return [
    fact('of', [present(nodeAt(node, 'spec', 'url'))]),
    fact('at', [present(ref.find((each) => each !== undefined))]),
  ];
}

function hostFacts(node: Node): readonly ObjectFact[] {
  return [
    fact(
      'for',
      itemsAt(node, 'spec', 'hostnames').map((host) => present(host)),
    ),
  ];
}

function ruleFacts(node: Node): readonly ObjectFact[] {
  const rules = itemsAt(node, 'rules').map((rule): FactItem => {
    const [verbs, resources] = [itemsAt(rule, 'verbs'), itemsAt(rule, 'resources')];
    return resources.length === 0 ? [] : [verbs, resources];
  });
  return [fact('may', rules)];
}

function bindingFacts(node: Node): readonly ObjectFact[] {
  const role = present(nodeAt(node, 'roleRef', 'kind'), nodeAt(node, 'roleRef', 'name'));
  const subjects = itemsAt(node, 'subjects').map((subject) =>
    present(nodeAt(subject, 'kind'), nodeAt(subject, 'name')),
  );
  return [fact('gives', [role]), fact('to', subjects)];
}

function isPublic(node: Node): boolean {
  return /^(?:LoadBalancer|NodePort)$/.test(textAt(node, 'spec', 'type'));
}
