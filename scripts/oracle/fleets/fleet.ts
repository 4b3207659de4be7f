/** A repository, and what of it Flux is told outside of the files that a root reads. */
export interface Fleet {
  readonly seed: number;
  readonly files: ReadonlyMap<string, string>;
  /** The FluxKustomization of the cluster, which stands in one of the files too. */
  readonly sync: string;
  /** `spec.ignore` of the source. */
  readonly ignore: string | undefined;
  /** `spec.sparseCheckout` of the source. */
  readonly sparse: readonly string[];
  /** The feature gate `StrictPostBuildSubstitutions`. */
  readonly strict: boolean;
}

/** The one cluster of every fleet. */
export const CLUSTER = 'clusters/prod';
