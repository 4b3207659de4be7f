import type { Cluster } from './cluster.ts';

/** What was understood of a repository before anything is rendered. */
export interface Discovery {
  /** In promotion order. */
  readonly clusters: readonly Cluster[];
  /** What tells them: the configuration; what Flux is told; or, where nothing speaks of Flux, a guess by overlays. */
  readonly by: 'configuration' | 'flux' | 'overlays';
  /** Every FluxKustomization that is written in the trees, whether or not a cluster reaches it, by file. */
  readonly written: readonly WrittenFluxKustomization[];
  /** Files of other tools that deploy from this repository, which are not followed. */
  readonly unsupported: readonly UnsupportedTool[];
}

/** A FluxKustomization as a file holds it: kustomizations and variables may make another of it. */
export interface WrittenFluxKustomization {
  readonly name: string;
  /** As written; empty where a kustomization may set it. */
  readonly namespace: string;
  /** `spec.path`, clamped to the repository. */
  readonly path: string;
  /** Kind, namespace and name of the source that it names. */
  readonly source: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The outermost directories whose kustomizations bring in its file; the file itself where none does. */
  readonly homes: readonly string[];
}

/** A file by which a tool other than Flux deploys. */
export interface UnsupportedTool {
  readonly tool: 'Argo CD';
  readonly kind: string;
  readonly name: string;
  readonly file: string;
}
