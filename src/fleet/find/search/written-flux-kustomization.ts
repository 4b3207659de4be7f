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
}
