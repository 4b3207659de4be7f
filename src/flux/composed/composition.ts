import type { FileLine } from '../../kustomize/model/origin.ts';
import type { ArtifactFilter } from '../artifact/artifact-filter.ts';
import type { OpenedFilter } from '../artifact/open-filter.ts';
import type { Copy } from '../objects/artifact-generator.ts';
import type { Placement } from './copy/apply-placement.ts';

/** Which files are in an artifact: those of a tree that a source does not leave out, or those of others put together. */
export type ArtifactContent = ArtifactFilter | Composition | Including;

/** The artifact of a source. */
export interface SourceContent {
  readonly content: ArtifactContent;
  /** The path of its root among all files. */
  readonly at: string;
}

/** An artifact that is put together of files of others: plain data, equal where the same is put together. */
export interface Composition {
  readonly kind: 'composed';
  /** The path of its root among all files. */
  readonly base: string;
  /** By their alias. */
  readonly sources: readonly (readonly [alias: string, source: SourceContent])[];
  /** Carried out one after another. */
  readonly steps: readonly (Copy | Placement)[];
}

/** The artifact of a repository that includes those of others: what is put together is filtered as a whole. */
export interface Including {
  readonly kind: 'including';
  readonly of: Composition;
  readonly filter: ArtifactFilter;
}

/** An artifact of a cluster, whatever makes it. */
export type OpenedContent =
  | (SourceContent & {
      readonly kind: 'opened';
      /** Of what it is elsewhere; `undefined` where that is not known. */
      readonly revision: string | undefined;
      /** What asks for it, where it is put together. */
      readonly by?: FileLine;
    })
  | Exclude<OpenedFilter, { kind: 'opened' }>;
