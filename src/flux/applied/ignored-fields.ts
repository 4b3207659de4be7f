import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { compileSelector } from '../../kustomize/select/compile-selector.ts';
import { SelectorError } from '../../kustomize/select/selector-error.ts';
import { Mapping, type Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { isSince } from '../controllers/controller-version.ts';
import { mainOf } from '../controllers/controllers.ts';
import type { Inventory, Root } from '../roots/inventory.ts';
import { objectsOf } from '../roots/search-roots.ts';
import { type Path, pointerPath, valueAt, withValueAt } from './json-pointer.ts';

/** The release of kustomize-controller that brought drift rules. */
const SINCE = { major: 1, minor: 9 };

/**
 * Leaves as they were, in objects that are there already, the fields that `spec.ignore` of their FluxKustomization names:
 * these are neither compared nor applied. A rule that the merge brings comes too late for what the merge changes, as the
 * root may wake before it has the rule.
 *
 * @param before, after what the cluster runs on both sides of the merge
 * @see fluxcd/pkg ssa/manager_apply.go hasDriftedWithIgnore, computeDriftedPaths, applyDriftResult
 */
export function withIgnoredFields(before: Inventory, after: Inventory): Inventory {
  const spokes = [...after.spokes].map(([name, spoke]) => {
    const was = before.spokes.get(name);
    return [name, was === undefined ? spoke : withIgnoredFields(was, spoke)] as const;
  });
  const isSame = spokes.every(([name, spoke]) => after.spokes.get(name) === spoke);
  const whole = isSame ? after : { ...after, spokes: new Map(spokes) };
  const { version } = mainOf(after.controllers, 'kustomize-controller');
  const isKnown = version === undefined || isSince(version, SINCE);
  const ruled = isKnown ? after.roots.filter(({ flux }) => itemsAt(flux?.spec, 'ignore').length > 0) : [];
  return ruled.length === 0 ? whole : exchanged(whole, left(before, ruled));
}

/** @returns what takes the place of an object as merged */
function left(before: Inventory, roots: readonly Root[]): ReadonlyMap<Resource, Resource> {
  const standing = new Map(before.objects.map(({ resource }) => [objectKey(resource), resource]));
  return new Map(
    roots.flatMap((root) => {
      const rules = rulesOf(root, before);
      return root.resources.flatMap((resource) => {
        const was = standing.get(objectKey(resource));
        const paths = was === undefined ? [] : rules.flatMap((rule) => (rule.selects(resource) ? rule.paths : []));
        const node = was === undefined ? resource.node : withFieldsOf(was.node, resource.node, paths);
        return node === resource.node ? [] : [[resource, resource.withNewNode(node)] as const];
      });
    }),
  );
}

interface IgnoreRule {
  readonly selects: (resource: Resource) => boolean;
  readonly paths: readonly Path[];
}

/** Those in force: they stood before the merge, or their root did not. */
function rulesOf({ flux, name, home }: Root, before: Inventory): readonly IgnoreRule[] {
  const was = before.roots.find((root) => root.name === name && root.home === home);
  const former = itemsAt(was?.flux?.spec, 'ignore');
  return itemsAt(flux?.spec, 'ignore')
    .filter((rule) => was?.flux === undefined || former.some((each) => sameValue(each, rule)))
    .flatMap((rule) => {
      const selects = selectorOf(nodeAt(rule, 'target'));
      const paths = itemsAt(rule, 'paths').map((path) => pointerPath(textAt(path)));
      return selects === undefined ? [] : [{ selects, paths: paths.filter((path) => path !== undefined) }];
    });
}

/** @see fluxcd/pkg ssa/jsondiff/selector.go SelectorRegex.MatchUnstructured */
function selectorOf(target: Node | undefined): ((resource: Resource) => boolean) | undefined {
  const field = (name: string) => textAt(target, name);
  try {
    const selects = compileSelector({
      group: field('group'),
      version: field('version'),
      kind: field('kind'),
      name: field('name'),
      namespace: field('namespace'),
      labelSelector: field('labelSelector'),
      annotationSelector: field('annotationSelector'),
    });
    return (resource) => {
      const { gvk, namespace, name } = resource;
      const id = { namespace, name };
      const [labels, annotations] = [() => resource.labels(), () => resource.annotations()];
      return selects({ gvk, original: id, current: id, labels, annotations });
    };
  } catch (error) {
    if (error instanceof SelectorError) return undefined;
    throw error;
  }
}

/** A field that is ignored is taken over from what is there; one that Git no longer holds goes once anything else is applied. */
function withFieldsOf(was: Mapping, is: Mapping, paths: readonly Path[]): Mapping {
  const without = (node: Mapping) =>
    withoutEmpty(paths.reduce((rest, path) => withValueAt(rest, path, undefined), node));
  const isApplied = paths.length > 0 && !sameValue(without(was), without(is));
  const result = paths.reduce((node, path) => {
    const [old, fresh] = [valueAt(was, path), valueAt(is, path)];
    if (old === fresh || (old !== undefined && fresh !== undefined && sameValue(old, fresh))) return node;
    return fresh === undefined && isApplied ? node : withValueAt(node, path, old);
  }, is);
  return result === is ? is : withEmptyOf(was, result);
}

const LABELS: readonly Path[] = [
  ['metadata', 'labels'],
  ['metadata', 'annotations'],
];

/** No labels are as good as none. */
function withoutEmpty(node: Mapping): Mapping {
  return LABELS.reduce(
    (rest, path) => (isEmpty(valueAt(rest, path)) ? withValueAt(rest, path, undefined) : rest),
    node,
  );
}

function withEmptyOf(was: Mapping, is: Mapping): Mapping {
  return LABELS.reduce((node, path) => {
    const [old, fresh] = [valueAt(was, path), valueAt(node, path)];
    return (fresh === undefined || isEmpty(fresh)) && (old === undefined || isEmpty(old))
      ? withValueAt(node, path, old)
      : node;
  }, is);
}

function isEmpty(node: Node | undefined): boolean {
  return node instanceof Mapping && node.entries.size === 0;
}

function exchanged(inventory: Inventory, others: ReadonlyMap<Resource, Resource>): Inventory {
  if (others.size === 0) return inventory;
  const of = (resource: Resource) => others.get(resource) ?? resource;
  const roots = inventory.roots.map((root) => {
    const isTouched = root.resources.some((resource) => others.has(resource));
    return isTouched ? { ...root, resources: root.resources.map(of) } : root;
  });
  return { ...inventory, roots, objects: roots.flatMap(objectsOf) };
}
