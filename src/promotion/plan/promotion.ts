import type { Refused } from './promotion-refusal.ts';

/** An object that a cluster gains or loses. */
export interface PromotedObject {
  readonly cluster: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A version that a cluster runs, and the one that it is given. */
export interface AlignedField {
  readonly cluster: string;
  /** As `Deployment/foo-app`. */
  readonly object: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  /** Where it is written, as `file:line`. */
  readonly place: string;
}

/** A field that differs between the clusters that run something, and what another one would get. */
export interface StageValue {
  readonly cluster: string;
  /** As `Deployment/foo-app`. */
  readonly object: string;
  readonly field: string;
  readonly taken: ValueSeen;
  /** What each cluster has that runs it, in promotion order. */
  readonly others: readonly (ValueSeen & { readonly cluster: string })[];
}

interface ValueSeen {
  /** On one line; `absent` where there is none. */
  readonly value: string;
  /** Where it is written, as `file:line`; absent for what the build makes. */
  readonly place?: string;
}

/** The result of a promotion or a demotion. */
export type Promotion = PlannedPromotion | { readonly kind: 'nothing'; readonly reason: string } | Refused;

/** Edits, and what they do to the clusters. */
export interface PlannedPromotion {
  readonly kind: 'planned';
  /** A sentence for a pull request's title: `Promote foo-app to prod`. */
  readonly title: string;
  readonly subject: string;
  readonly clusters: readonly string[];
  /** The cluster that it was promoted from; undefined for a demotion. */
  readonly source: string | undefined;
  readonly edits: readonly FileEdit[];
  readonly gained: readonly PromotedObject[];
  /** Versions that become what the source has; only what runs already has any. */
  readonly aligned: readonly AlignedField[];
  /** What the clusters that run it today have differently: people decide on each. */
  readonly values: readonly StageValue[];
  readonly lost: readonly (PromotedObject & { readonly effect: string; readonly hasData: boolean })[];
  readonly needs: readonly Need[];
  readonly notes: readonly string[];
  /** Shared files that are no longer referenced. */
  readonly unreferenced: readonly string[];
}

/** A file before and after an edit; a missing side is a file that is added or deleted. */
export interface FileEdit {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** As git has it, of the file that is edited, or that a new one is made from. */
  readonly mode: '100644' | '100755';
}

/** Something that promoted objects refer to and the target does not have. */
export interface Need {
  readonly kind:
    | 'namespace'
    | 'crd'
    | 'source'
    | 'service-account'
    | 'depends-on'
    | 'variables'
    | 'secret'
    | 'config'
    | 'claim';
  /** What is missing, as `Namespace/foo`. */
  readonly object: string;
  /** Which object asks for it, as `Deployment/foo-app`. */
  readonly by: string;
  readonly cluster: string;
  /** The name by which it can be promoted; absent if it must not or cannot be copied. */
  readonly promotable: string | undefined;
}
