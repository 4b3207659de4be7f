import type { Cluster } from './cluster.ts';
import type { WrittenFluxKustomization } from './search/written-flux-kustomization.ts';

/** What was understood of a repository before anything is rendered. */
export interface Discovery {
  /** In promotion order. */
  readonly clusters: readonly Cluster[];
  /** What tells them: the configuration; what Flux is told; or, where nothing speaks of Flux, a guess by overlays. */
  readonly by: 'configuration' | 'flux' | 'overlays';
  /** Whether only files of Terraform or Bicep tell of one of them: they may leave out others, and other paths. */
  readonly isHinted: boolean;
  /** Every FluxKustomization that is written in the trees, whether or not a cluster reaches it, by file. */
  readonly written: readonly WrittenFluxKustomization[];
  /**
   * The outermost directories whose kustomizations bring in a file that holds any of these; the file itself where none
   * does.
   */
  readonly homesOf: (file: string) => readonly string[];
  /** Files of other tools that deploy from this repository, which are not followed. */
  readonly unsupported: readonly UnsupportedTool[];
}

/** A file by which a tool other than Flux deploys. */
export interface UnsupportedTool {
  readonly tool: 'Argo CD';
  readonly kind: string;
  readonly name: string;
  readonly file: string;
}
