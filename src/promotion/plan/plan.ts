import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { Draft } from './draft.ts';
import type { Fleet } from './fleet.ts';

/** What is asked for beyond the name and the clusters. */
interface PromoteOptions {
  /** Makes the target an overlay from the source's, where it has none. */
  readonly overlay: boolean;
}

/** A directory that was chosen for a target in place of what the source refers to. */
export interface Variant {
  /** own: the target has it already. base: what the source's own one is made from. copy: of the source's own one. */
  readonly kind: 'own' | 'base' | 'copy';
  readonly path: string;
  /** What the source refers to. */
  readonly of: string;
}

/** A directory of the source's that was copied with all that is in it, by the names that it has there. */
export interface Whole {
  readonly from: string;
  readonly to: string;
}

/** A promotion as it is being put together. */
export interface Plan {
  readonly fleet: Fleet;
  readonly draft: Draft;
  readonly options: PromoteOptions;
  /** The clusters that are to run it and do not yet. */
  readonly targets: readonly ClusterInventory[];
  /** What people should look at, in sentences. */
  readonly notes: string[];
  readonly variants: Variant[];
  /** FluxKustomizations and manifests that were copied into a cluster's tree, as `path`. */
  readonly copied: string[];
  readonly wholes: Whole[];
  /** Directories whose lists were made like the source's, with its settings and only the entries that are promoted. */
  readonly made: string[];
}

/** From which cluster to which a promotion goes. */
export interface Route {
  readonly source: ClusterInventory;
  readonly target: ClusterInventory;
}
