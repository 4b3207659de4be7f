import type { Root } from '../../../src/flux/roots/inventory.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../src/yaml/node/node.ts';
import { textAt } from '../../../src/yaml/node/node-at.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { sameValue } from '../../../src/yaml/print/same-value.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import type { Answer } from '../oracle/question.ts';

/**
 * @returns how the objects of a release differ from what helm-controller makes, a sentence each. What is not known of an
 *   object, as chance or time is in it, is not compared; a namespace that Helm gives to an object is that of the release
 */
export function differencesOf(root: Root, answer: Answer): readonly string[] {
  const isFailed = root.problems.length > 0;
  if (answer.err !== undefined || isFailed) {
    const ours = root.problems[0]?.message ?? 'none';
    return (answer.err !== undefined) === isFailed ? [] : [`error ${ours}, not ${answer.err ?? 'none'}`];
  }
  const theirs = byName(objectsOf(answer), answer.namespace);
  const ours = byName(
    root.resources.map(({ node }) => node),
    answer.namespace,
  );
  return [
    ...[...theirs.keys()].filter((name) => !ours.has(name)).map((name) => `lacks ${name}`),
    ...[...ours].flatMap(([name, node]): readonly string[] => {
      const other = theirs.get(name);
      if (other === undefined) return [`has ${name} besides`];
      const at = difference(withoutGiven(node, other, answer.namespace), other);
      return at === undefined ? [] : [`${name} differs at ${at}`];
    }),
  ];
}

function objectsOf({ manifest, hooks, crds }: Answer): readonly Mapping[] {
  const run = (hooks ?? []).filter(({ events }) => events.some((event) => event !== 'test'));
  const texts = [manifest, ...run.map((hook) => hook.manifest), ...(crds ?? []).map((crd) => JSON.stringify(crd))];
  return texts
    .flatMap((text) => parseYaml(new Source(text)).documents)
    .flatMap((node) => (node instanceof Mapping ? itemsOf(node) : []));
}

/** Helm applies the items of a list one by one. */
function itemsOf(node: Mapping): readonly Mapping[] {
  const items = textAt(node, 'kind').endsWith('List') ? node.get('items') : undefined;
  return items instanceof Sequence ? items.items.filter((item) => item instanceof Mapping) : [node];
}

/** By kind, namespace and name, and by which of them it is where there are several. */
function byName(objects: readonly Mapping[], namespace: string): ReadonlyMap<string, Mapping> {
  const named = new Map<string, Mapping>();
  for (const node of objects) {
    const of = textAt(node, 'metadata', 'namespace') || namespace;
    const name = `${textAt(node, 'apiVersion')}/${textAt(node, 'kind')} ${of}/${textAt(node, 'metadata', 'name')}`;
    const count = [...named.keys()].filter((each) => each.split(' #')[0] === name).length;
    named.set(count === 0 ? name : `${name} #${count}`, node);
  }
  return named;
}

function withoutGiven(ours: Mapping, theirs: Mapping, namespace: string): Mapping {
  const metadata = ours.get('metadata');
  if (!(metadata instanceof Mapping) || textAt(theirs, 'metadata', 'namespace') !== '') return ours;
  return textAt(metadata, 'namespace') === namespace ? ours.with('metadata', metadata.without('namespace')) : ours;
}

/** @returns the path of the first difference; `undefined` where all that is known is equal */
function difference(ours: Node, theirs: Node | undefined, path = ''): string | undefined {
  if (ours instanceof Scalar) {
    if (ours.hidden === 'opaque' || (theirs instanceof Scalar && sameValue(ours, theirs))) return undefined;
    const is = theirs instanceof Scalar ? JSON.stringify(theirs.text) : theirs === undefined ? 'nothing' : theirs.kind;
    return `${path}: ${JSON.stringify(ours.text)}, not ${is}`;
  }
  if (ours instanceof Mapping) {
    if (!(theirs instanceof Mapping)) return `${path}: not a mapping`;
    const missing = [...theirs.entries.keys()].find((key) => ours.get(key) === undefined);
    if (missing !== undefined) return `${path}.${missing}: nothing`;
    return firstOf(
      [...ours.entries].map(
        ([key, value]) =>
          () =>
            difference(value, theirs.get(key), `${path}.${key}`),
      ),
    );
  }
  if (!(theirs instanceof Sequence)) return `${path}: not a list`;
  if (theirs.items.length !== ours.items.length)
    return `${path}: ${ours.items.length} items, not ${theirs.items.length}`;
  return firstOf(ours.items.map((item, at) => () => difference(item, theirs.items[at], `${path}[${at}]`)));
}

function firstOf(all: readonly (() => string | undefined)[]): string | undefined {
  for (const each of all) {
    const found = each();
    if (found !== undefined) return found;
  }
  return undefined;
}
