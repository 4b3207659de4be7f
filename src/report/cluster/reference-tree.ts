import { isFluxKustomization, nameOf, readFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { chartLabel, type Inventory, makerOf, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { unquoted } from '../../text/quoted.ts';
import { dirname } from '../../tree/objects/paths.ts';
import { rootRemarks, sourceName } from './root-remarks.ts';

/** A line of the tree of references. */
export interface TreeNode {
  readonly kind: 'root' | 'directory' | 'object' | 'external' | 'problem';
  readonly label: string;
  readonly remarks: readonly string[];
  /** The line that refers to it; of an object, the line it begins at. */
  readonly place: FileLine | undefined;
  readonly children: TreeNode[];
}

/**
 * Draws up what brings each object into a cluster: roots, the directories that they refer to, objects; below a
 * FluxKustomization what it builds.
 *
 * @returns the roots that nothing in this cluster holds: its entrypoint; of a spoke, all that is applied to it
 */
export function referenceTree(inventory: Inventory): readonly TreeNode[] {
  const names = new Set(inventory.roots.map(({ name }) => name));
  const top = inventory.roots.filter(({ parent }) => parent === undefined || !names.has(parent));
  return top.map((root) => rootNode(root, inventory));
}

function rootNode(root: Root, inventory: Inventory): TreeNode {
  const remarks = root.flux === undefined ? [] : rootRemarks(root.flux);
  const label = rootLabel(root);
  const problems = unknownOf(root).map((problem): TreeNode => {
    const { path, line } = problem;
    const place = path === undefined ? undefined : { path, line };
    return { kind: 'problem', label: 'not known', remarks: [], place, children: [] };
  });
  const node: TreeNode = { kind: 'root', label, remarks, place: root.chain.at(-1), children: problems };
  const directories = new Map<string, TreeNode>([[root.directory, node]]);
  for (const resource of root.resources) {
    holderOf(resource, node, directories).children.push(objectNode(resource, root, inventory));
  }
  return node;
}

function rootLabel({ flux, release, name, directory }: Root): string {
  if (release !== undefined) return `${name} → chart ${chartLabel(release)}`;
  return flux === undefined ? name : `${name} → ${directory || '.'}`;
}

/** @returns the node of the directory whose kustomization names the object. */
function holderOf({ trail }: Resource, root: TreeNode, directories: Map<string, TreeNode>): TreeNode {
  let holder = root;
  let way = '';
  // What a kustomization generates is in its directory, to which the last reference leads.
  const last = trail.origin.generated ? dirname(trail.origin.path) : undefined;
  for (let link = trail.via; link !== undefined; link = link.next) {
    const directory = link.next?.directory ?? last;
    if (directory === undefined) break;
    way = `${way}\n${directory}`;
    const known = directories.get(way);
    if (known !== undefined) {
      holder = known;
      continue;
    }
    const node: TreeNode = { kind: 'directory', label: directory, remarks: [], place: link, children: [] };
    holder.children.push(node);
    directories.set(way, node);
    holder = node;
  }
  return holder;
}

function objectNode(resource: Resource, root: Root, inventory: Inventory): TreeNode {
  const { trail } = resource;
  const remarks = trail.origin.generated ? ['generated'] : [];
  const object: TreeNode = { kind: 'object', label: plainTitle(resource), remarks, place: trail.origin, children: [] };
  const installed = inventory.roots.find((each) => makerOf(each)?.resource === resource);
  if (installed !== undefined) return rootNode(installed, inventory);
  if (!isFluxKustomization(resource) || root.flux?.resource === resource) return object;
  const child = inventory.roots.find(({ flux }) => flux?.resource === resource);
  if (child !== undefined) return rootNode(child, inventory);
  const external = inventory.external.find(({ flux }) => flux.resource === resource);
  if (external !== undefined) {
    const { flux, unfetched } = external;
    const why = unfetched === undefined ? [] : [unquoted(unfetched.reason)];
    const from = [`external: ${sourceName(flux)}`, ...why, ...rootRemarks(flux)];
    return { ...object, kind: 'external', label: `${nameOf(flux)} → ${flux.path || '.'}`, remarks: from };
  }
  const spoke = [...inventory.spokes].find(([, { roots }]) => roots.some(({ flux }) => flux?.resource === resource));
  if (spoke === undefined) return object;
  const flux = readFluxKustomization(resource);
  return {
    ...object,
    kind: 'root',
    label: `${nameOf(flux)} → ${flux.path || '.'}`,
    remarks: [`applies to ${spoke[0]}`],
  };
}
