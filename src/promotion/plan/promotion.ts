import type { FileEdit } from './file-edit.ts';
import type { Need } from './need.ts';
import type { Refused } from './promotion-refusal.ts';

/** An object that a cluster gains or loses. */
export interface PromotedObject {
  readonly cluster: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What came of a promotion or a demotion. */
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
  readonly lost: readonly (PromotedObject & { readonly effect: string; readonly hasData: boolean })[];
  readonly needs: readonly Need[];
  readonly notes: readonly string[];
  /** Shared files that nothing refers to any more. */
  readonly unreferenced: readonly string[];
}
