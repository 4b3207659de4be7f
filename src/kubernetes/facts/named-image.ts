import type { Scalar } from '../../yaml/node/node.ts';

/** A step on the way to a field: a key, the place of an item in a list, or what the item is called there. */
export type ImagePathStep = string | number | { readonly key: string; readonly value: string };

/** An image as an object names it. */
export interface NamedImage {
  readonly path: readonly ImagePathStep[];
  /** What it is written with: one text, or a name and a version side by side. */
  readonly nodes: readonly Scalar[];
  /** The reference that these make. */
  readonly text: string;
  /** Whether a container or a volume of a pod has it; else it only reads as an image. */
  readonly isOfPod: boolean;
  /** What is left to whoever reads the field. */
  readonly lacks?: 'version' | 'name';
}
