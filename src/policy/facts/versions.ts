import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { podSpecOf } from '../../kubernetes/facts/pod-spec.ts';
import type { Node } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { type ContainerImage, imagesOf } from './workloads.ts';

/** A version, and where it is written. */
export interface Version {
  readonly text: string;
  readonly node: Node | undefined;
}

/** Where the kinds that follow something outside the repository say which version of it. */
const FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  HelmRelease: [['spec', 'chart', 'spec', 'version']],
  OCIRepository: [
    ['spec', 'ref', 'tag'],
    ['spec', 'ref', 'semver'],
  ],
  GitRepository: [
    ['spec', 'ref', 'tag'],
    ['spec', 'ref', 'semver'],
  ],
};

/** @returns the versions that an object names, by what has them: an image, a chart, a source. */
export function versionsOf(object: InventoryObject): ReadonlyMap<string, Version> {
  const { kind, node, name } = object.resource;
  const pod = podSpecOf(object.resource);
  if (pod !== undefined) {
    const images = imagesOf(pod).map((each) => [each.image.name, { text: tagOf(each), node: each.node }] as const);
    return new Map(images);
  }
  const what = kind === 'HelmRelease' ? `chart ${textAt(node, 'spec', 'chart', 'spec', 'chart')}` : `${kind} ${name}`;
  const versions = (FIELDS[kind] ?? []).map((path) => nodeAt(node, ...path)).filter(isFixed);
  return new Map(versions.slice(0, 1).map((version) => [what, { text: textAt(version), node: version }]));
}

/** A range is not a version: any version that fits it may run. */
function isFixed(node: Node | undefined): boolean {
  return /^[^<>=~^*|\s]+$/.test(textAt(node)) && !/\.x\b/i.test(textAt(node));
}

function tagOf({ image }: ContainerImage): string {
  return image.tag || image.digest;
}

/** @returns whether one version is certainly newer than another: both are numbers with dots, and differ in one. */
export function isNewer(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => /^v?(\d+(?:\.\d+)*)$/.exec(text)?.[1]?.split('.').map(Number));
  if (a === undefined || b === undefined) return false;
  const at = a.findIndex((number, index) => number !== (b[index] ?? 0));
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}
