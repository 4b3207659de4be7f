import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { opaqueText } from '../../yaml/node/opaque-text.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { postBuildOf, type VariableSource, variablesFor } from '../kustomization/variables-for.ts';
import type { SubstituteOptions } from '../substitute/substitute.ts';
import { substituteOnce } from '../substitute/substitute-once.ts';
import { configKey } from './config-key.ts';
import type { BuiltRoot, ReadyRoots, UnsettledSource } from './ready-roots.ts';

/** A chain of variables over so many objects is taken for one without end. */
const MOST_ROUNDS = 50;

/** What a cluster substitutes by. */
interface Circumstances {
  readonly find: ReadyRoots<BuiltRoot>['find'];
  readonly outside: ReadonlyMap<string, string>;
  readonly optionsAt: (cluster: string) => SubstituteOptions;
}

/**
 * Settles objects of roots that take variables from one another, or from themselves. Each reconciliation reads what was
 * applied last, so in the end every variable has its value, unless a variable depends on itself: one whose value follows
 * from what was there first, and is not known.
 *
 * @param unsettled the objects, as they are built
 * @returns by key what they come to
 */
export function settleTogether(
  unsettled: readonly UnsettledSource[],
  circumstances: Circumstances,
): ReadonlyMap<string, Resource> {
  if (unsettled.length === 0) return new Map();
  const [one, other] = ['one', 'other'].map((seed) => settledFrom(seed, unsettled, circumstances));
  const outcomes = unsettled.map(({ key, resource }) => {
    const [node, same] = [one, other].map((settled) => settled?.get(key)?.node ?? resource.node);
    return { key, resource, node: node ?? resource.node, same: same ?? resource.node };
  });
  // What depends on itself depends on all that does.
  const around = outcomes.flatMap(({ key, resource, node, same }) =>
    sameValue(node, same) ? [] : [[key, templatesIn(resource.node)]],
  );
  return new Map(
    outcomes.map(({ key, resource, node, same }) => {
      const agreed = agreedIn(node, same, resource.node, (at) => opaqueText([around, key, at]));
      return [key, agreed instanceof Mapping && agreed !== resource.node ? resource.withNewNode(agreed) : resource];
    }),
  );
}

/** @returns what two outcomes have in common; else what depends on itself, which is not known */
function agreedIn(one: Node, other: Node, template: Node | undefined, unknown: (at: string) => string, at = ''): Node {
  if (one === other || sameValue(one, other)) return one;
  if (one instanceof Mapping && other instanceof Mapping) {
    const entries = [...one.entries].map(([key, value]) => {
      const own = template instanceof Mapping ? template.get(key) : undefined;
      return [key, agreedIn(value, other.get(key) ?? value, own, unknown, `${at}/${key}`)] as const;
    });
    return new Mapping(entries, one.place);
  }
  const marks = template instanceof Scalar ? { template: template.text } : {};
  return new Scalar(unknown(at), 'str', 'double', one.place, { hidden: 'opaque', ...marks });
}

function templatesIn(node: Node): readonly string[] {
  if (node instanceof Scalar) return node.text.includes('$') ? [node.text] : [];
  return node instanceof Mapping ? [...node.entries.values()].flatMap(templatesIn) : [];
}

/** @param seed stands for all that is not known at first: what it is left in depends on itself */
function settledFrom(
  seed: string,
  unsettled: readonly UnsettledSource[],
  circumstances: Circumstances,
): ReadonlyMap<string, Resource> {
  let settled = new Map(unsettled.map(({ key, resource }) => [key, seeded(resource, seed)]));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const known = settled;
    const next = new Map(unsettled.map((each) => [each.key, substituted(each, known, circumstances)]));
    settled = next;
    if (unsettled.every(({ key }) => isSame(known.get(key), next.get(key)))) break;
  }
  return settled;
}

function isSame(one: Resource | undefined, other: Resource | undefined): boolean {
  return one !== undefined && other !== undefined && sameValue(one.node, other.node);
}

function seeded(resource: Resource, seed: string): Resource {
  const seededIn = (node: Node): Node => {
    if (node instanceof Scalar) return node.text.includes('$') ? unknownValue(`${seed} ${node.text}`) : node;
    if (!(node instanceof Mapping)) return node;
    return new Mapping(
      [...node.entries].map(([key, value]) => [key, seededIn(value)]),
      node.place,
    );
  };
  const node = seededIn(resource.node);
  return node instanceof Mapping ? resource.withNewNode(node) : resource;
}

function unknownValue(text: string): Scalar {
  return new Scalar(text, 'str', 'double', undefined, { hidden: 'opaque' });
}

function substituted(
  { root, resource }: UnsettledSource,
  known: ReadonlyMap<string, Resource>,
  { find, outside, optionsAt }: Circumstances,
): Resource {
  const { flux } = root;
  if (flux === undefined || postBuildOf(flux.spec) === undefined) return resource;
  const findKnown = (source: VariableSource) => known.get(configKey(root.home, source)) ?? find(root, source);
  const { variables } = variablesFor(flux, findKnown, outside);
  const result = substituteOnce(variables, optionsAt(root.home))(resource.node);
  return result.kind === 'substituted' ? resource.withNewNode(result.object) : resource;
}
