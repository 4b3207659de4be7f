import type { Root } from '../../../flux/roots/inventory.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { hiddenIn } from '../../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';

/** What Flux has filled in from Secrets and is no value that a field holds, but what people call something by. */
export interface FilledIn {
  /** Whole names by which sentences may tell of it. */
  readonly names: readonly string[];
  /** Parts of names and keys that tell something wherever they stand, as in a name that is made of another. */
  readonly parts: readonly string[];
  /** Keys of mappings, and what items of lists go by. */
  readonly keys: readonly string[];
}

/**
 * @returns what a root's objects are called and refer to by a Secret's value: keys, what items of lists go by, kinds, and
 *   what objects of Flux name: paths, namespaces, charts, branches, addresses
 */
export function filledInBySecrets({ flux, resources, variablesFrom }: Root): FilledIn {
  const postBuild = flux?.spec.get('postBuild');
  const filled = { names: [], parts: [], keys: [] };
  if (postBuild === undefined) return filled;
  const variables = secretVariables(postBuild, variablesFrom);
  for (const { node, gvk } of resources) {
    if (!hiddenIn(node).some(isSecret)) continue;
    noteKeys(node, filled);
    noteScalars([node.get('kind'), node.get('apiVersion')], variables, filled);
    if (FLUX_GROUP.test(gvk.group)) noteScalars(referringIn(node), variables, filled);
  }
  return filled;
}

interface Noted {
  readonly names: string[];
  readonly parts: string[];
  readonly keys: string[];
}

const FLUX_GROUP = /\.fluxcd\.io$/;

/** A word of those that people call anything, or a version, which is no secret wherever else it stands. */
const COMMON =
  /^(?:default|true|false|null|main|prod|dev|test|stage|production|staging|development|testing|master|latest|stable|cluster|flux-system|kube-system|monitoring|ingress|gateway|database|internal|external|public|private|enabled|disabled|v?\d{1,5}(?:[.:/]+\d{1,5})*[a-z]*)$/i;

/** @returns whether a part of a name tells something wherever it stands */
function isTelling(part: string): boolean {
  return part.length >= SHORTEST_PART && !COMMON.test(part);
}

/** In characters: shorter ones may be part of a name by chance. */
const SHORTEST_PART = 6;
const SHORTEST_NAME = 3;

function isSecret({ hidden }: Scalar): boolean {
  return hidden === 'secret';
}

function noteKeys(node: Node, filled: Noted): void {
  if (node instanceof Scalar) return;
  if (node instanceof Mapping) {
    for (const [key, value] of node.entries) {
      const parts = value.place?.oddKey?.secret ?? [];
      if (parts.length > 0) filled.keys.push(key);
      filled.parts.push(...parts.filter(isTelling));
      noteKeys(value, filled);
    }
    return;
  }
  for (const item of node.items) {
    filled.keys.push(...toldApartBy(item));
    noteKeys(item, filled);
  }
}

/** @returns secret values of an item that may tell which of a list it is, such as its name or a host */
function toldApartBy(item: Node): readonly string[] {
  if (!(item instanceof Mapping)) return [];
  return [...item.entries].flatMap(([key, value]) =>
    value instanceof Scalar && isSecret(value) && key !== 'value' ? [value.text] : [],
  );
}

function noteScalars(nodes: readonly (Node | undefined)[], variables: ReadonlySet<string>, filled: Noted): void {
  for (const node of nodes) {
    if (!(node instanceof Scalar) || !isSecret(node)) continue;
    const isName = node.text.length >= SHORTEST_NAME && !/\s/.test(node.text) && !COMMON.test(node.text);
    if (isName) filled.names.push(node.text);
    filled.parts.push(...partsOf(node, variables).filter(isTelling));
  }
}

/** Values for charts and variables are looked at where they arrive. */
function referringIn(node: Mapping): readonly Scalar[] {
  const spec = node.get('spec');
  return spec instanceof Mapping ? hiddenIn(spec.without('values').without('postBuild')) : [];
}

/** Uses of variables that stand side by side: what each has become cannot be told. */
const USES = /(?:\$\{\w+[^{}]*\})+/;
const USED = /\$\{(\w+)/g;

/** @returns what has become of the uses of secret variables in a text, where what is around them tells */
function partsOf({ text, marks: { template } }: Scalar, variables: ReadonlySet<string>): readonly string[] {
  const uses = template?.match(new RegExp(USES, 'g')) ?? [];
  const [first = '', ...behind] = template?.split(USES) ?? [];
  if (!text.startsWith(first) || !text.endsWith(behind.at(-1) ?? '')) return [];
  const found: string[] = [];
  let at = first.length;
  for (const [index, use] of uses.entries()) {
    const next = behind[index] ?? '';
    const end = index === uses.length - 1 ? text.length - next.length : text.indexOf(next, at);
    if (end < at) return [];
    if ([...use.matchAll(USED)].some(([, name = '']) => variables.has(name))) found.push(text.slice(at, end));
    at = end + next.length;
  }
  return found;
}

/** @returns the variables of a root that come from Secrets */
function secretVariables(postBuild: Node | undefined, variablesFrom: readonly Resource[]): ReadonlySet<string> {
  const inline = postBuild instanceof Mapping ? postBuild.get('substitute') : undefined;
  return new Set([
    ...variablesFrom
      .filter(({ kind }) => kind === 'Secret')
      .flatMap(({ node }) => ['data', 'stringData'].flatMap((field) => keysOf(node.get(field)))),
    ...(inline instanceof Mapping ? [...inline.entries] : []).flatMap(([name, value]) =>
      value instanceof Scalar && isSecret(value) ? [name] : [],
    ),
  ]);
}

function keysOf(node: Node | undefined): readonly string[] {
  return node instanceof Mapping ? [...node.entries.keys()] : [];
}
